/** webContents: a page with Electron's names for what happens in it. */
import path from 'node:path';
import { pathToFileURL } from 'node:url';
import { Page, type PageOptions } from '../page.ts';
import { browser, host, recordCall } from '../state.ts';
import { type HostEvent, hostEvent, notEmulated, StrictEmitter, strict } from '../strict.ts';
import { deliverIpc, encodeArguments } from './ipc-main.ts';
import { MainFrame } from './main-frame.ts';
import { netErrors } from './net-errors.ts';
import { type Session, session } from './session.ts';

/** Delivered by the host, or never due here: attached web views, dead hangs, downloads and the like. */
const events = (
  'did-start-loading did-stop-loading did-finish-load did-fail-load did-navigate did-navigate-in-page dom-ready ' +
  'will-navigate will-frame-navigate will-redirect will-attach-webview did-attach-webview did-create-window ' +
  'render-process-gone unresponsive responsive destroyed console-message page-title-updated preload-error ' +
  'ipc-message input-event devtools-opened devtools-closed certificate-error select-client-certificate login'
).split(' ');

type OpenHandler = (details: object) => { readonly action: string };

let lastId = 0;
const known = new Map<WebContents, string>();

export class WebContents extends StrictEmitter {
  readonly id: number;
  readonly mainFrame: MainFrame;
  readonly session: Session = session.defaultSession;
  readonly #page: Page;
  /** The strict view of this object, which is the only one that the app sees. */
  readonly #public: WebContents;
  #openHandler: OpenHandler = () => ({ action: 'allow' });
  #loading = false;
  #crashed = false;
  #destroyed = false;
  #zoomFactor = 1;
  #backgroundThrottling: boolean;

  constructor(
    options: PageOptions & { readonly backgroundThrottling: boolean },
    onPage: (page: Page) => void,
  ) {
    super('webContents', events);
    lastId += 1;
    this.id = lastId;
    this.#backgroundThrottling = options.backgroundThrottling;
    this.#page = new Page(browser(), options);
    this.mainFrame = strict('webFrameMain', new MainFrame(() => this.#page));
    this.#public = strict('webContents', this);
    known.set(this.#public, '');
    this.#translate(this.#page);
    onPage(this.#page);
    // biome-ignore lint/correctness/noConstructorReturn: the app must only ever hold the strict view
    return this.#public;
  }

  #translate(page: Page): void {
    page.mayNavigate = ({ url, isMainFrame, isRedirect }) => this.#ask(url, isMainFrame, isRedirect);
    page.onIpc = (call) => {
      const event = hostEvent({
        type: 'frame',
        sender: this.#public,
        senderFrame: this.mainFrame,
        frameId: 1,
        processId: 1,
        ports: [],
        reply: (channel: string, ...args: unknown[]) => this.send(channel, ...args),
      });
      void deliverIpc(call, event);
    };
    page.on('navigated', (url) => {
      this.#crashed = false;
      this.#loading = true;
      this.emit('did-start-loading', hostEvent());
      this.emit('did-navigate', hostEvent(), url, 200, 'OK');
    });
    page.on('navigated-within', (url) => this.emit('did-navigate-in-page', hostEvent(), url, true, 1, 1));
    page.on('dom-ready', () => this.emit('dom-ready', hostEvent()));
    page.on('loaded', () => {
      this.#loading = false;
      this.emit('did-finish-load', hostEvent());
      this.emit('did-stop-loading', hostEvent());
    });
    page.on('failed', (description, url) => this.#failed(description, url));
    page.on('crashed', () => {
      const details = { reason: 'crashed', exitCode: 5 };
      this.#crashed = true;
      this.#loading = false;
      this.emit('render-process-gone', hostEvent(), details);
      host.signals.emit('renderer-gone', this.#public, details);
    });
    page.on('title', (title) => this.emit('page-title-updated', hostEvent(), title, true));
    page.on('console', (level, message) => this.emit('console-message', hostEvent({ level, message })));
    page.on('input', (type) => this.emit('input-event', hostEvent(), { type, modifiers: [] }));
    page.on('preload-error', (error) => {
      console.error('browser host: unable to load the preload script:', error.message);
      this.emit('preload-error', hostEvent(), '', error);
    });
    page.on('window-open', (url) => {
      const details = {
        url,
        frameName: '',
        features: '',
        disposition: 'foreground-tab',
        referrer: { url: '' },
      };
      if (this.#openHandler(details).action !== 'deny')
        console.error(notEmulated('window.open "allow"').message);
    });
  }

  #ask(url: string, isMainFrame: boolean, isRedirect: boolean): boolean {
    const frame = isMainFrame ? this.mainFrame : null;
    const details = () =>
      hostEvent({ url, isMainFrame, isSameDocument: false, frame, initiator: this.mainFrame });
    const names = isRedirect
      ? ['will-redirect']
      : ['will-frame-navigate', ...(isMainFrame ? ['will-navigate'] : [])];
    for (const name of names) {
      const event: HostEvent = details();
      this.emit(name, event, url, false, isMainFrame, 1, 1);
      if (event.defaultPrevented) return false;
    }
    return true;
  }

  #failed(description: string, url: string): void {
    this.#loading = false;
    const code = netErrors[description] ?? -2;
    this.emit('did-fail-load', hostEvent(), code, description, url, true, 1, 1);
    this.emit('did-stop-loading', hostEvent());
  }

  #alive(): Page {
    if (this.#destroyed) throw new TypeError('Object has been destroyed');
    return this.#page;
  }

  send(channel: string, ...args: unknown[]): void {
    this.#alive().sendMessage(channel, encodeArguments(args));
  }

  async loadURL(url: string): Promise<void> {
    const page = this.#alive();
    try {
      await page.navigate(url);
    } catch (error) {
      const description = error instanceof Error ? error.message : 'ERR_FAILED';
      if (this.#destroyed) throw new TypeError('Object has been destroyed');
      const errno = netErrors[description] ?? -2;
      throw Object.assign(new Error(`${description} (${errno}) loading '${url}'`), {
        code: description,
        errno,
        url,
      });
    }
  }

  loadFile(file: string): Promise<void> {
    return this.loadURL(pathToFileURL(path.resolve(host.app.folder, file)).href);
  }

  reload(): void {
    this.#alive()
      .reload()
      .catch(() => undefined);
  }

  executeJavaScript(code: string): Promise<unknown> {
    return this.#alive().evaluate(code);
  }

  setWindowOpenHandler(handler: OpenHandler): void {
    this.#openHandler = handler;
  }

  getURL(): string {
    return this.#page.url;
  }

  getTitle(): string {
    return this.#page.title;
  }

  isLoading(): boolean {
    return this.#loading;
  }

  isCrashed(): boolean {
    return this.#crashed;
  }

  isDestroyed(): boolean {
    return this.#destroyed;
  }

  isDevToolsOpened(): boolean {
    return false;
  }

  focus(): void {
    void this.#alive().bringToFront();
  }

  close(): void {
    windowOf(this.#public)?.close();
  }

  /** Chromium here never throttles a hidden page, so there is nothing to switch. */
  setBackgroundThrottling(allowed: boolean): void {
    this.#backgroundThrottling = allowed;
  }

  getBackgroundThrottling(): boolean {
    return this.#backgroundThrottling;
  }

  setZoomFactor(factor: number): void {
    this.#zoomFactor = factor;
    this.#alive()
      .zoom(factor)
      .catch(() => undefined);
  }

  getZoomFactor(): number {
    return this.#zoomFactor;
  }

  setZoomLevel(level: number): void {
    this.setZoomFactor(1.2 ** level);
  }

  getZoomLevel(): number {
    return Math.log(this.#zoomFactor) / Math.log(1.2);
  }

  /** Pinching does nothing in a window without a touch screen. */
  async setVisualZoomLevelLimits(_minimum: number, _maximum: number): Promise<void> {}

  forcefullyCrashRenderer(): void {
    void this.#alive().crash();
  }

  startDrag(item: object): void {
    recordCall('webContents.startDrag', item);
  }

  getOSProcessId(): number {
    return browser().chromium.process.pid ?? 0;
  }

  getUserAgent(): string {
    return `Chrome/${browser().version}`;
  }

  /** Called by the clipboard of a host that runs for a person. */
  accessClipboard(expression: string): Promise<unknown> {
    return this.#alive().accessClipboard(expression);
  }

  /** Called when the app chooses another theme. */
  async followTheme(scheme: 'light' | 'dark' | undefined): Promise<void> {
    await this.#page.ready.then(() => this.#page.emulateColorScheme(scheme)).catch(() => undefined);
  }

  /** Called by the window, which alone knows when its page has gone. */
  markDestroyed(): void {
    if (this.#destroyed) return;
    this.#destroyed = true;
    known.delete(this.#public);
    this.emit('destroyed', hostEvent());
  }
}

interface Closable {
  close(): void;
}
const windows = new WeakMap<WebContents, Closable>();

/** Tells which window a page belongs to. */
export function setWindowOf(contents: WebContents, window: Closable, page: Page): void {
  windows.set(contents, window);
  page.ready.then(
    () => {
      if (known.has(contents)) known.set(contents, page.targetId);
    },
    () => undefined,
  );
}

export function windowOf(contents: WebContents): Closable | undefined {
  return windows.get(contents);
}

/** The statics of the `webContents` export. */
export const webContents = strict('webContents', {
  getAllWebContents: () => [...known.keys()],
  fromId: (id: number) => [...known.keys()].find((contents) => contents.id === id),
  fromDevToolsTargetId: (targetId: string) => [...known].find(([, id]) => id === targetId)?.[0],
});
