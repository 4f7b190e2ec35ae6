import * as z from 'zod/mini';
import { isMicroCents, type MicroCents } from '../../../preload/contract/money.ts';

/** Parses an answer's body. @returns undefined for anything that is not JSON. */
export function parseJson(body: Buffer): unknown {
  try {
    return JSON.parse(body.toString('utf8')) as unknown;
  } catch {
    return undefined;
  }
}

const objectLike = z.record(z.string(), z.unknown());

/**
 * The payload of an answer: `data` when the envelope has one, otherwise the body itself. The service's pages show
 * both (introduction against api-reference), so every endpoint is read this way.
 */
export function payloadOf(json: unknown): unknown {
  const envelope = objectLike.safeParse(json);
  if (!envelope.success || !Object.hasOwn(envelope.data, 'data')) return json;
  const { data } = envelope.data;
  return typeof data === 'object' && data !== null ? data : json;
}

const errorBody = z.object({
  error: z.object({
    code: z.string(),
    message: z.optional(z.string()),
    details: z.optional(z.unknown()),
  }),
});

export interface ServiceError {
  readonly code: string;
  readonly message: string;
  /** `details.retryAfter`, the service's documented way to ask for patience. */
  readonly retryAfter: unknown;
}

/** The API's own error shape (concepts/errors), or null when the body is something else. */
export function serviceError(json: unknown): ServiceError | null {
  const parsed = errorBody.safeParse(json);
  if (!parsed.success) return null;
  const { code, message, details } = parsed.data.error;
  const retryAfter = objectLike.safeParse(details);
  return {
    code: code.slice(0, 100),
    message: words(message ?? code),
    retryAfter: retryAfter.success ? retryAfter.data['retryAfter'] : undefined,
  };
}

/** An opaque id of the service, safe to put in a path and a log. */
export const remoteId = z.string().check(z.regex(/^[A-Za-z0-9_.:-]{1,200}$/), z.regex(/[A-Za-z0-9]/));

const asMoney = (value: unknown): MicroCents | null =>
  typeof value === 'number' && isMicroCents(value) ? value : null;

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

/** The service's own words without addresses, which may be signed. */
export const words = (text: string): string => text.replace(/https?:\/\/\S+/g, '…').slice(0, 500);
