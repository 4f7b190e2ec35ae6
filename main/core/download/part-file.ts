import { createHash, type Hash } from 'node:crypto';
import { type FileHandle, open } from 'node:fs/promises';
import { FailureError } from '../disk-failure.ts';
import { removeFile } from '../store/atomic-file.ts';
import type { Described } from './answer.ts';
import { type ControlRecord, PIECE_BYTES, writeControl } from './control-record.ts';

const READ_BYTES = 1024 * 1024;

/**
 * A file that grows at its end while a hash of all of it runs along. Nothing counts as kept before
 * `checkpoint` has made it durable and written it down.
 */
export class PartFile {
  readonly path: string;
  readonly file: Described;
  readonly #handle: FileHandle;
  readonly #hash: Hash;
  readonly #pieces: string[];
  #bytes: number;
  #durable: number;

  private constructor(
    path: string,
    file: Described,
    handle: FileHandle,
    hash: Hash,
    pieces: string[],
    bytes: number,
  ) {
    this.path = path;
    this.file = file;
    this.#handle = handle;
    this.#hash = hash;
    this.#pieces = pieces;
    this.#bytes = bytes;
    this.#durable = bytes;
  }

  /** Begins an empty part, in a new file: the one before may be a clip of the library by another name. */
  static async create(path: string, file: Described): Promise<PartFile> {
    await removeFile(path);
    return new PartFile(path, file, await open(path, 'wx+'), createHash('sha256'), [], 0);
  }

  /**
   * Opens a part as far as its bytes are really those of the record: reads and hashes them all, and cuts off
   * what does not match, a whole piece at most when only the tail is damaged.
   */
  static async resume(path: string, record: ControlRecord): Promise<PartFile> {
    const handle = await open(path, 'r+');
    try {
      const { hash, pieces, bytes } = await verifiedBeginning(handle, record);
      if (bytes !== record.length && (await handle.stat()).nlink > 1) {
        await handle.close();
        return await PartFile.create(path, record);
      }
      await handle.truncate(bytes);
      return new PartFile(path, record, handle, hash, pieces, bytes);
    } catch (error) {
      await handle.close();
      throw error;
    }
  }

  /** Bytes written so far. */
  get bytes(): number {
    return this.#bytes;
  }

  /** Bytes that a crash cannot take. */
  get durable(): number {
    return this.#durable;
  }

  /** SHA-256 of all bytes so far, in hex. */
  get digest(): string {
    return this.#hash.copy().digest('hex');
  }

  /** Writes `chunks` at the end. */
  async append(chunks: readonly Buffer[]): Promise<void> {
    const total = chunks.reduce((sum, chunk) => sum + chunk.length, 0);
    const { bytesWritten } = await this.#handle.writev([...chunks], this.#bytes);
    // A disk that fills up may take a part only; writing the rest then says why.
    if (bytesWritten < total) await this.#writeRest(Buffer.concat(chunks), bytesWritten);
    for (const chunk of chunks) this.#absorb(chunk);
  }

  /**
   * Makes everything durable and writes it down. Throws the disk's error; the last checkpoint then stands.
   * @param complete true when these bytes are the whole file, whether or not its length was announced.
   */
  async checkpoint(complete: boolean): Promise<void> {
    await this.#handle.datasync();
    const written = await writeControl(this.path, {
      schema: 1,
      length: complete ? this.#bytes : this.file.length,
      etag: this.file.etag,
      lastModified: this.file.lastModified,
      bytes: this.#bytes,
      pieces: this.#pieces,
      digest: this.digest,
    });
    if (!written.ok) throw new FailureError(written.error);
    this.#durable = this.#bytes;
  }

  async close(): Promise<void> {
    await this.#handle.close();
  }

  async #writeRest(all: Buffer, done: number): Promise<void> {
    let offset = done;
    while (offset < all.length) {
      const { bytesWritten } = await this.#handle.write(
        all,
        offset,
        all.length - offset,
        this.#bytes + offset,
      );
      offset += bytesWritten;
    }
  }

  #absorb(chunk: Buffer): void {
    let offset = 0;
    while (offset < chunk.length) {
      const room = PIECE_BYTES - (this.#bytes % PIECE_BYTES);
      const slice = chunk.subarray(offset, offset + room);
      this.#hash.update(slice);
      this.#bytes += slice.length;
      offset += slice.length;
      if (this.#bytes % PIECE_BYTES === 0) this.#pieces.push(this.digest);
    }
  }
}

async function verifiedBeginning(
  handle: FileHandle,
  record: ControlRecord,
): Promise<{ hash: Hash; pieces: string[]; bytes: number }> {
  const buffer = Buffer.alloc(READ_BYTES);
  const hash = createHash('sha256');
  let good = { hash: hash.copy(), pieces: [] as string[], bytes: 0 };
  let bytes = 0;
  while (bytes < record.bytes) {
    const boundary = Math.min(record.bytes, bytes - (bytes % PIECE_BYTES) + PIECE_BYTES);
    const { bytesRead } = await handle.read(buffer, 0, Math.min(READ_BYTES, boundary - bytes), bytes);
    if (bytesRead === 0) break;
    hash.update(buffer.subarray(0, bytesRead));
    bytes += bytesRead;
    if (bytes < boundary) continue;
    const digest = hash.copy().digest('hex');
    const whole = bytes % PIECE_BYTES === 0;
    const expected = whole ? record.pieces[bytes / PIECE_BYTES - 1] : record.digest;
    if (digest !== expected) break;
    good = { hash: hash.copy(), pieces: whole ? [...good.pieces, digest] : good.pieces, bytes };
  }
  return good;
}
