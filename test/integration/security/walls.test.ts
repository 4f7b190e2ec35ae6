/** The walls around every page, one after the other: what each lets through, and nothing else. */
import { EventEmitter } from 'node:events';
import type { App, Session } from 'electron';
import { beforeEach, describe, expect, test, vi } from 'vitest';
import { registerScheme } from '../../../main/app/protocol.ts';
import { denyPermissions, hardenWebContents, isOwnPage } from '../../../main/app/security.ts';
import { SAFE_PREFERENCES } from '../../../main/app/window.ts';

const electron = vi.hoisted(() => ({ schemes: [] as unknown[] }));
vi.mock('electron', () => ({
  default: {},
  BrowserWindow: class {},
  nativeTheme: {},
  screen: {},
  protocol: { registerSchemesAsPrivileged: (schemes: unknown[]) => electron.schemes.push(...schemes) },
}));

const OWN = 'app://bundle/index.html';
const FOREIGN = [
  'https://example.com/',
  'http://bundle/',
  'app://evil/index.html',
  'app://bundle.evil/index.html',
  'app://bundle:81/index.html',
  'file:///etc/passwd',
  'javascript:alert(1)',
  'data:text/html,x',
  'blob:https://example.com/x',
  'about:blank',
  'nonsense',
  '',
];

describe('pages stay where they are', () => {
  let app: EventEmitter;
  let contents: EventEmitter & { setWindowOpenHandler(handler: () => { action: string }): void };
  let openWindow: (() => { action: string }) | null;
  beforeEach(() => {
    app = new EventEmitter();
    openWindow = null;
    contents = Object.assign(new EventEmitter(), {
      setWindowOpenHandler: (handler: () => { action: string }) => {
        openWindow = handler;
      },
    });
    hardenWebContents(app as unknown as App, () => undefined);
    app.emit('web-contents-created', {}, contents);
  });

  const goes = (event: string, url: string): boolean => {
    let goesOn = true;
    contents.emit(event, { url, preventDefault: () => (goesOn = false) });
    return goesOn;
  };

  test.each(['will-navigate', 'will-frame-navigate', 'will-redirect'])('%s', (event) => {
    expect(goes(event, OWN)).toBe(true);
    expect(FOREIGN.filter((url) => goes(event, url))).toEqual([]);
  });

  test('nothing opens a window or is put into a page', () => {
    expect(openWindow?.()).toEqual({ action: 'deny' });
    expect(goes('will-attach-webview', OWN)).toBe(false);
  });
});

test('own pages are those of the one origin', () => {
  expect(isOwnPage(OWN)).toBe(true);
  expect(FOREIGN.filter(isOwnPage)).toEqual([]);
});

test('no page gets a permission but full screen and to write the clipboard, on our own origin only', () => {
  type Decide = (granted: boolean) => void;
  const given = {
    request: (_c: unknown, _permission: string, _decide: Decide, _details: object): void => undefined,
    check: (_c: unknown, _permission: string, _origin: string): boolean => true,
    device: (): boolean => true,
  };
  denyPermissions({
    setPermissionRequestHandler: (handler: typeof given.request) => {
      given.request = handler;
    },
    setPermissionCheckHandler: (handler: typeof given.check) => {
      given.check = handler;
    },
    setDevicePermissionHandler: (handler: typeof given.device) => {
      given.device = handler;
    },
  } as unknown as Session);
  const asked = (permission: string, url: string): boolean => {
    let granted = true;
    given.request({}, permission, (answer) => (granted = answer), { requestingUrl: url });
    return granted;
  };
  const permissions = (
    'media geolocation notifications midi midiSysex pointerLock keyboardLock openExternal window-management ' +
    'clipboard-read clipboard-sanitized-write display-capture fullscreen idle-detection speaker-selection ' +
    'storage-access top-level-storage-access fileSystem hid serial usb unknown mediaKeySystem deprecated-sync-clipboard-read'
  ).split(' ');
  const allowed = ['clipboard-sanitized-write', 'fullscreen'];
  expect(permissions.filter((permission) => asked(permission, OWN))).toEqual(allowed);
  expect(permissions.filter((permission) => given.check({}, permission, 'app://bundle'))).toEqual(allowed);
  for (const url of FOREIGN) {
    expect(permissions.filter((permission) => asked(permission, url))).toEqual([]);
    expect(permissions.filter((permission) => given.check({}, permission, url))).toEqual([]);
  }
  expect(given.device()).toBe(false);
});

test('every window is sandboxed and isolated, without Node', () => {
  expect(SAFE_PREFERENCES).toEqual({
    sandbox: true,
    contextIsolation: true,
    nodeIntegration: false,
    nodeIntegrationInWorker: false,
    nodeIntegrationInSubFrames: false,
    webSecurity: true,
    webviewTag: false,
    spellcheck: false,
    navigateOnDragDrop: false,
  });
});

test('the scheme has what a page needs, and no way around the policy', () => {
  registerScheme();
  expect(electron.schemes).toEqual([
    {
      scheme: 'app',
      privileges: { standard: true, secure: true, supportFetchAPI: true, stream: true, codeCache: true },
    },
  ]);
});
