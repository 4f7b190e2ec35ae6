/** Every channel that main listens on, knocked at by everybody but the one page that may. */
import type { BrowserWindow } from 'electron';
import { beforeEach, describe, expect, test, vi } from 'vitest';
import { answersOf } from '../../../main/app/answers.ts';
import { type Answers, openDoor } from '../../../main/app/door.ts';
import { KeyWindow } from '../../../main/app/key-window.ts';
import { createStudio } from '../../../main/app/studio.ts';
import type { Intake } from '../../../main/ipc/intake.ts';
import type { Handlers } from '../../../main/ipc/router.ts';
import { CHANNELS } from '../../../preload/contract/bridge.ts';
import { ok } from '../../../preload/contract/errors.ts';
import { routes } from '../../../preload/contract/schemas/routes.ts';

type Listener = (event: object, ...args: unknown[]) => unknown;
const electron = vi.hoisted(() => ({
  listeners: new Map<string, Listener>(),
  windows: [] as { webContents: { id: number; sent: unknown[] }; gone: boolean }[],
}));
vi.mock('electron', async () => {
  const { EventEmitter: Emitter } = await import('node:events');
  class Window extends Emitter {
    gone = false;
    webContents = Object.assign(new Emitter(), {
      id: electron.windows.length + 10,
      sent: [] as unknown[],
      send(_channel: string, message: unknown) {
        this.sent.push(message);
      },
    });
    constructor() {
      super();
      electron.windows.push(this);
    }
    async loadURL(): Promise<void> {}
    focus(): void {}
    isDestroyed(): boolean {
      return this.gone;
    }
    destroy(): void {
      this.gone = true;
      this.emit('closed');
    }
  }
  const listen = (channel: string, listener: Listener): void => {
    electron.listeners.set(channel, listener);
  };
  return {
    default: {},
    BrowserWindow: Window,
    nativeTheme: {},
    screen: {},
    protocol: {},
    ipcMain: { on: listen, handle: listen },
  };
});

const MAIN = 1;
const page = (name: string) => ({ url: `app://bundle/${name}.html`, parent: null });
/** Everybody but the window's own page in its top frame. */
const strangers = (id: number, name: string): readonly (readonly [string, object])[] => [
  ['another window', { sender: { id: 99 }, senderFrame: page(name) }],
  ['a frame inside the page', { sender: { id }, senderFrame: { ...page(name), parent: page(name) } }],
  ['a frame that has gone', { sender: { id }, senderFrame: null }],
  ['the web', { sender: { id }, senderFrame: { url: 'https://example.com/index.html', parent: null } }],
  ['no document', { sender: { id }, senderFrame: { url: 'about:blank', parent: null } }],
  ['a look-alike', { sender: { id }, senderFrame: { url: `app://bundle.evil/${name}.html`, parent: null } }],
  ['another page of the app', { sender: { id }, senderFrame: page(name === 'index' ? 'key' : 'index') }],
];

const call = (channel: string, event: object, ...args: unknown[]): unknown => {
  const listener = electron.listeners.get(channel);
  if (!listener) throw new Error(`nobody listens on ${channel}`);
  return listener(event, ...args);
};

const did: string[] = [];
beforeEach(() => {
  electron.listeners.clear();
  electron.windows.length = 0;
  did.length = 0;
});

describe('92: the main page’s door', () => {
  /** Everything is there: what has waited is answered. */
  let open: () => void;
  beforeEach(() => {
    const own = { webContents: { id: MAIN } } as unknown as BrowserWindow;
    const handlers: unknown = Object.fromEntries(
      Object.keys(routes).map((route) => [
        route,
        () => {
          did.push(route);
          return ok({});
        },
      ]),
    );
    const note = (what: string) => () => {
      did.push(what);
      return Promise.resolve(ok([]));
    };
    const answers = Promise.withResolvers<Answers>();
    openDoor(() => own, answers.promise);
    open = () =>
      answers.resolve(
        answersOf({
          handlers: handlers as Handlers,
          intake: { check: note('check') } as unknown as Intake,
          files: { take: note('take') } as never,
          log: () => undefined,
        }),
      );
  });

  test.each(strangers(MAIN, 'index'))('is closed to %s', async (_who, event) => {
    // Also before anybody is there to answer.
    for (const channel of [CHANNELS.call, CHANNELS.intake, CHANNELS.importFiles])
      for (const args of [['queue.pause', { paused: true }], [{ files: [] }], []])
        expect(await call(channel, event, ...args)).toMatchObject({
          ok: false,
          error: { code: 'not-allowed' },
        });
    expect(did).toEqual([]);
  });

  test('keeps what comes before anybody can answer, and asks who comes before that', async () => {
    const own = { sender: { id: MAIN }, senderFrame: page('index') };
    const early = call(CHANNELS.call, own, 'queue.pause', { paused: true });
    // Whoever has gone meanwhile was there when it knocked.
    own.senderFrame = page('key');
    await Promise.resolve();
    expect(did).toEqual([]);
    open();
    expect(await early).toEqual(ok({}));
    expect(did).toEqual(['queue.pause']);
  });

  test('is open to the page, and only for what the contract says', async () => {
    open();
    const own = { sender: { id: MAIN }, senderFrame: page('index') };
    expect(await call(CHANNELS.call, own, 'queue.pause', { paused: true })).toEqual(ok({}));
    expect(await call(CHANNELS.call, own, 'queue.pause', { paused: 'yes' })).toMatchObject({
      error: { code: 'bad-request' },
    });
    expect(await call(CHANNELS.importFiles, own, { files: [{ path: 7 }] })).toMatchObject({
      error: { code: 'bad-request' },
    });
    expect(did).toEqual(['queue.pause']);
  });

  test('a hundred thousand calls of nonsense are each refused, and nothing is done', async () => {
    open();
    const own = { sender: { id: MAIN }, senderFrame: page('index') };
    const odd = [undefined, null, 7, 'x', [], { paused: 'x' }, { paused: true, more: 1 }, new Uint8Array(9)];
    const names = [...Object.keys(routes), '__proto__', 'toString', ''];
    const answers = Array.from({ length: 100_000 }, (_, n) =>
      // A route that takes nothing is asked with something.
      call(CHANNELS.call, own, names[n % names.length], odd[n % odd.length]),
    );
    const codes = new Set((await Promise.all(answers)).map((said) => Object(said)['error']?.['code']));
    expect([...codes]).toEqual(['bad-request']);
    expect(did).toEqual([]);
  });
});

describe('the key window’s door', () => {
  const save = async (): Promise<ReturnType<typeof ok<null>>> => {
    did.push('save');
    return ok(null);
  };

  test('without the window nobody may save', async () => {
    new KeyWindow('/key.cjs', save);
    for (const [, event] of strangers(10, 'key'))
      expect(await call(CHANNELS.keySave, event, 'pb_x')).toMatchObject({ error: { code: 'not-allowed' } });
    expect(did).toEqual([]);
  });

  test('only its own page may save or close it', async () => {
    const window = new KeyWindow('/key.cjs', save);
    window.open(null, null);
    const [opened] = electron.windows;
    const id = opened?.webContents.id ?? 0;
    for (const [who, event] of strangers(id, 'key')) {
      expect(await call(CHANNELS.keySave, event, 'pb_x'), who).toMatchObject({
        error: { code: 'not-allowed' },
      });
      call(CHANNELS.keyCancel, event);
      expect(opened?.gone, who).toBe(false);
    }
    expect(did).toEqual([]);
    const own = { sender: { id }, senderFrame: page('key') };
    for (const odd of [7, null, { text: 'x' }, 'x'.repeat(1001)])
      expect(await call(CHANNELS.keySave, own, odd)).toMatchObject({ error: { code: 'not-a-key' } });
    expect(did).toEqual([]);
    expect(await call(CHANNELS.keySave, own, 'pb_key')).toEqual(ok(null));
    expect(did).toEqual(['save']);
    call(CHANNELS.keyCancel, own);
    expect(opened?.gone).toBe(true);
  });
});

test('the studio’s door hears its own page alone', async () => {
  const studio = createStudio({ preload: '/studio.cjs', log: () => undefined });
  const clip = studio.makeClip(new Uint8Array([1]), { width: 16, height: 16, seconds: 1, fps: 24 });
  await expect.poll(() => electron.windows[0]?.webContents.sent.length).toBe(1);
  const id = electron.windows[0]?.webContents.id ?? 0;
  const [job] = electron.windows[0]?.webContents.sent ?? [];
  const done = (bytes: number[]) => ({ id: Object(job)['id'], ok: true, bytes: new Uint8Array(bytes) });
  for (const [, event] of strangers(id, 'studio')) call(CHANNELS.studioDone, event, done([6]));
  call(CHANNELS.studioDone, { sender: { id }, senderFrame: page('studio') }, done([9]));
  expect(await clip).toEqual(new Uint8Array([9]));
  studio.close();
});

test('there is no other door', () => {
  openDoor(() => null, new Promise(() => undefined));
  new KeyWindow('/key.cjs', async () => ok(null));
  createStudio({ preload: '/studio.cjs', log: () => undefined });
  const incoming = Object.values(CHANNELS).filter(
    (channel) => channel !== CHANNELS.changes && channel !== CHANNELS.studioJob,
  );
  expect([...electron.listeners.keys()].sort()).toEqual([...incoming].sort());
});
