import { BrowserWindow, nativeTheme, screen } from 'electron';
import type { Theme } from '../../preload/contract/vocabulary.ts';
import { ORIGIN } from './protocol.ts';
import { SMALLEST, type WindowPlaces } from './window-place.ts';

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

/** What the system draws of the window, as the style sheets have it: the canvas, and the signs on the caption buttons. */
const CANVAS = { dark: '#110f0d', light: '#eeedeb' };
const SIGNS = { dark: '#bab6b1', light: '#4f4c48' };
const CAPTION_HEIGHT = 48;
const shade = (): 'dark' | 'light' => (nativeTheme.shouldUseDarkColors ? 'dark' : 'light');
const caption = () => ({ color: '#00000000', symbolColor: SIGNS[shade()], height: CAPTION_HEIGHT });

/** The one window of the app, where it was last, without its page: the system makes it while other things are done. */
export function makeMainWindow(preload: string, places: WindowPlaces): BrowserWindow {
  const { maximized = false, ...place } = places.open(screen.getAllDisplays(), screen.getPrimaryDisplay());
  const window = new BrowserWindow({
    ...place,
    minWidth: SMALLEST.width,
    minHeight: SMALLEST.height,
    show: false,
    title: 'Kinora',
    backgroundColor: CANVAS[shade()],
    ...titleBar(),
    webPreferences: { ...SAFE_PREFERENCES, preload },
  });
  rememberPlace(window, places);
  followTheme(window);
  window.once('ready-to-show', () => {
    // Shows it as well, so not before it has painted.
    if (maximized) window.maximize();
    window.show();
  });
  return window;
}

/** Loads the page; the window is shown as soon as that has painted. */
export function loadPage(window: BrowserWindow): void {
  void window.loadURL(`${ORIGIN}/index.html`).catch(() => undefined);
}

/** After the first paint the page still draws what it shows, in milliseconds. */
const DRAW_MS = 300;
/** A window may have hung before it was painted. */
const PATIENCE_MS = 10_000;

/** Settles when a window has been shown, or there is nothing to wait for any more: what nobody sees can wait for it. */
export function shownSoon(window: BrowserWindow): Promise<void> {
  const { promise, resolve } = Promise.withResolvers<void>();
  window.once('ready-to-show', () => setTimeout(resolve, DRAW_MS));
  window.once('closed', () => resolve());
  setTimeout(resolve, PATIENCE_MS).unref();
  return promise;
}

/** A window that is dragged tells of each pixel: only where it comes to rest is kept. */
const REST_MS = 500;

/** Keeps where the window is whenever it has come to rest, so that a crash loses nothing either. */
function rememberPlace(window: BrowserWindow, places: WindowPlaces): void {
  let timer: NodeJS.Timeout | undefined;
  const keep = (): void => {
    clearTimeout(timer);
    if (window.isDestroyed() || window.isMinimized() || window.isFullScreen()) return;
    const bounds = window.getNormalBounds();
    places.keep(screen.getDisplayMatching(bounds), { ...bounds, maximized: window.isMaximized() });
  };
  const soon = (): void => {
    clearTimeout(timer);
    timer = setTimeout(keep, REST_MS);
  };
  window.on('resize', soon);
  window.on('move', soon);
  window.on('maximize', soon);
  window.on('unmaximize', soon);
  window.on('close', keep);
}

function titleBar(): Electron.BrowserWindowConstructorOptions {
  if (process.platform === 'darwin')
    return { titleBarStyle: 'hiddenInset', trafficLightPosition: { x: 20, y: 18 } };
  return {
    titleBarStyle: 'hidden',
    titleBarOverlay: caption(),
    autoHideMenuBar: true,
  };
}

/** The person, or the system, changes the theme while Kinora runs. */
function followTheme(window: BrowserWindow): void {
  const follow = (): void => {
    window.setBackgroundColor(CANVAS[shade()]);
    if (process.platform !== 'darwin') window.setTitleBarOverlay(caption());
  };
  nativeTheme.on('updated', follow);
  window.once('closed', () => nativeTheme.off('updated', follow));
}

/** Light, dark or as the system says. */
export function applyTheme(theme: Theme): void {
  nativeTheme.themeSource = theme;
}
