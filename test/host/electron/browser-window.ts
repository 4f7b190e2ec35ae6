/** BrowserWindow: geometry, visibility and focus around one page. */
import type { Page } from '../page.ts';
import type { WindowReport } from '../preload-channel.ts';
import { browser, host } from '../state.ts';
import { hostEvent, strict } from '../strict.ts';
import { currentColorScheme } from './native-theme.ts';
import { setWindowOf, WebContents, webContents, windowOf } from './web-contents.ts';
import { WindowDecoration } from './window-decoration.ts';
import { readPreferences, type WindowOptions } from './window-options.ts';

interface Rectangle {
  readonly x: number;
  readonly y: number;
  readonly width: number;
  readonly height: number;
}
type State = 'normal' | 'minimized' | 'maximized' | 'fullscreen';

/** Delivered by the host, or never due without a window manager. */
const events = (
  'close closed ready-to-show show hide focus blur resize resized move moved minimize restore maximize unmaximize ' +
  'enter-full-screen leave-full-screen page-title-updated unresponsive responsive query-session-end session-end'
).split(' ');

const all = new Map<number, BrowserWindow>();
let focused: BrowserWindow | undefined;
let lastId = 0;

export class BrowserWindow extends WindowDecoration {
  readonly id: number;
  readonly webContents: WebContents;
  readonly #page: Page;
  readonly #public: BrowserWindow;
  #bounds: Rectangle;
  #state: State = 'normal';
  #visible: boolean;
  #painted = false;
  #destroyed = false;

  constructor(options: WindowOptions = {}) {
    if (!host.isReady) throw new Error('Cannot create BrowserWindow before app is ready');
    super(events, options.title ?? host.app.name, options.backgroundColor ?? '#FFFFFF');
    lastId += 1;
    this.id = lastId;
    const { width = 800, height = 600 } = options;
    this.#bounds = { x: options.x ?? 0, y: options.y ?? 0, width, height };
    this.#visible = options.show !== false;
    this.#public = strict('BrowserWindow', this);

    let page: Page | undefined;
    const preferences = readPreferences(options.webPreferences ?? {});
    this.webContents = new WebContents(
      { width, height, colorScheme: currentColorScheme(), ...preferences },
      (made) => {
        page = made;
      },
    );
    if (!page) throw new Error('browser host: the window has no page');
    this.#page = page;
    setWindowOf(this.webContents, this.#public, page);
    all.set(this.id, this.#public);
    this.#watch(page);
    // A window that has not been shown yet waits minimised: Chromium has no invisible ones.
    if (browser().headed && !this.#visible) this.#apply({ windowState: 'minimized' });
    if (this.#visible) this.#takeFocus();
    host.signals.emit('window-created', this.#public);
    host.signals.emit('web-contents-created', this.webContents);
    // biome-ignore lint/correctness/noConstructorReturn: the app must only ever hold the strict view
    return this.#public;
  }

  #watch(page: Page): void {
    page.on('closed', () => this.#gone());
    page.on('loaded', () => {
      if (this.#painted) return;
      this.#painted = true;
      this.emit('ready-to-show', hostEvent());
    });
    page.on('title', (title) => {
      const event = hostEvent();
      this.emit('page-title-updated', event, title, true);
      if (!event.defaultPrevented) this.setTitle(title);
    });
    page.on('window-report', (report) => this.#reported(report));
    page.ready.catch(() => this.#gone());
  }

  /** In a window for a person, focus and size change without the app. */
  #reported({ focused: hasFocus, bounds }: WindowReport): void {
    if (hasFocus) this.#takeFocus();
    else this.#loseFocus();
    // A minimised window has no size of its own.
    if (bounds.width === 0 || this.isMinimized() || !this.#visible) return;
    const before = this.#bounds;
    this.#bounds = bounds;
    if (bounds.width !== before.width || bounds.height !== before.height) this.emit('resize', hostEvent());
  }

  #takeFocus(): void {
    if (focused === this.#public) return;
    const before = focused;
    focused = this.#public;
    before?.blur();
    this.emit('focus', hostEvent());
    host.signals.emit('window-focus', this.#public);
  }

  #loseFocus(): void {
    if (focused === this.#public) focused = undefined;
    this.emit('blur', hostEvent());
    host.signals.emit('window-blur', this.#public);
  }

  #apply(bounds: Parameters<Page['setWindow']>[0]): void {
    // A window that closes meanwhile needs no bounds any more.
    this.#page.setWindow(bounds).catch(() => undefined);
  }

  #setState(state: State, event: string): void {
    if (this.#state === state) return;
    this.#state = state;
    // A headless page keeps drawing whatever its window's state; only a real window follows.
    if (browser().headed) this.#apply({ windowState: state });
    this.emit(event, hostEvent());
  }

  static getAllWindows(): BrowserWindow[] {
    return [...all.values()];
  }

  static getFocusedWindow(): BrowserWindow | null {
    return focused ?? null;
  }

  static fromId(id: number): BrowserWindow | null {
    return all.get(id) ?? null;
  }

  static fromWebContents(contents: WebContents | undefined): BrowserWindow | null {
    const window = contents && windowOf(contents);
    return BrowserWindow.getAllWindows().find((known) => known === window) ?? null;
  }

  loadURL(url: string): Promise<void> {
    return this.webContents.loadURL(url);
  }

  loadFile(file: string): Promise<void> {
    return this.webContents.loadFile(file);
  }

  reload(): void {
    this.webContents.reload();
  }

  show(): void {
    this.showInactive();
    this.focus();
  }

  showInactive(): void {
    if (this.#destroyed || this.#visible) return;
    this.#visible = true;
    if (browser().headed) this.#apply({ windowState: 'normal' });
    this.emit('show', hostEvent());
  }

  hide(): void {
    if (!this.#visible) return;
    this.#visible = false;
    if (browser().headed) this.#apply({ windowState: 'minimized' });
    if (this.isFocused()) this.#loseFocus();
    this.emit('hide', hostEvent());
  }

  focus(): void {
    if (this.#destroyed || !this.#visible) return;
    if (this.#state === 'minimized') this.restore();
    this.#page.bringToFront().catch(() => undefined);
    this.#takeFocus();
  }

  moveTop(): void {
    this.#page.bringToFront().catch(() => undefined);
  }

  blur(): void {
    this.#loseFocus();
  }

  isFocused(): boolean {
    return focused === this.#public;
  }

  isVisible(): boolean {
    return this.#visible && this.#state !== 'minimized';
  }

  isDestroyed(): boolean {
    return this.#destroyed;
  }

  minimize(): void {
    this.#setState('minimized', 'minimize');
    if (this.isFocused()) this.#loseFocus();
  }

  isMinimized(): boolean {
    return this.#state === 'minimized';
  }

  restore(): void {
    if (this.#state === 'minimized') this.#setState('normal', 'restore');
  }

  maximize(): void {
    this.#setState('maximized', 'maximize');
  }

  unmaximize(): void {
    if (this.#state === 'maximized') this.#setState('normal', 'unmaximize');
  }

  isMaximized(): boolean {
    return this.#state === 'maximized';
  }

  setFullScreen(on: boolean): void {
    if (on) this.#setState('fullscreen', 'enter-full-screen');
    else if (this.#state === 'fullscreen') this.#setState('normal', 'leave-full-screen');
  }

  isFullScreen(): boolean {
    return this.#state === 'fullscreen';
  }

  setBounds(bounds: Partial<Rectangle>): void {
    this.#bounds = { ...this.#bounds, ...bounds };
    const { x, y, width, height } = this.#bounds;
    this.#apply({ left: x, top: y, width, height });
    if (bounds.width !== undefined || bounds.height !== undefined) this.emit('resize', hostEvent());
    if (bounds.x !== undefined || bounds.y !== undefined) this.emit('move', hostEvent());
  }

  getBounds(): Rectangle {
    return { ...this.#bounds };
  }

  getNormalBounds(): Rectangle {
    return this.getBounds();
  }

  getContentBounds(): Rectangle {
    return this.getBounds();
  }

  setSize(width: number, height: number): void {
    this.setBounds({ width, height });
  }

  getSize(): number[] {
    return [this.#bounds.width, this.#bounds.height];
  }

  getContentSize(): number[] {
    return this.getSize();
  }

  setPosition(x: number, y: number): void {
    this.setBounds({ x, y });
  }

  getPosition(): number[] {
    return [this.#bounds.x, this.#bounds.y];
  }

  close(): void {
    if (this.#destroyed) return;
    const event = hostEvent();
    this.emit('close', event);
    if (event.defaultPrevented) host.signals.emit('window-close-prevented');
    else this.destroy();
  }

  destroy(): void {
    if (this.#destroyed) return;
    this.#page.close();
    this.#gone();
  }

  #gone(): void {
    if (this.#destroyed) return;
    this.#destroyed = true;
    all.delete(this.id);
    if (this.isFocused()) this.#loseFocus();
    this.webContents.markDestroyed();
    this.emit('closed', hostEvent());
    if (all.size === 0) host.signals.emit('all-windows-closed');
  }
}

host.signals.on('theme-changed', () => {
  for (const window of all.values()) void window.webContents.followTheme(currentColorScheme());
});

/** Chromium's page ids are known to the pages only; Playwright asks for them here. */
export { webContents };
