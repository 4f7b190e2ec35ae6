import { createHash, type Hash } from 'node:crypto';
import { type FileHandle, open } from 'node:fs/promises';
import { errorCode, FailureError } from '../disk-failure.ts';
import { removeFile, systemBusyPolicy } from '../store/atomic-file.ts';
import type { Described } from './answer.ts';
import {
  beginControl,
  type ControlRecord,
  type KnownPart,
  noteControl,
  PIECE_BYTES,
  writeControl,
} from './control-record.ts';

const READ_BYTES = 1024 * 1024;

/**
 * A file that grows at its end while a hash of all of it runs along. Nothing counts as kept before
 * `checkpoint` has made it durable and written it down; `note` writes down what a crash of this process leaves.
 */
export class PartFile {
  readonly path: string;
  readonly file: Described;
  readonly #handle: FileHandle;
  readonly #hash: Hash;
  readonly #pieces: string[];
  #bytes: number;
  #written: number;
  #durable: number;
  /** Where the record's next note belongs, and the pieces that it has; null before this process has written it. */
  #record: { readonly end: number; readonly pieces: number } | null = null;
  /** Whether there is no record yet that a power cut could take. */
  readonly #isNew: boolean;

  private constructor(
    path: string,
    file: Described,
    handle: FileHandle,
    hash: Hash,
    pieces: string[],
    bytes: number,
    isNew: boolean,
  ) {
    this.path = path;
    this.file = file;
    this.#handle = handle;
    this.#hash = hash;
    this.#pieces = pieces;
    this.#bytes = bytes;
    this.#written = bytes;
    this.#durable = bytes;
    this.#isNew = isNew;
  }

  /** Begins an empty part, in a new file: the one before may be a clip of the library by another name. */
  static async create(path: string, file: Described): Promise<PartFile> {
    await removeFile(path);
    return new PartFile(path, file, await open(path, 'wx+'), createHash('sha256'), [], 0, true);
  }

  /**
   * Opens a part as far as its bytes are really those of the record: reads and hashes them all, and cuts off
   * what does not match, a whole piece at most when only the tail is damaged.
   */
  static async resume(path: string, record: KnownPart): Promise<PartFile> {
    const handle = await open(path, 'r+');
    try {
      const { hash, pieces, bytes } = await verifiedBeginning(handle, record);
      if (bytes !== record.length && (await handle.stat()).nlink > 1) {
        await handle.close();
        return await PartFile.create(path, record);
      }
      await handle.truncate(bytes);
      return new PartFile(path, record, handle, hash, pieces, bytes, false);
    } catch (error) {
      await handle.close();
      throw error;
    }
  }

  /** How many of the record's bytes are really there; nothing is changed. */
  static async verify(path: string, record: KnownPart): Promise<number> {
    const handle = await open(path, 'r');
    try {
      return (await verifiedBeginning(handle, record)).bytes;
    } finally {
      await handle.close();
    }
  }

  /** Bytes written so far. */
  get bytes(): number {
    return this.#bytes;
  }

  /** The same, without those of an `append` that failed. */
  get written(): number {
    return this.#written;
  }

  /** Bytes that a crash cannot take. */
  get durable(): number {
    return this.#durable;
  }

  /** A record of an earlier process is replaced durably first. */
  get #canNote(): boolean {
    return this.#record !== null || this.#isNew;
  }

  /** SHA-256 of all bytes so far, in hex. */
  get digest(): string {
    return this.#hash.copy().digest('hex');
  }

  /** Writes `chunks` at the end. Throws the disk's error; this object is of no use then. */
  async append(chunks: readonly Buffer[]): Promise<void> {
    const at = this.#bytes;
    const writing = this.#handle.writev([...chunks], at);
    // Hashed while the disk is at work.
    for (const chunk of chunks) this.#absorb(chunk);
    const { bytesWritten } = await writing;
    // A disk that fills up may take a part only; writing the rest then says why.
    if (at + bytesWritten < this.#bytes) await this.#writeRest(Buffer.concat(chunks), at, bytesWritten);
    this.#written = this.#bytes;
  }

  /**
   * Makes everything durable and writes it down. Throws the disk's error; the last checkpoint then stands.
   * @param complete true when these bytes are the whole file, whether or not its length was announced.
   */
  async checkpoint(complete: boolean): Promise<void> {
    await this.#handle.datasync();
    const written = await writeControl(this.path, this.#describe(complete));
    if (!written.ok) throw new FailureError(written.error);
    this.#durable = this.#bytes;
    this.#record = { end: written.value, pieces: this.#pieces.length };
  }

  /**
   * Writes down what has come, without waiting for the disk or for another program that holds the record: the next
   * note tells of this too. Throws the disk's error.
   */
  async note(): Promise<void> {
    if (!this.#canNote) return this.checkpoint(false);
    try {
      const end = this.#record === null ? await this.#begin() : await this.#more(this.#record);
      this.#record = { end, pieces: this.#pieces.length };
    } catch (error) {
      if (!systemBusyPolicy.busy(errorCode(error))) throw error;
    }
  }

  /**
   * Makes the whole file durable. That it is whole is only noted where its length is known: a power cut that takes
   * the note costs no more than one a moment before. Throws the disk's error.
   */
  async complete(): Promise<void> {
    if (this.file.length === null || !this.#canNote) return this.checkpoint(true);
    await this.#handle.datasync();
    await this.note();
  }

  async close(): Promise<void> {
    await this.#handle.close();
  }

  #describe(complete: boolean): ControlRecord {
    return {
      schema: 1,
      length: complete ? this.#bytes : this.file.length,
      etag: this.file.etag,
      lastModified: this.file.lastModified,
      bytes: this.#bytes,
      pieces: this.#pieces,
      digest: this.digest,
    };
  }

  #begin(): Promise<number> {
    return beginControl(this.path, this.#describe(false));
  }

  #more({ end, pieces }: { readonly end: number; readonly pieces: number }): Promise<number> {
    const more = { bytes: this.#bytes, pieces: this.#pieces.slice(pieces), digest: this.digest };
    return noteControl(this.path, end, more);
  }

  async #writeRest(all: Buffer, at: number, written: number): Promise<void> {
    let offset = written;
    while (offset < all.length) {
      const { bytesWritten } = await this.#handle.write(all, offset, all.length - offset, at + offset);
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
  { marks }: KnownPart,
): Promise<{ hash: Hash; pieces: string[]; bytes: number }> {
  const buffer = Buffer.alloc(READ_BYTES);
  const hash = createHash('sha256');
  const pieces: string[] = [];
  let good = { hash: hash.copy(), pieces, bytes: 0 };
  let bytes = 0;
  for (const mark of marks) {
    while (bytes < mark.bytes) {
      const { bytesRead } = await handle.read(buffer, 0, Math.min(READ_BYTES, mark.bytes - bytes), bytes);
      if (bytesRead === 0) return good;
      hash.update(buffer.subarray(0, bytesRead));
      bytes += bytesRead;
    }
    const digest = hash.copy().digest('hex');
    if (digest !== mark.digest) return good;
    if (bytes > good.bytes && bytes % PIECE_BYTES === 0) pieces.push(digest);
    good = { hash: hash.copy(), pieces, bytes };
  }
  return good;
}
