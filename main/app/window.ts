import { BrowserWindow, nativeTheme } from 'electron';
import type { Theme } from '../../preload/contract/vocabulary.ts';
import { ORIGIN } from './protocol.ts';

/** Sandbox, isolation and no Node, said once for every window there is. */
export const SAFE_PREFERENCES = {
  sandbox: true,
  contextIsolation: true,
  nodeIntegration: false,
  nodeIntegrationInWorker: false,
  nodeIntegrationInSubFrames: false,
  webSecurity: true,
  webviewTag: false,
  spellcheck: false,
  navigateOnDragDrop: false,
} as const;

/** The canvas of both themes, so that the first paint has the right colour. */
const CANVAS = { dark: '#110f0d', light: '#eeedeb' };

/** The one window of the app, shown as soon as it has painted. */
export function openMainWindow(preload: string): BrowserWindow {
  const window = new BrowserWindow({
    name: 'main',
    windowStatePersistence: true,
    width: 1440,
    height: 900,
    minWidth: 960,
    minHeight: 640,
    show: false,
    title: 'Kinora',
    backgroundColor: nativeTheme.shouldUseDarkColors ? CANVAS.dark : CANVAS.light,
    ...titleBar(),
    webPreferences: { ...SAFE_PREFERENCES, preload },
  });
  window.once('ready-to-show', () => window.show());
  void window.loadURL(`${ORIGIN}/index.html`).catch(() => undefined);
  return window;
}

function titleBar(): Electron.BrowserWindowConstructorOptions {
  if (process.platform === 'darwin')
    return { titleBarStyle: 'hiddenInset', trafficLightPosition: { x: 20, y: 18 } };
  return {
    titleBarStyle: 'hidden',
    titleBarOverlay: { color: '#00000000', symbolColor: '#8a8680', height: 48 },
    autoHideMenuBar: true,
  };
}

/** Light, dark or as the system says. */
export function applyTheme(theme: Theme): void {
  nativeTheme.themeSource = theme;
}
