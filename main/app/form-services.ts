import path from 'node:path';
import { app, type BrowserWindow, dialog } from 'electron';
import type { Job } from '../core/job/state.ts';
import type { Clock, Ids } from '../core/ports.ts';
import type { Journal } from '../core/store/journal.ts';
import type { FormServices } from '../ipc/form.ts';
import { Presets } from './form/presets.ts';
import { SavedForm } from './form/saved-form.ts';
import { savedSearches } from './saved-searches.ts';

interface FormDesktop {
  readonly userData: string;
  readonly clock: Clock;
  readonly ids: Ids;
  readonly journal: Journal;
  readonly has: (sha256: string) => Promise<boolean>;
  readonly jobs: () => readonly Job[];
  readonly window: () => BrowserWindow | null;
}

const FILTERS = [{ name: 'JSON', extensions: ['json'] }];

/** The form, the presets and the saved searches in files of the data folder, and the system's dialogs for presets. */
export function createFormServices(desktop: FormDesktop): FormServices {
  const { userData, clock, ids, journal, has, jobs, window } = desktop;
  const now = (): number => clock.now();
  return {
    journal,
    savedForm: new SavedForm({
      file: path.join(userData, 'form.json'),
      now,
      source: (id) => journal.sources.get(id),
      has,
      jobs,
    }),
    presets: new Presets({ file: path.join(userData, 'presets.json'), now, ids }),
    searches: savedSearches(path.join(userData, 'searches.json'), now),
    chooseExport: async () => {
      const own = window();
      const defaultPath = path.join(app.getPath('documents'), 'Kinora presets.json');
      const options = { defaultPath, filters: FILTERS };
      const chosen = await (own ? dialog.showSaveDialog(own, options) : dialog.showSaveDialog(options));
      return chosen.canceled || chosen.filePath === '' ? null : chosen.filePath;
    },
    chooseImport: async () => {
      const own = window();
      const options = { properties: ['openFile' as const], filters: FILTERS };
      const chosen = await (own ? dialog.showOpenDialog(own, options) : dialog.showOpenDialog(options));
      const [file] = chosen.canceled ? [] : chosen.filePaths;
      return file === undefined ? null : { path: file, name: path.basename(file) };
    },
  };
}
