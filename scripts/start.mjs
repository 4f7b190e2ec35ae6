// `npm start`: builds when needed, then opens the app in Electron, else in Chromium; with no display it makes
// one clip from the sample image. `--browser` asks for Chromium, `--electron` retries a failed download; every
// other flag goes to the app.
import path from 'node:path';
import { exited, openApp } from './lib/app.mjs';
import { ensureBuilt } from './lib/built.mjs';
import { settleOpening } from './lib/opening.mjs';
import { cacheDir, root } from './lib/paths.mjs';
import { end } from './lib/run.mjs';

const DEMO_MS = 120_000;

/**
 * Makes one clip, headless. It has data of its own and no key from the environment: practice only, nothing
 * of the user's is touched and nothing is paid.
 * @param {import('./lib/app.mjs').Opening} opening
 */
async function demo(opening) {
  const { KINORA_API_KEY: _key, KINORA_API_URL: _url, ...env } = opening.env ?? {};
  const sample = path.join(root, 'assets/sample.jpg');
  const own = [`--demo=${sample}`, `--user-data-dir=${path.join(cacheDir, 'demo')}`];
  const child = openApp({ ...opening, env, args: [...own, ...(opening.args ?? [])] });
  const timer = setTimeout(() => {
    console.error(`No clip after ${DEMO_MS / 1000} s.`);
    end(child);
  }, DEMO_MS);
  const code = await exited(child);
  clearTimeout(timer);
  return code;
}

async function main() {
  const built = await ensureBuilt();
  if (built.code !== 0) {
    console.error(`The build failed:\n${built.text.trimEnd()}`);
    return 1;
  }
  const opening = await settleOpening(process.argv.slice(2), 'Making one clip from the sample image.');
  if (!opening) return 1;
  return opening.headless ? demo(opening) : exited(openApp(opening));
}

process.exitCode = await main();
