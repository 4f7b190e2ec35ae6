import { fail, type Outcome, ok } from '../../preload/contract/errors.ts';
import type { fileRoutes, ImportView } from '../../preload/contract/schemas/folders.ts';
import type { LibraryStats } from '../../preload/contract/schemas/views.ts';
import type { CleanUp, ClipGroup } from '../core/library/clean-up.ts';
import type { FillReport } from '../core/library/fill.ts';
import { nameOfFolder } from '../core/library/folders.ts';
import type { ImportReport } from '../core/library/import.ts';
import type { Library, Reading } from '../core/library/library.ts';
import type { Handlers } from './router.ts';

/** What can be done with the library's folders. */
export interface FolderCommands {
  choose(): Promise<Outcome<boolean>>;
  add(): Promise<Outcome<{ id: string; videos: number } | null>>;
  remove(id: string): Promise<Outcome<null>>;
  restore(id: string): Promise<Outcome<null>>;
  makeFirst(id: string): Promise<Outcome<null>>;
  lookAgain(): Promise<Outcome<FillReport>>;
  readonly moving: Reading | null;
  move(id: string): Promise<Outcome<boolean>>;
  stopMove(): void;
}

/** What can be done with files that become clips. */
export interface FileCommands {
  readonly progress: Reading | null;
  locate(
    clipId: string,
    anyway: boolean,
  ): Promise<Outcome<{ shown: 'located' | 'different' | 'nothing'; clips: number }>>;
  import(what: 'files' | 'folder'): Promise<Outcome<ImportReport | null>>;
  adopt(folderId: string): Promise<Outcome<ImportReport>>;
  cancel(): void;
}

/** What can be done about what takes room. */
export interface CleanUpCommands {
  look(): Promise<Outcome<CleanUp & { readonly leftovers: { files: number; bytes: number } }>>;
  clear(): Promise<Outcome<{ files: number; bytes: number }>>;
}

export interface FolderServices {
  readonly cleanUp: CleanUpCommands;
  readonly folders: FolderCommands;
  readonly files: FileCommands;
  library(): Library;
  reveal(path: string): void;
}

const plain = (outcome: Outcome<unknown>): Outcome<Record<string, never>> => (outcome.ok ? ok({}) : outcome);

/** The routes of the library's folders. */
export function folderHandlers({
  folders,
  library,
  reveal,
}: FolderServices): Pick<Handlers, Extract<keyof Handlers, `folder.${string}`>> {
  return {
    'folder.choose': async () => {
      const chosen = await folders.choose();
      return chosen.ok ? ok({ changed: chosen.value }) : chosen;
    },
    'folder.add': async () => {
      const added = await folders.add();
      return added.ok ? ok({ added: added.value?.id ?? null, videos: added.value?.videos ?? 0 }) : added;
    },
    'folder.remove': async ({ id }) => plain(await folders.remove(id)),
    'folder.restore': async ({ id }) => plain(await folders.restore(id)),
    'folder.primary': async ({ id }) => plain(await folders.makeFirst(id)),
    'folder.move': async ({ id }) => {
      const moved = await folders.move(id);
      return moved.ok ? ok({ moved: moved.value }) : moved;
    },
    'folder.moveCancel': () => {
      folders.stopMove();
      return ok({});
    },
    'folder.reveal': ({ id }) => {
      const { all, folders: first } = library();
      const folder = id === undefined ? first : all.find((each) => each.id === id);
      if (!folder || folder.state === 'away') return fail('folder-away');
      reveal(folder.root);
      return ok({});
    },
    'folder.lookAgain': () => folders.lookAgain(),
  };
}

const importView = ({ failed, ...report }: ImportReport): ImportView => ({
  ...report,
  failed: failed.map(({ name, failure }) => ({ name, failure: { ...failure } })),
});

const groupView = ({ places, bytes }: ClipGroup) => ({
  clips: places.length,
  bytes,
  places: new Uint8Array(places.buffer),
});

/** The routes of files that become clips without a job. */
export function fileHandlers({
  files,
  cleanUp,
  library,
}: FolderServices): Pick<Handlers, keyof typeof fileRoutes> {
  return {
    'clip.locate': ({ clipId, anyway }) => files.locate(clipId, anyway),
    'import.start': async ({ what }) => {
      const report = await files.import(what);
      return report.ok ? ok({ report: report.value && importView(report.value) }) : report;
    },
    'import.adopt': async ({ folder }) => {
      const report = await files.adopt(folder);
      return report.ok ? ok(importView(report.value)) : report;
    },
    'cleanup.look': async () => {
      const found = await cleanUp.look();
      if (!found.ok) return found;
      const { rejected, duplicates, largest, leftovers } = found.value;
      return ok({
        generation: library().generation,
        rejected: groupView(rejected),
        duplicates: groupView(duplicates),
        largest: groupView(largest),
        leftovers: { ...leftovers },
      });
    },
    'cleanup.clear': () => cleanUp.clear(),
    'import.cancel': () => {
      files.cancel();
      return ok({});
    },
  };
}

/** What the library holds as the page may see it: folders by name, never by path. */
export async function libraryStats(
  library: Library,
  {
    files,
    folders: desk,
  }: { files: Pick<FileCommands, 'progress'>; folders: Pick<FolderCommands, 'moving'> },
): Promise<LibraryStats> {
  const { folders, ...rest } = await library.stats();
  return {
    ...rest,
    importing: files.progress,
    moving: desk.moving,
    folders: folders.map(({ folder, ...counts }, at) => ({
      id: folder.id,
      name: nameOfFolder(folder.root),
      state: folder.state,
      primary: at === 0,
      ...counts,
    })),
  };
}
