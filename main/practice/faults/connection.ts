import * as z from 'zod/mini';
import { bytes, define, how, milliseconds } from './define.ts';

/** What may happen to a call's connection, whatever the call is. */
export const CONNECTION_FAULTS = [
  define('reply-lost-before-create', 'submit', 'the connection ends, and the call never takes effect', how),
  define('reply-lost-after-charge', 'submit', 'the call takes effect, and the connection ends', how),
  define('reply-lost-then-create', 'submit', 'the connection ends, and the call takes effect `ms` later', {
    ...how,
    ms: milliseconds,
  }),
  define('cut-put', 'put', 'the connection ends when `bytes` of the request body have come', {
    ...how,
    bytes,
  }),
  define('cut-reply', 'submit', 'the connection ends after `bytes` of the answer’s body', {
    ...how,
    bytes,
  }),
  define('cut-download', 'output', 'the same for a clip', { ...how, bytes }),
  define('stall-download', 'output', 'nothing comes for `ms` after `bytes` of the body, then it ends', {
    bytes,
    ms: milliseconds,
  }),
  define('truncate-reply', 'submit', 'a whole answer whose body is only its first `bytes`', { bytes }),
  define('trickle', 'output', 'the body comes `bytes` (1) at a time, `ms` apart', {
    bytes: z.optional(z.int().check(z.gte(1))),
    ms: milliseconds,
  }),
  define('slow', 'submit', '`ms` pass before the call takes effect, or `after` it did', {
    ms: milliseconds,
    after: z.optional(z.boolean()),
  }),
  define('interim', 'submit', '100 Continue comes `count` times before the answer', {
    count: z.int().check(z.gte(1)),
  }),
] as const;
