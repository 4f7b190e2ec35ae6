/** ipcMain, and the delivery of the page's calls to it. */
import { EventEmitter } from 'node:events';
import { createCodec } from '../codec.ts';
import type { IpcCall } from '../preload-channel.ts';
import { strict } from '../strict.ts';

type Handler = (event: object, ...args: unknown[]) => unknown;

const handlers = new Map<string, Handler>();
const codec = createCodec();

class IpcMain extends EventEmitter {
  handle(channel: string, handler: Handler): void {
    if (handlers.has(channel)) throw new Error(`Attempted to register a second handler for '${channel}'`);
    handlers.set(channel, handler);
  }

  handleOnce(channel: string, handler: Handler): void {
    this.handle(channel, (event, ...args) => {
      handlers.delete(channel);
      return handler(event, ...args);
    });
  }

  removeHandler(channel: string): void {
    handlers.delete(channel);
  }
}

const emitter = new IpcMain();
emitter.setMaxListeners(0);

export const ipcMain = strict('ipcMain', emitter);

/** Encodes the arguments of `webContents.send`. */
export const encodeArguments = (args: readonly unknown[]): string => codec.encode(args);

/** Hands one call of a page to its handler or listeners. */
export async function deliverIpc(call: IpcCall, event: object): Promise<void> {
  const decoded = codec.decode(call.body);
  const args: readonly unknown[] = Array.isArray(decoded) ? decoded : [];
  if (call.type === 'send') {
    emitter.emit(call.channel, event, ...args);
    return;
  }
  const handler = handlers.get(call.channel);
  try {
    if (!handler) throw new Error(`No handler registered for '${call.channel}'`);
    call.answer('result', codec.encode(await handler(event, ...args)));
  } catch (error) {
    console.error(`Error occurred in handler for '${call.channel}':`, error);
    call.answer('error', String(error));
  }
}
