import { type ByteRange, formatContentRange, parseRange } from '../core/download/range.ts';
import type { Call } from './call.ts';
import type { Answer } from './deliver.ts';
import type { CallFaults } from './faults/met.ts';
import { distorted, oddRange } from './odd-file.ts';

/** A file as it is answered. */
export interface ServedFile {
  readonly path: string;
  readonly bytes: number;
  /** Strong, quoted. */
  readonly etag: string;
  readonly contentType: string;
}

const NO_BODY = new Uint8Array(0);

/** The ETag that this call is told: `"…"`, another, a weak one (RFC 9110 §8.8.1), or none. */
function etagOf(faults: CallFaults, etag: string): string | null {
  switch (faults.get('odd-etag')?.as) {
    case 'changed':
      return etag.replace(/"$/, '-changed"');
    case 'weak':
      return `W/${etag}`;
    case 'missing':
      return null;
    case undefined:
      return etag;
  }
}

const all = (file: ServedFile): ByteRange => ({ start: 0, end: file.bytes - 1 });

const unsatisfiable = (headers: Answer['headers'], total: number): Answer => ({
  status: 416,
  headers: { ...headers, 'content-range': formatContentRange(null, total) },
  body: NO_BODY,
});

/** GET or HEAD of a file: 200, 206 for one range, 304, 416; If-Range by ETag (RFC 9110 §13, §14). */
export async function fileAnswer(call: Call, file: ServedFile): Promise<Answer> {
  const { request, faults } = call;
  const etag = etagOf(faults, file.etag);
  const headers = { ...(etag === null ? {} : { etag }), 'accept-ranges': 'bytes' };
  if (etag !== null && request.headers['if-none-match'] === etag)
    return { status: 304, headers, body: NO_BODY, sized: false };
  const condition = request.headers['if-range'];
  // Only a strong ETag can be a condition; a range belongs to GET only.
  const isSame = condition === undefined || (condition === etag && !etag.startsWith('W/'));
  const asked =
    request.method === 'GET' && isSame && !faults.get('ignore-range') ? request.headers.range : undefined;
  const range = parseRange(asked, file.bytes);
  const typed = { ...headers, 'content-type': file.contentType };
  const odd = await oddRange(faults.get('odd-range')?.as, file, range, typed);
  if (odd) return odd;
  if (range === 'unsatisfiable') return unsatisfiable(headers, file.bytes);
  if (range === 'whole')
    return distorted(faults, { status: 200, headers: typed, body: { path: file.path, ...all(file) } });
  const contentRange = formatContentRange(range, file.bytes);
  return distorted(faults, {
    status: 206,
    headers: { ...typed, 'content-range': contentRange },
    body: { path: file.path, ...range },
  });
}
