import * as z from 'zod/mini';
import { define } from './define.ts';

const common = {
  /** Answer before the request's body has been read. */
  early: z.optional(z.boolean()),
  /** The call took effect although the answer says otherwise. */
  effect: z.optional(z.boolean()),
  headers: z.optional(z.record(z.string(), z.string())),
};
const worded = {
  ...common,
  body: z.optional(z.enum(['json', 'html'])),
  code: z.optional(z.string()),
  message: z.optional(z.string()),
};
/** Seconds to wait, said in the documented body, or in a `Retry-After` header as seconds or as a date. */
const wait = {
  retryAfter: z.optional(z.number()),
  retryAs: z.optional(z.enum(['body', 'seconds', 'date'])),
};
const status = (low: number, high: number) => z.int().check(z.gte(low), z.lte(high));

/** Answers that refuse, mislead or lead away, whatever the call is. */
export const REFUSAL_FAULTS = [
  define('429', 'submit', 'too busy; wait `retryAfter` (30) s', { ...worded, ...wait }),
  define('5xx', 'submit', 'an error of the service', {
    ...worded,
    ...wait,
    status: z.optional(status(500, 599)),
  }),
  define('refuse', 'submit', 'any refusal by `status` and `code`', {
    ...worded,
    ...wait,
    status: status(400, 499),
    code: z.string(),
  }),
  define('redirect', 'submit', 'a redirect to `location`', {
    ...common,
    status: z.optional(status(300, 399)),
    location: z.string(),
  }),
  define('odd-reply', 'submit', 'the call takes effect, and `body` is answered', {
    status: z.optional(status(200, 599)),
    contentType: z.optional(z.string()),
    headers: z.optional(z.record(z.string(), z.string())),
    body: z.string(),
  }),
] as const;
