// `npm run test:electron`: the end-to-end tests on Electron itself instead of the browser host. Electron is downloaded
// when it is missing; where Linux has no display, xvfb-run gives it one.

import path from 'node:path';
import { ensureBuilt } from './lib/built.mjs';
import { downloadElectron, electronBinary } from './lib/electron.mjs';
import { hasDisplay } from './lib/launch.mjs';
import { node24, root } from './lib/paths.mjs';
import { run } from './lib/run.mjs';

async function main() {
  const built = await ensureBuilt();
  if (built.code !== 0) {
    console.error(`The build failed:\n${built.text.trimEnd()}`);
    return 1;
  }
  if (!(electronBinary() ?? (await downloadElectron()))) {
    console.error("Electron's binary could not be downloaded.");
    return 1;
  }
  const tests = [path.join(root, 'node_modules/@playwright/test/cli.js'), 'test', ...process.argv.slice(2)];
  const env = { E2E_TARGET: 'electron' };
  const shown = hasDisplay(process.platform, process.env);
  const screen = ['--auto-servernum', '--server-args=-screen 0 1600x1000x24', node24(), ...tests];
  const result = shown
    ? await run(node24(), tests, { env, output: 'show' })
    : await run('xvfb-run', screen, { env, output: 'show' });
  return result.code;
}

process.exitCode = await main();
