import { EventEmitter } from 'node:events';
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import { Leaving } from '../../../main/app/lifecycle.ts';
import { UpdateDesk } from '../../../main/app/update-desk.ts';

const { desktop, installed } = await vi.hoisted(async () => {
  const { EventEmitter: Emitter } = await import('node:events');
  class App extends Emitter {
    isPackaged = false;
    quit = (): void => {
      let prevented = false;
      this.emit('before-quit', { preventDefault: () => (prevented = true) });
      if (!prevented) this.emit('will-quit');
    };
    releaseSingleInstanceLock = (): void => undefined;
  }
  return { desktop: { app: new App(), answer: 0, updater: new Emitter() }, installed: vi.fn() };
});
vi.mock('electron', () => ({
  app: desktop.app,
  autoUpdater: desktop.updater,
  dialog: { showMessageBox: async () => ({ response: desktop.answer }) },
  powerMonitor: { on: () => undefined },
}));
vi.mock('../../../main/app/updates-electron.ts', () => ({
  startUpdates: () => ({
    updates: { isReady: () => true, look: () => undefined },
    updater: () => ({ install: installed }),
  }),
}));

const told = new EventEmitter();
beforeEach(() => {
  desktop.app.removeAllListeners();
  installed.mockClear();
});

async function running(): Promise<{ desk: UpdateDesk; jobs: { count: number } }> {
  const jobs = { count: 1 };
  const desk = new UpdateDesk('app-update.yml', { changed: () => undefined } as never);
  vi.spyOn(process, 'on').mockImplementation(() => told as never);
  new Leaving({
    window: () => null,
    inProgress: () => jobs.count,
    staysOpen: () => false,
    onStay: () => desk.stay(),
  });
  vi.restoreAllMocks();
  desktop.app.on('will-quit', () => desk.finish());
  await desk.start();
  return { desk, jobs };
}

const settle = (): Promise<void> => new Promise((go) => setImmediate(go));

test('who would rather stay than restart for an update quits later without one', async () => {
  const { desk, jobs } = await running();
  desktop.answer = 0;
  desk.restart();
  await settle();
  jobs.count = 0;
  desktop.app.quit();
  expect(installed).not.toHaveBeenCalled();
});

test('who is asked and quits all the same gets it', async () => {
  const { desk } = await running();
  desktop.answer = 1;
  desk.restart();
  await settle();
  expect(installed).toHaveBeenCalledOnce();
});

describe('on macOS', () => {
  const { platform } = process;
  beforeEach(() => {
    Object.defineProperty(process, 'platform', { value: 'darwin' });
    desktop.app.isPackaged = true;
    desktop.answer = 0;
  });
  afterEach(() => {
    Object.defineProperty(process, 'platform', { value: platform });
    desktop.app.isPackaged = false;
    desktop.updater.removeAllListeners();
  });
  /** How often it has ended so far. */
  const countEnds = () => {
    const ends = { count: 0 };
    desktop.app.on('will-quit', () => {
      ends.count += 1;
    });
    return ends;
  };

  test('an update that could not be put in place leaves an app that asks before it ends', async () => {
    const { jobs } = await running();
    desktop.updater.emit('before-quit-for-update');
    desktop.updater.emit('error', new Error('Failed to relaunch'));
    const ends = countEnds();
    desktop.app.quit();
    await settle();
    expect(ends.count).toBe(0);
    jobs.count = 0;
    desktop.app.quit();
    expect(ends.count).toBe(1);
  });

  test.each([
    [
      'after the person was asked',
      async () => {
        desktop.answer = 1;
        desktop.app.quit();
        await settle();
        desktop.answer = 0;
      },
    ],
    [
      'for the update',
      async () => {
        desktop.updater.emit('before-quit-for-update');
        desktop.app.quit();
      },
    ],
  ])('an error of the updater while the app ends %s does not make it ask and stay', async (_how, leave) => {
    await running();
    const ends = countEnds();
    await leave();
    expect(ends.count).toBe(1);
    // The next version could not be made ready meanwhile; then all is ended, and the app quits for good.
    desktop.updater.emit('error', new Error('staging'));
    desktop.app.quit();
    await settle();
    expect(ends.count).toBe(2);
  });
});
