/** HTTP byte ranges (RFC 9110 §14), both directions. Pure arithmetic; every number is a byte. */

/** Bytes from `start` to `end`, both included. */
export interface ByteRange {
  readonly start: number;
  readonly end: number;
}

/** What a response's `Content-Range` says: `range` is null in a 416, `total` where the server does not know it. */
export interface ContentRange {
  readonly range: ByteRange | null;
  readonly total: number | null;
}

/** No file has more digits than this; longer numbers count as "beyond any end". */
const MAX_DIGITS = 15;

function toNumber(digits: string): number {
  const significant = digits.replace(/^0+(?=.)/, '');
  return significant.length > MAX_DIGITS ? Number.MAX_SAFE_INTEGER : Number(significant);
}

/**
 * A request's `Range` header against a file of `size` bytes.
 * @returns the bytes to send, always inside the file · `whole` without a header or with one that may be
 * ignored (another unit, several ranges, nonsense) · `unsatisfiable` for a 416.
 */
export function parseRange(
  header: string | null | undefined,
  size: number,
): ByteRange | 'whole' | 'unsatisfiable' {
  if (header === null || header === undefined || header.length > 200) return 'whole';
  const match = /^\s*bytes\s*=\s*(\d*)\s*-\s*(\d*)\s*$/i.exec(header);
  const [, first = '', last = ''] = match ?? [];
  if (match === null || (first === '' && last === '')) return 'whole';
  if (first === '') {
    const length = Math.min(toNumber(last), size);
    return length === 0 ? 'unsatisfiable' : { start: size - length, end: size - 1 };
  }
  const start = toNumber(first);
  if (last !== '' && toNumber(last) < start) return 'whole';
  if (start >= size) return 'unsatisfiable';
  return { start, end: last === '' ? size - 1 : Math.min(toNumber(last), size - 1) };
}

/**
 * A response's `Content-Range` header.
 * @returns null when it is absent or makes no sense: no byte of such an answer may be used.
 */
export function parseContentRange(header: string | null | undefined): ContentRange | null {
  if (header === null || header === undefined || header.length > 200) return null;
  const match = /^\s*bytes\s+(?:(\d{1,15})-(\d{1,15})|\*)\/(\d{1,15}|\*)\s*$/i.exec(header);
  if (match === null) return null;
  const total = match[3] === '*' ? null : Number(match[3]);
  if (match[1] === undefined) return total === null ? null : { range: null, total };
  const range = { start: Number(match[1]), end: Number(match[2]) };
  if (range.end < range.start || (total !== null && range.end >= total)) return null;
  return { range, total };
}

/** The `Content-Range` of a 206 with these bytes, or of a 416 for null. */
export function formatContentRange(range: ByteRange | null, size: number): string {
  return range === null ? `bytes */${size}` : `bytes ${range.start}-${range.end}/${size}`;
}

/** The `Range` header that asks for everything from byte `start`. */
export function formatRangeFrom(start: number): string {
  return `bytes=${start}-`;
}
