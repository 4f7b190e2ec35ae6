import path from 'node:path';
import type { Clock, Ids, Log } from '../core/ports.ts';
import { Journal, openJournal } from '../core/store/journal.ts';
import { ClipFolder, type ClipFolderOptions } from './clip-folder.ts';
import { SettingsStore } from './settings.ts';
import { WORDS } from './words.ts';

export interface StorageOptions {
  readonly userData: string;
  /** The system's folder for videos. */
  readonly videos: string;
  readonly clock: Clock;
  readonly ids: Ids;
  readonly log: Log;
  readonly onClip: ClipFolderOptions['onClip'];
}

/** Everything that is kept on disk: the journal, the settings, the clips. */
export interface Storage {
  readonly journal: Journal;
  readonly settings: SettingsStore;
  readonly clips: ClipFolder;
  /** A damaged journal was put beside the new one. */
  readonly journalSetAside: boolean;
}

/** Opens all of it, or says in words why Kinora cannot start. Nothing is changed on disk in that case. */
export function openStorage(options: StorageOptions): Storage | { readonly refused: string } {
  const { userData, videos, clock, ids, log, onClip } = options;
  const opened = openJournal(path.join(userData, 'journal.db'), () => clock.now());
  switch (opened.kind) {
    case 'newer':
      opened.db.close();
      return { refused: WORDS.newer };
    case 'busy':
      return { refused: WORDS.busy };
    case 'failed':
      return { refused: WORDS.folder(opened.failure) };
    case 'open':
      break;
  }
  const journal = new Journal(opened.db);
  const settings = new SettingsStore(userData, clock.now());
  const folder = settings.get().libraryFolder ?? path.join(videos, 'Kinora');
  const indexPath = path.join(userData, 'library.db');
  const clips = ClipFolder.open(folder, { indexPath, clock, ids, log, onClip });
  if (!clips.ok) {
    journal.close();
    return { refused: WORDS.folder(clips.error) };
  }
  return { journal, settings, clips: clips.value, journalSetAside: opened.movedAside !== null };
}
