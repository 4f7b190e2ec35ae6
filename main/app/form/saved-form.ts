import * as z from 'zod/mini';
import type { Outcome } from '../../../preload/contract/errors.ts';
import { type FormView, formView } from '../../../preload/contract/schemas/form.ts';
import type { Job } from '../../core/job/state.ts';
import { KeptFile } from '../../core/store/kept-file.ts';
import type { Source } from '../../core/store/sources-table.ts';

const fileSchema = z.object({ schema: z.literal(1), savedAt: z.number(), form: formView });

export interface SavedFormDeps {
  /** Where it is kept. */
  readonly file: string;
  readonly now: () => number;
  readonly source: (id: string) => Source | null;
  /** Whether the content with this hash is still there. */
  readonly has: (sha256: string) => Promise<boolean>;
  readonly jobs: () => readonly Job[];
}

/** The form as it was left, and the files in it that are still there. */
export interface RestoredForm {
  readonly form: FormView | null;
  readonly sources: readonly Source[];
}

/** Keeps what is on the Animate screen, so that the next start begins where the last one ended. */
export class SavedForm {
  readonly #deps: SavedFormDeps;
  readonly #kept: KeptFile<typeof fileSchema>;

  constructor(deps: SavedFormDeps) {
    this.#deps = deps;
    this.#kept = new KeptFile(deps.file, fileSchema, deps.now);
  }

  save(form: FormView): Promise<Outcome<void>> {
    return this.#kept.write({ schema: 1, savedAt: this.#deps.now(), form });
  }

  /**
   * A damaged file gives none. Pictures that were sent after the form was saved are left out: a crash in between must
   * not put them back before a live button.
   */
  async load(): Promise<RestoredForm> {
    const { value } = this.#kept.read();
    if (!value) return { form: null, sources: [] };
    const { form, savedAt } = value;
    const sent = new Set(
      this.#deps
        .jobs()
        .filter((job) => job.createdAt >= savedAt)
        .flatMap((job) => job.recipe.inputs.map(({ sourceId }) => sourceId)),
    );
    const ids = [...form.pictures, ...form.references].map(({ sourceId }) => sourceId);
    const found = [...new Set(ids)].flatMap((id) => this.#deps.source(id) ?? []);
    const isThere = await Promise.all(found.map(({ sha256 }) => this.#deps.has(sha256)));
    const sources = found.filter((_, at) => isThere[at]);
    const here = new Set(sources.map(({ id }) => id));
    const pictures = form.pictures.filter(({ sourceId }) => here.has(sourceId) && !sent.has(sourceId));
    const chosen = form.selected === null ? undefined : form.pictures[form.selected];
    const selected = chosen ? pictures.indexOf(chosen) : -1;
    return {
      form: {
        ...form,
        pictures,
        selected: selected < 0 ? null : selected,
        references: form.references.filter(({ sourceId }) => here.has(sourceId)),
      },
      sources,
    };
  }
}
