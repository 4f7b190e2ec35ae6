import * as z from 'zod/mini';
import { fail, type Outcome, ok } from '../../../preload/contract/errors.ts';
import { MAX_PRESETS, type PresetView, presetView } from '../../../preload/contract/schemas/form.ts';
import { withRegularFile } from '../../core/intake/regular-file.ts';
import type { Ids } from '../../core/ports.ts';
import { writeFileAtomic } from '../../core/store/atomic-file.ts';
import { KeptList } from '../../core/store/kept-list.ts';

const KIND = 'kinora-presets';
const SCHEMA = 1;
/** Larger than any file of presets that Kinora writes itself has reason to be. */
const MAX_FILE_BYTES = 4 * 1024 * 1024;

const fileSchema = z.object({
  kind: z.literal(KIND),
  schema: z.literal(SCHEMA),
  presets: z.array(presetView).check(z.maxLength(MAX_PRESETS)),
});
const headSchema = z.object({ kind: z.literal(KIND), schema: z.number() });

const toFile = (presets: readonly PresetView[]): z.input<typeof fileSchema> => ({
  kind: KIND,
  schema: SCHEMA,
  presets: [...presets],
});

export interface PresetsDeps {
  /** Where they are kept. */
  readonly file: string;
  readonly now: () => number;
  readonly ids: Ids;
}

/** What an import brought. */
export interface Imported {
  readonly added: number;
  /** How many were here already. */
  readonly known: number;
}

const contentOf = ({ id: _id, ...rest }: PresetView): string => JSON.stringify(sorted(rest));

function sorted(value: unknown): unknown {
  if (typeof value !== 'object' || value === null) return value;
  return Object.entries(value)
    .map(([key, item]) => [key, sorted(item)] as const)
    .sort(([a], [b]) => (a < b ? -1 : 1));
}

/** The person's own presets, in the order in which they were saved. */
export class Presets {
  readonly #ids: Ids;
  readonly #list: KeptList<PresetView, typeof fileSchema>;

  constructor({ file, now, ids }: PresetsDeps) {
    this.#ids = ids;
    this.#list = new KeptList({
      file,
      lies: { schema: fileSchema, toList: ({ presets }) => presets, toFile },
      max: MAX_PRESETS,
      full: 'too-many-presets',
      now,
    });
  }

  all(): readonly PresetView[] {
    return this.#list.all();
  }

  /** Whether the file could not be read and was set aside; true once. */
  tellSetAside(): boolean {
    return this.#list.tellSetAside();
  }

  /** Saves a new preset, or another version of one; `at` is its place, by default the last. */
  put(preset: PresetView, at: number | null): Promise<Outcome<void>> {
    return this.#list.put(preset, at);
  }

  remove(id: string): Promise<Outcome<void>> {
    return this.#list.remove(id);
  }

  /** Writes all presets to a file for other people or machines. */
  export(file: string): Promise<Outcome<void>> {
    return writeFileAtomic(file, `${JSON.stringify(toFile(this.all()), null, 2)}\n`);
  }

  /**
   * Adds the presets of such a file; those that are here already are left out. Answers `not-presets` for anything that
   * is not one, `presets-newer` for one of a later Kinora, `too-many-presets`; nothing is then changed.
   * @param name the file's display name.
   */
  async import(file: string, name: string): Promise<Outcome<Imported>> {
    const read = await readPresets(file, name);
    if (!read.ok) return read;
    let added = 0;
    const written = await this.#list.change((before) => {
      const here = new Set(before.map(contentOf));
      const fresh: PresetView[] = [];
      for (const preset of read.value) {
        const content = contentOf(preset);
        if (here.has(content)) continue;
        here.add(content);
        fresh.push({ ...preset, id: this.#ids.next() });
      }
      added = fresh.length;
      return [...before, ...fresh];
    });
    return written.ok ? ok({ added, known: read.value.length - added }) : written;
  }
}

/** Reads what may be anything at all. */
async function readPresets(file: string, name: string): Promise<Outcome<readonly PresetView[]>> {
  const no = fail('not-presets', undefined, { name });
  const opened = await withRegularFile(file, name, async ({ handle, size }) => {
    if (size > MAX_FILE_BYTES) return no;
    const bytes = Buffer.alloc(size);
    await handle.read(bytes, 0, size, 0);
    return ok(parsed(bytes));
  });
  if (!opened.ok) return no;
  const { value } = opened;
  const head = z.safeParse(headSchema, value);
  if (!head.success) return no;
  if (head.data.schema > SCHEMA) return fail('presets-newer', undefined, { name });
  const whole = z.safeParse(fileSchema, value);
  return whole.success ? ok(whole.data.presets) : no;
}

function parsed(bytes: Buffer): unknown {
  try {
    return JSON.parse(new TextDecoder('utf-8', { fatal: true }).decode(bytes));
  } catch {
    return null;
  }
}
