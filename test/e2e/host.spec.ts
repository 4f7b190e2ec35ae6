/** The browser host's own proof: a small app that behaves on it as it would on Electron. */
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import fs from 'node:fs';
import http from 'node:http';
import path from 'node:path';
import type { ElectronApplication, JSHandle, Page } from '@playwright/test';
import {
  chromiumProcesses,
  dropFiles,
  expect,
  killHard,
  launch,
  onElectron,
  readyPage,
  test,
} from './fixtures.ts';

const appFolder = path.resolve(import.meta.dirname, '../host/fixture-app');
const hostScript = path.resolve(import.meta.dirname, '../host/electron-host');

interface FixtureLog {
  readonly life: string[];
  readonly navigations: string[];
  readonly opened: string[];
  readonly requests: {
    readonly url: string;
    readonly range: string | null;
    readonly cookie: string | null;
  }[];
  readonly seconds: { readonly argv: string[]; readonly folder: string; readonly data: unknown }[];
}
interface FixtureBridge {
  readonly platform: string;
  readonly nested: { readonly list: unknown[]; greet(name: string): string };
  invoke(channel: string, ...args: unknown[]): Promise<unknown>;
  count(count: number): void;
  onTick(listener: (n: number) => void): () => void;
  map<T, U>(items: T[], transform: (item: T) => U): U[];
  same<T>(value: T): T;
  later<T>(value: T): Promise<T>;
  fail(): void;
  failLater(): Promise<void>;
  pathFor(file: File): string;
  refusals(): string[];
}
interface Whoami {
  readonly window: number;
  readonly same: boolean;
  readonly main: boolean;
  readonly frame: { readonly url: string; readonly origin: string; readonly parent: null };
}
declare global {
  var fixtureLog: FixtureLog;
  var openWindow: (page: string, preload: string, options?: object) => Electron.BrowserWindow;
  interface Window {
    fixture: FixtureBridge;
    second: { whoami(): Promise<Whoami> };
    inlineRan?: boolean;
    isBefore?: boolean;
    timerEval?: unknown;
  }
}

test.skip(onElectron, 'these specs prove the stand-in, not Electron');
test.use({ appOptions: { app: appFolder } });

const readLog = (running: ElectronApplication): Promise<FixtureLog> =>
  running.evaluate(() => globalThis.fixtureLog);
const windowOf = (running: ElectronApplication, page: Page): Promise<JSHandle<Electron.BrowserWindow>> =>
  running.browserWindow(page);
const exitCode = async (running: ElectronApplication): Promise<number | null> => {
  const child = running.process();
  if (child.exitCode === null) await once(child, 'exit');
  return child.exitCode;
};

test.describe('window and bridge', () => {
  test('the window has the asked size and shows itself when ready', async ({ app, page }) => {
    await expect(page.getByRole('heading', { name: 'Host fixture' })).toBeVisible();
    expect(await page.evaluate(() => [innerWidth, innerHeight])).toEqual([1000, 700]);
    const window = await windowOf(app, page);
    await expect.poll(() => window.evaluate((it) => [it.isVisible(), it.isFocused()])).toEqual([true, true]);
    await expect.poll(() => window.evaluate((it) => it.getTitle())).toBe('Host fixture');
    expect((await readLog(app)).life).toContain('ready-to-show');
  });

  test('the page has neither Node nor ipc', async ({ page }) => {
    const types = await page.evaluate(() =>
      ['require', 'process', 'ipcRenderer', 'Buffer'].map((n) => n in window),
    );
    expect(types).toEqual([false, false, false, false]);
    expect(await page.evaluate(() => Object.isFrozen(window.fixture.nested.list))).toBe(true);
  });

  test('values, callbacks, promises and errors cross the bridge', async ({ page }) => {
    const crossed = await page.evaluate(async () => {
      const { fixture } = window;
      const thrown = (run: () => void): string => {
        try {
          run();
          return 'nothing thrown';
        } catch (error) {
          return String(error);
        }
      };
      const twice = (n: number): number => n * 2;
      return {
        platform: fixture.platform,
        nested: [fixture.nested.list, fixture.nested.greet('you')],
        mapped: fixture.map([1, 2], (n) => n + 1),
        identity: fixture.same(twice) === twice && fixture.same(twice)(4),
        date: fixture.same(new Date(5)).getTime(),
        bytes: [...fixture.same(new Uint8Array([1, 2]))],
        file: await fixture.same(new File(['content'], 'a.txt')).text(),
        later: await fixture.later({ deep: [1, { two: 2 }] }),
        failed: thrown(() => fixture.fail()),
        failedLater: await fixture.failLater().catch((error: Error) => error.message),
        symbol: thrown(() => fixture.same(Symbol('x'))),
      };
    });
    expect(crossed).toEqual({
      platform: process.platform,
      nested: [[1, { two: 2 }], 'hello you'],
      mapped: [2, 3],
      identity: 8,
      date: 5,
      bytes: [1, 2],
      file: 'content',
      later: { deep: [1, { two: 2 }] },
      failed: 'Error: the preload says no',
      failedLater: 'no, later',
      symbol: 'TypeError: contextBridge: a symbol cannot cross',
    });
  });

  test('the preload is refused by name what is not there', async ({ page }) => {
    const [frame, node, sync] = await page.evaluate(() => window.fixture.refusals());
    expect(frame).toBe('browser host: electron (preload).webFrame is not emulated');
    expect(node).toContain('module not found: node:fs');
    expect(sync).toBe('browser host: ipcRenderer.sendSync is not emulated');
  });
});

test.describe('ipc', () => {
  test('structured values and errors cross both ways', async ({ page }) => {
    const answers = await page.evaluate(async () => {
      const { invoke } = window.fixture;
      const value = {
        a: [1, -0, Number.NaN],
        b: new Map([['k', new Set([1n])]]),
        c: undefined,
        d: new Date(9),
      };
      const back = (await invoke('echo', value)) as typeof value;
      return {
        list: back.a.map((n) => (Object.is(n, -0) ? '-0' : String(n))),
        big: [...(back.b.get('k') ?? [])].map(String),
        hasC: 'c' in back,
        date: back.d.getTime(),
        failed: await invoke('fail').catch((error: Error) => error.message),
        missing: await invoke('nobody').catch((error: Error) => error.message),
        uncloneable: await invoke('echo', () => 1).catch((error: Error) => error.message),
      };
    });
    expect(answers).toEqual({
      list: ['1', '-0', 'NaN'],
      big: ['1'],
      hasC: true,
      date: 9,
      failed: "Error invoking remote method 'fail': RangeError: too much",
      missing: "Error invoking remote method 'nobody': Error: No handler registered for 'nobody'",
      uncloneable: 'An object could not be cloned.',
    });
  });

  test('tens of megabytes cross in each direction', async ({ page }) => {
    // The page sends finished clips, which may have 64 MB; main never sends as much.
    const [up, down] = [64 << 20, 16 << 20];
    const kind = await page.evaluate((n) => window.fixture.invoke('kind', new Uint8Array(n)), up);
    expect(kind).toBe(`[object Uint8Array] ${up}`);
    const received = await page.evaluate(async (n) => {
      const bytes = await window.fixture.invoke('bytes', n);
      return bytes instanceof Uint8Array ? [bytes.length, bytes[0], bytes[n - 1]] : [];
    }, down);
    expect(received).toEqual([down, 7, 7]);
  });

  test('messages arrive in order and stop after unsubscribing', async ({ page }) => {
    const seen = await page.evaluate(async () => {
      const ticks: number[] = [];
      const stop = window.fixture.onTick((n) => {
        ticks.push(n);
        if (ticks.length === 200) stop();
      });
      window.fixture.count(250);
      // Answered after the last tick.
      await window.fixture.invoke('echo', null);
      return ticks;
    });
    expect(seen).toEqual(Array.from({ length: 200 }, (_, n) => n));
  });

  test('several windows have their own preload and their own sender', async ({ app, page }) => {
    const [opened] = await Promise.all([
      app.waitForEvent('window'),
      app.evaluate(() => void globalThis.openWindow('second.html', 'second-preload.cjs', { show: false })),
    ]);
    await opened.locator('body[data-ready]').waitFor({ state: 'attached' });
    const first = (await page.evaluate(() => window.fixture.invoke('whoami'))) as Whoami;
    const second = await opened.evaluate(() => window.second.whoami());
    expect([first.window, second.window]).toEqual([1, 2]);
    expect(second).toEqual({
      window: 2,
      same: true,
      main: true,
      frame: { url: 'app://bundle/second.html', origin: 'app://bundle', parent: null },
    });
    expect(await opened.evaluate(() => 'fixture' in window)).toBe(false);
    const hidden = await windowOf(app, opened);
    expect(await hidden.evaluate((it) => it.isVisible())).toBe(false);
  });

  test('a hidden window keeps its timers and encoders at full speed', async ({ app, page }) => {
    await expect(page.getByRole('heading')).toBeVisible();
    const [opened] = await Promise.all([
      app.waitForEvent('window'),
      app.evaluate(() => void globalThis.openWindow('second.html', 'second-preload.cjs', { show: false })),
    ]);
    await opened.locator('body[data-ready]').waitFor({ state: 'attached' });
    const passed = await opened.evaluate(async () => {
      const start = performance.now();
      await new Promise<void>((resolve) => {
        let count = 0;
        const timer = setInterval(() => {
          count += 1;
          if (count < 30) return;
          clearInterval(timer);
          resolve();
        }, 10);
      });
      return performance.now() - start;
    });
    // A throttled page would tick once a second.
    expect(passed).toBeLessThan(20_000);
    const config = { codec: 'avc1.42001f', width: 320, height: 180 };
    const support = await opened.evaluate((it) => VideoEncoder.isConfigSupported(it), config);
    expect(support.supported).toBe(true);
  });
});

test.describe('files and media', () => {
  test('dropped and picked files have their paths', async ({ page, userData }) => {
    const files = ['first.txt', 'second ü.bin'].map((name) => path.join(userData, name));
    for (const file of files) fs.writeFileSync(file, 'hello');
    await dropFiles(page, '#drop', files);
    const expected = files.map((file) => `${path.basename(file)} 5 ${file}`);
    await expect(page.locator('#files li')).toHaveText(expected);
    await page.setInputFiles('#pick', files[0] ?? '');
    await expect(page.locator('#files li')).toHaveText([...expected, ...expected.slice(0, 1)]);
  });

  test('a file that the page made itself has no path', async ({ page }) => {
    expect(await page.evaluate(() => window.fixture.pathFor(new File(['x'], 'x.txt')))).toBe('');
  });

  test('a clip plays and seeks through range requests', async ({ app, page }) => {
    const times = await page.evaluate(
      () =>
        new Promise((resolve, reject) => {
          const video = document.querySelector<HTMLVideoElement>('#clip');
          if (!video) return;
          video.onerror = () => reject(new Error(video.error?.message));
          video.onloadeddata = () => {
            video.onseeked = () => {
              const sought = video.currentTime;
              video.ontimeupdate = () => {
                if (video.currentTime > sought) resolve([video.duration, sought]);
              };
              void video.play();
            };
            video.currentTime = 7;
          };
          video.src = '/clip.mp4';
        }),
    );
    expect(times).toEqual([10, 7]);
    const { requests } = await readLog(app);
    expect(requests.some(({ url, range }) => url === 'app://bundle/clip.mp4' && range !== null)).toBe(true);
  });

  test('eight clips load at once', async ({ page }) => {
    const loaded = page.evaluate(() =>
      Promise.all(
        Array.from({ length: 8 }, (_, n) => {
          const video = document.createElement('video');
          document.body.append(video);
          return new Promise((resolve) => {
            video.onloadeddata = () => resolve(video.readyState);
            video.src = `/clip.mp4?${n}`;
          });
        }),
      ),
    );
    expect(await loaded).toHaveLength(8);
  });
});

test.describe('the walls around the page', () => {
  test('the policy blocks inline script and eval', async ({ page }) => {
    expect(await page.evaluate(() => window.inlineRan)).toBeUndefined();
    // Asked from a timer: the debugger's own evaluation goes around the policy.
    await page.evaluate(() => {
      setTimeout(() => {
        try {
          // biome-ignore lint/security/noGlobalEval: that it is refused is the point
          window.timerEval = globalThis.eval('1 + 1');
        } catch (error) {
          window.timerEval = error instanceof EvalError ? 'refused' : error;
        }
      });
    });
    await expect.poll(() => page.evaluate(() => window.timerEval)).toBe('refused');
  });

  test('leaving the app is asked of main and refused', async ({ app, page }) => {
    await page.evaluate(() => {
      location.href = 'http://elsewhere.example/';
    });
    await expect
      .poll(async () => (await readLog(app)).navigations)
      .toEqual(['will-frame-navigate http://elsewhere.example/']);
    await expect(page.getByRole('heading', { name: 'Host fixture' })).toBeVisible();
    expect(page.url()).toContain('page.html');
  });

  test('a navigation inside the app and its redirect are asked about too', async ({ app, page }) => {
    await page.evaluate(() => {
      window.isBefore = true;
      location.href = '/redirect';
    });
    await expect
      .poll(async () => (await readLog(app)).navigations)
      .toEqual([
        'will-frame-navigate app://bundle/redirect',
        'will-navigate app://bundle/redirect',
        'will-redirect app://bundle/page.html',
      ]);
    // A look that the navigation overtakes is repeated.
    await expect(async () => {
      expect(await page.evaluate(() => 'isBefore' in window)).toBe(false);
      expect(await page.evaluate(() => window.fixture.nested.greet('again'))).toBe('hello again');
    }).toPass();
  });

  test('window.open is denied, with and without an opener', async ({ app, page }) => {
    await page.evaluate(() => {
      window.open('https://one.example/');
      window.open('https://two.example/', '_blank', 'noopener');
    });
    await expect
      .poll(async () => (await readLog(app)).opened.toSorted())
      .toEqual(['https://one.example/', 'https://two.example/']);
    await expect.poll(() => app.windows().length).toBe(1);
  });

  test('the page reaches nothing outside, and its server answers nobody else', async ({
    app,
    page,
    userData,
  }) => {
    const outside = await page.evaluate(() =>
      fetch('https://example.com/').then(
        () => 'reached',
        () => 'blocked',
      ),
    );
    expect(outside).toBe('blocked');
    const { requests } = await readLog(app);
    expect(requests.every(({ cookie }) => cookie === null)).toBe(true);
    const commands = fs.readFileSync(`/proc/${chromiumPid(userData)}/cmdline`, 'utf8');
    const port = Number(/MAP \*\.localhost:80 127\.0\.0\.1:(\d+)/.exec(commands)?.[1]);
    const request = http.get({
      host: '127.0.0.1',
      port,
      path: '/page.html',
      headers: { host: 'bundle.app.localhost' },
    });
    const [response] = await once(request, 'response');
    expect(response).toHaveProperty('statusCode', 403);
    request.destroy();
  });
});

function chromiumPid(userData: string): string {
  return fs.readFileSync(path.join(userData, 'chromium/host-chromium.pid'), 'utf8');
}

test.describe('the page and its window', () => {
  test('the theme reaches the page', async ({ app, page }) => {
    const isDark = () => page.evaluate(() => matchMedia('(prefers-color-scheme: dark)').matches);
    for (const theme of ['dark', 'light'] as const) {
      await app.evaluate(({ nativeTheme }, source) => {
        nativeTheme.themeSource = source;
      }, theme);
      await expect.poll(isDark).toBe(theme === 'dark');
      await expect.poll(async () => (await readLog(app)).life).toContain(`theme ${theme}`);
    }
  });

  test('a zoomed page has fewer and larger pixels', async ({ app, page }) => {
    const window = await windowOf(app, page);
    await window.evaluate((it) => it.webContents.setZoomFactor(1.25));
    await expect.poll(() => page.evaluate(() => [innerWidth, devicePixelRatio])).toEqual([800, 1.25]);
    await window.evaluate((it) => it.webContents.setZoomFactor(1));
    await expect.poll(() => page.evaluate(() => [innerWidth, devicePixelRatio])).toEqual([1000, 1]);
  });

  test('main runs script in the page, and loading what is not there fails', async ({ app, page }) => {
    const window = await windowOf(app, page);
    expect(await window.evaluate((it) => it.webContents.executeJavaScript('document.title'))).toBe(
      'Host fixture',
    );
    const failure = await window.evaluate(async (it) => {
      const failed = new Promise((resolve) => {
        it.webContents.once('did-fail-load', (_event, code, description, url) =>
          resolve([code, description, url]),
        );
      });
      const rejected = await it.loadURL('http://nowhere.example/').catch((error: Error) => error.message);
      return [rejected, await failed];
    });
    expect(failure[0]).toBe("ERR_NAME_NOT_RESOLVED (-105) loading 'http://nowhere.example/'");
    expect(failure[1]).toEqual([-105, 'ERR_NAME_NOT_RESOLVED', 'http://nowhere.example/']);
  });

  test('a crashed page is reported and comes back with a reload', async ({ app, page }) => {
    const window = await windowOf(app, page);
    const reason = await window.evaluate(
      (it) =>
        new Promise((resolve) => {
          it.webContents.once('render-process-gone', (_event, details) => resolve(details.reason));
          it.webContents.forcefullyCrashRenderer();
        }),
    );
    expect(reason).toBe('crashed');
    const greeting = await window.evaluate(async (it) => {
      const loaded = new Promise<void>(
        (resolve) => void it.webContents.once('did-finish-load', () => resolve()),
      );
      it.webContents.reload();
      await loaded;
      return it.webContents.executeJavaScript('fixture.nested.greet("survivor")');
    });
    expect(greeting).toBe('hello survivor');
  });
});

test.describe('the desktop', () => {
  test('dialogs are recorded and answered from the queue', async ({ app }) => {
    const outcome = await app.evaluate(async ({ dialog }) => {
      const host: { answers: Record<string, unknown[]>; calls: { name: string }[] } = Reflect.get(
        globalThis,
        'browserHost',
      );
      host.answers['showOpenDialog'] = [{ canceled: false, filePaths: ['/chosen'] }];
      const chosen = await dialog.showOpenDialog({ properties: ['openDirectory'] });
      const dismissed = await dialog.showOpenDialog({});
      return [chosen.filePaths, dismissed.canceled, host.calls.map((call) => call.name)];
    });
    expect(outcome[0]).toEqual(['/chosen']);
    expect(outcome[1]).toBe(true);
    expect(outcome[2]).toEqual(expect.arrayContaining(['dialog.showOpenDialog', 'dialog.showOpenDialog']));
  });

  test('the trash takes files, menus click, the clipboard keeps text', async ({ app, userData }) => {
    const file = path.join(userData, 'old.txt');
    fs.writeFileSync(file, 'x');
    const outcome = await app.evaluate(async ({ shell, Menu, clipboard }, item) => {
      await shell.trashItem(item);
      let clicks = 0;
      const template = [
        { label: 'File', submenu: [{ id: 'one', label: 'One', click: () => void clicks++ }] },
      ];
      Menu.setApplicationMenu(Menu.buildFromTemplate(template));
      Menu.getApplicationMenu()?.getMenuItemById('one')?.click();
      await clipboard.writeText('copied');
      return [clicks, await clipboard.readText()];
    }, file);
    expect(outcome).toEqual([1, 'copied']);
    expect(fs.existsSync(file)).toBe(false);
  });

  test('the keyring is believable, and can be absent', async ({ app, userData }) => {
    await readyPage(app);
    const store = (running: ElectronApplication) =>
      running.evaluate(async ({ safeStorage }) => {
        const blob = await safeStorage.encryptStringAsync('secret');
        const { result } = await safeStorage.decryptStringAsync(blob);
        return [blob.subarray(0, 3).toString(), safeStorage.getSelectedStorageBackend(), result];
      });
    expect(await store(app)).toEqual(['v11', 'gnome_libsecret', 'secret']);
    const other = path.join(userData, 'other');
    const without = await launch(other, { app: appFolder, env: { HOST_KEYCHAIN: 'none' } });
    await readyPage(without);
    expect(await store(without)).toEqual(['v10', 'basic_text', 'secret']);
    await without.close();
  });

  test('what is not emulated is refused by name', async ({ app }) => {
    const messages = await app.evaluate(({ TouchBar, app, nativeImage }) =>
      [
        () => new TouchBar({ items: [] }),
        () => app.getGPUFeatureStatus(),
        () => nativeImage.createFromPath('x'),
      ].map((attempt) => {
        try {
          attempt();
          return 'allowed';
        } catch (error) {
          return error instanceof Error ? error.message : '';
        }
      }),
    );
    expect(messages).toEqual([
      'browser host: TouchBar is not emulated',
      'browser host: app.getGPUFeatureStatus is not emulated',
      'browser host: nativeImage.createFromPath is not emulated',
    ]);
  });
});

/** Runs the host without Playwright and returns how it ended. */
async function runHost(args: readonly string[], env: Readonly<Record<string, string>> = {}) {
  const child = spawn(hostScript, args, {
    stdio: ['ignore', 'ignore', 'pipe'],
    env: { ...process.env, ...env },
  });
  let stderr = '';
  child.stderr.on('data', (chunk: Buffer) => {
    stderr += chunk.toString('utf8');
  });
  const [code] = await once(child, 'close');
  return { code: Number(code), stderr };
}

test.describe('life and death', () => {
  test('a second start hands itself over and ends with 0', async ({ app, page, userData }) => {
    await expect(page.getByRole('heading')).toBeVisible();
    const before = chromiumPid(userData);
    const second = await runHost([
      appFolder,
      `--user-data-dir=${userData}`,
      '--fixture-switch=on',
      'file.png',
    ]);
    expect(second).toEqual({ code: 0, stderr: '' });
    await expect.poll(async () => (await readLog(app)).seconds.length).toBe(1);
    const { seconds } = await readLog(app);
    expect(seconds[0]?.argv.slice(1)).toEqual([
      appFolder,
      `--user-data-dir=${userData}`,
      '--fixture-switch=on',
      'file.png',
    ]);
    expect(seconds[0]?.folder).toBe(process.cwd());
    expect(seconds[0]?.data).toEqual({ from: 'second' });
    // A Chromium of its own would have left its id.
    expect(chromiumPid(userData)).toBe(before);
  });

  test('storage survives a restart', async ({ userData }) => {
    let running = await launch(userData, { app: appFolder });
    let page = await readyPage(running);
    await page.evaluate(() => localStorage.setItem('kept', 'yes'));
    await running.close();
    await expect.poll(() => chromiumProcesses(userData)).toBe(0);
    running = await launch(userData, { app: appFolder });
    page = await readyPage(running);
    expect(await page.evaluate(() => localStorage.getItem('kept'))).toBe('yes');
    await running.close();
  });

  test('a killed host leaves no process, and the next start works', async ({ userData }) => {
    let running = await launch(userData, { app: appFolder });
    await readyPage(running);
    expect(chromiumProcesses(userData)).toBeGreaterThan(0);
    await killHard(running);
    await expect.poll(() => chromiumProcesses(userData)).toBe(0);
    running = await launch(userData, { app: appFolder });
    const page = await readyPage(running);
    await expect(page.getByRole('heading', { name: 'Host fixture' })).toBeVisible();
    await running.close();
  });

  test('the next start does not even wait for the killed one', async ({ userData }) => {
    const first = await launch(userData, { app: appFolder });
    await readyPage(first);
    await killHard(first);
    const second = await launch(userData, { app: appFolder });
    await readyPage(second);
    await second.close();
  });

  test('closing the last window quits in order', async ({ app, page, userData }) => {
    const window = await windowOf(app, page);
    const ended = exitCode(app);
    // The answer may be lost with the process; how that ends is what counts.
    await window.evaluate((it) => void setTimeout(() => it.close(), 10)).catch(() => undefined);
    expect(await ended).toBe(0);
    const life = JSON.parse(fs.readFileSync(path.join(userData, 'life.json'), 'utf8'));
    expect(life).toEqual(['ready-to-show', 'window-all-closed', 'before-quit', 'will-quit']);
    await expect.poll(() => chromiumProcesses(userData)).toBe(0);
  });

  test('quitting may be refused, and then be granted', async ({ app, page, userData }) => {
    const window = await windowOf(app, page);
    await window.evaluate((it) => void it.once('close', (event) => event.preventDefault()));
    await app.evaluate(({ app }) => app.quit());
    expect(await window.evaluate((it) => it.isDestroyed())).toBe(false);
    await app.evaluate(({ app }) => void app.once('before-quit', (event) => event.preventDefault()));
    await app.evaluate(({ app }) => app.quit());
    expect(await window.evaluate((it) => it.isDestroyed())).toBe(false);
    const ended = exitCode(app);
    await app.evaluate(({ app }) => void setTimeout(() => app.quit(), 10)).catch(() => undefined);
    expect(await ended).toBe(0);
    const life: string[] = JSON.parse(fs.readFileSync(path.join(userData, 'life.json'), 'utf8'));
    // Electron does not speak of closed windows while it quits.
    expect(life.filter((event) => event === 'window-all-closed')).toEqual([]);
    expect(life.at(-1)).toBe('will-quit');
  });

  test('app.exit ends with its code and asks nobody', async ({ app, page, userData }) => {
    await expect(page.getByRole('heading')).toBeVisible();
    const ended = exitCode(app);
    await app.evaluate(({ app }) => void setTimeout(() => app.exit(3), 10)).catch(() => undefined);
    expect(await ended).toBe(3);
    expect(JSON.parse(fs.readFileSync(path.join(userData, 'life.json'), 'utf8'))).toEqual(['ready-to-show']);
  });

  test('SIGTERM quits politely', async ({ app, page, userData }) => {
    await expect(page.getByRole('heading')).toBeVisible();
    const ended = exitCode(app);
    app.process().kill('SIGTERM');
    expect(await ended).toBe(0);
    await expect.poll(() => chromiumProcesses(userData)).toBe(0);
  });

  test('a missing Chromium, app or name is one clear line', async ({ userData }) => {
    const folder = `--user-data-dir=${userData}`;
    const noChromium = await runHost([appFolder, folder], { HOST_CHROMIUM: '/nowhere/chromium' });
    expect(noChromium.code).toBe(1);
    expect(noChromium.stderr).toBe(
      'browser host: HOST_CHROMIUM names /nowhere/chromium, which does not exist\n',
    );
    const noApp = await runHost([path.join(userData, 'nothing'), folder]);
    expect(noApp.stderr).toBe(`browser host: there is no app at ${path.join(userData, 'nothing')}\n`);
    const wrong = path.join(userData, 'wrong.mjs');
    fs.writeFileSync(wrong, "import { hologram } from 'electron';\nhologram();\n");
    const missing = await runHost([wrong, folder]);
    expect(missing.code).toBe(1);
    expect(missing.stderr).toContain("does not provide an export named 'hologram'");
  });
});
