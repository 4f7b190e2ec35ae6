import type { DownloadResult } from '../../../main/core/download/download-file.ts';
import { clipOfLength } from './clips.ts';
import { type Answer, ETAG, head, type Seen } from './fault-server.ts';

const KIB = 1024;
/** The clip that the answers are about. */
export const file = clipOfLength(96 * KIB);
/** As long, and as whole, but with other pictures. */
const other = Buffer.from(file.map((byte, at) => (at < 4 * KIB ? byte : byte ^ 0x5a)));

type Headers = Readonly<Record<string, string | number>>;
type Kind = DownloadResult['kind'];

/** What a server may say: for a first request, and for one that goes on from a part, what comes of it. */
export interface OddAnswer {
  readonly name: string;
  readonly answer: (seen: Seen) => Answer;
  readonly first: Kind;
  readonly resumed: Kind;
}

const status = (line: string, headers: Headers = {}): Answer => ({
  head: head(line, { 'Content-Length': 0, ...headers }),
});
const ok = (headers: Headers = {}, body = file): Answer => ({
  head: head('200 OK', { 'Content-Length': body.length, ETag: ETAG, ...headers }),
  body,
});
/** The bytes from `start` under headers of our own; where they go on from a part, another version's. */
const partial = (
  start: number,
  headers: Headers,
  body = (start > 0 ? other : file).subarray(start),
): Answer => ({
  head: head('206 Partial Content', { 'Content-Length': body.length, ETag: ETAG, ...headers }),
  body,
});
const range = (start: number, end = file.length - 1, total: number | string = file.length): Headers => ({
  'Content-Range': `bytes ${start}-${end}/${total}`,
});
/** The whole file, or the rest of it, with more headers or others. */
const good = (seen: Seen, headers: Headers): Answer =>
  seen.from > 0
    ? partial(seen.from, { ...range(seen.from), ...headers }, file.subarray(seen.from))
    : ok(headers);
/** The same in chunks. */
function chunked(seen: Seen, change: (chunks: Buffer) => Buffer, headers: Headers = {}): Answer {
  const body = file.subarray(seen.from);
  const chunks = Buffer.concat([
    Buffer.from(`${body.length.toString(16)}\r\n`),
    body,
    Buffer.from('\r\n0\r\n\r\n'),
  ]);
  const line = seen.from > 0 ? '206 Partial Content' : '200 OK';
  const span = seen.from > 0 ? range(seen.from) : {};
  return {
    head: head(line, { ETag: ETAG, 'Transfer-Encoding': 'chunked', ...span, ...headers }),
    body: change(chunks),
    end: 'fin',
  };
}
const page = Buffer.from('<!doctype html><title>Sorry</title>');
const text = (type: string, body = page): Answer => ok({ 'Content-Type': type }, body);
const redirect = (location: string): Answer => status('302 Found', { Location: location });
const damaged = (change: (bytes: Buffer) => void): Buffer => {
  const bytes = Buffer.from(file);
  change(bytes);
  return bytes;
};

const ROWS: readonly [name: string, answer: (seen: Seen) => Answer, first: Kind, resumed: Kind][] = [
  // statuses
  [
    '100, and then the file',
    (seen) => prefixed('HTTP/1.1 100 Continue\r\n\r\n', seen),
    'complete',
    'complete',
  ],
  [
    '103, and then the file',
    (seen) => prefixed('HTTP/1.1 103 Early Hints\r\n\r\n', seen),
    'complete',
    'complete',
  ],
  [
    '101',
    () => ({ ...status('101 Switching Protocols', { Upgrade: 'x', Connection: 'upgrade' }), end: 'fin' }),
    'retry',
    'retry',
  ],
  [
    '201',
    () => ({ ...ok(), head: head('201 Created', { 'Content-Length': file.length }) }),
    'refused',
    'refused',
  ],
  ['202', () => status('202 Accepted'), 'refused', 'refused'],
  [
    '203',
    () => ({ ...ok(), head: head('203 Other', { 'Content-Length': file.length }) }),
    'refused',
    'refused',
  ],
  ['204', () => ({ head: head('204 No Content') }), 'refused', 'refused'],
  ['300', () => status('300 Choices'), 'refused', 'refused'],
  ['304', () => ({ head: head('304 Not Modified') }), 'refused', 'refused'],
  ['400', () => status('400 Bad Request'), 'refused', 'refused'],
  ['401', () => status('401 No'), 'link-dead', 'link-dead'],
  ['402', () => status('402 Pay'), 'refused', 'refused'],
  ['403', () => status('403 No'), 'link-dead', 'link-dead'],
  ['404', () => status('404 No'), 'link-dead', 'link-dead'],
  ['407', () => status('407 No'), 'refused', 'refused'],
  ['408', () => status('408 Late'), 'retry', 'retry'],
  ['410', () => status('410 Gone'), 'link-dead', 'link-dead'],
  ['412', () => status('412 No'), 'retry', 'complete'],
  ['416', () => status('416 No'), 'retry', 'complete'],
  [
    '416 that names the length',
    () => status('416 No', { 'Content-Range': `bytes */${file.length}` }),
    'retry',
    'complete',
  ],
  [
    '416 that says that all is here',
    (seen) => status('416 No', { 'Content-Range': `bytes */${seen.from}` }),
    'retry',
    'complete',
  ],
  ['425', () => status('425 Early'), 'retry', 'retry'],
  ['429 with a wait', () => status('429 Slow', { 'Retry-After': 7 }), 'retry', 'retry'],
  ['451', () => status('451 No'), 'refused', 'refused'],
  ['500', () => status('500 No'), 'retry', 'retry'],
  [
    '502 with a page',
    () => ({ head: head('502 Bad', { 'Content-Length': page.length }), body: page }),
    'retry',
    'retry',
  ],
  ['503 with a wait of 31 years', () => status('503 No', { 'Retry-After': 999999999 }), 'retry', 'retry'],
  ['999', () => status('999 Odd'), 'retry', 'retry'],
  // redirects
  ['a redirect to nowhere', () => status('302 Found'), 'refused', 'refused'],
  ['a redirect to another machine', () => redirect('http://example.invalid/x.mp4'), 'refused', 'refused'],
  ['a redirect to a file', () => redirect('file:///etc/passwd'), 'refused', 'refused'],
  ['a redirect to itself', (seen) => redirect(seen.path), 'complete', 'complete'],
  // other things than a clip
  ['a page of HTML', () => text('text/html; charset=utf-8'), 'refused', 'refused'],
  ['JSON', () => text('application/json', Buffer.from('{}')), 'refused', 'refused'],
  ['XML', () => text('application/xml', Buffer.from('<Error/>')), 'refused', 'refused'],
  ['a page that calls itself a video', () => text('video/mp4'), 'refused', 'refused'],
  ['nothing', () => ok({}, Buffer.alloc(0)), 'refused', 'refused'],
  ['seven bytes', () => ok({}, file.subarray(0, 7)), 'refused', 'refused'],
  ['a clip without its end', () => ok({}, file.subarray(0, -5)), 'refused', 'refused'],
  ['a clip with more behind it', () => ok({}, Buffer.concat([file, page])), 'refused', 'refused'],
  [
    'a clip whose boxes do not add up',
    () =>
      ok(
        {},
        damaged((bytes) => bytes.writeUInt32BE(9, 0)),
      ),
    'refused',
    'refused',
  ],
  // encodings and lengths
  [
    'gzip',
    (seen) => partial(seen.from, { ...range(seen.from), 'Content-Encoding': 'gzip' }),
    'retry',
    'complete',
  ],
  [
    'an encoding that is none',
    (seen) => good(seen, { 'Content-Encoding': 'identity' }),
    'complete',
    'complete',
  ],
  [
    'a negative length',
    (seen) => ({ ...good(seen, { 'Content-Length': -1 }), end: 'fin' }),
    'retry',
    'retry',
  ],
  ['two lengths', (seen) => doubled(good(seen, {})), 'retry', 'retry'],
  ['a length beyond any clip', () => ok({ 'Content-Length': 1e14 }), 'refused', 'refused'],
  [
    'a length that is too long',
    (seen) => ({ ...good(seen, { 'Content-Length': file.length + 9 }), end: 'fin' }),
    'retry',
    'complete',
  ],
  ['a length that is too short', (seen) => good(seen, { 'Content-Length': 20 * KIB }), 'refused', 'complete'],
  [
    'no length, ended by a hang-up',
    (seen) => ({
      head: head(
        seen.from > 0 ? '206 Partial Content' : '200 OK',
        seen.from > 0 ? { ...range(seen.from), ETag: ETAG } : {},
      ),
      body: file.subarray(seen.from),
      end: 'fin',
    }),
    'complete',
    'complete',
  ],
  // chunks
  ['chunks', (seen) => chunked(seen, (chunks) => chunks), 'complete', 'complete'],
  ['chunks that are cut', (seen) => chunked(seen, (chunks) => chunks.subarray(0, 9 * KIB)), 'retry', 'retry'],
  ['chunks without their end', (seen) => chunked(seen, (chunks) => chunks.subarray(0, -5)), 'retry', 'retry'],
  [
    'chunks and a length',
    (seen) => chunked(seen, (chunks) => chunks, { 'Content-Length': 5 }),
    'retry',
    'retry',
  ],
  ['chunks that are none', (seen) => chunked(seen, () => file.subarray(seen.from)), 'retry', 'retry'],
  [
    'chunks with three bytes too many',
    (seen) =>
      chunked(seen, () =>
        Buffer.concat([
          Buffer.from(`${(file.length - seen.from + 3).toString(16)}\r\n`),
          file.subarray(seen.from),
          Buffer.from('xyz\r\n0\r\n\r\n'),
        ]),
      ),
    'retry',
    'retry',
  ],
  // ranges
  ['200 with the whole file', () => ok(), 'complete', 'complete'],
  ['200 with a range', () => ok(range(0)), 'complete', 'complete'],
  ['206 of the whole file', () => partial(0, range(0)), 'complete', 'complete'],
  [
    '206 that starts one byte late',
    (seen) => partial(seen.from + 1, range(seen.from + 1)),
    'retry',
    'complete',
  ],
  [
    '206 that starts one byte early',
    (seen) => partial(Math.max(1, seen.from) - 1, range(Math.max(1, seen.from) - 1)),
    'complete',
    'complete',
  ],
  [
    '206 of another length',
    (seen) => partial(seen.from, range(seen.from, file.length - 1, file.length + 1)),
    'retry',
    'complete',
  ],
  [
    '206 of an unknown length',
    (seen) => partial(seen.from, range(seen.from, file.length - 1, '*')),
    'retry',
    'complete',
  ],
  [
    '206 of another version',
    (seen) => partial(seen.from, { ...range(seen.from), ETag: '"v2"' }),
    'complete',
    'complete',
  ],
  [
    '206 of a weak version',
    (seen) => partial(seen.from, { ...range(seen.from), ETag: 'W/"v1"' }),
    'complete',
    'complete',
  ],
  ['206 without a range', (seen) => partial(seen.from, {}), 'retry', 'complete'],
  [
    '206 with nonsense for a range',
    (seen) => partial(seen.from, { 'Content-Range': 'bytes x-y/z' }),
    'retry',
    'complete',
  ],
  [
    '206 in several parts',
    (seen) => partial(seen.from, { 'Content-Type': 'multipart/byteranges; boundary=x' }),
    'retry',
    'complete',
  ],
  [
    '206 of a page',
    (seen) => partial(seen.from, { ...range(seen.from), 'Content-Type': 'text/html' }),
    'retry',
    'complete',
  ],
  [
    '206 whose length is not its range',
    (seen) => partial(seen.from, range(seen.from), other.subarray(seen.from, -1)),
    'retry',
    'complete',
  ],
  [
    '206 in small steps',
    (seen) => {
      const end = Math.min(file.length, seen.from + 20 * KIB);
      return partial(seen.from, range(seen.from, end - 1), file.subarray(seen.from, end));
    },
    'retry',
    'complete',
  ],
  // no HTTP
  ['no HTTP', () => ({ head: 'SSH-2.0-OpenSSH_9.9\r\n', end: 'fin' }), 'retry', 'retry'],
  ['a hang-up', () => ({ head: '', end: 'fin' }), 'retry', 'retry'],
  ['a reset', () => ({ head: '', end: 'rst' }), 'retry', 'retry'],
  ['half a head', (seen) => ({ head: good(seen, {}).head.slice(0, 40), end: 'fin' }), 'retry', 'retry'],
  [
    'a head without end',
    () => ({
      head: `HTTP/1.1 200 OK\r\n${'X-Filler: aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa\r\n'.repeat(2000)}`,
      end: 'fin',
    }),
    'retry',
    'retry',
  ],
  [
    'a zero byte in the head',
    (seen) => ({ ...good(seen, { 'X-Odd': 'a\0b' }), end: 'fin' }),
    'retry',
    'retry',
  ],
];

function prefixed(before: string, seen: Seen): Answer {
  const answer = good(seen, {});
  return { ...answer, head: before + answer.head };
}

function doubled(answer: Answer): Answer {
  return { ...answer, head: `${answer.head.slice(0, -2)}Content-Length: 6\r\n\r\n`, end: 'fin' };
}

export const ODD_ANSWERS: readonly OddAnswer[] = ROWS.map(([name, answer, first, resumed]) => ({
  name,
  answer,
  first,
  resumed,
}));
