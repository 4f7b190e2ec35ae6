/** The Chrome DevTools Protocol over Chromium's debugging pipe, with flat sessions. */
import { EventEmitter } from 'node:events';
import type { Readable, Writable } from 'node:stream';
// The package does not export this path, so it is named by its place on disk.
import type { Protocol } from '../../node_modules/playwright-core/types/protocol.d.ts';

export type { Protocol };

type Method = keyof Protocol.CommandParameters;
type EventName = keyof Protocol.Events;

interface Reply {
  readonly id: number;
  readonly result?: unknown;
  readonly error?: { readonly message: string; readonly data?: string };
}
interface Notice {
  readonly method: string;
  readonly params: unknown;
  readonly sessionId?: string;
}

/** One session: the browser itself, or a page attached to it. */
export class Session {
  readonly #emitter = new EventEmitter();
  readonly #connection: Connection;
  readonly #id: string;

  constructor(connection: Connection, id: string) {
    this.#connection = connection;
    this.#id = id;
    this.#emitter.setMaxListeners(0);
  }

  send<M extends Method>(
    method: M,
    params?: Protocol.CommandParameters[M],
  ): Promise<Protocol.CommandReturnValues[M]> {
    return this.#connection.send(this.#id, method, params);
  }

  on<E extends EventName>(event: E, listener: (params: Protocol.Events[E]) => void): void {
    this.#emitter.on(event, listener);
  }

  off<E extends EventName>(event: E, listener: (params: Protocol.Events[E]) => void): void {
    this.#emitter.off(event, listener);
  }

  /** Called by the connection. */
  deliver(notice: Notice): void {
    this.#emitter.emit(notice.method, notice.params);
  }
}

interface Waiting {
  readonly method: string;
  settle(reply: Reply): void;
  fail(error: Error): void;
}

/** The connection to one Chromium: JSON messages, each ended by a zero byte. */
export class Connection {
  readonly root: Session;
  /** Settles when Chromium has gone. */
  readonly closed: Promise<void>;
  readonly #output: Writable;
  readonly #waiting = new Map<number, Waiting>();
  readonly #sessions = new Map<string, Session>();
  #lastId = 0;
  #open = true;
  #chunks: Buffer[] = [];

  constructor(output: Writable, input: Readable) {
    this.#output = output;
    this.root = this.session('');
    const { promise, resolve } = Promise.withResolvers<void>();
    this.closed = promise;
    input.on('data', (chunk: Buffer) => this.#read(chunk));
    input.on('close', () => {
      this.#end();
      resolve();
    });
    // A write after Chromium has gone fails here; the close above already tells everybody.
    for (const stream of [input, output]) stream.on('error', () => undefined);
  }

  session(id: string): Session {
    const known = this.#sessions.get(id);
    if (known) return known;
    const created = new Session(this, id);
    this.#sessions.set(id, created);
    return created;
  }

  async send<M extends Method>(
    sessionId: string,
    method: M,
    params: Protocol.CommandParameters[M] | undefined,
  ): Promise<Protocol.CommandReturnValues[M]> {
    if (!this.#open) throw new Error(`Chromium has gone (${method})`);
    this.#lastId += 1;
    const id = this.#lastId;
    const { promise, resolve, reject } = Promise.withResolvers<Protocol.CommandReturnValues[M]>();
    this.#waiting.set(id, {
      method,
      settle: (reply) => {
        if (reply.error)
          reject(new Error(`${method}: ${reply.error.message} ${reply.error.data ?? ''}`.trim()));
        // The protocol's own types describe what Chromium answers to this method.
        else resolve(reply.result as Protocol.CommandReturnValues[M]);
      },
      fail: reject,
    });
    this.#output.write(`${JSON.stringify({ id, method, params, ...(sessionId && { sessionId }) })}\0`);
    return promise;
  }

  #read(chunk: Buffer): void {
    let start = 0;
    for (let end = chunk.indexOf(0); end >= 0; end = chunk.indexOf(0, start)) {
      this.#chunks.push(chunk.subarray(start, end));
      const message: Reply | Notice = JSON.parse(Buffer.concat(this.#chunks).toString('utf8'));
      this.#chunks = [];
      start = end + 1;
      this.#dispatch(message);
    }
    if (start < chunk.length) this.#chunks.push(chunk.subarray(start));
  }

  #dispatch(message: Reply | Notice): void {
    if ('id' in message) {
      const waiting = this.#waiting.get(message.id);
      this.#waiting.delete(message.id);
      waiting?.settle(message);
    } else {
      this.session(message.sessionId ?? '').deliver(message);
    }
  }

  #end(): void {
    this.#open = false;
    for (const waiting of this.#waiting.values())
      waiting.fail(new Error(`Chromium has gone (${waiting.method})`));
    this.#waiting.clear();
  }
}
