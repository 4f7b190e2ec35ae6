import type { IncomingHttpHeaders } from 'node:http';
import type { Failure } from '../../../preload/contract/errors.ts';
import { formatRangeFrom, parseContentRange } from './range.ts';

/** What is known of the file that a part belongs to, and how much of it is here. */
export interface Known {
  readonly bytes: number;
  readonly length: number | null;
  readonly etag: string | null;
  readonly lastModified: string | null;
}

/** The file as an answer describes it. */
export interface Described {
  readonly length: number | null;
  readonly etag: string | null;
  readonly lastModified: string | null;
}

/** What to do with an answer. */
export type Verdict =
  /** The body goes on where the part ends, up to but not including byte `until`. */
  | { readonly kind: 'append'; readonly until: number }
  /** The body is the file from its first byte. */
  | { readonly kind: 'fresh'; readonly file: Described }
  /** The part is the whole file already. */
  | { readonly kind: 'finished' }
  /** Of no use: ask again for the whole file. */
  | { readonly kind: 'restart'; readonly why: string }
  | { readonly kind: 'redirect'; readonly location: string }
  | { readonly kind: 'link-dead'; readonly status: number }
  | { readonly kind: 'retry'; readonly failure: Failure; readonly retryAfterMs: number | null }
  | { readonly kind: 'refused'; readonly failure: Failure };

const REDIRECTS = new Set([301, 302, 303, 307, 308]);
const DEAD = new Set([401, 403, 404, 410]);
const PASSING = new Set([408, 425, 429]);
const MAX_WAIT_MS = 60 * 60 * 1000;

/** The request headers for what is missing: a range only where a strong validator protects it. */
export function requestHeaders(known: Known | null): Record<string, string> {
  const headers: Record<string, string> = { accept: '*/*', 'accept-encoding': 'identity' };
  const validator = known && resumeValidator(known);
  if (known && validator) {
    headers['range'] = formatRangeFrom(known.bytes);
    headers['if-range'] = validator;
  }
  return headers;
}

/** The validator that lets a part be continued, or null: then the next request starts at byte 0. */
export function resumeValidator(known: Known): string | null {
  return known.bytes > 0 && known.length !== null ? (known.etag ?? known.lastModified) : null;
}

/**
 * Judges an answer's status and headers against what was asked for.
 * @param known the part that the request meant to continue; null when it asked for the whole file.
 * @param now milliseconds since 1970, for a Retry-After date.
 */
export function judge(
  status: number,
  headers: IncomingHttpHeaders,
  known: Known | null,
  now: number,
): Verdict {
  const asked = known !== null && resumeValidator(known) !== null ? known : null;
  if (REDIRECTS.has(status)) {
    const { location } = headers;
    return location ? { kind: 'redirect', location } : refused('service-error', `HTTP ${status} to nowhere`);
  }
  if (DEAD.has(status)) return { kind: 'link-dead', status };
  if (status >= 500 || PASSING.has(status))
    return {
      ...retry('service-error', `HTTP ${status}`),
      retryAfterMs: retryAfter(headers['retry-after'], now),
    };
  if (status === 412 || status === 416) return judgeRefusedRange(status, headers, asked);
  if (status !== 200 && status !== 206) return refused('service-error', `HTTP ${status}`);
  const encoding = headers['content-encoding']?.trim().toLowerCase() ?? '';
  if (encoding !== '' && encoding !== 'identity')
    return asked ? { kind: 'restart', why: 'encoded' } : retry('service-error', 'the file came encoded');
  if (status === 206) return judgePartial(headers, asked);
  if (!mayBeClip(headers)) return refused('not-a-clip', 'the service sent text instead of a clip');
  return { kind: 'fresh', file: describe(headers, contentLength(headers)) };
}

function judgeRefusedRange(status: number, headers: IncomingHttpHeaders, asked: Known | null): Verdict {
  if (asked === null) return retry('service-error', `HTTP ${status} without a range`);
  const total = parseContentRange(headers['content-range'])?.total;
  const whole = status === 416 && total === asked.bytes && asked.length === total;
  return whole ? { kind: 'finished' } : { kind: 'restart', why: `HTTP ${status}` };
}

function judgePartial(headers: IncomingHttpHeaders, asked: Known | null): Verdict {
  const content = parseContentRange(headers['content-range']);
  const range = content?.range ?? null;
  const total = content?.total ?? null;
  const length = contentLength(headers);
  const size = range === null ? null : range.end - range.start + 1;
  const bad = (why: string): Verdict =>
    asked ? { kind: 'restart', why } : retry('service-error', `an answer that fits no question: ${why}`);
  if (range === null || total === null || (length !== null && length !== size)) return bad('no usable range');
  if (!mayBeClip(headers)) return bad('another kind of body');
  if (asked === null) {
    return range.start === 0 && size === total
      ? { kind: 'fresh', file: describe(headers, total) }
      : bad('a part unasked');
  }
  if (range.start !== asked.bytes) return bad('another start');
  if (total !== asked.length) return bad('another length');
  const same =
    asked.etag === null ? headers['last-modified'] === asked.lastModified : headers.etag === asked.etag;
  return same ? { kind: 'append', until: range.end + 1 } : bad('another version');
}

/** False for pages of text, which is what gateways send in place of a file. */
function mayBeClip(headers: IncomingHttpHeaders): boolean {
  const type = headers['content-type']?.split(';')[0]?.trim().toLowerCase() ?? '';
  return !/^multipart\/|[/+](?:html|json|xml)$/.test(type);
}

function contentLength(headers: IncomingHttpHeaders): number | null {
  const text = headers['content-length'];
  return text !== undefined && /^\d{1,15}$/.test(text) ? Number(text) : null;
}

function describe(headers: IncomingHttpHeaders, length: number | null): Described {
  const { etag } = headers;
  const strong = etag !== undefined && /^"[\x21\x23-\x7e]{0,512}"$/.test(etag) ? etag : null;
  return { length, etag: strong, lastModified: etag === undefined ? strongDate(headers) : null };
}

/** Last-Modified identifies a version only when it was at least a minute old (RFC 9110 §8.8.2.2). */
function strongDate(headers: IncomingHttpHeaders): string | null {
  const text = headers['last-modified'];
  if (text === undefined || text.length > 64) return null;
  return Date.parse(headers.date ?? '') - Date.parse(text) >= 60_000 ? text : null;
}

/** Retry-After in milliseconds, at most an hour; null when absent or nonsense. */
function retryAfter(text: string | undefined, now: number): number | null {
  if (text === undefined) return null;
  const wait = /^\d{1,9}$/.test(text)
    ? Number(text) * 1000
    : text.endsWith('GMT')
      ? Date.parse(text) - now
      : NaN;
  return Number.isNaN(wait) ? null : Math.min(Math.max(0, wait), MAX_WAIT_MS);
}

function retry(code: Failure['code'], detail: string): Extract<Verdict, { kind: 'retry' }> {
  return { kind: 'retry', failure: { code, detail }, retryAfterMs: null };
}

function refused(code: Failure['code'], detail: string): Verdict {
  return { kind: 'refused', failure: { code, detail } };
}
