/** A page gets the copied picture only when its person has just pressed something, and one at a time. */
import { EventEmitter } from 'node:events';
import type { BrowserWindow } from 'electron';
import { beforeEach, expect, test, vi } from 'vitest';
import { CopiedPicture } from '../../../main/app/copied-picture.ts';
import { MAX_COPIED_BYTES } from '../../../preload/contract/limits.ts';

interface Item {
  readonly types: readonly string[];
  getType(type: string): Promise<unknown>;
}
const clipboard = vi.hoisted(() => ({ read: async (): Promise<readonly object[]> => [] }));
vi.mock('electron', () => ({ clipboard }));

const REFUSED = { ok: false, error: { code: 'not-allowed' } };
const picture = new Blob(['picture'], { type: 'image/png' });
const png: Item = { types: ['text/plain', 'image/png'], getType: async () => picture };
const holds = (...items: readonly Item[]): void => {
  clipboard.read = async () => items;
};

let now: number;
let window: EventEmitter & { readonly webContents: EventEmitter };
let copied: CopiedPicture;
const press = (type = 'mouseUp') => window.webContents.emit('input-event', {}, { type });

beforeEach(() => {
  now = 5_000;
  window = Object.assign(new EventEmitter(), { webContents: new EventEmitter() });
  copied = new CopiedPicture(() => now);
  copied.watch(window as unknown as BrowserWindow);
  holds(png);
});

test('each press is good for one picture, for a second, and only while the window has the focus', async () => {
  expect(await copied.read()).toMatchObject(REFUSED);
  for (const type of ['mouseMove', 'mouseWheel', 'char', 'gestureScrollUpdate']) press(type);
  expect(await copied.read()).toMatchObject(REFUSED);
  for (const type of ['mouseUp', 'rawKeyDown', 'keyUp', 'gestureTap']) {
    press(type);
    now += 900;
    expect(await copied.read()).toEqual({ ok: true, value: picture });
    expect(await copied.read()).toMatchObject(REFUSED);
  }
  press();
  now += 1_100;
  expect(await copied.read()).toMatchObject(REFUSED);
  press();
  window.emit('blur');
  expect(await copied.read()).toMatchObject(REFUSED);
});

test('one picture is read at a time', async () => {
  const { promise, resolve } = Promise.withResolvers<Blob>();
  holds({ types: ['image/png'], getType: () => promise });
  press();
  const first = copied.read();
  press();
  expect(await copied.read()).toMatchObject(REFUSED);
  resolve(picture);
  expect(await first).toEqual({ ok: true, value: picture });
  press();
  expect(await copied.read()).toEqual({ ok: true, value: picture });
});

test('a picture that is too large is called so, and what is no start image is no picture', async () => {
  const large = new Blob([new Uint8Array(MAX_COPIED_BYTES + 1)]);
  const svg: Item = { types: ['image/svg+xml'], getType: async () => new Blob(['<svg/>']) };
  const broken: Item = { types: ['image/png'], getType: () => Promise.reject(new Error('gone')) };
  for (const [items, outcome] of [
    [[{ types: ['image/png'], getType: async () => large }], { error: { code: 'too-large' } }],
    [[svg], { value: null }],
    [[broken], { value: null }],
    [[broken, svg, png], { value: picture }],
    [[], { value: null }],
  ] as const) {
    holds(...items);
    press();
    expect(await copied.read()).toMatchObject(outcome);
  }
  clipboard.read = () => Promise.reject(new Error('locked'));
  press();
  expect(await copied.read()).toEqual({ ok: true, value: null });
});
