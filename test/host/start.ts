/** `node --import register.ts start.ts [switches] <app> [arguments]`: runs an app as Electron would. */
import path from 'node:path';
import { pathToFileURL } from 'node:url';
import { parseCommandLine } from './args.ts';
import { startBrowser } from './browser.ts';
import { findChromium } from './chromium.ts';
import { app } from './electron/app.ts';
import { readManifest } from './manifest.ts';
import { host } from './state.ts';
import './electron.ts';

/** Ends with one line and no stack: these are mistakes in how the host was started. */
function fail(error: unknown): never {
  console.error(error instanceof Error ? error.message : String(error));
  process.exit(1);
}

function setProcess(members: Readonly<Record<string, unknown>>): void {
  for (const [name, value] of Object.entries(members)) {
    Object.defineProperty(process, name, { value, configurable: true, enumerable: true, writable: true });
  }
}

try {
  host.commandLine = parseCommandLine(process.argv.slice(2));
  host.app = readManifest(host.commandLine.entry);
  findChromium();
} catch (error) {
  fail(error);
}

setProcess({
  type: 'browser',
  defaultApp: true,
  resourcesPath: path.join(host.app.folder, 'resources'),
  versions: Object.freeze({ ...process.versions, electron: '0.0.0-browser-host', chrome: '0.0.0.0' }),
  argv: [path.join(import.meta.dirname, 'electron-host'), ...host.commandLine.appArguments],
});
for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) process.on(signal, () => app.quit());

// Playwright starts the app's own life only when it is connected.
const begin = Promise.withResolvers<void>();
Object.defineProperty(globalThis, '__playwright_run', { value: async () => begin.resolve() });
if (!host.commandLine.driven) begin.resolve();

// The app comes before the browser, so that a second instance never starts one.
await import(pathToFileURL(host.app.mainFile).href);

if (!host.ending) {
  const { browser, close } = await startBrowser({
    userData: app.getPath('userData'),
    headed: host.commandLine.headed,
    openPort: host.commandLine.openPort,
    switches: host.commandLine.switches,
  }).catch(fail);
  host.browser = browser;
  host.beforeExit.push(close);
  process.on('exit', () => browser.chromium.process.kill('SIGKILL'));
  void browser.chromium.exited.then(() => {
    if (host.ending) return;
    console.error('browser host: Chromium has ended unexpectedly');
    process.exit(1);
  });
  setProcess({ versions: Object.freeze({ ...process.versions, chrome: browser.version }) });
  if (browser.chromium.endpoint !== undefined)
    console.error(`\nDevTools listening on ${browser.chromium.endpoint}`);
  await begin.promise;
  app.becomeReady();
}
