import { createReadStream } from 'node:fs';
import { open } from 'node:fs/promises';
import { pipeline } from 'node:stream/promises';
import { formatContentRange, parseRange } from '../core/download/range.ts';
import { pause, send } from './api.ts';
import { type Call, hangUp, type Service } from './call.ts';

/** A file as it is answered. */
export interface ServedFile {
  readonly path: string;
  readonly bytes: number;
  /** Strong, quoted. */
  readonly etag: string;
  readonly contentType: string;
}

/** A reader that takes nothing for so long is gone. */
const READ_IDLE_MS = 120_000;

/** Answer GET or HEAD of a file: 200, 206 for one range, 304, 416; If-Range by ETag (RFC 9110 §13, §14). */
export async function sendFile(service: Service, call: Call, file: ServedFile): Promise<void> {
  const { request, response, faults } = call;
  const slow = faults.get('slow');
  if (slow) await pause(service, slow.ms);
  const scripted = faults.refusal();
  if (scripted) return send(call, scripted.status, 'text/plain', scripted.code);
  const lost = faults.get('reply-lost-before-create') ?? faults.get('reply-lost-after-charge');
  if (lost) return hangUp(call, lost.reset);

  const headers = { etag: file.etag, 'accept-ranges': 'bytes', 'x-content-type-options': 'nosniff' };
  if (request.headers['if-none-match'] === file.etag) {
    call.tracker.answered(304);
    response.writeHead(304, headers).end();
    return;
  }
  const isSame = request.headers['if-range'] === undefined || request.headers['if-range'] === file.etag;
  // A range belongs to GET only.
  const asked =
    request.method === 'GET' && isSame && !faults.get('ignore-range') ? request.headers.range : undefined;
  const range = parseRange(asked, file.bytes);
  if (range === 'unsatisfiable') {
    call.tracker.answered(416);
    response
      .writeHead(416, {
        ...headers,
        'content-range': formatContentRange(null, file.bytes),
        'content-length': 0,
      })
      .end();
    return;
  }
  const first = range === 'whole' ? 0 : range.start;
  const last = range === 'whole' ? file.bytes - 1 : range.end;
  const status = range === 'whole' ? 200 : 206;
  call.tracker.answered(status);
  response.writeHead(status, {
    ...headers,
    'content-type': file.contentType,
    'content-length': last - first + 1,
    ...(range === 'whole' ? {} : { 'content-range': formatContentRange(range, file.bytes) }),
  });
  if (request.method === 'HEAD' || last < first) {
    response.end();
    return;
  }
  response.setTimeout(READ_IDLE_MS, () => response.destroy());
  await sendBytes(service, call, file.path, first, last);
}

/** Stream the span, or only as much of it as a fault lets through. */
async function sendBytes(
  service: Service,
  call: Call,
  path: string,
  first: number,
  last: number,
): Promise<void> {
  const cut = call.faults.get('cut-download');
  const stall = call.faults.get('stall-download');
  const limit = Math.min(cut?.bytes ?? Number.POSITIVE_INFINITY, stall?.bytes ?? Number.POSITIVE_INFINITY);
  if (limit > last - first) {
    await pipeline(createReadStream(path, { start: first, end: last }), call.response);
    return;
  }
  const part = Buffer.alloc(limit);
  const handle = await open(path);
  try {
    await handle.read(part, 0, limit, first);
  } finally {
    await handle.close();
  }
  // Called back when the system has taken the bytes: exactly these arrive before the connection ends.
  await new Promise<void>((resolve) => {
    call.response.write(part, () => resolve());
    call.response.flushHeaders();
  });
  if (stall && !cut) await pause(service, stall.ms);
  hangUp(call, cut?.reset);
}
