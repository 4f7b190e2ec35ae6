import type { IncomingMessage } from 'node:http';
import type { Watchdog } from './watchdog.ts';

/** Above this many unread bytes the sender is made to wait. */
const HIGH_BYTES = 4 * 1024 * 1024;

/** A body in order, each time all that has come since the last. */
export type Chunks = AsyncGenerator<readonly Buffer[], void, void>;

/**
 * A response's body, taken off the line as it comes. Node throws away what it has buffered when a connection
 * breaks; here every byte that arrived before the break can still be read after it.
 */
export class ArrivingBody {
  readonly #response: IncomingMessage;
  readonly #watchdog: Watchdog;
  #chunks: Buffer[] = [];
  #waitingBytes = 0;
  #end: { error: unknown } | 'whole' | null = null;
  #wake: (() => void) | null = null;

  /** @param reason why this side ended the connection, if it did: truer than the error that Node then gives. */
  constructor(response: IncomingMessage, watchdog: Watchdog, reason: () => Error | null) {
    this.#response = response;
    this.#watchdog = watchdog;
    const cut = () => Object.assign(new Error('cut'), { code: 'ECONNRESET' });
    response.on('data', (chunk: Buffer) => this.#push(chunk));
    response.on('end', () => this.#finish(response.complete ? 'whole' : { error: cut() }));
    response.on('error', (error) => this.#finish({ error: reason() ?? error }));
    response.on('close', () => this.#finish({ error: reason() ?? cut() }));
  }

  /** All of it. Throws, after the last chunk that came, when the body is cut, stalls or is aborted. */
  async *chunks(): Chunks {
    for (;;) {
      const chunks = this.#chunks;
      this.#chunks = [];
      this.#waitingBytes = 0;
      if (this.#response.isPaused() && this.#end === null) {
        this.#watchdog.hold(false);
        this.#response.resume();
      }
      if (chunks.length > 0) yield chunks;
      if (this.#chunks.length > 0) continue;
      if (this.#end === 'whole') return;
      if (this.#end !== null) throw this.#end.error;
      await new Promise<void>((resolve) => {
        this.#wake = resolve;
      });
    }
  }

  #push(chunk: Buffer): void {
    this.#chunks.push(chunk);
    this.#waitingBytes += chunk.length;
    this.#watchdog.feed(chunk.length);
    if (this.#waitingBytes > HIGH_BYTES) {
      this.#watchdog.hold(true);
      this.#response.pause();
    }
    this.#wake?.();
  }

  #finish(end: { error: unknown } | 'whole'): void {
    this.#end ??= end;
    this.#wake?.();
  }
}
