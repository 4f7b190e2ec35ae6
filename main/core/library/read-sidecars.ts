import { closeSync, fstatSync, openSync, readSync, statSync } from 'node:fs';
import { stat } from 'node:fs/promises';
import path from 'node:path';
import type { Outcome } from '../../../preload/contract/errors.ts';
import type { ClipRecord } from './clip-record.ts';
import { isElsewhere } from './scan.ts';
import {
  clipNameOf,
  isSidecarSize,
  MAX_SIDECAR_BYTES,
  notRead,
  notSidecar,
  parseSidecar,
  readSidecar,
  type Sidecar,
} from './sidecar.ts';

/** A sidecar with what is known of its clip's file. */
export interface FoundSidecar {
  /** Its name in the library folder. */
  readonly name: string;
  readonly sidecar: Outcome<Sidecar>;
  /** Null: no such file. */
  readonly file: ClipFacts | null;
}

interface ClipFacts {
  readonly size: number;
  readonly blocks: number;
  readonly mtimeMs: number;
}

/** When a clip's file had last been written; null where its content is another one, which is read later, or elsewhere. */
export function modifiedOf(file: ClipFacts | null, { bytes }: Pick<ClipRecord, 'bytes'>): number | null {
  return file?.size === bytes && !isElsewhere(file) ? Math.floor(file.mtimeMs) : null;
}

/** Sidecars that are read together while each has to be waited for. */
const TOGETHER = 50;
/** Milliseconds per sidecar. Where it takes less, being told that a read has ended costs more than the read. */
const QUICK_MS = 0.4;
/** Where it takes more, even a short step would keep everything else waiting. */
const SLOW_MS = 1;

/**
 * Reads the sidecars of one library folder. As long as its disk answers at once they are read one after another
 * without giving way; what takes longer (a network, a cold disk, a file that has to be fetched) is awaited.
 */
export class SidecarReader {
  readonly #root: string;
  readonly #names: readonly string[];
  #done = 0;
  #isQuick = false;
  readonly #buffer = Buffer.allocUnsafe(MAX_SIDECAR_BYTES + 1);

  /** @param names of sidecars, as paths within `root`. */
  constructor(root: string, names: readonly string[]) {
    this.#root = root;
    this.#names = names;
  }

  /** How many have been read. */
  get done(): number {
    return this.#done;
  }

  get isDone(): boolean {
    return this.#done >= this.#names.length;
  }

  /** Reads some more and hands each to `take`; without waiting only until `performance.now()` has come to `end`. */
  async readSome(end: number, take: (found: FoundSidecar) => void): Promise<void> {
    if (!this.#isQuick) {
      for (const found of await this.#readTogether()) take(found);
      return;
    }
    const before = this.#done;
    let reading = 0;
    for (let now = performance.now(); now < end && !this.isDone; now = performance.now()) {
      const found = this.#readNow(this.#names[this.#done] ?? '');
      reading += performance.now() - now;
      if (found === null) {
        this.#isQuick = false;
        return;
      }
      this.#done += 1;
      take(found);
    }
    if (reading > SLOW_MS * (this.#done - before)) this.#isQuick = false;
  }

  async #readTogether(): Promise<FoundSidecar[]> {
    const began = performance.now();
    const names = this.#names.slice(this.#done, this.#done + TOGETHER);
    const found = await Promise.all(
      names.map(async (name) => {
        const [sidecar, file] = await Promise.all([
          readSidecar(path.join(this.#root, name)),
          stat(path.join(this.#root, clipNameOf(name))).catch(() => null),
        ]);
        return { name, sidecar, file };
      }),
    );
    this.#done += names.length;
    this.#isQuick = performance.now() - began < QUICK_MS * names.length;
    return found;
  }

  /** Null for a sidecar that is kept by a synced folder's service only: reading it would fetch it. */
  #readNow(name: string): FoundSidecar | null {
    const sidecar = this.#sidecarAt(path.join(this.#root, name));
    if (sidecar === null) return null;
    const clip = path.join(this.#root, clipNameOf(name));
    try {
      return { name, sidecar, file: statSync(clip, { throwIfNoEntry: false }) ?? null };
    } catch {
      return { name, sidecar, file: null };
    }
  }

  #sidecarAt(file: string): Outcome<Sidecar> | null {
    try {
      const handle = openSync(file, 'r');
      try {
        const facts = fstatSync(handle);
        if (!isSidecarSize(facts)) return notSidecar;
        if (facts.blocks === 0 && facts.size > 0) return null;
        const length = readSync(handle, this.#buffer, 0, MAX_SIDECAR_BYTES, 0);
        return parseSidecar(this.#buffer.toString('utf8', 0, length));
      } finally {
        closeSync(handle);
      }
    } catch (error) {
      return notRead(error);
    }
  }
}
