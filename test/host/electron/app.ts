/** app: the life of the process, from `ready` to `quit`. */
import fs from 'node:fs';
import path from 'node:path';
import { host, recordCall } from '../state.ts';
import { hostEvent, notEmulated, StrictEmitter, strict } from '../strict.ts';
import { standardPath } from './paths.ts';
import { SingleInstance } from './single-instance.ts';

/** Delivered by the host, or never due on its desktop. */
const events = (
  'will-finish-launching ready window-all-closed before-quit will-quit quit second-instance activate ' +
  'browser-window-created browser-window-focus browser-window-blur web-contents-created render-process-gone ' +
  'child-process-gone gpu-info-update session-created open-file open-url certificate-error select-client-certificate ' +
  'login accessibility-support-changed'
).split(' ');

class CommandLineSwitches {
  readonly #switches = new Map<string, string>();

  appendSwitch(name: string, value = ''): void {
    this.#switches.set(name, value);
  }

  hasSwitch(name: string): boolean {
    return this.#switches.has(name) || host.commandLine.switches.has(name);
  }

  getSwitchValue(name: string): string {
    return this.#switches.get(name) ?? host.commandLine.switches.get(name) ?? '';
  }
}

class App extends StrictEmitter {
  readonly isPackaged = false;
  readonly commandLine = strict('app.commandLine', new CommandLineSwitches());
  readonly #paths = new Map<string, string>();
  readonly #ready = Promise.withResolvers<void>();
  #instance: SingleInstance | undefined;
  #quitting = false;

  get name(): string {
    return host.name ?? host.app.name;
  }

  set name(name: string) {
    host.name = name;
  }

  getName(): string {
    return this.name;
  }

  setName(name: string): void {
    host.name = name;
  }

  getVersion(): string {
    return host.app.version;
  }

  getAppPath(): string {
    return host.app.folder;
  }

  getPath(name: string): string {
    const found = this.#paths.get(name) ?? this.#defaultPath(name);
    if (name === 'userData' || name === 'sessionData' || name === 'logs')
      fs.mkdirSync(found, { recursive: true });
    return found;
  }

  #defaultPath(name: string): string {
    const given = host.commandLine.switches.get('user-data-dir');
    switch (name) {
      case 'userData':
        return given ? path.resolve(given) : path.join(standardPath('appData'), this.name);
      case 'sessionData':
        return this.getPath('userData');
      case 'logs':
        return process.platform === 'darwin' && !given
          ? path.join(standardPath('home'), 'Library/Logs', this.name)
          : path.join(this.getPath('userData'), 'logs');
      case 'crashDumps':
        return path.join(this.getPath('userData'), 'Crashpad');
      default:
        return standardPath(name);
    }
  }

  setPath(name: string, folder: string): void {
    if (!path.isAbsolute(folder)) throw new Error('Path must be absolute');
    this.#paths.set(name, folder);
  }

  setAppLogsPath(folder?: string): void {
    this.#paths.set('logs', folder ?? this.#defaultPath('logs'));
  }

  getLocale(): string {
    return 'en-US';
  }

  getSystemLocale(): string {
    return 'en-US';
  }

  getPreferredSystemLanguages(): string[] {
    return ['en-US'];
  }

  getLocaleCountryCode(): string {
    return 'US';
  }

  isReady(): boolean {
    return host.isReady;
  }

  whenReady(): Promise<void> {
    return this.#ready.promise;
  }

  /** Called by the start-up code when Chromium is there. */
  becomeReady(): void {
    this.emit('will-finish-launching');
    host.isReady = true;
    this.emit('ready', hostEvent(), {});
    this.#ready.resolve();
    this.#instance?.listen((argv, folder, data) =>
      this.emit('second-instance', hostEvent(), argv, folder, data),
    );
  }

  requestSingleInstanceLock(additionalData?: unknown): boolean {
    this.#instance ??= new SingleInstance(this.getPath('userData'));
    if (this.#instance.acquire()) return true;
    host.beforeExit.push(this.#instance.handOver(process.argv, process.cwd(), additionalData));
    return false;
  }

  hasSingleInstanceLock(): boolean {
    return this.#instance?.held ?? false;
  }

  releaseSingleInstanceLock(): void {
    this.#instance?.release();
  }

  quit(): void {
    if (this.#quitting || host.ending) return;
    const event = hostEvent();
    this.emit('before-quit', event);
    if (event.defaultPrevented) return;
    this.#quitting = true;
    if (openWindows.all().length === 0) this.#finishQuit();
    for (const window of openWindows.all()) window.close();
  }

  /** Called when the last window has closed. */
  lastWindowClosed(): void {
    if (host.ending) return;
    if (this.#quitting) this.#finishQuit();
    else if (!this.emit('window-all-closed')) this.quit();
  }

  /** A window that refuses to close ends the attempt to quit. */
  closePrevented(): void {
    this.#quitting = false;
  }

  #finishQuit(): void {
    const event = hostEvent();
    this.emit('will-quit', event);
    if (event.defaultPrevented) this.#quitting = false;
    else this.#end(0);
  }

  exit(code = 0): void {
    if (host.ending) return;
    host.ending = true;
    for (const window of openWindows.all()) window.destroy();
    host.ending = false;
    this.#end(code);
  }

  #end(code: number): void {
    if (host.ending) return;
    host.ending = true;
    this.emit('quit', hostEvent(), code);
    void Promise.allSettled(host.beforeExit.map((finish) => finish())).then(() => process.exit(code));
  }

  enableSandbox(): void {
    if (host.isReady) throw new Error('app.enableSandbox() can only be called before app is ready');
  }

  disableHardwareAcceleration(): void {
    if (host.isReady)
      throw new Error('app.disableHardwareAcceleration() can only be called before app is ready');
  }

  setAppUserModelId(id: string): void {
    recordCall('app.setAppUserModelId', id);
  }

  setAboutPanelOptions(options: object): void {
    recordCall('app.setAboutPanelOptions', options);
  }

  showAboutPanel(): void {
    recordCall('app.showAboutPanel');
  }

  setBadgeCount(count?: number): boolean {
    recordCall('app.setBadgeCount', count);
    return true;
  }

  addRecentDocument(file: string): void {
    recordCall('app.addRecentDocument', file);
  }

  clearRecentDocuments(): void {
    recordCall('app.clearRecentDocuments');
  }

  setAsDefaultProtocolClient(scheme: string): boolean {
    recordCall('app.setAsDefaultProtocolClient', scheme);
    return true;
  }

  focus(): void {
    openWindows.all()[0]?.focus();
  }

  relaunch(options?: object): void {
    recordCall('app.relaunch', options);
  }

  getFileIcon(): never {
    throw notEmulated('app.getFileIcon');
  }
}

interface QuittableWindow {
  close(): void;
  destroy(): void;
  focus(): void;
}

/** Filled in by the electron module, because windows themselves need the app. */
export const openWindows: { all: () => readonly QuittableWindow[] } = { all: () => [] };

const instance = new App('app', events);

export const app = strict('app', instance);

host.signals.on('all-windows-closed', () => instance.lastWindowClosed());
host.signals.on('window-close-prevented', () => instance.closePrevented());
host.signals.on('window-created', (window) => instance.emit('browser-window-created', hostEvent(), window));
host.signals.on('web-contents-created', (contents) =>
  instance.emit('web-contents-created', hostEvent(), contents),
);
host.signals.on('window-focus', (window) => instance.emit('browser-window-focus', hostEvent(), window));
host.signals.on('window-blur', (window) => instance.emit('browser-window-blur', hostEvent(), window));
host.signals.on('renderer-gone', (contents, details) =>
  instance.emit('render-process-gone', hostEvent(), contents, details),
);
