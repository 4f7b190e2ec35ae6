import { open } from 'node:fs/promises';
import { gzipSync } from 'node:zlib';
import { type ByteRange, formatContentRange } from '../core/download/range.ts';
import type { Answer, FileSpan } from './deliver.ts';
import type { CallFaults } from './faults/met.ts';
import type { Fault } from './faults.ts';
import type { ServedFile } from './file-reply.ts';

type OddRange = Extract<Fault, { kind: 'odd-range' }>['as'];

const NO_BODY = new Uint8Array(0);

async function read({ path, start, end }: FileSpan): Promise<Buffer> {
  const bytes = Buffer.alloc(end - start + 1);
  const handle = await open(path);
  try {
    await handle.read(bytes, 0, bytes.length, start);
  } finally {
    await handle.close();
  }
  return bytes;
}

/** A right answer with another body, another coding of it, or no length. */
export async function distorted(faults: CallFaults, answer: Answer & { body: FileSpan }): Promise<Answer> {
  const { body: span, headers } = answer;
  const wrong = faults.get('wrong-bytes');
  const encoded = faults.get('encoded') !== undefined;
  const sized = faults.get('no-length') === undefined;
  if (!wrong && !encoded) return { ...answer, sized };
  const bytes = await read(span);
  if (wrong)
    for (let at = Math.max(0, wrong.from - span.start); at < bytes.length; at += 1)
      bytes.writeUInt8(bytes.readUInt8(at) ^ 0xff, at);
  return encoded
    ? { ...answer, sized, headers: { ...headers, 'content-encoding': 'gzip' }, body: gzipSync(bytes) }
    : { ...answer, sized, body: bytes };
}

/** A wrong answer to a range, or null where this one does not apply to what was asked. */
export async function oddRange(
  as: OddRange | undefined,
  file: ServedFile,
  range: ByteRange | 'whole' | 'unsatisfiable',
  headers: Answer['headers'],
): Promise<Answer | null> {
  const total = file.bytes;
  const partial = (span: ByteRange, contentRange?: string): Answer => ({
    status: 206,
    headers: { ...headers, ...(contentRange === undefined ? {} : { 'content-range': contentRange }) },
    body: { path: file.path, ...span },
  });
  const refused = (contentRange?: string): Answer => ({
    status: 416,
    headers: contentRange === undefined ? {} : { 'content-range': contentRange },
    body: NO_BODY,
  });
  if (as === '416') return refused(formatContentRange(null, total));
  if (as === '416-other-total') return refused(formatContentRange(null, total + 1));
  if (as === '416-no-header') return refused();
  if (as === 'unasked' && range === 'whole') {
    const span = { start: 0, end: total - 1 };
    return partial(span, formatContentRange(span, total));
  }
  if (as === undefined || as === 'unasked' || typeof range === 'string') return null;
  switch (as) {
    case 'other-start': {
      const span = { ...range, start: range.start === 0 ? Math.min(1, range.end) : range.start - 1 };
      return partial(span, formatContentRange(span, total));
    }
    case 'other-total':
      return partial(range, formatContentRange(range, total + 1));
    case 'unknown-total':
      return partial(range, formatContentRange(range, total).replace(/\/\d+$/, '/*'));
    case 'multipart': {
      const part = `--part\r\nContent-Range: ${formatContentRange(range, total)}\r\n\r\n`;
      const body = [
        Buffer.from(part),
        await read({ path: file.path, ...range }),
        Buffer.from('\r\n--part--\r\n'),
      ];
      const contentType = 'multipart/byteranges; boundary=part';
      return { status: 206, headers: { ...headers, 'content-type': contentType }, body: Buffer.concat(body) };
    }
    case 'no-header':
      return partial(range);
  }
}
