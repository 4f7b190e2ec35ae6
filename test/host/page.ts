/** One window's page in Chromium: navigation, ipc and the preload, over its debugging session. */
import { randomBytes } from 'node:crypto';
import { EventEmitter } from 'node:events';
import fs from 'node:fs';
import type { Browser } from './browser.ts';
import type { Protocol, Session } from './cdp.ts';
import { pageScript, preloadScript, worldName } from './injected/scripts.ts';
import { NavigationGate } from './navigation-gate.ts';
import { answerPathQuestion } from './path-question.ts';
import { type IpcCall, PreloadChannel, type WindowReport } from './preload-channel.ts';
import { fromChromium, toChromium } from './schemes.ts';
import { openTarget, setWindowBounds } from './target.ts';

export interface PageOptions {
  readonly width: number;
  readonly height: number;
  readonly preload: string | undefined;
  readonly additionalArguments: readonly string[];
  readonly colorScheme: 'light' | 'dark' | undefined;
}

export interface NavigationRequest {
  readonly url: string;
  readonly isMainFrame: boolean;
  readonly isRedirect: boolean;
}

interface PageEvents {
  navigated: [url: string];
  'navigated-within': [url: string];
  failed: [description: string, url: string];
  'dom-ready': [];
  loaded: [];
  crashed: [];
  title: [title: string];
  console: [level: string, message: string];
  'window-open': [url: string];
  'window-report': [report: WindowReport];
  input: [type: string];
  'preload-error': [error: Error];
  closed: [];
}

export class Page extends EventEmitter<PageEvents> {
  /** Settles when the page exists and the preload is in place. */
  readonly ready: Promise<void>;
  /** Decides whether a navigation that the page began may go on. */
  mayNavigate: (request: NavigationRequest) => boolean = () => true;
  /** Receives the page's ipc. */
  onIpc: (call: IpcCall) => void = () => undefined;
  url = '';
  title = '';
  targetId = '';
  readonly #browser: Browser;
  readonly #gate = new NavigationGate();
  #session: Session | undefined;
  #channel: PreloadChannel | undefined;
  #loadedLoader = '';
  #navigating = false;
  #closed = false;

  constructor(browser: Browser, options: PageOptions) {
    super();
    this.#browser = browser;
    this.ready = this.#open(options);
    this.ready.catch((error: unknown) => {
      if (!this.#closed) console.error('browser host: a window could not be opened:', error);
    });
  }

  get session(): Session {
    if (!this.#session) throw new Error('browser host: the page is not open yet');
    return this.#session;
  }

  async #open(options: PageOptions): Promise<void> {
    const preload =
      options.preload === undefined
        ? undefined
        : { path: options.preload, source: fs.readFileSync(options.preload, 'utf8') };
    const { root } = this.#browser;
    this.targetId = await openTarget(this.#browser, options);
    root.on('Target.targetDestroyed', ({ targetId }) => {
      if (targetId === this.targetId) this.#gone();
    });
    const { sessionId } = await root.send('Target.attachToTarget', {
      targetId: this.targetId,
      flatten: true,
    });
    const session = this.#browser.chromium.connection.session(sessionId);
    this.#session = session;
    const channel = new PreloadChannel(session, {
      ipc: (call) => this.onIpc(call),
      title: (title) => {
        this.title = title;
        this.emit('title', title);
      },
      window: (report) => this.emit('window-report', report),
      input: (type) => this.emit('input', type),
      preloadError: (error) => this.emit('preload-error', error),
    });
    this.#channel = channel;
    this.#listen(session);

    const scripts = {
      secret: randomBytes(16).toString('hex'),
      binding: channel.binding,
      preload,
      processInfo: processInfo(this.#browser, options.additionalArguments),
      reportWindow: this.#browser.headed,
    };
    await Promise.all([
      session.send('Page.enable'),
      session.send('Page.setLifecycleEventsEnabled', { enabled: true }),
      session.send('Runtime.enable'),
      session.send('Inspector.enable'),
      // Only the question about a file's path stops the page; no script needs to be kept for that.
      session.send('Debugger.enable', { maxScriptsCacheSize: 0 }),
      session.send('Fetch.enable', { patterns: [{ urlPattern: '*', resourceType: 'Document' }] }),
      session.send('Runtime.addBinding', { name: channel.binding, executionContextName: worldName }),
      session.send('Page.addScriptToEvaluateOnNewDocument', { source: pageScript(scripts) }),
      session.send('Page.addScriptToEvaluateOnNewDocument', { source: preloadScript(scripts), worldName }),
      this.emulateColorScheme(options.colorScheme),
    ]);
  }

  #listen(session: Session): void {
    const isMain = (frameId: string | undefined): boolean => frameId === this.targetId;
    session.on('Debugger.paused', (event) => void answerPathQuestion(session, event));
    session.on('Page.frameNavigated', ({ frame }) => this.#frameNavigated(frame));
    session.on('Page.navigatedWithinDocument', ({ frameId, url }) => {
      if (!isMain(frameId)) return;
      this.url = fromChromium(url);
      this.emit('navigated-within', this.url);
    });
    session.on('Page.lifecycleEvent', ({ frameId, loaderId, name }) => {
      // Before the first navigation these tell about Chromium's empty page.
      if (!isMain(frameId) || this.url === '') return;
      if (name === 'DOMContentLoaded') this.emit('dom-ready');
      if (name === 'load') {
        this.#loadedLoader = loaderId;
        this.emit('loaded');
      }
    });
    session.on('Page.windowOpen', ({ url }) => this.emit('window-open', fromChromium(url)));
    session.on('Inspector.targetCrashed', () => {
      this.#channel?.close();
      this.emit('crashed');
    });
    session.on('Runtime.consoleAPICalled', ({ type, args }) =>
      this.emit('console', type, args.map((arg) => String(arg.value ?? arg.description ?? '')).join(' ')),
    );
    session.on('Fetch.requestPaused', (event) => {
      const isMainFrame = isMain(event.frameId);
      const request = {
        url: fromChromium(event.request.url),
        isMainFrame,
        isRedirect: event.redirectedRequestId !== undefined,
      };
      void this.#gate.decide(session, event, request, this.mayNavigate);
    });
  }

  #frameNavigated(frame: Protocol.Page.Frame): void {
    if (frame.parentId !== undefined) return;
    this.#gate.finish();
    if (frame.unreachableUrl !== undefined) {
      this.#channel?.close();
      this.url = fromChromium(frame.unreachableUrl);
      // A load of main's own learns the reason from its answer, which is on its way.
      if (!this.#navigating) this.emit('failed', 'ERR_FAILED', this.url);
      return;
    }
    this.url = fromChromium(frame.url + (frame.urlFragment ?? ''));
    this.emit('navigated', this.url);
  }

  /** Sends one encoded message to the preload's listeners. */
  sendMessage(channel: string, body: string): void {
    this.#channel?.deliver(['message', 0, channel, body]);
  }

  /** Loads an address and waits for its load event; throws Chromium's error name when it fails. */
  async navigate(url: string): Promise<void> {
    const target = toChromium(url);
    await Promise.all([this.ready, target.startsWith('http:') && this.#browser.admit(target)]);
    const done = this.#gate.begin();
    this.#navigating = true;
    try {
      const result = await this.session.send('Page.navigate', { url: target });
      if (result.errorText !== undefined) {
        const description = result.errorText.replace('net::', '');
        this.emit('failed', description, url);
        throw new Error(description);
      }
      if (result.loaderId !== undefined) await this.#loaded(result.loaderId);
    } finally {
      this.#navigating = false;
      done();
    }
  }

  #loaded(loaderId: string): Promise<void> {
    if (this.#loadedLoader === loaderId || this.#closed) return Promise.resolve();
    const { promise, resolve } = Promise.withResolvers<void>();
    const stop = (): void => {
      this.off('loaded', stop);
      this.off('crashed', stop);
      this.off('closed', stop);
      resolve();
    };
    for (const event of ['loaded', 'crashed', 'closed'] as const) this.on(event, stop);
    return promise;
  }

  /** Loads the current document again. */
  async reload(): Promise<void> {
    await this.ready;
    this.#gate.begin();
    await this.session.send('Page.reload');
  }

  /** Runs an expression in the page's own world and returns its awaited value. */
  async evaluate(expression: string): Promise<unknown> {
    await this.ready;
    const { result, exceptionDetails } = await this.session.send('Runtime.evaluate', {
      expression,
      awaitPromise: true,
      returnByValue: true,
      userGesture: true,
    });
    if (exceptionDetails) throw new Error(exceptionDetails.exception?.description ?? exceptionDetails.text);
    return result.value;
  }

  /** Uses the person's own clipboard through the page, which may do so for this moment only. */
  async accessClipboard(expression: string): Promise<unknown> {
    const { root } = this.#browser;
    const permission = {
      permission: { name: 'clipboard-read' },
      origin: new URL(toChromium(this.url)).origin,
    };
    await root.send('Browser.setPermission', { ...permission, setting: 'granted' });
    try {
      return await this.evaluate(expression);
    } finally {
      await root.send('Browser.setPermission', { ...permission, setting: 'denied' });
    }
  }

  /** What `prefers-color-scheme` says; without a scheme it follows the system. */
  async emulateColorScheme(scheme: 'light' | 'dark' | undefined): Promise<void> {
    const features = scheme === undefined ? [] : [{ name: 'prefers-color-scheme', value: scheme }];
    await this.session.send('Emulation.setEmulatedMedia', { features });
  }

  /** Lays the page out as a zoomed window does: fewer CSS pixels, each of them larger. */
  async zoom(factor: number): Promise<void> {
    await this.ready;
    await this.session.send('Emulation.clearDeviceMetricsOverride');
    if (factor === 1) return;
    const { cssVisualViewport } = await this.session.send('Page.getLayoutMetrics');
    await this.session.send('Emulation.setDeviceMetricsOverride', {
      width: Math.round(cssVisualViewport.clientWidth / factor),
      height: Math.round(cssVisualViewport.clientHeight / factor),
      deviceScaleFactor: factor,
      mobile: false,
    });
  }

  /** Moves, resizes, minimises or restores the window around the page. */
  async setWindow(bounds: Protocol.Browser.Bounds): Promise<void> {
    await this.ready;
    await setWindowBounds(this.#browser.root, this.targetId, bounds);
  }

  async bringToFront(): Promise<void> {
    await this.ready;
    await this.session.send('Page.bringToFront');
  }

  /** Makes the renderer process crash. */
  async crash(): Promise<void> {
    await this.ready;
    // The crashed renderer never answers.
    this.session.send('Page.crash').catch(() => undefined);
  }

  /** Closes the page without asking it. */
  close(): void {
    if (this.#closed) return;
    this.#closed = true;
    this.ready
      .then(() => this.#browser.root.send('Target.closeTarget', { targetId: this.targetId }))
      // The whole browser may have closed first.
      .catch(() => undefined);
  }

  #gone(): void {
    this.#closed = true;
    this.#channel?.close();
    this.emit('closed');
  }
}

function processInfo(
  browser: Browser,
  additionalArguments: readonly string[],
): Readonly<Record<string, unknown>> {
  return {
    type: 'renderer',
    sandboxed: true,
    contextIsolated: true,
    platform: process.platform,
    arch: process.arch,
    argv: ['electron', ...additionalArguments],
    env: {},
    versions: { ...process.versions, chrome: browser.version },
  };
}
