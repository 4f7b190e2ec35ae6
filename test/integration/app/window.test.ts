/** The window's frame on each system, and that it shows nothing before it has something to show. */
import { EventEmitter } from 'node:events';
import { mkdtempSync, rmSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import type { BrowserWindowConstructorOptions } from 'electron';
import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { makeMainWindow, shownSoon } from '../../../main/app/window.ts';
import { WindowPlaces } from '../../../main/app/window-place.ts';

const desktop = vi.hoisted(() => ({ made: [] as BrowserWindowConstructorOptions[], dark: true }));
vi.mock('electron', async () => {
  const { EventEmitter: Emitter } = await import('node:events');
  class BrowserWindow extends Emitter {
    shown = 0;
    constructor(options: BrowserWindowConstructorOptions) {
      super();
      desktop.made.push(options);
    }
    show = () => (this.shown += 1);
    maximize = () => undefined;
    setBackgroundColor = () => undefined;
    setTitleBarOverlay = () => undefined;
  }
  const display = { id: 1, workArea: { x: 0, y: 0, width: 1920, height: 1080 } };
  const screen = { getAllDisplays: () => [display], getPrimaryDisplay: () => display };
  class NativeTheme extends Emitter {
    get shouldUseDarkColors(): boolean {
      return desktop.dark;
    }
  }
  return { default: {}, BrowserWindow, nativeTheme: new NativeTheme(), screen, protocol: {} };
});

const { platform } = process;
const onSystem = (name: NodeJS.Platform): void =>
  void Object.defineProperty(process, 'platform', { value: name });
let folder = '';
beforeEach(() => {
  folder = mkdtempSync(path.join(os.tmpdir(), 'kinora-frame-'));
  desktop.made.length = 0;
  desktop.dark = true;
});
afterEach(() => {
  onSystem(platform);
  rmSync(folder, { recursive: true, force: true });
});

test('on a Mac the title bar holds the lights, elsewhere the caption buttons in the colours of the theme', () => {
  onSystem('darwin');
  makeMainWindow('preload.cjs', new WindowPlaces(folder));
  expect(desktop.made[0]).toMatchObject({ titleBarStyle: 'hiddenInset' });
  expect(desktop.made[0]).not.toHaveProperty('titleBarOverlay');
  for (const [at, system] of (['win32', 'linux'] as const).entries()) {
    onSystem(system);
    desktop.dark = system === 'win32';
    makeMainWindow('preload.cjs', new WindowPlaces(folder));
    expect(desktop.made[at + 1]).toMatchObject({
      titleBarStyle: 'hidden',
      titleBarOverlay: { symbolColor: desktop.dark ? '#bab6b1' : '#4f4c48' },
      backgroundColor: desktop.dark ? '#110f0d' : '#eeedeb',
      minWidth: 960,
      minHeight: 640,
    });
  }
});

test('the window is not seen before its page has painted', () => {
  const window = makeMainWindow('preload.cjs', new WindowPlaces(folder));
  expect(desktop.made[0]).toMatchObject({ show: false });
  expect(Reflect.get(window, 'shown')).toBe(0);
  EventEmitter.prototype.emit.call(window, 'ready-to-show');
  expect(Reflect.get(window, 'shown')).toBe(1);
});

test.each([
  ['it is shown and has drawn what it shows', 'ready-to-show', 300],
  ['it has gone', 'closed', 0],
  ['nothing comes of it', 'focus', 10_000],
])('what nobody sees waits for a window until %s', async (_when, event, ms) => {
  vi.useFakeTimers();
  try {
    const window = makeMainWindow('preload.cjs', new WindowPlaces(folder));
    let shown = false;
    void shownSoon(window).then(() => {
      shown = true;
    });
    await vi.advanceTimersByTimeAsync(0);
    expect(shown).toBe(false);
    EventEmitter.prototype.emit.call(window, event);
    if (ms > 0) {
      await vi.advanceTimersByTimeAsync(ms - 1);
      expect(shown).toBe(false);
    }
    await vi.advanceTimersByTimeAsync(1);
    expect(shown).toBe(true);
  } finally {
    vi.useRealTimers();
  }
});
