import { fail, type Outcome, ok } from '../../preload/contract/errors.ts';
import { isFinal } from '../../preload/contract/vocabulary.ts';
import type { Engine } from '../core/job/engine.ts';
import type { ClipFolder } from './clip-folder.ts';
import type { SettingsStore } from './settings.ts';
import type { Tell } from './tell.ts';

/** Folders that are looked through for a picture. */
const MOST_FOLDERS = 10;

export interface FolderChange {
  readonly engine: Pick<Engine, 'jobs'>;
  readonly clips: Pick<ClipFolder, 'use' | 'library'>;
  readonly settings: Pick<SettingsStore, 'get' | 'update'>;
  readonly tell: Pick<Tell, 'settings' | 'libraryChanged'>;
  /** Asks the person; null: they changed their mind. */
  readonly ask: () => Promise<string | null>;
}

/**
 * Lets the person choose another library folder and uses it, with every clip that lies in it already.
 * @returns whether the folder changed; `folder-busy` while clips are in progress.
 */
export async function changeFolder(change: FolderChange): Promise<Outcome<boolean>> {
  const { engine, clips, settings, tell, ask } = change;
  const isBusy = (): boolean =>
    engine.jobs().some(({ state }) => !isFinal(state.name) && state.name !== 'absent');
  if (isBusy()) return fail('folder-busy');
  const folder = await ask();
  if (folder === null) return ok(false);
  // A dialog may be open for long; jobs may have begun meanwhile.
  if (isBusy()) return fail('folder-busy');
  const before = clips.library.folder;
  const moved = clips.use(folder);
  if (!moved.ok) return moved;
  const earlier = [before, ...settings.get().earlierFolders];
  const earlierFolders = [...new Set(earlier)].filter((each) => each !== clips.library.folder);
  settings.update({ libraryFolder: folder, earlierFolders: earlierFolders.slice(0, MOST_FOLDERS) });
  tell.settings();
  await clips.library.fillMissing();
  tell.libraryChanged();
  return ok(true);
}
