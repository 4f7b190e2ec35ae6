import { EventEmitter } from 'node:events';
import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { watchForCrashes } from '../../../main/app/crash.ts';
import { onQuit } from '../../../main/app/lifecycle.ts';
import { watchForMistakes } from '../../../main/app/mistakes.ts';
import { Wake } from '../../../main/app/network.ts';

const { desktop } = vi.hoisted(() => ({ desktop: { app: undefined as unknown, dialog: {} as object } }));
vi.mock('electron', () => ({
  default: {},
  get app() {
    return desktop.app;
  },
  get dialog() {
    return desktop.dialog;
  },
}));

const told: string[] = [];
const logged: string[] = [];
const log = (_level: string, event: string): void => void logged.push(event);
beforeEach(() => {
  told.length = 0;
  logged.length = 0;
  desktop.app = new EventEmitter();
});

test('what waits for the network tries at once when the computer wakes up, and seldom because a page says so', () => {
  const power = new EventEmitter();
  let now = 0;
  let tries = 0;
  const wake = new Wake({ monotonic: () => now }, () => {
    tries += 1;
  });
  wake.follow(power as never);
  power.emit('resume');
  power.emit('resume');
  expect(tries).toBe(2);
  for (let n = 0; n < 1000; n += 1) wake.now();
  expect(tries).toBe(3);
  now += 5000;
  wake.now();
  expect(tries).toBe(4);
});

class Contents extends EventEmitter {
  readonly did: string[] = [];
  reload = (): void => void this.did.push('reload');
  loadURL = async (url: string): Promise<void> => void this.did.push(url);
  forcefullyCrashRenderer = (): void => void this.did.push('end');
}

function crashing() {
  const webContents = new Contents();
  const window = Object.assign(new EventEmitter(), { webContents, isDestroyed: () => false });
  const clock = { now: 0, monotonic: () => clock.now };
  const tell = (code: string): void => void told.push(code);
  watchForCrashes({ window, clock, log, tell } as never);
  const gone = async (reason = 'crashed'): Promise<string[]> => {
    webContents.emit('render-process-gone', {}, { reason, exitCode: 5 });
    await new Promise((go) => setImmediate(go));
    return webContents.did.splice(0);
  };
  return { window, webContents, clock, gone };
}

test('a page that crashes is loaded again once, and one that goes on crashing gives way to one that says so', async () => {
  const { clock, gone } = crashing();
  expect(await gone('clean-exit')).toEqual([]);
  expect(await gone()).toEqual(['reload']);
  expect(told).toEqual(['page-restarted']);
  clock.now += 59_999;
  expect(await gone('oom')).toEqual(['app://bundle/trouble.html']);
  expect(told).toHaveLength(1);
  clock.now += 60_000;
  expect(await gone()).toEqual(['reload']);
  expect(logged).toEqual(['page.gone', 'page.gone', 'page.gone']);
});

test('graphics that begin anew are said, other helpers only written down', () => {
  crashing();
  const app = desktop.app as EventEmitter;
  app.emit('child-process-gone', {}, { type: 'GPU', reason: 'crashed', exitCode: 1 });
  app.emit('child-process-gone', {}, { type: 'Utility', reason: 'crashed', exitCode: 1 });
  app.emit('child-process-gone', {}, { type: 'GPU', reason: 'clean-exit', exitCode: 0 });
  expect(told).toEqual(['graphics-restarted']);
  expect(logged).toEqual(['child.gone', 'child.gone']);
});

test('a page that does not answer is offered another start, once, and not when it has come back meanwhile', async () => {
  const asked: { signal: AbortSignal; answer: (response: number) => void }[] = [];
  desktop.dialog = {
    showMessageBox: (_window: unknown, { signal }: { signal: AbortSignal }) =>
      new Promise((go) => asked.push({ signal, answer: (response) => go({ response }) })),
  };
  const { window, webContents } = crashing();
  const settle = () => new Promise((go) => setImmediate(go));
  window.emit('unresponsive');
  window.emit('unresponsive');
  expect(asked).toHaveLength(1);
  asked[0]?.answer(0);
  await settle();
  expect(webContents.did).toEqual([]);

  window.emit('unresponsive');
  window.emit('responsive');
  expect(asked[1]?.signal.aborted).toBe(true);
  asked[1]?.answer(1);
  await settle();
  expect(webContents.did).toEqual([]);

  window.emit('unresponsive');
  asked[2]?.answer(1);
  await settle();
  expect(webContents.did).toEqual(['end']);
});

test('what fails at the end keeps nothing after it from being ended', async () => {
  const ended = Promise.withResolvers<void>();
  const app = Object.assign(new EventEmitter(), { quit: ended.resolve });
  desktop.app = app;
  const did: string[] = [];
  const failed: string[] = [];
  const steps = [
    () => Promise.reject(new Error('the engine')),
    () => {
      throw new Error('the simulator');
    },
    async () => void did.push('journal'),
  ];
  onQuit(steps, (error) => failed.push(String(error)));
  app.emit('will-quit', { preventDefault: () => undefined });
  await ended.promise;
  expect(did).toEqual(['journal']);
  expect(failed).toEqual(['Error: the engine', 'Error: the simulator']);
});

const before = {
  uncaughtException: process.listeners('uncaughtException'),
  unhandledRejection: process.listeners('unhandledRejection'),
};
afterEach(() => {
  for (const event of ['uncaughtException', 'unhandledRejection'] as const) {
    process.removeAllListeners(event);
    for (const listener of before[event]) process.on(event, listener as never);
  }
});

test('what nobody has caught in main is written down each time and told once', () => {
  for (const event of ['uncaughtException', 'unhandledRejection'] as const) process.removeAllListeners(event);
  watchForMistakes(log, (code) => told.push(code));
  process.emit('uncaughtException', new Error('one'));
  process.emit('unhandledRejection', new Error('two'), Promise.resolve());
  expect(logged).toEqual(['main.exception', 'main.rejection']);
  expect(told).toEqual(['main-broke']);
});
