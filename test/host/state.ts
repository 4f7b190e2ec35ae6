/** What the start-up code and the emulated modules share: one host per process. */
import { EventEmitter } from 'node:events';
import type { CommandLine } from './args.ts';
import type { Browser } from './browser.ts';
import type { AppManifest } from './manifest.ts';

export interface HostState {
  commandLine: CommandLine;
  app: AppManifest;
  /** The name given with `app.setName`. */
  name: string | undefined;
  isReady: boolean;
  /** Set as soon as the app has decided to end. */
  ending: boolean;
  browser: Browser | undefined;
  /** Work that must finish before the process ends, such as closing Chromium. */
  readonly beforeExit: (() => Promise<void>)[];
  /** Signals between the emulated modules, which must not import one another in circles. */
  readonly signals: EventEmitter<HostSignals>;
}

interface HostSignals {
  'window-created': [window: unknown];
  'web-contents-created': [contents: unknown];
  'window-focus': [window: unknown];
  'window-blur': [window: unknown];
  'window-close-prevented': [];
  'all-windows-closed': [];
  'renderer-gone': [contents: unknown, details: object];
  'theme-changed': [];
}

export const host: HostState = {
  commandLine: {
    entry: '.',
    appArguments: [],
    switches: new Map(),
    headed: false,
    openPort: false,
    driven: false,
  },
  app: { folder: process.cwd(), mainFile: '', name: 'Electron', version: '0.0.0' },
  name: undefined,
  isReady: false,
  ending: false,
  browser: undefined,
  beforeExit: [],
  signals: new EventEmitter(),
};

/** The running browser; windows exist only after `ready`, when it is there. */
export function browser(): Browser {
  if (!host.browser) throw new Error('browser host: Chromium is not running yet');
  return host.browser;
}

export interface RecordedCall {
  readonly name: string;
  readonly args: readonly unknown[];
}

/**
 * Desktop calls are recorded instead of performed. Specs read and prepare them in the main process through
 * `globalThis.browserHost`: `calls` in order, and `answers`, a queue of results per dialog function.
 */
export const record: { calls: RecordedCall[]; answers: Record<string, unknown[]> } = {
  calls: [],
  answers: {},
};
Object.defineProperty(globalThis, 'browserHost', { value: record, configurable: true });

/** Notes one desktop call. */
export function recordCall(name: string, ...args: unknown[]): void {
  record.calls.push({ name, args });
}
