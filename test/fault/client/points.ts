import { type FileHandle, open } from 'node:fs/promises';
import net from 'node:net';
import { Readable } from 'node:stream';
import { Journal } from '../../../main/core/store/journal.ts';

/** A moment after which a process may die: each of them has just changed something outside of it, or heard of it. */
export interface Point {
  /** A journal transaction was committed, a socket took bytes, a piece of an answer came, a file was synced. */
  readonly kind: 'commit' | 'write' | 'chunk' | 'sync';
  /** Method and path of the request that a socket is for, such as `POST /v1/jobs/submit`; else empty. */
  readonly request: string;
}

/** The first bytes on a client's socket are its request's first line. */
const requests = new WeakMap<net.Socket, string>();
/** Bytes that came on it. */
const received = new WeakMap<net.Socket, number>();

/**
 * An answer's points are its first byte and every so manieth after it: counted by chunk, there would be more or fewer
 * of them from run to run, as the system happens to cut.
 */
const PIECE = 2048;
const pieces = (bytes: number): number => Math.ceil(bytes / PIECE);

function mark(socket: net.Socket, data: unknown): void {
  if (requests.has(socket)) return;
  const text = Buffer.isBuffer(data) ? data.toString('latin1', 0, 300) : String(data).slice(0, 300);
  requests.set(socket, /^([A-Z]+ \/[^ ?]*)/.exec(text)?.[1] ?? '');
}

/** Calls back right after every such moment of this process. To be called once, before there are any. */
export async function watchPoints(reached: (point: Point) => void): Promise<void> {
  watchJournal(reached);
  watchSockets(reached);
  await watchFiles(reached);
}

function watchJournal(reached: (point: Point) => void): void {
  const { write } = Journal.prototype;
  Journal.prototype.write = function <T>(this: Journal, work: () => T): T {
    const result = write.call(this, work);
    reached({ kind: 'commit', request: '' });
    return result as T;
  };
}

function watchSockets(reached: (point: Point) => void): void {
  const { prototype } = net.Socket;
  const { _write, _writev } = prototype;
  /** The callback comes when the system has taken the bytes, which is when they can arrive. */
  const after = (socket: net.Socket, done: (error?: Error | null) => void) => (error?: Error | null) => {
    if (!error) reached({ kind: 'write', request: requests.get(socket) ?? '' });
    done(error);
  };
  prototype._write = function (chunk, encoding, done) {
    mark(this, chunk);
    _write.call(this, chunk, encoding, after(this, done));
  };
  prototype._writev = function (chunks, done) {
    mark(this, chunks[0]?.chunk);
    _writev?.call(this, chunks, after(this, done));
  };
  prototype.push = function (chunk: unknown, encoding?: BufferEncoding): boolean {
    const before = received.get(this) ?? 0;
    const now = before + (chunk instanceof Uint8Array ? chunk.length : 0);
    received.set(this, now);
    const more = Readable.prototype.push.call(this, chunk, encoding);
    for (let piece = pieces(before); piece < pieces(now); piece += 1)
      reached({ kind: 'chunk', request: requests.get(this) ?? '' });
    return more;
  };
}

async function watchFiles(reached: (point: Point) => void): Promise<void> {
  const handle = await open(process.execPath);
  const prototype: FileHandle = Object.getPrototypeOf(handle);
  await handle.close();
  for (const name of ['sync', 'datasync'] as const) {
    const sync = prototype[name];
    prototype[name] = async function (this: FileHandle) {
      await sync.call(this);
      reached({ kind: 'sync', request: '' });
    };
  }
}
