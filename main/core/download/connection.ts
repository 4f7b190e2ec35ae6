import http, { type Agent, type ClientRequest, type IncomingHttpHeaders } from 'node:http';
import https from 'node:https';
import type { Failure } from '../../../preload/contract/errors.ts';
import { guardedLookup, isLoopback } from '../address.ts';
import { errorCode, FailureError } from '../disk-failure.ts';
import { isOffline } from '../offline.ts';
import type { Clock } from '../ports.ts';
import { ArrivingBody } from './arriving-body.ts';
import { Watchdog } from './watchdog.ts';

/** The caller gave up. */
export class Aborted extends Error {}

/** An answer's head, and its body while it arrives. */
export interface Reply {
  readonly status: number;
  readonly headers: IncomingHttpHeaders;
  readonly body: ArrivingBody;
}

export interface ConnectionOptions {
  readonly clock: Clock;
  readonly stallMs: number;
  /** The agent for an address (the system's proxy, say); none: a direct connection of its own. */
  readonly agent: ((url: URL) => Agent) | undefined;
  readonly signal: AbortSignal | undefined;
}

/** One GET, from its first byte sent to its last byte read, under one watchdog and one abort signal. */
export class Connection {
  readonly #request: ClientRequest;
  readonly #watchdog: Watchdog;
  readonly #signal: AbortSignal | undefined;
  readonly #onAbort = () => this.#end(new Aborted());
  /** Why this side ended it; the response itself only says that it was cut. */
  #reason: Error | null = null;

  constructor(url: URL, headers: Record<string, string>, options: ConnectionOptions) {
    const local = isLoopback(url);
    const agent = options.agent?.(url) ?? new (local ? http : https).Agent({ keepAlive: false });
    const common = { agent, headers, lookup: guardedLookup };
    this.#request = local ? http.request(url, common) : https.request(url, common);
    // Errors after the answer has been dealt with must not end the process.
    this.#request.on('error', () => undefined);
    this.#signal = options.signal;
    this.#signal?.addEventListener('abort', this.#onAbort, { once: true });
    this.#watchdog = new Watchdog(options.clock, options.stallMs, () =>
      this.#end(new FailureError({ code: 'download-stalled' })),
    );
  }

  /** Sends the request and waits for the answer's head. Throws the reason when none comes. */
  open(): Promise<Reply> {
    return new Promise((resolve, reject) => {
      this.#request.on('error', (error) => reject(this.#reason ?? error));
      this.#request.on('close', () => reject(this.#reason ?? new Error('closed without an answer')));
      this.#request.on('response', (response) => {
        this.#watchdog.alive();
        const body = new ArrivingBody(response, this.#watchdog, () => this.#reason);
        resolve({ status: response.statusCode ?? 0, headers: response.headers, body });
      });
      if (this.#signal?.aborted === true) reject(new Aborted());
      else this.#request.end();
    });
  }

  /** Ends everything, whatever state it is in. */
  close(): void {
    this.#watchdog.stop();
    this.#signal?.removeEventListener('abort', this.#onAbort);
    this.#request.destroy();
  }

  #end(reason: Error): void {
    this.#reason = reason;
    this.#request.destroy(reason);
  }
}

/** A network error as a failure, by its name alone: messages hold host names and addresses. */
export function networkFailure(error: unknown): Failure {
  if (error instanceof FailureError) return error.failure;
  const detail = errorCode(error) ?? (error instanceof Error ? error.name : 'unknown error');
  return { code: isOffline(error) ? 'offline' : 'unreachable', detail };
}
