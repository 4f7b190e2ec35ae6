// `npm run dev`: rebuilds on every change; the page reloads itself, a change in main or a preload restarts the
// app. Flags are as for `npm start`.
import { rmSync } from 'node:fs';
import path from 'node:path';
import { build } from 'vite';
import { bundles, pages } from './build.mjs';
import { openApp } from './lib/app.mjs';
import { settleOpening } from './lib/opening.mjs';
import { root } from './lib/paths.mjs';
import { reloadsItself } from './lib/reload.mjs';
import { end } from './lib/run.mjs';

/** Changes come in bursts (a save, a checkout): the app restarts once, after the last. */
const SETTLE_MS = 150;
const QUIT_MS = 5000;

/**
 * Builds now and again on every change.
 * @param {import('vite').InlineConfig} config
 * @param {() => void} onBuilt
 * @returns {Promise<void>} settles after the first build that works
 */
async function watch(config, onBuilt) {
  const watcher = await build({ ...config, build: { ...config.build, minify: false, watch: {} } });
  if (!('on' in watcher)) throw new Error('Vite did not watch.');
  await new Promise((resolve) => {
    watcher.on('event', (event) => {
      if (event.code === 'ERROR') console.error(event.error.message);
      if (event.code === 'BUNDLE_END') onBuilt();
      if (event.code === 'BUNDLE_END') resolve(undefined);
      if ('result' in event) void event.result?.close();
    });
  });
}

// Settled once: a restart must not ask the network again.
const opening = await settleOpening(process.argv.slice(2), 'The app runs unseen.');
if (!opening) process.exit(1);

/** @type {import('node:child_process').ChildProcess | undefined} */
let app;
/** @type {NodeJS.Timeout | undefined} */
let settling;
let ready = false;
/** One restart after the other, however fast the changes come. */
let restarting = Promise.resolve();

/** @param {import('node:child_process').ChildProcess} child */
async function quit(child) {
  if (child.exitCode !== null || child.signalCode !== null) return;
  const gone = new Promise((resolve) => child.once('exit', resolve));
  end(child);
  const timer = setTimeout(() => end(child, 'SIGKILL'), QUIT_MS);
  await gone;
  clearTimeout(timer);
}

/** @param {import('./lib/app.mjs').Opening} opening */
async function restart(opening) {
  const old = app;
  app = undefined;
  if (old) await quit(old);
  console.log(old ? 'main changed: restarted' : 'Kinora is open; changes are picked up. Ctrl-C ends it.');
  const child = openApp(opening);
  app = child;
  child.once('exit', (code) => {
    if (app !== child) return;
    // Closing the window ends the work; a crash waits for the next change.
    if (code === 0) process.exit(0);
    console.error(`The app ended with code ${code}.`);
  });
}

function changed() {
  if (!ready || !opening) return;
  clearTimeout(settling);
  settling = setTimeout(() => {
    restarting = restarting.then(() => restart(opening));
  }, SETTLE_MS);
}

rmSync(path.join(root, 'dist'), { recursive: true, force: true });
const reloading = pages.map((page) => ({ ...page, plugins: [...(page.plugins ?? []), reloadsItself()] }));
await Promise.all([
  ...bundles.map((config) => watch(config, changed)),
  ...reloading.map((config) => watch(config, () => {})),
]);
ready = true;
await restart(opening);
