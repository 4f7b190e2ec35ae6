import { type Outcome, ok } from '../../preload/contract/errors.ts';
import type { Presets } from '../app/form/presets.ts';
import type { SavedForm } from '../app/form/saved-form.ts';
import type { SavedSearches } from '../app/saved-searches.ts';
import type { Journal } from '../core/store/journal.ts';
import type { Handlers } from './router.ts';
import { sourceView } from './views.ts';

/** What keeps and brings back what the person has written. */
export interface FormServices {
  readonly journal: Journal;
  readonly savedForm: SavedForm;
  readonly presets: Presets;
  readonly searches: SavedSearches;
  /** A file that the person chose to write to; null when they did not. */
  chooseExport(): Promise<string | null>;
  /** A file that the person chose to read, and its display name. */
  chooseImport(): Promise<{ readonly path: string; readonly name: string } | null>;
}

type FormHandlers = Pick<
  Handlers,
  | 'form.load'
  | 'form.save'
  | 'prompt.recent'
  | 'preset.list'
  | 'preset.put'
  | 'preset.remove'
  | 'preset.import'
  | 'preset.export'
  | 'search.list'
  | 'search.put'
  | 'search.remove'
>;

const RECENT_PROMPTS = 12;
const plain = (outcome: Outcome<unknown>): Outcome<Record<string, never>> => (outcome.ok ? ok({}) : outcome);

/** The routes of the form, of what was written before, of presets and of saved searches. */
export function formHandlers(services: FormServices): FormHandlers {
  const { journal, savedForm, presets, searches } = services;
  return {
    'form.load': async () => {
      const { form, sources } = await savedForm.load();
      return ok({ form, sources: sources.map(sourceView) });
    },
    'form.save': async ({ form }) => plain(await savedForm.save(form)),
    'prompt.recent': () => ok({ prompts: journal.jobs.recentPrompts(RECENT_PROMPTS) }),
    'preset.list': () => ok({ presets: [...presets.all()], setAside: presets.tellSetAside() }),
    'preset.put': async ({ preset, at }) => plain(await presets.put(preset, at)),
    'preset.remove': async ({ id }) => plain(await presets.remove(id)),
    'search.list': () => ok({ searches: [...searches.all()], setAside: searches.tellSetAside() }),
    'search.put': async ({ search, at }) => plain(await searches.put(search, at)),
    'search.remove': async ({ id }) => plain(await searches.remove(id)),
    'preset.import': async () => {
      const chosen = await services.chooseImport();
      if (!chosen) return ok({ imported: null, presets: [...presets.all()] });
      const imported = await presets.import(chosen.path, chosen.name);
      return imported.ok ? ok({ imported: { ...imported.value }, presets: [...presets.all()] }) : imported;
    },
    'preset.export': async () => {
      const file = await services.chooseExport();
      if (file === null) return ok({ saved: false });
      const written = await presets.export(file);
      return written.ok ? ok({ saved: true }) : written;
    },
  };
}
