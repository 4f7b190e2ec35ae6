/** session, protocol and net: what the app asks of Chromium's network side. */
import http from 'node:http';
import https from 'node:https';
import { handlerOf, isRegistered, registerScheme, type SchemeHandler, setHandler } from '../schemes.ts';
import { host, recordCall } from '../state.ts';
import { notEmulated, StrictEmitter, strict } from '../strict.ts';

export interface CustomScheme {
  readonly scheme: string;
  readonly privileges?: { readonly codeCache?: boolean };
}

export const protocol = strict('protocol', {
  registerSchemesAsPrivileged: (schemes: readonly CustomScheme[]) => {
    if (host.isReady)
      throw new Error('protocol.registerSchemesAsPrivileged should be called before app is ready');
    for (const { scheme, privileges } of schemes) registerScheme(scheme, privileges?.codeCache);
  },
  handle: (scheme: string, handler: SchemeHandler) => {
    if (!host.isReady) throw new Error('protocol.handle should be called after app is ready');
    if (!isRegistered(scheme)) throw notEmulated(`protocol.handle for '${scheme}', which is not privileged,`);
    if (handlerOf(scheme)) throw new Error(`Failed to register protocol: ${scheme}`);
    setHandler(scheme, handler);
  },
  unhandle: (scheme: string) => setHandler(scheme, undefined),
  isProtocolHandled: (scheme: string) => handlerOf(scheme) !== undefined,
});

/** Never due here: there are no downloads, dictionaries or devices. */
const events = [
  'will-download',
  'spellcheck-dictionary-initialized',
  'select-hid-device',
  'select-serial-port',
];

/** Chromium's own defaults already refuse every permission and device to a page without a prompt. */
export class Session extends StrictEmitter {
  readonly protocol = protocol;
  #spellChecker = true;

  setPermissionRequestHandler(handler: unknown): void {
    recordCall('session.setPermissionRequestHandler', handler);
  }

  setPermissionCheckHandler(handler: unknown): void {
    recordCall('session.setPermissionCheckHandler', handler);
  }

  setDevicePermissionHandler(handler: unknown): void {
    recordCall('session.setDevicePermissionHandler', handler);
  }

  setDisplayMediaRequestHandler(handler: unknown): void {
    recordCall('session.setDisplayMediaRequestHandler', handler);
  }

  setSpellCheckerEnabled(on: boolean): void {
    this.#spellChecker = on;
  }

  isSpellCheckerEnabled(): boolean {
    return this.#spellChecker;
  }

  async resolveProxy(_url: string): Promise<string> {
    return 'DIRECT';
  }
}

export const session = strict('session', {
  defaultSession: strict('session.defaultSession', new Session('session', events)),
  fromPartition: (partition: string, _options?: object) =>
    strict(`session.fromPartition(${partition})`, new Session('session', events)),
});

export const net = strict('net', {
  isOnline: () => true,
  online: true,
  /** Node's request answers to the same names; it follows no redirects. */
  request: ({ session: _session, ...options }: http.RequestOptions & { readonly session?: unknown }) =>
    (options.protocol === 'http:' ? http : https).request(options),
});
