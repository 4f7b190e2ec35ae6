import type { IncomingMessage, ServerResponse } from 'node:http';
import type { Clock, Ids, Log } from '../core/ports.ts';
import { ApiError } from './api-error.ts';
import type { CallFaults } from './faults/met.ts';
import type { Tracker } from './recorder.ts';
import type { ReplyShape } from './shape.ts';
import type { Store } from './store/open.ts';
import type { WebhookTargets } from './webhooks.ts';
import type { Work } from './work.ts';

/** Everything the handlers share. */
export interface Service {
  readonly store: Store;
  readonly work: Work;
  readonly clock: Clock;
  readonly ids: Ids;
  readonly log: Log;
  readonly timeScale: number;
  readonly maxConcurrent: number;
  /** Lives of an upload's two addresses, in milliseconds. */
  readonly putWindowMs: number;
  readonly uploadLifeMs: number;
  /** No byte for so many milliseconds ends a request: a slow sender must not hold a connection for ever. */
  readonly idleMs: number;
  /** `http://127.0.0.1:port`. */
  readonly url: () => string;
  readonly shape: () => ReplyShape;
  readonly webhooks: WebhookTargets;
}

/** One request on its way through the service. */
export interface Call {
  readonly request: IncomingMessage;
  readonly response: ServerResponse;
  readonly url: URL;
  /** The path's variable parts, decoded. */
  readonly parts: readonly string[];
  readonly faults: CallFaults;
  readonly tracker: Tracker;
}

/** The request's body, chunk by chunk, counted. Fails when the sender goes away or falls silent. */
export async function* bodyOf(service: Service, call: Call): AsyncGenerator<Buffer> {
  call.request.setTimeout(service.idleMs, () => call.request.destroy());
  const cut = call.faults.get('cut-put');
  let count = 0;
  for await (const chunk of call.request) {
    const bytes = Buffer.isBuffer(chunk) ? chunk : Buffer.from(String(chunk));
    call.tracker.feed(bytes);
    count += bytes.byteLength;
    if (cut && count >= cut.bytes) {
      hangUp(call, cut.reset);
      throw new Error('cut by a scripted fault');
    }
    yield bytes;
  }
  call.request.setTimeout(0);
  if (!call.request.complete) throw new Error('the sender went away');
}

const MAX_JSON_BYTES = 256 * 1024;

/** The body of an API call as JSON; undefined where there is none. @throws ApiError INVALID_INPUT. */
export async function readJson(service: Service, call: Call): Promise<unknown> {
  const chunks: Buffer[] = [];
  let bytes = 0;
  for await (const chunk of bodyOf(service, call)) {
    bytes += chunk.byteLength;
    if (bytes > MAX_JSON_BYTES) throw new ApiError('INVALID_INPUT', 'The request body is too large');
    chunks.push(chunk);
  }
  if (bytes === 0) return undefined;
  try {
    return JSON.parse(Buffer.concat(chunks).toString('utf8'));
  } catch {
    throw new ApiError('INVALID_INPUT', 'The request body is not valid JSON');
  }
}

/** End the connection without an answer. */
export function hangUp(call: Call, reset = false): void {
  const { socket } = call.response;
  if (reset) socket?.resetAndDestroy();
  else socket?.destroy();
}

/** Resolves after `ms` milliseconds of the service's clock. */
export const pause = (service: Service, ms: number): Promise<void> =>
  new Promise((resolve) => {
    service.clock.after(ms, resolve);
  });
