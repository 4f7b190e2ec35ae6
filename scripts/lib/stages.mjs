// The stages of `npm run check` and `npm test`: what each runs, and how its result is told.
import path from 'node:path';
import { lookAround } from './machine.mjs';
import { sandboxEnv } from './opening.mjs';
import { node24, root } from './paths.mjs';
import { run } from './run.mjs';

/** @param {string} file a tool's own script inside node_modules: runs on Node 24 whatever `node` is here */
const tool = (file) => path.join(root, 'node_modules', file);

export const runTypes = () => run(node24(), [tool('typescript/bin/tsc'), '-b']);

export const runLint = () =>
  run(node24(), [tool('@biomejs/biome/bin/biome'), 'check', '--colors=off', '--error-on-warnings', '.']);

/**
 * @param {readonly string[]} args
 * @param {number} [timeout]
 */
export const runVitest = (args, timeout = 10 * 60_000) =>
  run(node24(), [tool('vitest/vitest.mjs'), 'run', ...args], { env: { NO_COLOR: '1' }, timeout });

/**
 * The end-to-end tests; a test that passes only when repeated is reported as flaky, which counts as failed.
 * @param {string} reportFile
 * @param {string} chromium
 * @param {number} timeout
 */
export const runE2e = (reportFile, chromium, timeout) =>
  run(node24(), [tool('@playwright/test/cli.js'), 'test', '--reporter=dot,json'], {
    env: {
      // Playwright sets FORCE_COLOR for its workers; together with NO_COLOR each of them would complain.
      NO_COLOR: undefined,
      FORCE_COLOR: '0',
      HOST_CHROMIUM: chromium,
      PLAYWRIGHT_JSON_OUTPUT_FILE: reportFile,
      ...sandboxEnv(lookAround()),
    },
    timeout,
  });

/**
 * Every line of the bench at its smallest: whether it still works, not how fast it is.
 * @param {number} timeout
 */
export const runBench = (timeout) =>
  run(node24(), [path.join(root, 'scripts/bench.mjs'), '--smoke'], { timeout });

/** @param {number} ms */
export const seconds = (ms) => `${(ms / 1000).toFixed(1)} s`;

/**
 * One line for a stage that passed; the tool's own words as well when it failed.
 * @param {string} name
 * @param {{ code: number, text: string, ms: number }} result
 * @param {string} [note]
 */
export function report(name, result, note = '') {
  const passed = result.code === 0;
  console.log(
    `${passed ? 'ok  ' : 'FAIL'} ${name.padEnd(12)} ${seconds(result.ms).padStart(7)}  ${note}`.trimEnd(),
  );
  if (!passed) console.log(result.text.trimEnd());
  return passed;
}
