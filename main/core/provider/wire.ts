import * as z from 'zod/mini';
import { isMicroCents, type MicroCents } from '../../../preload/contract/money.ts';

/** The service's deepest documented answer has 5 levels; a page of 10,000 jobs has 80,000 parts. */
const MAX_DEPTH = 64;
const MAX_PARTS = 100_000;

/** Parses an answer's body. @returns undefined for anything that is not JSON, or is made to be slow to read. */
export function parseJson(body: Buffer): unknown {
  if (!isReadable(body)) return undefined;
  try {
    return JSON.parse(body.toString('utf8').replace(/^\uFEFF/, '')) as unknown;
  } catch {
    return undefined;
  }
}

const [QUOTE, COMMA, BACKSLASH] = [0x22, 0x2c, 0x5c];
const [LEFT_BRACKET, RIGHT_BRACKET, LEFT_BRACE, RIGHT_BRACE] = [0x5b, 0x5d, 0x7b, 0x7d];

/**
 * Whether JSON.parse gets through this text in a few milliseconds. Four megabytes of brackets take it two seconds,
 * and what comes out of it breaks every copy made later.
 */
function isReadable(body: Buffer): boolean {
  let depth = 0;
  let parts = 0;
  let inString = false;
  for (let at = 0; at < body.length; at += 1) {
    const byte = body[at];
    if (byte === QUOTE) inString = !inString;
    else if (inString) at += byte === BACKSLASH ? 1 : 0;
    else if (byte === COMMA) parts += 1;
    else if (byte === LEFT_BRACKET || byte === LEFT_BRACE) {
      depth += 1;
      parts += 1;
      if (depth > MAX_DEPTH) return false;
    } else if (byte === RIGHT_BRACKET || byte === RIGHT_BRACE) depth -= 1;
    if (parts > MAX_PARTS) return false;
  }
  return true;
}

export const objectLike = z.record(z.string(), z.unknown());

/**
 * The payload of an answer: `data` when the envelope has one, otherwise the body itself. The service's pages show
 * both (introduction against api-reference), so every endpoint is read this way. An answer that calls itself no
 * success has none.
 */
export function payloadOf(json: unknown): unknown {
  const envelope = objectLike.safeParse(json);
  if (!envelope.success) return json;
  const { data, success } = envelope.data;
  if (success === false) return undefined;
  return typeof data === 'object' && data !== null ? data : json;
}

/** A field that is looked at only when it is needed. */
export const anything = z.optional(z.unknown());
const errorBody = z.object({ success: anything, error: anything, message: anything });
const errorObject = z.object({ code: anything, message: anything, details: anything });

export interface ServiceError {
  /** One of the documented codes, mostly; empty where the body has none. */
  readonly code: string;
  readonly message: string;
  /** `details.retryAfter`, the service's documented way to ask for patience. */
  readonly retryAfter: unknown;
  /** Whether it has the documented marks: a code, or `success: false`. What has none may be any gateway's. */
  readonly isOwn: boolean;
}

/**
 * An error body, or null when the body is something else. Documented is `{ success, error: { code, message,
 * details } }` (concepts/errors); `error` as plain text and `message` at top level have been seen.
 */
export function serviceError(json: unknown): ServiceError | null {
  const body = errorBody.safeParse(json);
  if (!body.success) return null;
  const { success, error, message } = body.data;
  if (success !== false && !error) return null;
  const object = errorObject.safeParse(error);
  const inner = object.success ? object.data : {};
  const code = typeof inner.code === 'string' ? words(inner.code).slice(0, 100) : '';
  const details = objectLike.safeParse(inner.details);
  return {
    code,
    message: words(inner.message) || words(error) || words(message) || code,
    retryAfter: details.success ? details.data['retryAfter'] : undefined,
    isOwn: code !== '' || success === false,
  };
}

/** An opaque id of the service, safe to put in a path and a log. */
export const remoteId = z.string().check(z.regex(/^[A-Za-z0-9_.:-]{1,200}$/), z.regex(/[A-Za-z0-9]/));

/** $100,000. More is no price of a clip, and sums of it would leave what numbers hold exactly. */
const MAX_AMOUNT = 1e11;

const asMoney = (value: unknown): MicroCents | null =>
  typeof value === 'number' && isMicroCents(value) && value <= MAX_AMOUNT ? value : null;

/**
 * An amount in micro-cents; null for anything that is no such amount, or is said to be in something else.
 * @param named from a field whose name says micro-cents; it outranks `bare`, the shorter name other pages use.
 */
export function amount(named: unknown, bare?: unknown, currency?: unknown): MicroCents | null {
  const unit = typeof currency === 'string' ? currency.toLowerCase() : (currency ?? 'micro-cents');
  if (unit === 'micro-cents') return asMoney(named) ?? asMoney(bare);
  return unit === 'usd' ? asMoney(named) : null;
}

/** The last millisecond that a Date can hold. */
const LAST_TIME = 8.64e15;

/** To the second and with its zone: anything less would be read in this machine's own zone, or too coarsely. */
const EXACT = /\d{2}:\d{2}:\d{2}(\.\d+)?\s*(Z|GMT|[+-]\d{2}:?\d{2})$/i;

/** Milliseconds since 1970 for an exact ISO or HTTP time; null for anything else, and for times before 1970. */
export function parseTime(value: unknown): number | null {
  const time = typeof value === 'string' && EXACT.test(value) ? Date.parse(value) : Number.NaN;
  return time >= 0 && time <= LAST_TIME ? time : null;
}

const ADDRESS = /\w+:\/\/\S+/g;
/** What a terminal obeys, and what turns the direction of a line around. */
const UNSEEN = /[\p{Cc}\u200e\u200f\u202a-\u202e\u2066-\u2069]+/gu;

/** Another's words as one short line of text, without addresses, which may be signed. */
export const words = (value: unknown): string =>
  (typeof value === 'string' ? value : '')
    .slice(0, 2000)
    .toWellFormed()
    .replace(UNSEEN, ' ')
    .replace(ADDRESS, '…')
    .slice(0, 500)
    .toWellFormed();
