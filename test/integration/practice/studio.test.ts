import type { EventEmitter } from 'node:events';
import { beforeEach, expect, test, vi } from 'vitest';
import { createStudio } from '../../../main/app/studio.ts';
import { CHANNELS } from '../../../preload/contract/bridge.ts';
import { MAX_PREPARED_BYTES } from '../../../preload/contract/limits.ts';
import type { StudioJob } from '../../../preload/contract/studio.ts';

const URL = 'app://bundle/studio.html';
const SPEC = { width: 1280, height: 720, seconds: 2, fps: 24 };
const IMAGE = new Uint8Array([1, 2, 3]);
const CLIP = new Uint8Array([9, 9]);

/** Stands in for Electron: a window remembers the jobs it was sent. */
const electron = vi.hoisted(() => ({
  windows: [] as FakeWindow[],
  listeners: new Map<string, (event: unknown, message: unknown) => void>(),
  load: (): Promise<void> => Promise.resolve(),
}));

interface FakeWindow {
  readonly options: { readonly show: boolean; readonly webPreferences: Record<string, unknown> };
  readonly webContents: EventEmitter & { id: number; jobs: StudioJob[] };
  gone: boolean;
}

vi.mock('electron', async () => {
  const { EventEmitter: Emitter } = await import('node:events');
  class Contents extends Emitter {
    id = electron.windows.length + 1;
    jobs: StudioJob[] = [];
    send(_channel: string, job: StudioJob) {
      this.jobs.push(job);
      this.emit('job');
    }
    setWindowOpenHandler() {}
  }
  class BrowserWindow extends Emitter {
    webContents = new Contents();
    gone = false;
    options: FakeWindow['options'];
    constructor(options: FakeWindow['options']) {
      super();
      this.options = options;
      electron.windows.push(this);
    }
    loadURL() {
      return electron.load();
    }
    isDestroyed() {
      return this.gone;
    }
    destroy() {
      this.gone = true;
      this.emit('closed');
    }
  }
  return {
    BrowserWindow,
    nativeTheme: {},
    protocol: {},
    ipcMain: { on: (name: string, listener: () => void) => electron.listeners.set(name, listener) },
  };
});

beforeEach(() => {
  electron.windows.length = 0;
  electron.load = () => Promise.resolve();
});

const studio = (more: { timeoutMs?: number; idleMs?: number } = {}) =>
  createStudio({ preload: '/preload/studio.cjs', log: () => {}, ...more });

/** The nth window, once it has been sent its nth job. */
async function jobOf(window: number, job = 0): Promise<{ window: FakeWindow; job: StudioJob }> {
  await expect.poll(() => electron.windows[window]?.webContents.jobs[job]).toBeDefined();
  const found = electron.windows[window];
  const sent = found?.webContents.jobs[job];
  if (!found || !sent) throw new Error('no job');
  return { window: found, job: sent };
}

function answer(window: FakeWindow, message: object, from: object = {}): void {
  const senderFrame = { url: URL, parent: null };
  electron.listeners.get(CHANNELS.studioDone)?.(
    { sender: window.webContents, senderFrame, ...from },
    message,
  );
}

test('one hidden, sandboxed window makes one clip after the other', async () => {
  const { makeClip, close } = studio();
  expect(electron.windows).toHaveLength(0);
  const clips = [makeClip(IMAGE, SPEC), makeClip(IMAGE, { ...SPEC, seconds: 3 })];
  const first = await jobOf(0);
  expect(first.window.options).toMatchObject({
    show: false,
    webPreferences: {
      sandbox: true,
      contextIsolation: true,
      nodeIntegration: false,
      backgroundThrottling: false,
    },
  });
  expect(first.job).toMatchObject({ ...SPEC, image: IMAGE });
  expect(first.window.webContents.jobs).toHaveLength(1);
  answer(first.window, { id: first.job.id, ok: true, bytes: CLIP });
  const second = await jobOf(0, 1);
  expect(second.job).toMatchObject({ kind: 'clip', seconds: 3 });
  answer(second.window, { id: second.job.id, ok: false, message: 'no encoder' });
  expect(await clips[0]).toEqual(CLIP);
  await expect(clips[1]).rejects.toThrow('no encoder');
  expect(electron.windows).toHaveLength(1);
  close();
  expect(first.window.gone).toBe(true);
});

test('only the top frame of its own page is heard', async () => {
  const { makeClip, close } = studio();
  const clip = makeClip(IMAGE, SPEC);
  const { window, job } = await jobOf(0);
  const lie = { id: job.id, ok: true, bytes: new Uint8Array([6]) };
  answer(window, lie, { sender: { id: 99 } });
  answer(window, lie, { senderFrame: { url: 'app://bundle/index.html', parent: null } });
  answer(window, lie, { senderFrame: { url: URL, parent: {} } });
  answer(window, lie, { senderFrame: null });
  answer(window, { ...lie, id: 'another' });
  answer(window, { id: job.id, ok: true, bytes: CLIP });
  expect(await clip).toEqual(CLIP);
  close();
});

test('nonsense and pictures that are too large are refused', async () => {
  const { makeClip, close } = studio();
  await expect(makeClip(new Uint8Array(MAX_PREPARED_BYTES + 1), SPEC)).rejects.toThrow('too large');
  const clip = makeClip(IMAGE, SPEC);
  const { window, job } = await jobOf(0);
  answer(window, { id: job.id, ok: true, bytes: 'not bytes' });
  await expect(clip).rejects.toThrow('out of turn');
  close();
});

test('a crash costs a new window and one more try, a second crash the clip', async () => {
  const { makeClip, close } = studio();
  const clip = makeClip(IMAGE, SPEC);
  const first = await jobOf(0);
  first.window.webContents.emit('render-process-gone', {}, { reason: 'crashed' });
  const second = await jobOf(1);
  expect(first.window.gone).toBe(true);
  answer(second.window, { id: second.job.id, ok: true, bytes: CLIP });
  expect(await clip).toEqual(CLIP);
  const lost = makeClip(IMAGE, SPEC);
  for (const [window, job] of [
    [1, 1],
    [2, 0],
  ] as const)
    (await jobOf(window, job)).window.webContents.emit('render-process-gone', {}, { reason: 'oom' });
  await expect(lost).rejects.toThrow('crashed');
  close();
});

test('a page that hangs or does not load is given up, the next clip gets a new one', async () => {
  const { makeClip, close } = studio({ timeoutMs: 50 });
  await expect(makeClip(IMAGE, SPEC)).rejects.toThrow('no clip after 50 ms');
  expect(electron.windows[0]?.gone).toBe(true);
  electron.load = () => Promise.reject(new Error('ERR_FAILED'));
  await expect(makeClip(IMAGE, SPEC)).rejects.toThrow('ERR_FAILED');
  electron.load = () => new Promise(() => {});
  await expect(makeClip(IMAGE, SPEC)).rejects.toThrow('no clip after 50 ms');
  electron.load = () => Promise.resolve();
  const clip = makeClip(IMAGE, SPEC);
  const { window, job } = await jobOf(3);
  answer(window, { id: job.id, ok: true, bytes: CLIP });
  expect(await clip).toEqual(CLIP);
  close();
});

test('closing fails the clip at once and opens nothing new; idleness closes the window', async () => {
  const { makeClip, close } = studio({ idleMs: 40 });
  const clip = makeClip(IMAGE, SPEC);
  const { window } = await jobOf(0);
  close();
  await expect(clip).rejects.toThrow('closed');
  expect([window.gone, electron.windows.length]).toEqual([true, 1]);
  const next = makeClip(IMAGE, SPEC);
  const fresh = await jobOf(1);
  answer(fresh.window, { id: fresh.job.id, ok: true, bytes: CLIP });
  await next;
  await expect.poll(() => fresh.window.gone).toBe(true);
});
