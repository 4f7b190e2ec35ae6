import * as z from 'zod/mini';
import { bytes, define } from './define.ts';

/** What may be odd about a file's answer (RFC 9110 §8, §13, §14). */
export const FILE_FAULTS = [
  define('dead-link', 'output', 'the clip’s address is dead; the next status names another', {
    status: z.optional(z.union([z.literal(403), z.literal(404), z.literal(410)])),
  }),
  define('ignore-range', 'output', 'the whole file, although a range was asked for', {}),
  define('odd-range', 'output', 'the range is answered wrongly', {
    as: z.enum([
      /** 206, correct in itself. */
      'other-start',
      'other-total',
      'unknown-total',
      'multipart',
      /** 206 without `Content-Range`. */
      'no-header',
      /** 206 although no range was asked for. */
      'unasked',
      /** 416 with the true length, with another, without any. */
      '416',
      '416-other-total',
      '416-no-header',
    ]),
  }),
  define('odd-etag', 'output', 'the ETag changed, is weak or is missing', {
    as: z.enum(['changed', 'weak', 'missing']),
  }),
  define('encoded', 'output', 'the file comes in `Content-Encoding: gzip`, unasked', {}),
  define('no-length', 'output', 'the file comes in chunks without a `Content-Length`', {}),
  define('wrong-length', 'output', '`Content-Length` says `by` bytes more (or fewer) than come', {
    by: z.int(),
  }),
  define('wrong-bytes', 'output', 'right length, but other bytes from `from` on', { from: bytes }),
] as const;
