import { createHash } from 'node:crypto';
import { type FileHandle, open } from 'node:fs/promises';
import type { Failure } from '../../../preload/contract/errors.ts';
import { diskFailure, FailureError } from '../disk-failure.ts';

/** Read and hashed at once. A file that is no longer than this is proved before any of it is given out. */
const FIRST = 4 * 1024 * 1024;
/** What is read and hashed while the piece before is used. */
const PIECE = 1024 * 1024;

/**
 * A file that is proved by its SHA-256 while it is read: its last piece is given out only when all of it was what it
 * should be. So whoever has all of it has the right bytes, whatever becomes of the file meanwhile.
 */
export class ProvedFile {
  /** In bytes, when it was opened. */
  readonly length: number;
  /** The beginning, or all of a small one. */
  readonly head: Buffer;
  readonly #handle: FileHandle;
  readonly #sha256: string;
  #failure: Failure | null = null;

  private constructor(handle: FileHandle, sha256: string, length: number, head: Buffer) {
    this.#handle = handle;
    this.#sha256 = sha256;
    this.length = length;
    this.head = head;
  }

  /**
   * Opens a file that should have this hash, in hex; the caller closes it.
   * @throws FailureError `source-missing` for a small file with another hash, or the disk's error.
   */
  static async open(path: string, sha256: string): Promise<ProvedFile> {
    const handle = await open(path, 'r');
    try {
      const { size } = await handle.stat();
      const file = new ProvedFile(handle, sha256, size, await readAt(handle, 0, Math.min(FIRST, size)));
      if (size <= FIRST && createHash('sha256').update(file.head).digest('hex') !== sha256) throw changed();
      return file;
    } catch (error) {
      await handle.close();
      throw error;
    }
  }

  /** Why the pieces ended before the last one; null while they have not. */
  get failure(): Failure | null {
    return this.#failure;
  }

  /** All of it in order. @throws FailureError as `open`, in place of the last piece or before. */
  async *pieces(): AsyncGenerator<Buffer, void, void> {
    try {
      const sum = createHash('sha256');
      let piece = this.head;
      for (let at = 0; ; ) {
        at += piece.length;
        const next = at < this.length ? this.#read(at) : null;
        sum.update(piece);
        if (next === null && sum.digest('hex') !== this.#sha256) throw changed();
        yield piece;
        if (next === null) return;
        piece = await next;
      }
    } catch (error) {
      this.#failure = diskFailure(error);
      throw new FailureError(this.#failure);
    }
  }

  /** Never throws: nothing was written that could be lost. */
  async close(): Promise<void> {
    await this.#handle.close().catch(() => undefined);
  }

  #read(at: number): Promise<Buffer> {
    const reading = readAt(this.#handle, at, Math.min(PIECE, this.length - at));
    // Heard when it is waited for, which may be never.
    reading.catch(() => undefined);
    return reading;
  }
}

const changed = (): FailureError =>
  new FailureError({ code: 'source-missing', detail: 'its content has changed' });

async function readAt(handle: FileHandle, at: number, length: number): Promise<Buffer> {
  const bytes = Buffer.allocUnsafe(length);
  for (let done = 0; done < length; ) {
    const { bytesRead } = await handle.read(bytes, done, length - done, at + done);
    if (bytesRead === 0) throw changed();
    done += bytesRead;
  }
  return bytes;
}
