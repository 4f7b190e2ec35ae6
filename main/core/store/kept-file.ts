import { existsSync, readFileSync, statSync } from 'node:fs';
import * as z from 'zod/mini';
import type { Outcome } from '../../../preload/contract/errors.ts';
import { setAside } from './aside.ts';
import { writeFileAtomic } from './atomic-file.ts';

/** More than anything that is kept in one. */
const MAX_BYTES = 16 * 1024 * 1024;

/**
 * A small JSON file that is not worth a database: parsed on the way back, replaced in one step. One that is not as it
 * was written is set aside, never overwritten.
 */
export class KeptFile<S extends z.ZodMiniType> {
  readonly #file: string;
  readonly #schema: S;
  readonly #now: () => number;
  #writing: Promise<unknown> = Promise.resolve();

  constructor(file: string, schema: S, now: () => number) {
    this.#file = file;
    this.#schema = schema;
    this.#now = now;
  }

  /** What is in the file; null where there is none, `setAside` where it could not be read. */
  read(): { readonly value: z.output<S> | null; readonly setAside: boolean } {
    try {
      if (!existsSync(this.#file)) return { value: null, setAside: false };
      if (statSync(this.#file).size > MAX_BYTES) throw new Error('too large');
      const value = z.parse(this.#schema, JSON.parse(readFileSync(this.#file, 'utf8')));
      return { value, setAside: false };
    } catch {
      this.#moveAside();
      return { value: null, setAside: true };
    }
  }

  /** Replaces the content; writes come one after the other. */
  write(value: z.input<S>): Promise<Outcome<void>> {
    const mine = this.#writing.then(() => writeFileAtomic(this.#file, JSON.stringify(value)));
    this.#writing = mine;
    return mine;
  }

  #moveAside(): void {
    try {
      setAside(this.#file, this.#now());
    } catch {
      // A folder that cannot be changed: the next write says so.
    }
  }
}
