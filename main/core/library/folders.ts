import { mkdirSync, realpathSync } from 'node:fs';
import { realpath } from 'node:fs/promises';
import path from 'node:path';
import { fail, type Outcome, ok } from '../../../preload/contract/errors.ts';
import { diskFailure } from '../disk-failure.ts';

/** Where things lie inside a library folder, all on one file system. */
export interface LibraryFolders {
  /** What the index calls it. */
  readonly id: string;
  /** The folder itself, without links in its path. */
  readonly root: string;
  /** Parts of downloads, and what is being published. */
  readonly incoming: string;
  /** Prepared pictures by hash. */
  readonly sources: string;
  /** Still pictures of clips. */
  readonly posters: string;
}

/** The folder that new clips go to. */
const MAIN_FOLDER = 'main';

const inside = (root: string, name: string): string => path.join(root, '.kinora', name);

/** Where prepared pictures lie in a library folder. */
export const sourcesOf = (root: string): string => inside(root, 'sources');

/** Makes the folders where they are not there yet; `folder-unusable` or `disk-full` where that cannot be. */
export function makeFolders(folder: string): Outcome<LibraryFolders> {
  try {
    mkdirSync(folder, { recursive: true });
    const root = realpathSync(folder);
    const folders = {
      id: MAIN_FOLDER,
      root,
      incoming: inside(root, 'incoming'),
      sources: sourcesOf(root),
      posters: inside(root, 'posters'),
    };
    for (const each of [folders.incoming, folders.sources, folders.posters])
      mkdirSync(each, { recursive: true });
    return ok(folders);
  } catch (error) {
    const failure = diskFailure(error);
    return fail(failure.code === 'disk-full' ? 'disk-full' : 'folder-unusable', failure.detail);
  }
}

/** The path of an existing file directly inside `root`, links resolved; null when it is not there or elsewhere. */
export async function fileInside(root: string, name: string): Promise<string | null> {
  if (name === '' || name !== path.basename(name) || name === '.' || name === '..') return null;
  try {
    const real = await realpath(path.join(root, name));
    return path.dirname(real) === root ? real : null;
  } catch {
    return null;
  }
}
