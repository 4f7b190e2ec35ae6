import { describe, expect, it } from 'vitest';
import { chooseWay, fallback, hasDisplay, readFlags } from '../../../scripts/lib/launch.mjs';

const desktop = {
  platform: 'linux',
  uid: 1000,
  display: true,
  namespaces: true,
  electron: 'present',
} as const;
const nothing = { browser: false, electron: false };

describe('which way to open the app', () => {
  it.each([
    ['an ordinary desktop', {}, 'electron'],
    ['no binary yet', { electron: 'absent' }, 'download'],
    ['a download that failed lately', { electron: 'refused' }, 'browser'],
    ['root, even with the binary', { uid: 0 }, 'browser'],
    ['blocked namespaces', { namespaces: false }, 'browser'],
    ['no display', { display: false }, 'demo'],
    ['no display, as root, without a binary', { display: false, uid: 0, electron: 'absent' }, 'demo'],
    ['macOS', { platform: 'darwin', uid: 501 }, 'electron'],
    ['Windows, which has no user ids', { platform: 'win32', uid: undefined, electron: 'absent' }, 'download'],
    ['Windows without Electron', { platform: 'win32', uid: undefined, electron: 'refused' }, 'none'],
  ] as const)('%s', (_name, difference, way) => {
    expect(chooseWay({ ...desktop, ...difference }, nothing).way).toBe(way);
  });

  it('never asks the network as root: Electron could not be used anyway', () => {
    expect(chooseWay({ ...desktop, uid: 0, electron: 'absent' }, nothing).way).toBe('browser');
  });

  it('opens in the browser when asked, and tries a refused download again when asked', () => {
    expect(chooseWay(desktop, { browser: true, electron: false }).way).toBe('browser');
    expect(chooseWay({ ...desktop, electron: 'refused' }, { browser: false, electron: true }).way).toBe(
      'download',
    );
  });

  it('says why when the way is not the usual one', () => {
    for (const difference of [
      { uid: 0 },
      { namespaces: false },
      { electron: 'refused' },
      { display: false },
    ] as const) {
      expect(chooseWay({ ...desktop, ...difference }, nothing).why).toMatch(/^[A-Z].*\.$/);
    }
    expect(chooseWay(desktop, nothing).why).toBeUndefined();
  });

  it('names the one command left on Windows', () => {
    expect(fallback('win32')).toMatchObject({
      way: 'none',
      why: expect.stringContaining('npx install-electron'),
    });
    expect(fallback('linux').way).toBe('browser');
  });
});

describe('what the machine offers', () => {
  it('finds a display only where Linux names one', () => {
    expect(hasDisplay('linux', {})).toBe(false);
    expect(hasDisplay('linux', { DISPLAY: '' })).toBe(false);
    expect(hasDisplay('linux', { DISPLAY: ':0' })).toBe(true);
    expect(hasDisplay('linux', { WAYLAND_DISPLAY: 'wayland-0' })).toBe(true);
    expect(hasDisplay('darwin', {})).toBe(true);
  });

  it("keeps its own flags and passes the app's on", () => {
    expect(readFlags(['--browser', '--user-data-dir=/tmp/x'])).toEqual({
      wish: { browser: true, electron: false },
      appArgs: ['--user-data-dir=/tmp/x'],
    });
  });
});
