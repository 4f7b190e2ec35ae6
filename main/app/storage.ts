import { existsSync } from 'node:fs';
import path from 'node:path';
import { type Failure, fail, type Outcome } from '../../preload/contract/errors.ts';
import { afterMove, isWithin } from '../core/library/folders.ts';
import type { Clock, Ids, Log } from '../core/ports.ts';
import { databaseFailure } from '../core/store/database-error.ts';
import { Journal, openJournal } from '../core/store/journal.ts';
import { watchStatements } from '../core/store/slow-statements.ts';
import { ClipFolder, type ClipFolderOptions } from './clip-folder.ts';
import { SettingsStore } from './settings.ts';
import { WORDS } from './words.ts';

export interface StorageOptions {
  readonly userData: string;
  /** The system's folder for videos. */
  readonly videos: string;
  /** Folder for new clips in this run, whatever the settings say. */
  readonly library?: string | null;
  readonly clock: Clock;
  readonly ids: Ids;
  readonly log: Log;
  readonly onClip: ClipFolderOptions['onClip'];
  readonly onReading?: NonNullable<ClipFolderOptions['onReading']>;
}

/** Everything that is kept on disk: the journal, the settings, the clips. */
export interface Storage {
  readonly journal: Journal;
  readonly settings: SettingsStore;
  readonly clips: ClipFolder;
  /** Tells what was found damaged, lost or unreadable: first what is known already, then what comes up later. */
  readonly hear: (listener: (level: 'warning' | 'error', failure: Failure) => void) => void;
}

/**
 * Opens all of it, or says in words why Kinora cannot start; nothing is lost in that case. Whatever is damaged is kept
 * beside what takes its place. After a journal that is not whole, sending is paused until the person resumes it.
 */
export function openStorage(options: StorageOptions): Storage | { readonly refused: string } {
  const { userData, clock, log } = options;
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
  watchStatements(opened.db, log);
  const journal = new Journal(opened.db);
  const doubtful = opened.movedAside !== null || opened.doubts.length > 0;
  const { hear, tell } = notices();
  try {
    const settings = new SettingsStore(userData, clock.now());
    if (doubtful) settings.update({ paused: true });
    const clips = openClips(options, settings, {
      onSetAside: () => tell('warning', { code: 'index-set-aside' }),
      onUnreadable: (clips) => tell('warning', { code: 'sidecar-unreadable', facts: { clips } }),
    });
    if (!clips.ok) {
      journal.close();
      return { refused: WORDS.folder(clips.error) };
    }
    let unreadable = 0;
    journal.jobs.shown(() => {
      unreadable += 1;
    });
    if (doubtful || unreadable > 0) log('error', 'journal.doubtful', { doubts: opened.doubts, unreadable });
    if (opened.movedAside !== null) tell('error', { code: 'journal-set-aside' });
    else if (doubtful || unreadable > 0) tell('error', { code: 'journal-doubtful' });
    if (settings.recovered) tell('warning', { code: 'settings-set-aside' });
    journal.onStopped = ({ detail }) => tell('error', { code: 'journal-stopped', detail });
    return { journal, settings, clips: clips.value, hear };
  } catch (error) {
    journal.close();
    return { refused: WORDS.folder(databaseFailure(error)) };
  }
}

/** Keeps what is told until somebody listens. */
function notices(): { tell: (level: 'warning' | 'error', failure: Failure) => void; hear: Storage['hear'] } {
  const waiting: [level: 'warning' | 'error', failure: Failure][] = [];
  let tell = (...notice: (typeof waiting)[number]): void => void waiting.push(notice);
  return {
    tell: (...notice) => tell(...notice),
    hear: (listener) => {
      for (const notice of waiting) listener(...notice);
      tell = listener;
    },
  };
}

function openClips(
  { userData, videos, library, ...rest }: StorageOptions,
  settings: SettingsStore,
  told: Pick<ClipFolderOptions, 'onSetAside' | 'onUnreadable'>,
): Outcome<ClipFolder> {
  const { folders, libraryFolder, earlierFolders } = settings.get();
  const places = folders.map(afterMove);
  const first = library == null ? places[0] : places.find((place) => path.resolve(place.path) === library);
  const others = places.filter((place) => place !== first);
  if (
    library != null &&
    others.some((place) => isWithin(place.path, library) || isWithin(library, place.path))
  )
    return fail('folder-nested');
  const usual = path.join(videos, 'Kinora');
  const folder = library ?? first?.path ?? libraryFolder ?? usual;
  // Only the usual folder is made again when it is gone: any other may be on a disk that is not there.
  const anew = folder === usual && !existsSync(usual);
  const opened = ClipFolder.open(folder, {
    ...rest,
    nameTemplate: () => settings.get().nameTemplate,
    folderId: anew ? null : (first?.id ?? null),
    others,
    indexPath: path.join(userData, 'library.db'),
    ...told,
    earlierFolders,
  });
  if (!opened.ok) return opened;
  // Of a move that is still open the settings keep where it led.
  const now = opened.value.places.map((place) => places.find(({ id }) => id === place.id) ?? place);
  if (library == null && JSON.stringify(now) !== JSON.stringify(folders)) settings.update({ folders: now });
  return opened;
}
