// `npm run --silent kinora -- animate photo.jpg …`: the command line of the app in a checkout. Builds when needed; on
// Electron where it can run, else on the browser host, without a window. docs/automation.md tells what it can do.
import { exited, openApp } from './lib/app.mjs';
import { ensureBuilt } from './lib/built.mjs';
import { ensureChromium } from './lib/chromium.mjs';
import { electronBinary } from './lib/electron.mjs';
import { chooseWay } from './lib/launch.mjs';
import { lookAround } from './lib/machine.mjs';
import { sandboxEnv } from './lib/opening.mjs';

async function main() {
  // What is built or brought along is not the answer: that alone goes to the standard output.
  console.log = console.error;
  const built = await ensureBuilt();
  if (built.code !== 0) {
    console.error(`The build failed:\n${built.text.trimEnd()}`);
    return 1;
  }
  const machine = lookAround();
  const args = process.argv.slice(2);
  // npm runs scripts in the checkout; the person's files are where they called it.
  const cwd = process.env['INIT_CWD'] ?? process.cwd();
  if (chooseWay(machine, { browser: false, electron: false }).way === 'electron')
    return exited(openApp({ electron: electronBinary(), args, cwd }));
  const chromium = await ensureChromium();
  if (!chromium) return 1;
  const env = { ...process.env, ...sandboxEnv(machine) };
  return exited(openApp({ chromium, headless: true, args, env, cwd }));
}

process.exitCode = await main();
