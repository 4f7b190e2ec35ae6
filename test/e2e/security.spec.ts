import fs from 'node:fs';
import path from 'node:path';
import type { ElectronApplication } from '@playwright/test';
import { close, expect, launch, readyPage, test } from './fixtures.ts';
import {
  addPictures,
  describe,
  finished,
  showView,
  shutter,
  typeKey,
  writeSettings,
} from './support/creator.ts';
import { canReadMemory, formsOf, foundInMemory, pageProcesses, startedWith } from './support/memory.ts';
import { SAMPLE } from './support/pictures.ts';
import { filesIn, Service } from './support/service.ts';

declare global {
  interface Window {
    popup?: WindowProxy | null;
  }
}

test('the page has the bridge and nothing else of Node or Electron', async ({ page }) => {
  const seen = await page.evaluate(() => ({
    names: ['require', 'process', 'module', 'Buffer', 'ipcRenderer', 'electron'].filter(
      (name) => name in window,
    ),
    bridge: Object.keys(Object(Reflect.get(window, 'kinora'))).sort(),
  }));
  expect(seen).toEqual({ names: [], bridge: ['call', 'importFiles', 'intake', 'onChanges'] });
});

test('each preload is one file that needs electron alone, as a sandbox wants it', () => {
  const folder = path.resolve(import.meta.dirname, '../../dist/preload');
  expect(fs.readdirSync(folder).sort()).toEqual(['index.cjs', 'key.cjs', 'studio.cjs']);
  for (const name of fs.readdirSync(folder)) {
    const source = fs.readFileSync(path.join(folder, name), 'utf8');
    const needed = [...source.matchAll(/\brequire\(([^)]*)\)/g)].map(([, what = '']) => what.slice(1, -1));
    expect(needed).toEqual(['electron']);
    expect(source).not.toMatch(/\bimport(\s+[\w{*]|\s*[('"])/);
  }
});

test('inline code and eval are refused by the policy, which comes as a header', async ({ page }) => {
  const answer = await page.evaluate(async () =>
    (await fetch('/index.html')).headers.get('content-security-policy'),
  );
  expect(answer).toContain("default-src 'none'");
  expect(answer).toContain("script-src 'self'");
  expect(answer).not.toContain('unsafe');
  const ran = await page.evaluate(
    () =>
      new Promise((resolve) => {
        const script = document.createElement('script');
        script.append('window.inlineRan = true');
        document.head.append(script);
        // A timer of the page: evaluate itself is not held by the policy.
        setTimeout(() => {
          let evaluated = true;
          try {
            // biome-ignore lint/security/noGlobalEval: that it fails is the test
            eval('1');
          } catch {
            evaluated = false;
          }
          resolve({ inline: 'inlineRan' in window, evaluated });
        }, 0);
      }),
  );
  expect(ran).toEqual({ inline: false, evaluated: false });
});

test('no text becomes markup, code or a worker; the app’s own worker does', async ({ page, userData }) => {
  const refused = await page.evaluate(() => {
    const text = '<img src=x>';
    const tries: Record<string, () => unknown> = {
      innerHTML: () => (document.createElement('p').innerHTML = text),
      outerHTML: () => document.body.appendChild(document.createElement('p')).setHTMLUnsafe(text),
      insertAdjacentHTML: () => document.body.insertAdjacentHTML('beforeend', text),
      write: () => document.write(text),
      parser: () => new DOMParser().parseFromString(text, 'text/html'),
      fragment: () => document.createRange().createContextualFragment(text),
      script: () => (document.createElement('script').src = '/assets/x.js?evil'),
      attribute: () => document.createElement('iframe').setAttribute('srcdoc', text),
      worker: () => new Worker(URL.createObjectURL(new Blob(['1']))),
      foreign: () => new Worker('https://example.com/x.js'),
      media: () => new Worker('/media/01999999-0000-7000-8000-000000000001'),
      policy: () => Reflect.get(window, 'trustedTypes').createPolicy('default', {}),
      other: () => Reflect.get(window, 'trustedTypes').createPolicy('other', {}),
    };
    return Object.entries(tries).map(([name, run]) => {
      try {
        run();
        return `${name} went through`;
      } catch (error) {
        return error instanceof TypeError ? name : `${name}: ${String(error)}`;
      }
    });
  });
  expect(refused).toEqual([
    'innerHTML',
    'outerHTML',
    'insertAdjacentHTML',
    'write',
    'parser',
    'fragment',
    'script',
    'attribute',
    'worker',
    'foreign',
    'media',
    'policy',
    'other',
  ]);
  // Decoded in the app's own worker.
  await addPictures(page, [SAMPLE]);
  expect(fs.existsSync(userData)).toBe(true);
});

test('93: a dropped address, markup and 50 MB that are no picture change nothing', async ({ page }) => {
  const before = page.url();
  await page.evaluate(async () => {
    const drop = (fill: (data: DataTransfer) => void): void => {
      const dataTransfer = new DataTransfer();
      fill(dataTransfer);
      for (const type of ['dragenter', 'dragover', 'drop'])
        document.body.dispatchEvent(new DragEvent(type, { dataTransfer, bubbles: true, cancelable: true }));
    };
    drop((data) => data.setData('text/uri-list', 'https://example.com/a.png'));
    drop((data) => data.setData('text/html', '<img src=x onerror="window.ran = true">'));
    drop((data) => data.setData('text/plain', 'file:///etc/passwd'));
    const data = new DataTransfer();
    data.items.add(new File([new Uint8Array(50 * 1024 * 1024)], 'image.png', { type: 'image/png' }));
    document.dispatchEvent(new ClipboardEvent('paste', { clipboardData: data, bubbles: true }));
  });
  await expect(page.getByRole('button', { name: /, reading$/ })).toHaveCount(0);
  await addPictures(page, [SAMPLE]);
  expect(page.url()).toBe(before);
  expect(await page.evaluate(() => 'ran' in window)).toBe(false);
});

test('the page goes nowhere, opens nothing and reaches nobody', async ({ app, page, userData }) => {
  const before = page.url();
  await page.evaluate(() => {
    location.href = 'https://example.com/';
  });
  await page.evaluate(() => {
    window.popup = window.open('https://example.com/', '_blank');
  });
  await page.evaluate(() => {
    const frame = document.createElement('iframe');
    frame.src = 'https://example.com/';
    document.body.append(frame);
  });
  const fetched = await page.evaluate(() =>
    fetch('https://example.com/').then(
      () => 'reached',
      () => 'refused',
    ),
  );
  expect(fetched).toBe('refused');
  const logged = (): string =>
    filesIn(path.join(userData, 'logs'))
      .map((file) => fs.readFileSync(file, 'utf8'))
      .join();
  await expect.poll(logged).toContain('navigation.refused');
  expect(page.url()).toBe(before);
  await expect.poll(() => page.evaluate(() => window.popup?.closed ?? true)).toBe(true);
  await expect.poll(() => app.windows().length).toBe(1);
});

test('media answers only to ids, and nothing outside the page’s folder is served', async ({ page }) => {
  const statuses = await page.evaluate(async () => {
    const places = [
      '/media/../index.html',
      '/media/..%2f..%2fpackage.json',
      '/..%2f..%2fpackage.json',
      '/%2e%2e/%2e%2e/package.json',
      '/media/01999999-0000-7000-8000-000000000001',
      '/media//etc/passwd',
      '/package.json',
      '/index.html%00.js',
    ];
    const answers = await Promise.all(
      places.map((place) => fetch(place).then((a) => a.text().then((t) => [a.status, t]))),
    );
    return answers.map(([status, text]) => ({
      status,
      leaked: /"name": "kinora"|root:x:/.test(String(text)),
    }));
  });
  expect(statuses.filter(({ leaked }) => leaked)).toEqual([]);
  // "/media/../index.html" is the page's own file after the browser has resolved it.
  expect(statuses.slice(1).every(({ status }) => status === 404)).toBe(true);
});

test('a page that asks for the copied picture on its own gets nothing, and one for each press', async ({
  app,
  page,
}) => {
  await app.evaluate(async ({ clipboard, ClipboardItem }, base64) => {
    const picture = new Blob([Buffer.from(base64, 'base64')], { type: 'image/jpeg' });
    await clipboard.write([new ClipboardItem({ 'image/jpeg': picture })]);
  }, fs.readFileSync(SAMPLE).toString('base64'));
  /** Fifty questions at once, after what a script can pretend. @returns how many were answered with a picture. */
  const loop = (): Promise<number> =>
    page.evaluate(async () => {
      document.body.click();
      document.body.dispatchEvent(new KeyboardEvent('keydown', { key: 'Enter', bubbles: true }));
      const answers = await Promise.all(
        Array.from({ length: 50 }, () => Reflect.get(window, 'kinora').call('clipboard.picture', {})),
      );
      return answers.filter(({ ok }) => ok).length;
    });
  await expect.poll(loop).toBe(0);
  await page.evaluate(() => {
    addEventListener(
      'pointerup',
      async () => {
        const call = () => Reflect.get(window, 'kinora').call('clipboard.picture', {});
        const answers = await Promise.all(Array.from({ length: 50 }, call));
        document.title = `got ${answers.filter(({ ok }) => ok).length}`;
      },
      { once: true },
    );
  });
  await page.mouse.click(2, 2);
  await expect.poll(() => page.title()).toBe('got 1');
});

test('a frame of the page has no bridge, and an unknown route is turned away at the door', async ({
  page,
}) => {
  const inFrame = await page.evaluate(async () => {
    const frame = document.createElement('iframe');
    document.body.append(frame);
    const names = ['kinora', 'kinoraKey', 'require', 'process'];
    return names.filter((name) => frame.contentWindow !== null && name in frame.contentWindow);
  });
  expect(inFrame).toEqual([]);
  const outcome = await page.evaluate(() =>
    Reflect.get(window, 'kinora')
      .call('key.read', {})
      .then((value: unknown) => value),
  );
  expect(outcome).toMatchObject({ ok: false, error: { code: 'bad-request' } });
});

test('the key is nowhere but in its encrypted blob and in the header to the service', async ({
  userData,
}) => {
  const CANARY = 'pb_Qm7xT2vKp9Zr4LwEy8Nh3Bc6Jd5ZQXW';
  const WORDS = 'A canary sings in the harbour';
  const service = await Service.start(path.join(userData, 'service'), { timeScale: 0.03, key: CANARY });
  writeSettings(userData, {});
  const env = { KINORA_API_URL: service.url, KINORA_TIME_SCALE: '0.03' };
  const app = await launch(userData, { env });
  const page = await readyPage(app);
  const asked = await watchRequests(app);

  // Typed in the small window, which goes away; the main page never holds it.
  await showView(page, 'Settings');
  const opening = app.waitForEvent('window');
  await page.getByRole('button', { name: 'Type key…' }).click();
  await typeKey(await opening, CANARY);
  await expect(page.getByText('Key works, checked')).toBeVisible();
  await expect(page.getByText('ZQXW')).toBeVisible();

  await showView(page, 'Animate');
  await addPictures(page, [SAMPLE]);
  await describe(page, WORDS);
  await shutter(page).click();
  await finished(page);
  expect(await service.charges()).toEqual([2_500_000]);

  // The last four are shown; all before them is the secret.
  const secret = CANARY.slice(3, -4);
  const forms = formsOf(secret);
  expect(await heapOf(page)).not.toContain(secret);
  const pages = pageProcesses(app).filter(canReadMemory);
  if (pages.length > 0) {
    const control = { words: Buffer.from(WORDS), 'UTF-16': Buffer.from(WORDS, 'utf16le') };
    const held = pages.map((pid) => ({
      known: foundInMemory(pid, control).length > 0,
      key: foundInMemory(pid, forms),
    }));
    // What the page does hold is found, so the key would be.
    expect(held.some(({ known }) => known)).toBe(true);
    expect(held.flatMap(({ key }) => key)).toEqual([]);
  }
  const written = (text: string): string[] =>
    Object.entries(forms).flatMap(([name, form]) => (text.includes(form.toString('latin1')) ? [name] : []));
  expect(written(startedWith(app))).toEqual([]);
  expect(written(JSON.stringify(await page.evaluate(() => [location.href, document.title])))).toEqual([]);

  // Only calls to the API carried it, in one header: not the upload's address, not the clip's.
  for (const request of await service.requests())
    if (!request.path.startsWith('/v1/'))
      expect(`${request.path} ${request.hasKey}`).toBe(`${request.path} false`);
  const sent = await asked();
  expect(sent.length).toBeGreaterThan(3);
  expect([...new Set(sent.map(({ host }) => `http://${host}`))]).toEqual([service.url]);
  const carrying = sent.filter(({ text }) => written(text).length > 0);
  expect(carrying.map(({ text }) => text)).toEqual([]);
  expect([...new Set(sent.map(({ bearer, path: asked }) => bearer === asked.startsWith('/v1/')))]).toEqual([
    true,
  ]);

  // A page that crashes leaves nothing behind either.
  const crashed = page.waitForEvent('crash');
  await app.evaluate(({ BrowserWindow }) =>
    BrowserWindow.getAllWindows()[0]?.webContents.forcefullyCrashRenderer(),
  );
  await crashed;
  await close(app);
  const own = filesIn(userData).filter((file) => !file.startsWith(service.dir));
  expect(own.length).toBeGreaterThan(20);
  const holding = own.filter((file) => {
    const bytes = fs.readFileSync(file);
    return Object.values(forms).some((form) => bytes.includes(form));
  });
  expect(holding).toEqual([]);
  expect(fs.readFileSync(path.join(userData, 'settings.json'), 'utf8')).toContain('"blob"');
  await service.stop();

  // Kept by the keychain: the next start has it and uses it.
  const again = await launch(userData, { env });
  await showView(await readyPage(again), 'Settings');
  await expect((await readyPage(again)).getByText('ZQXW')).toBeVisible();
});

interface Sent {
  readonly host: string;
  readonly path: string;
  readonly bearer: boolean;
  /** All that was sent ahead of the body, but the one header in which the key belongs. */
  readonly text: string;
}

/** From now on every request that main makes, wherever it goes. @returns reads them. */
async function watchRequests(app: ElectronApplication): Promise<() => Promise<Sent[]>> {
  await app.evaluate(() => {
    const seen: unknown[] = [];
    Reflect.set(globalThis, 'sentByMain', seen);
    process
      .getBuiltinModule('node:diagnostics_channel')
      .subscribe('http.client.request.start', (message: unknown) => {
        const { request } = message as { request: import('node:http').ClientRequest };
        const { authorization, ...headers } = request.getHeaders();
        seen.push({
          host: String(request.getHeader('host')),
          path: request.path,
          bearer: authorization !== undefined,
          text: JSON.stringify([request.method, request.path, headers]),
        });
      });
  });
  return () => app.evaluate(() => Reflect.get(globalThis, 'sentByMain') as Sent[]);
}

test('without a keychain the key is kept in memory only, and said so', async ({ userData }) => {
  const key = 'pb_memory_only_5d1e8a_WXYZ';
  const app = await launch(userData, {
    env: { HOST_KEYCHAIN: 'none', KINORA_API_URL: 'http://127.0.0.1:9' },
  });
  const page = await readyPage(app);
  await showView(page, 'Settings');
  await expect(page.getByText('This system has no keychain')).toBeVisible();
  const opening = app.waitForEvent('window');
  await page.getByRole('button', { name: 'Type key…' }).click();
  await typeKey(await opening, key);
  await expect(page.getByText('WXYZ')).toBeVisible();
  await close(app);
  expect(filesIn(userData).filter((file) => fs.readFileSync(file).includes(key.slice(0, -4)))).toEqual([]);
  const again = await launch(userData, { env: { HOST_KEYCHAIN: 'none' } });
  const after = await readyPage(again);
  await showView(after, 'Settings');
  await expect(after.getByText('It was in memory only and is gone. Enter it again.')).toBeVisible();
  await expect(after.getByText('WXYZ')).toBeVisible();
});

/** All strings of the page's heap, as the browser itself lists them. */
async function heapOf(page: import('@playwright/test').Page): Promise<string> {
  const cdp = await page.context().newCDPSession(page);
  const chunks: string[] = [];
  cdp.on('HeapProfiler.addHeapSnapshotChunk', ({ chunk }) => chunks.push(chunk));
  await cdp.send('HeapProfiler.enable');
  await cdp.send('HeapProfiler.takeHeapSnapshot', { reportProgress: false });
  await cdp.detach();
  return chunks.join('');
}
