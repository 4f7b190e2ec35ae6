import { appendFile, mkdir, readFile, writeFile } from 'node:fs/promises';
import path from 'node:path';
import * as z from 'zod/mini';
import { removeFile } from '../store/atomic-file.ts';

const NOTES_FILE = '.kinora/copy.jsonl';
const heading = z.object({ id: z.string() });
const note = z.tuple([z.string(), z.string()]);

/** How what lies at a place is noted, besides a file, which is noted by its hash. */
export const noteOf = { link: (target: string): string => `-> ${target}`, other: 'other' } as const;

/**
 * What a copy of a library folder has written, noted in the copy before it is written: only that may be replaced, also
 * when the copy goes on after a crash.
 */
export class CopyNotes {
  readonly #file: string;
  #written: Map<string, Set<string>> | null = null;

  constructor(root: string) {
    this.#file = path.join(root, NOTES_FILE);
  }

  /** The id of the folder that a copy was begun of here; null for none. */
  static async idAt(root: string): Promise<string | null> {
    const [first] = await linesOf(path.join(root, NOTES_FILE));
    const parsed = heading.safeParse(first);
    return parsed.success ? parsed.data.id : null;
  }

  /** Goes on with the notes of a copy of this folder, or begins them. */
  async open(id: string): Promise<void> {
    if (this.#written !== null) return;
    const [first, ...rest] = await linesOf(this.#file);
    const begun = heading.safeParse(first);
    this.#written = new Map();
    if (begun.success && begun.data.id === id) {
      for (const line of rest) {
        const parsed = note.safeParse(line);
        if (parsed.success) this.#keep(...parsed.data);
      }
      // A crash may have cut the last line short.
      await appendFile(this.#file, '\n');
      return;
    }
    await mkdir(path.dirname(this.#file), { recursive: true });
    await writeFile(this.#file, `${JSON.stringify({ id })}\n`);
  }

  /** Names of everything that was written. */
  get names(): readonly string[] {
    return [...(this.#written?.keys() ?? [])];
  }

  /** Whether this was written, or was about to be written, under a name. */
  has(name: string, content: string): boolean {
    return this.#written?.get(name)?.has(content) ?? false;
  }

  async add(name: string, content: string): Promise<void> {
    await appendFile(this.#file, `${JSON.stringify([name, content])}\n`);
    this.#keep(name, content);
  }

  async remove(): Promise<void> {
    await removeFile(this.#file);
  }

  #keep(name: string, content: string): void {
    const contents = this.#written?.get(name);
    if (contents) contents.add(content);
    else this.#written?.set(name, new Set([content]));
  }
}

async function linesOf(file: string): Promise<unknown[]> {
  const text = await readFile(file, 'utf8').catch(() => '');
  return text.split('\n').flatMap((line): unknown[] => {
    try {
      return line === '' ? [] : [JSON.parse(line)];
    } catch {
      return [];
    }
  });
}
