// `npm test`: everything, in ten minutes on two idle cores. Types, lint, build, sizes, package, unit and integration tests, and the
// real app end to end, a look at whether the bench still works. The last line is the sum: `N passed, N failed`.
import { mkdirSync, readFileSync, rmSync } from 'node:fs';
import path from 'node:path';
import { ensureBuilt } from './lib/built.mjs';
import { ensureChromium } from './lib/chromium.mjs';
import { cacheDir, root } from './lib/paths.mjs';
import { report, runBench, runE2e, runLint, runTypes, runVitest } from './lib/stages.mjs';
import { playwrightTally, stage, sum, triedAgain, vitestTally } from './lib/tally.mjs';
import { checkPackage } from './pack.mjs';
import { checkSizes } from './sizes.mjs';

/** A busy machine may take longer; one that hangs must not hang for ever. */
const DEADLINE = performance.now() + 30 * 60_000;
const left = () => Math.max(DEADLINE - performance.now(), 1000);

/** @type {import('./lib/tally.mjs').Tally[]} */
const tallies = [];

/**
 * @param {string} name
 * @param {import('./lib/run.mjs').RunResult} result
 */
function tellStage(name, result) {
  tallies.push(stage(report(name, result)));
}

/**
 * Runs a test runner and counts from its report, never from its words.
 * @param {string} name
 * @param {(file: string) => Promise<import('./lib/run.mjs').RunResult>} work
 * @param {(text: string | undefined, code: number) => import('./lib/tally.mjs').Tally} count
 */
async function tellTests(name, work, count) {
  const file = path.join(cacheDir, `${name}.json`);
  rmSync(file, { force: true });
  const result = await work(file);
  const tally = count(readReport(file), result.code);
  tallies.push(tally);
  const note = `${tally.passed} passed, ${tally.failed} failed${result.timedOut ? ', out of time' : ''}`;
  report(name, { ...result, code: tally.failed }, note);
}

/** @param {string} file */
function readReport(file) {
  try {
    return readFileSync(file, 'utf8');
  } catch {
    return undefined;
  }
}

mkdirSync(cacheDir, { recursive: true });

const chromium = await ensureChromium();
const [types, lint] = await Promise.all([runTypes(), runLint()]);
tellStage('types', types);
tellStage('lint', lint);
tellStage('build', await ensureBuilt({ force: true }));

const sizes = checkSizes(path.join(root, 'dist'));
tellStage('sizes', { code: sizes.passed ? 0 : 1, text: sizes.lines.join('\n'), ms: 0, timedOut: false });

const problems = await checkPackage();
tellStage('package', { code: problems.length, text: problems.join('\n'), ms: 0, timedOut: false });

for (const project of ['unit', 'integration']) {
  await tellTests(
    project,
    (file) =>
      runVitest(
        [`--project=${project}`, '--reporter=dot', '--reporter=json', `--outputFile.json=${file}`],
        left(),
      ),
    vitestTally,
  );
}

if (chromium) {
  await tellTests('e2e', (file) => runE2e(file, chromium, left()), playwrightTally);
  for (const name of triedAgain(readReport(path.join(cacheDir, 'e2e.json'))))
    console.log(`     passed only when tried again: ${name}`);
} else
  tellStage('e2e', { code: 1, text: 'The app could not be tested: no Chromium.', ms: 0, timedOut: false });

tellStage('bench', await runBench(left()));

const { passed, failed } = sum(tallies);
console.log(`${passed} passed, ${failed} failed`);
process.exitCode = failed === 0 ? 0 : 1;
