import { createHash } from 'node:crypto';
import type { IncomingMessage } from 'node:http';
import type { Clock } from '../core/ports.ts';
import type { CallFaults } from './faults/met.ts';
import type { FaultKind } from './faults.ts';

/** What the service remembers of one request. No header values but what tests need, no bodies. */
export interface RequestRecord {
  /** Milliseconds since 1970, UTC, when the request's head had arrived. */
  readonly time: number;
  readonly method: string;
  /** Path with query. */
  readonly path: string;
  /** Whether it carried an API key, and an `Idempotency-Key` if it did. */
  readonly hasKey: boolean;
  readonly idempotencyKey: string | null;
  readonly range: string | null;
  /** Body bytes that arrived, and their hash. */
  readonly bytes: number;
  readonly sha256: string;
  /** Status answered; null where the connection ended without an answer. */
  readonly status: number | null;
  /** Kinds of the faults that it met. */
  readonly faults: readonly FaultKind[];
}

/** Follows one request. */
export interface Tracker {
  feed(chunk: Uint8Array): void;
  answered(status: number): void;
}

/** The newest requests, oldest first. */
export interface Recorder {
  track(request: IncomingMessage, faults: CallFaults): Tracker;
  all(): readonly RequestRecord[];
}

const LIMIT = 5000;

/** A bounded log of requests in memory. */
export function recorder(clock: Clock): Recorder {
  const entries: (() => RequestRecord)[] = [];
  return {
    all: () => entries.map((entry) => entry()),
    track: (request, faults) => {
      const { headers } = request;
      const idempotencyKey = headers['idempotency-key'];
      const head = {
        time: clock.now(),
        method: request.method ?? '',
        path: request.url ?? '',
        hasKey: headers.authorization !== undefined || headers['x-api-key'] !== undefined,
        idempotencyKey: typeof idempotencyKey === 'string' ? idempotencyKey : null,
        range: headers.range ?? null,
        faults: faults.all.map(({ kind }) => kind),
      };
      const hash = createHash('sha256');
      let bytes = 0;
      let status: number | null = null;
      entries.push(() => ({ ...head, bytes, sha256: hash.copy().digest('hex'), status }));
      if (entries.length > LIMIT) entries.shift();
      return {
        feed: (chunk) => {
          bytes += chunk.byteLength;
          hash.update(chunk);
        },
        answered: (given) => {
          status = given;
        },
      };
    },
  };
}
