import { randomUUID } from 'node:crypto';
import { accessSync, constants, mkdirSync, readFileSync, realpathSync, writeFileSync } from 'node:fs';
import { access, lstat, mkdir, readdir, readFile, realpath } from 'node:fs/promises';
import path from 'node:path';
import * as z from 'zod/mini';
import { type Failure, fail, type Outcome, ok } from '../../../preload/contract/errors.ts';
import type { FolderState } from '../../../preload/contract/vocabulary.ts';
import { diskFailure, errorCode } from '../disk-failure.ts';
import { writeFileAtomic } from '../store/atomic-file.ts';

/** A library folder as the settings remember it. */
export interface FolderPlace {
  readonly id: string;
  readonly path: string;
  /** Where it is being moved. */
  readonly movingTo?: string | undefined;
}

/**
 * The place of a folder that a crash has met between its move and the settings that say so. While it is at neither
 * place, its disk being away, that stays open.
 */
export function afterMove({ id, path: place, movingTo }: FolderPlace): FolderPlace {
  if (movingTo === undefined || idAt(place) === id) return { id, path: place };
  return idAt(movingTo) === id ? { id, path: movingTo } : { id, path: place, movingTo };
}

/** A library folder, and where things lie inside it, all on one file system. */
export interface LibraryFolders {
  /** What the index calls it; also kept inside it, so that it is known again wherever its disk is mounted. */
  readonly id: string;
  /** As the person chose it. */
  readonly path: string;
  /** The folder itself, without links in its path. */
  readonly root: string;
  readonly state: FolderState;
  /** Parts of downloads, and what is being published. */
  readonly incoming: string;
  /** Prepared pictures by hash. */
  readonly sources: string;
  /** Still pictures of clips. */
  readonly posters: string;
}

/** A folder as a person knows it: its own name and its parent's. */
export const nameOfFolder = (place: string): string =>
  path.join(path.basename(path.dirname(place)), path.basename(place));

/** Everything in a library folder that is no clip. */
const OWN_FOLDER = '.kinora';
const ID_NAME = 'folder.json';
/** What a folder is known by, as a path in it. */
export const ID_FILE = `${OWN_FOLDER}/${ID_NAME}`;

const inside = (root: string, name: string): string => path.join(root, OWN_FOLDER, name);

/** Where prepared pictures lie in a library folder. */
export const sourcesOf = (root: string): string => inside(root, 'sources');

function folderAt(id: string, place: string, root: string, state: FolderState): LibraryFolders {
  const [incoming, sources, posters] = [inside(root, 'incoming'), sourcesOf(root), inside(root, 'posters')];
  return { id, path: place, root, state, incoming, sources, posters };
}

const idFile = z.object({ id: z.string().check(z.regex(/^[\w-]{1,64}$/)) });

/** @returns null for what is no such file of ours. */
function parseId(json: string): string | null {
  try {
    const parsed = idFile.safeParse(JSON.parse(json));
    return parsed.success ? parsed.data.id : null;
  } catch {
    return null;
  }
}

/**
 * Makes a folder that was not used before, where it is not there yet; `folder-unusable` or `disk-full` where that
 * cannot be.
 */
export function makeFolders(place: string): Outcome<LibraryFolders> {
  try {
    mkdirSync(place, { recursive: true });
    const root = realpathSync(place);
    for (const name of ['incoming', 'sources', 'posters']) mkdirSync(inside(root, name), { recursive: true });
    accessSync(root, constants.W_OK);
    const file = inside(root, ID_NAME);
    const known = idAt(root);
    const id = known ?? randomUUID();
    if (known === null) writeFileSync(file, JSON.stringify({ id }));
    return ok(folderAt(id, place, root, 'ready'));
  } catch (error) {
    const failure = diskFailure(error);
    return fail(failure.code === 'disk-full' ? 'disk-full' : 'folder-unusable', failure.detail);
  }
}

/** The id of the library folder that lies here; null for none. */
export function idAt(root: string): string | null {
  try {
    return parseId(readFileSync(inside(root, ID_NAME), 'utf8'));
  } catch {
    return null;
  }
}

/** A folder that nobody has looked at yet. */
export const unseenFolder = ({ id, path: place }: FolderPlace): LibraryFolders =>
  folderAt(id, place, place, 'reading');

/** A folder that was used before, as far as can be told at once. */
export function knownFolder(place: FolderPlace): LibraryFolders {
  const isHere = idAt(place.path) === place.id;
  const made = isHere ? makeFolders(place.path) : null;
  return made?.ok ? made.value : unseenFolder(place);
}

/**
 * How a folder is now. It is never made anew: where a disk is not there, or another one has its place, or only the
 * empty place is left where it was mounted, the folder is away.
 * @param id null for one that was not used before.
 * @param fresh what such a one is called from now on, unless it has a name already.
 */
export async function lookAt(
  id: string | null,
  place: string,
  fresh: string = randomUUID(),
): Promise<LibraryFolders> {
  try {
    const root = await realpath(place);
    const names = await readdir(path.join(root, OWN_FOLDER)).catch((error: unknown) => {
      if (errorCode(error) === 'ENOENT') return null;
      throw error;
    });
    const file = inside(root, ID_NAME);
    const kept = names?.includes(ID_NAME) ? parseId(await readFile(file, 'utf8')) : null;
    const other = kept !== null && id !== null && kept !== id;
    const bare = id !== null && names === null && (await isBare(root));
    if (other || bare) return folderAt(id, place, root, 'away');
    const own = id ?? kept ?? fresh;
    const writable = await isWritable(root, kept === own ? null : own);
    return folderAt(own, place, root, writable ? 'ready' : 'read-only');
  } catch {
    return folderAt(id ?? fresh, place, place, 'away');
  }
}

/**
 * Whether a place without anything of Kinora's is not the folder that was used. What can be written to got its id when
 * it was first seen, whatever lies there now: a stray file below the place of a disk makes it no library.
 */
async function isBare(root: string): Promise<boolean> {
  if ((await readdir(root)).length === 0) return true;
  return access(root, constants.W_OK).then(
    () => true,
    () => false,
  );
}

/** Whether a folder can be written to, with everything in it that Kinora needs there. */
async function isWritable(root: string, id: string | null): Promise<boolean> {
  try {
    await access(root, constants.W_OK);
    for (const name of ['incoming', 'sources', 'posters'])
      await mkdir(inside(root, name), { recursive: true });
    // Windows tells only of attributes here, not of rights: only writing shows those.
    if (id === null && process.platform !== 'win32') return true;
    const file = id === null ? inside(root, 'writable') : inside(root, ID_NAME);
    return (await writeFileAtomic(file, JSON.stringify({ id }))).ok;
  } catch (error) {
    // A full disk is no read-only one: sidecars can still shrink and grow within what they have.
    return errorCode(error) === 'ENOSPC';
  }
}

/** Why nothing can be changed in a folder that clips lie in: `folder-away`, `folder-read-only` or the disk's failure. */
export function placeFailure(error: unknown): Failure {
  const failure = diskFailure(error);
  if (errorCode(error) === 'ENOENT') return { ...failure, code: 'folder-away' };
  return failure.code === 'folder-unusable' ? { ...failure, code: 'folder-read-only' } : failure;
}

/** Whether a name that the index holds can only mean something inside its folder. */
function isInner(name: string): boolean {
  const steps = name.split('/');
  const odd = process.platform === 'win32' ? /[\\:\0]/ : /\0/;
  return !odd.test(name) && steps.every((step) => step !== '' && !step.startsWith('.'));
}

/**
 * The path of an existing file in `root`, links resolved; null when it is not there or leads elsewhere.
 * @param root without links in its path.
 * @param name path within it, with `/`.
 */
export async function fileInside(root: string, name: string): Promise<string | null> {
  if (!isInner(name)) return null;
  try {
    const real = await realpath(path.join(root, name));
    return isWithin(real, root) ? real : null;
  } catch {
    return null;
  }
}

/**
 * The path of what has this name in `root`: of a link the link itself, never what it leads to. Null when it is not
 * there, or its folder is elsewhere.
 * @param root without links in its path.
 * @param name path within it, with `/`.
 */
export async function entryInside(root: string, name: string): Promise<string | null> {
  if (!isInner(name)) return null;
  try {
    const folder = await realpath(path.dirname(path.join(root, name)));
    if (folder !== root && !isWithin(folder, root)) return null;
    const file = path.join(folder, path.posix.basename(name));
    await lstat(file);
    return file;
  } catch {
    return null;
  }
}

/** Whether a path leads into a folder. Both without links. */
export function isWithin(place: string, folder: string): boolean {
  const between = path.relative(folder, place);
  return between !== '' && !between.startsWith('..') && !path.isAbsolute(between);
}
