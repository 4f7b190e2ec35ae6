/** What every end-to-end spec starts from: the app on a fresh data folder, on the browser host or on real Electron. */
import { type ChildProcess, execFileSync } from 'node:child_process';
import { once } from 'node:events';
import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { _electron, test as base, type ElectronApplication, expect, type Page } from '@playwright/test';
import { stopServices } from './support/service.ts';

export { expect };

const root = path.resolve(import.meta.dirname, '../..');

/** Whether the specs run on real Electron instead of the browser host. */
export const onElectron = process.env['E2E_TARGET'] === 'electron';

export interface LaunchOptions {
  readonly env?: Readonly<Record<string, string>>;
  readonly args?: readonly string[];
  /** The app's folder; Kinora itself by default. */
  readonly app?: string;
}

/** Longer than any start or end on a busy machine, in milliseconds. */
const PATIENCE = 120_000;

interface Launched {
  readonly userData: string;
  readonly child: ChildProcess;
  readonly output: string[];
}

/**
 * The apps of the running test, their processes and what they wrote to stderr; Playwright forgets both when an app
 * has ended.
 */
const launched = new Map<ElectronApplication, Launched>();

/** Starts the app. Its home is inside the data folder, so that no spec touches the person's own folders. */
export async function launch(userData: string, options: LaunchOptions = {}): Promise<ElectronApplication> {
  const home = path.join(userData, 'home');
  fs.mkdirSync(home, { recursive: true });
  const inherited = Object.entries(process.env).filter(
    ([name]) => !name.startsWith('XDG_') && name !== 'NODE_OPTIONS',
  );
  const env = Object.fromEntries(
    inherited.flatMap(([name, value]) => (value === undefined ? [] : [[name, value]])),
  );
  const app = await _electron.launch({
    ...(onElectron ? {} : { executablePath: path.join(root, 'test/host/electron-host') }),
    args: [options.app ?? root, `--user-data-dir=${userData}`, ...(options.args ?? [])],
    env: { ...env, HOME: home, ...options.env },
    timeout: PATIENCE,
  });
  const child = app.process();
  const output: string[] = [];
  launched.set(app, { userData, child, output });
  child.stderr?.on('data', (chunk: Buffer) => output.push(chunk.toString('utf8')));
  return app;
}

function running(app: ElectronApplication): ChildProcess | undefined {
  const child = launched.get(app)?.child;
  return child?.exitCode === null && child.signalCode === null ? child : undefined;
}

/** The first window, once the page says that it can be used. */
export async function readyPage(app: ElectronApplication): Promise<Page> {
  const page = await app.firstWindow({ timeout: PATIENCE });
  await page.locator('body[data-ready]').waitFor({ state: 'attached', timeout: PATIENCE });
  return page;
}

/** Ends main with SIGKILL, as a crash or a power cut would, and waits until it has gone. */
export async function killHard(app: ElectronApplication): Promise<void> {
  const child = running(app);
  if (!child) return;
  const exited = once(child, 'exit');
  child.kill('SIGKILL');
  await exited;
}

/** Closes the app politely, one that does not go within the time is killed; waits until nothing of it runs. */
export async function close(app: ElectronApplication): Promise<void> {
  const own = launched.get(app);
  if (!own || !running(app)) return;
  // Clips may be in progress: whoever closes Kinora here means it.
  await app
    .evaluate(({ dialog }) => {
      dialog.showMessageBox = async () => ({ response: 1, checkboxChecked: false });
    })
    .catch(() => undefined);
  const timeout = new Promise<'late'>((resolve) => setTimeout(resolve, PATIENCE, 'late').unref());
  if ((await Promise.race([app.close(), timeout])) === 'late') await killHard(app);
  await expect.poll(() => chromiumProcesses(own.userData)).toBe(0);
}

/** Prints the command of every process, one to a line. */
const LIST_COMMANDS: readonly [string, readonly string[]] =
  process.platform === 'win32'
    ? ['powershell', ['-NoProfile', '-Command', '(Get-CimInstance Win32_Process).CommandLine']]
    : ['ps', ['-eo', 'args']];

/** How many Chromium processes run on the profile of this data folder. The last of them go a moment after the first. */
export function chromiumProcesses(userData: string): number {
  const [list, args] = LIST_COMMANDS;
  const commands = execFileSync(list, args, { encoding: 'utf8', maxBuffer: 64 * 1024 * 1024 }).split('\n');
  const profile = onElectron ? userData : path.join(userData, 'chromium');
  return commands.filter((command) => command.includes(profile)).length;
}

/** Drops files from the disk onto an element, through Chromium's own drag and drop. */
export async function dropFiles(page: Page, selector: string, files: readonly string[]): Promise<void> {
  const target = page.locator(selector);
  await target.scrollIntoViewIfNeeded();
  const box = await target.boundingBox();
  if (!box) throw new Error(`${selector} is not on the screen`);
  const point = { x: box.x + box.width / 2, y: box.y + box.height / 2 };
  const cdp = await page.context().newCDPSession(page);
  const data = { items: [], files: files.map((file) => path.resolve(file)), dragOperationsMask: 1 };
  // Chromium takes a drop back that comes before a busy page has answered the drag: a hand would try again.
  for (let tries = 1; tries <= 5; tries += 1) {
    const dropped = page.evaluate(hearDrop, DROP_MS);
    for (const type of ['dragEnter', 'dragOver', 'drop'] as const)
      await cdp.send('Input.dispatchDragEvent', { type, ...point, data });
    if (await dropped) break;
  }
  await cdp.detach();
}

/** Longer than a page is ever busy, in milliseconds. */
const DROP_MS = 10_000;

/** In the page: whether something is dropped within the time. */
const hearDrop = (ms: number): Promise<boolean> =>
  new Promise((resolve) => {
    setTimeout(resolve, ms, false);
    window.addEventListener('drop', () => resolve(true), { once: true, capture: true });
  });

interface Options {
  /** How the `app` fixture launches; set with `test.use({ appOptions: … })`. */
  appOptions: LaunchOptions;
}
interface Fixtures {
  userData: string;
  app: ElectronApplication;
  page: Page;
}

export const test = base.extend<Fixtures & Options>({
  appOptions: [{}, { option: true }],
  // biome-ignore lint/correctness/noEmptyPattern: Playwright reads the fixture's needs from this pattern
  userData: async ({}, use, testInfo) => {
    const folder = fs.mkdtempSync(path.join(os.tmpdir(), 'kinora-e2e-'));
    await use(folder);
    for (const [app, { output }] of launched) {
      if (testInfo.status !== testInfo.expectedStatus)
        await testInfo.attach('stderr of main', { body: output.join(''), contentType: 'text/plain' });
      await close(app);
    }
    launched.clear();
    await stopServices();
    fs.rmSync(folder, { recursive: true, force: true, maxRetries: 10, retryDelay: 100 });
  },
  app: async ({ userData, appOptions }, use) => {
    await use(await launch(userData, appOptions));
  },
  page: async ({ app }, use) => {
    await use(await readyPage(app));
  },
});
