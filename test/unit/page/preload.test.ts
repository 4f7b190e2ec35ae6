/** The page's first questions are asked by the preload, while the page's script is still being loaded. */
import { beforeEach, expect, test, vi } from 'vitest';
import { BRIDGE, type Bridge, CHANNELS } from '../../../preload/contract/bridge.ts';
import { fail, ok } from '../../../preload/contract/errors.ts';

const electron = vi.hoisted(() => ({
  asked: [] as unknown[][],
  answers: [] as unknown[],
  listeners: new Set<(event: unknown, changes: unknown) => void>(),
  exposed: new Map<string, unknown>(),
}));
vi.mock('electron', () => ({
  contextBridge: { exposeInMainWorld: (name: string, value: unknown) => electron.exposed.set(name, value) },
  ipcRenderer: {
    invoke: (...call: unknown[]) => {
      electron.asked.push(call);
      return Promise.resolve(electron.answers.shift());
    },
    on: (_channel: string, listener: (event: unknown, changes: unknown) => void) =>
      electron.listeners.add(listener),
    off: (_channel: string, listener: (event: unknown, changes: unknown) => void) =>
      electron.listeners.delete(listener),
  },
  webUtils: {},
}));

const SNAPSHOT = [CHANNELS.call, 'app.snapshot', {}];
const FORM = [CHANNELS.call, 'form.load', {}];
const push = (changes: unknown): void => {
  for (const listener of [...electron.listeners]) listener({}, changes);
};

async function loadPage(pathname: string, ...answers: unknown[]): Promise<Bridge<File>> {
  vi.stubGlobal('window', { location: { pathname } });
  electron.answers.push(...answers);
  vi.resetModules();
  await import('../../../preload/index.ts');
  return electron.exposed.get(BRIDGE) as Bridge<File>;
}

beforeEach(() => {
  electron.asked.length = 0;
  electron.answers.length = 0;
  electron.listeners.clear();
});

test('the first snapshot and the form are on their way before the page asks, and each further one is asked for', async () => {
  const bridge = await loadPage('/index.html', ok('first'), ok('form'), ok('second'), ok('again'));
  expect(electron.asked).toEqual([SNAPSHOT, FORM]);
  expect(await bridge.call('app.snapshot', {})).toEqual(ok('first'));
  expect(await bridge.call('form.load', {})).toEqual(ok('form'));
  expect(electron.asked).toHaveLength(2);
  expect(await bridge.call('app.snapshot', {})).toEqual(ok('second'));
  expect(await bridge.call('form.load', {})).toEqual(ok('again'));
  expect(electron.asked).toEqual([SNAPSHOT, FORM, SNAPSHOT, FORM]);
});

test('one that was refused is asked for again', async () => {
  const bridge = await loadPage('/index.html', fail('not-allowed'), ok('form'), ok('then'));
  expect(await bridge.call('app.snapshot', {})).toEqual(ok('then'));
});

test('changes that come before the page listens are told once, in their order', async () => {
  const bridge = await loadPage('/index.html', ok('first'));
  push(1);
  push(2);
  const told: unknown[] = [];
  const stop = bridge.onChanges((changes) => told.push(changes));
  push(3);
  expect(told).toEqual([1, 2, 3]);
  stop();
  push(4);
  expect(told).toEqual([1, 2, 3]);
  expect(electron.listeners.size).toBe(0);
});

test('the other pages of the window ask for nothing', async () => {
  await loadPage('/trouble.html');
  expect(electron.asked).toEqual([]);
  expect(electron.listeners.size).toBe(0);
});
