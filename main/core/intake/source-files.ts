import { createHash } from 'node:crypto';
import { stat } from 'node:fs/promises';
import path from 'node:path';
import { setImmediate } from 'node:timers/promises';
import { fail, type Outcome, ok } from '../../../preload/contract/errors.ts';
import { diskFailure, errorCode } from '../disk-failure.ts';
import { makeFolder, syncFolder, writeFileAtomic } from '../store/atomic-file.ts';
import { ProvedFile } from './proved-file.ts';
import { type TakenMedia, takeMedia } from './take-media.ts';

export interface StoredSource {
  /** In hex; also the file's name. */
  readonly sha256: string;
  readonly path: string;
  readonly bytes: number;
}

/** Prepared pictures, reference videos and voices as files named by the hash of their content: the same picture is stored once. */
export class SourceFiles {
  readonly folder: string;

  /** @param folder made at the first `put` where it does not exist yet. */
  constructor(folder: string) {
    this.folder = folder;
  }

  /**
   * Stores bytes, durably, unless they are here already.
   * @returns `disk-full`, `folder-unusable` or `disk-error`.
   */
  async put(bytes: Uint8Array): Promise<Outcome<StoredSource>> {
    const sha256 = await hash(bytes);
    const stored = { sha256, path: this.pathOf(sha256), bytes: bytes.byteLength };
    const present = await this.read(sha256);
    if (present.ok) return this.#keep(stored);
    const made = await makeFolder(this.folder);
    if (!made.ok) return made;
    const written = await writeFileAtomic(stored.path, bytes);
    return written.ok ? ok(stored) : written;
  }

  /** Copies a reference video or voice in, checked; see `takeMedia`. */
  take(from: string, name: string): Promise<Outcome<TakenMedia>> {
    return takeMedia(from, name, this.folder, (sha256) => this.pathOf(sha256));
  }

  /** What is here already: the call that put it here may have ended because just this failed. */
  async #keep(stored: StoredSource): Promise<Outcome<StoredSource>> {
    try {
      await syncFolder(this.folder);
      return ok(stored);
    } catch (error) {
      return { ok: false, error: diskFailure(error) };
    }
  }

  /**
   * Where the content with this hash lies, whether or not it is there.
   * @throws RangeError for anything that is not a SHA-256 in lower-case hex: such a name could lead anywhere.
   */
  pathOf(sha256: string): string {
    if (!/^[0-9a-f]{64}$/.test(sha256)) throw new RangeError('not a SHA-256');
    return path.join(this.folder, sha256);
  }

  /** The same, as a store of several folders answers it. */
  async find(sha256: string): Promise<string> {
    return this.pathOf(sha256);
  }

  /**
   * Opens content, which is proved while it is read; the caller closes it.
   * @returns `source-missing` when it is gone or, as far as can be told yet, is no longer what its name says, or the
   * disk's failure.
   */
  async open(sha256: string): Promise<Outcome<ProvedFile>> {
    try {
      return ok(await ProvedFile.open(this.pathOf(sha256), sha256));
    } catch (error) {
      if (error instanceof RangeError || errorCode(error) === 'ENOENT') return fail('source-missing');
      return { ok: false, error: diskFailure(error) };
    }
  }

  /** Reads content whole and proves it. @returns what `open` answers. */
  async read(sha256: string): Promise<Outcome<Buffer>> {
    const opened = await this.open(sha256);
    if (!opened.ok) return opened;
    const file = opened.value;
    try {
      const pieces: Buffer[] = [];
      for await (const piece of file.pieces()) pieces.push(piece);
      return ok(Buffer.concat(pieces));
    } catch (error) {
      return { ok: false, error: diskFailure(error) };
    } finally {
      await file.close();
    }
  }

  /** True when there is a file for this hash; `read` says whether it is still right. */
  async has(sha256: string): Promise<boolean> {
    try {
      return (await stat(this.pathOf(sha256))).isFile();
    } catch {
      return false;
    }
  }
}

/** A video has a hundred megabytes: hashed at once they would stop everything else for a moment. */
const HASH_PIECE = 4 * 1024 * 1024;

async function hash(bytes: Uint8Array): Promise<string> {
  const sum = createHash('sha256');
  for (let at = 0; at < bytes.byteLength; at += HASH_PIECE) {
    if (at > 0) await setImmediate();
    sum.update(bytes.subarray(at, at + HASH_PIECE));
  }
  return sum.digest('hex');
}
