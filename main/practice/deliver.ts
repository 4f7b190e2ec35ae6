import { createReadStream } from 'node:fs';
import { type Call, hangUp, pause, type Service } from './call.ts';

/** Bytes of a file, from `start` to `end`, both included. */
export interface FileSpan {
  readonly path: string;
  readonly start: number;
  readonly end: number;
}

export interface Answer {
  readonly status: number;
  readonly headers: Readonly<Record<string, string | number>>;
  readonly body: Uint8Array | FileSpan;
  /** False for a body without `Content-Length`, sent in chunks. */
  readonly sized?: boolean;
}

/** A reader that takes nothing for so long is gone. */
const READ_IDLE_MS = 120_000;

const PIECE_BYTES = 64 * 1024;

const lengthOf = (body: Answer['body']): number =>
  body instanceof Uint8Array ? body.byteLength : body.end - body.start + 1;

async function* pieces(body: Answer['body'], bytes: number, size: number): AsyncGenerator<Uint8Array> {
  if (bytes === 0) return;
  const source =
    body instanceof Uint8Array
      ? [body.subarray(0, bytes)]
      : createReadStream(body.path, { start: body.start, end: body.start + bytes - 1 });
  for await (const chunk of source) {
    const whole = Buffer.from(chunk);
    for (let at = 0; at < whole.length; at += size) yield whole.subarray(at, at + size);
  }
}

/** Resolves when the system has taken the bytes, or nobody is left to take them. */
const write = ({ response }: Call, piece: Uint8Array): Promise<void> =>
  new Promise((resolve) => {
    const done = () => {
      response.off('close', done);
      resolve();
    };
    response.on('close', done);
    response.write(piece, done);
  });

/** Send an answer with the faults of its way to the reader. Nothing happens when the reader is gone already. */
export async function deliver(service: Service, call: Call, answer: Answer): Promise<void> {
  const { request, response, faults, tracker } = call;
  if (response.destroyed || response.headersSent) return;
  const { status, headers, sized = true } = answer;
  const whole = answer.body;
  const truncated = whole instanceof Uint8Array ? faults.get('truncate-reply')?.bytes : undefined;
  const body = whole instanceof Uint8Array ? whole.subarray(0, truncated) : whole;
  const length = lengthOf(body);
  for (let left = faults.get('interim')?.count ?? 0; left > 0; left -= 1) response.writeContinue();
  tracker.answered(status);
  // Node would write the machine's own time.
  response.sendDate = false;
  const wrong = faults.get('wrong-length');
  // Nothing can follow on the connection after a length that is not true.
  if (wrong) response.shouldKeepAlive = false;
  response.writeHead(status, {
    ...(service.shape().dateHeader === 'none' ? {} : { date: new Date(service.clock.now()).toUTCString() }),
    'x-content-type-options': 'nosniff',
    ...headers,
    ...(sized ? { 'content-length': Math.max(0, length + (wrong?.by ?? 0)) } : {}),
  });
  const cut = faults.get('cut-reply') ?? faults.get('cut-download');
  const stall = faults.get('stall-download');
  const trickle = faults.get('trickle');
  const limit = Math.min(length, cut?.bytes ?? length, stall?.bytes ?? length);
  const isPlain = limit === length && !trickle;
  if (request.method === 'HEAD' || (isPlain && body instanceof Uint8Array)) {
    response.end(request.method === 'HEAD' ? undefined : body);
    return;
  }
  response.setTimeout(READ_IDLE_MS, () => response.destroy());
  response.flushHeaders();
  for await (const piece of pieces(body, limit, trickle ? (trickle.bytes ?? 1) : PIECE_BYTES)) {
    await write(call, piece);
    if (response.destroyed) return;
    if (trickle) await pause(service, trickle.ms);
  }
  if (limit === length) {
    response.end();
    return;
  }
  if (stall && !cut) await pause(service, stall.ms);
  hangUp(call, cut?.reset);
}
