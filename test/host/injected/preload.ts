/**
 * What a sandboxed preload finds: `require('electron')`, `process` and its ipc. `installPreload` runs inside the page,
 * where only its source text arrives: it must not refer to anything outside itself.
 */
import type { Codec } from '../codec.ts';
import type { Bridge } from './bridge.ts';

/** From the page to the host: kind, number, channel, encoded arguments. */
export type PageMessage = readonly [
  'invoke' | 'send' | 'hello' | 'preload-error' | 'title' | 'window' | 'input',
  number,
  string,
  string,
];
/** From the host to the page. */
export type HostMessage = readonly [
  type: 'message' | 'result' | 'error',
  id: number,
  channel: string,
  body: string,
];

export interface PreloadEnvironment {
  /** Delivers one message of the host. */
  receive(...message: HostMessage): void;
  require(id: string): unknown;
  readonly process: object;
}

export function installPreload(
  bridge: Bridge,
  codec: Codec,
  wire: (text: string) => void,
  processInfo: Readonly<Record<string, unknown>>,
): PreloadEnvironment {
  type Listener = (event: object, ...args: unknown[]) => void;
  interface Waiting {
    readonly resolve: (value: unknown) => void;
    readonly reject: (error: Error) => void;
  }
  const listeners = new Map<string, { readonly listener: Listener; readonly once: boolean }[]>();
  const waiting = new Map<number, Waiting>();
  let lastId = 0;

  const post = (message: PageMessage): void => wire(JSON.stringify(message));
  const strict = <T extends object>(name: string, members: T): T =>
    new Proxy(members, {
      get(target, key) {
        if (typeof key === 'symbol' || key in target || key === 'then') return Reflect.get(target, key);
        throw new Error(`browser host: ${name}.${key} is not emulated`);
      },
    });

  function add(channel: string, listener: Listener, once: boolean): unknown {
    const known = listeners.get(channel) ?? [];
    listeners.set(channel, [...known, { listener, once }]);
    return ipcRenderer;
  }

  function remove(channel: string, listener: Listener): unknown {
    const known = listeners.get(channel) ?? [];
    const index = known.findIndex((entry) => entry.listener === listener);
    if (index >= 0) listeners.set(channel, known.toSpliced(index, 1));
    return ipcRenderer;
  }

  const ipcRenderer = strict('ipcRenderer', {
    invoke: async (channel: string, ...args: unknown[]) => {
      const body = codec.encode(args);
      lastId += 1;
      const id = lastId;
      const { promise, resolve, reject } = Promise.withResolvers<unknown>();
      waiting.set(id, { resolve, reject });
      post(['invoke', id, channel, body]);
      return promise;
    },
    send: (channel: string, ...args: unknown[]) => post(['send', 0, channel, codec.encode(args)]),
    on: (channel: string, listener: Listener) => add(channel, listener, false),
    addListener: (channel: string, listener: Listener) => add(channel, listener, false),
    once: (channel: string, listener: Listener) => add(channel, listener, true),
    off: remove,
    removeListener: remove,
    removeAllListeners: (channel: string) => {
      listeners.delete(channel);
      return ipcRenderer;
    },
    listenerCount: (channel: string) => listeners.get(channel)?.length ?? 0,
  });

  function deliver(channel: string, args: unknown): void {
    if (!Array.isArray(args)) return;
    for (const { listener, once } of listeners.get(channel) ?? []) {
      if (once) remove(channel, listener);
      listener({ sender: ipcRenderer, ports: [] }, ...args);
    }
  }

  // The page stops at this statement; the host sees the pause, writes into `answer` and resumes.
  function __browserHostPathOf(_file: File): string {
    const answer = { path: '' };
    // biome-ignore lint/suspicious/noDebugger: the pause is how the host is asked synchronously
    debugger;
    return answer.path;
  }

  const electron = strict('electron (preload)', {
    contextBridge: strict('contextBridge', {
      exposeInMainWorld: (key: string, api: unknown) => bridge.expose(key, api),
    }),
    ipcRenderer,
    webUtils: strict('webUtils', {
      getPathForFile: (file: unknown) => {
        if (!(file instanceof File)) throw new TypeError('getPathForFile expected a File');
        return __browserHostPathOf(file);
      },
    }),
  });

  return {
    receive: (type, id, channel, body) => {
      if (type === 'message') {
        deliver(channel, codec.decode(body));
        return;
      }
      const call = waiting.get(id);
      waiting.delete(id);
      if (type === 'result') call?.resolve(codec.decode(body));
      else call?.reject(new Error(`Error invoking remote method '${channel}': ${body}`));
    },
    require: (id) => {
      if (id === 'electron' || id === 'electron/renderer' || id === 'electron/common') return electron;
      throw new Error(`module not found: ${id} (a sandboxed preload has only 'electron' here)`);
    },
    process: strict('process (preload)', { ...processInfo }),
  };
}
