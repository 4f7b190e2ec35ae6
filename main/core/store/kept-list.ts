import type * as z from 'zod/mini';
import { type ErrorCode, fail, type Outcome } from '../../../preload/contract/errors.ts';
import { KeptFile } from './kept-file.ts';

/** How a list lies in its file. */
interface Lies<T, S extends z.ZodMiniType> {
  readonly schema: S;
  toList(value: z.output<S>): readonly T[];
  toFile(list: readonly T[]): z.input<S>;
}

interface Deps<T, S extends z.ZodMiniType> {
  readonly file: string;
  readonly lies: Lies<T, S>;
  readonly max: number;
  /** What is answered where there is no room for more. */
  readonly full: ErrorCode;
  readonly now: () => number;
}

/** Things that the person has saved under a name, in the order in which they were saved, in a file of their own. */
export class KeptList<T extends { readonly id: string }, S extends z.ZodMiniType> {
  readonly #deps: Deps<T, S>;
  readonly #kept: KeptFile<S>;
  #list: readonly T[] | null = null;
  #setAside = false;
  #changing: Promise<unknown> = Promise.resolve();

  constructor(deps: Deps<T, S>) {
    this.#deps = deps;
    this.#kept = new KeptFile(deps.file, deps.lies.schema, deps.now);
  }

  all(): readonly T[] {
    if (!this.#list) {
      const { value, setAside } = this.#kept.read();
      this.#list = value === null ? [] : this.#deps.lies.toList(value);
      this.#setAside = setAside;
    }
    return this.#list;
  }

  /** Whether the file could not be read and was set aside; true once. */
  tellSetAside(): boolean {
    this.all();
    const told = this.#setAside;
    this.#setAside = false;
    return told;
  }

  /** Saves a new one, or another version of one; `at` is its place, by default the last. */
  put(item: T, at: number | null): Promise<Outcome<void>> {
    return this.change((before) => {
      const index = before.findIndex(({ id }) => id === item.id);
      return index < 0 ? before.toSpliced(at ?? before.length, 0, item) : before.with(index, item);
    });
  }

  remove(id: string): Promise<Outcome<void>> {
    return this.change((before) => before.filter((item) => item.id !== id));
  }

  /** One change after the other: each begins with what the one before has left. */
  change(next: (before: readonly T[]) => readonly T[]): Promise<Outcome<void>> {
    const mine = this.#changing.then(async () => {
      const list = next(this.all());
      if (list.length > this.#deps.max) return fail(this.#deps.full);
      const written = await this.#kept.write(this.#deps.lies.toFile(list));
      if (written.ok) this.#list = list;
      return written;
    });
    this.#changing = mine;
    return mine;
  }
}
