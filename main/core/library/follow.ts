import { randomBytes } from 'node:crypto';
import { lstat, readFile, rename } from 'node:fs/promises';
import path from 'node:path';
import { publishFile, removeFile, writeFileAtomic } from '../store/atomic-file.ts';
import type { LibraryFolders } from './folders.ts';
import { sidecarNameOf } from './sidecar.ts';

interface Place {
  readonly folder: LibraryFolders;
  readonly present: Set<string>;
}

/**
 * Lets the sidecar of a clip that has another place now follow it, also to another disk. One that lies there already
 * is never overwritten.
 * @returns false when it could not follow, and the clip is better left as it was.
 */
export async function followSidecar(from: Place, clip: string, to: Place, name: string): Promise<boolean> {
  const [before, after] = [sidecarNameOf(clip), sidecarNameOf(name)];
  if (!from.present.has(before) || (from.folder === to.folder && before === after)) return true;
  const source = path.join(from.folder.root, before);
  const target = path.join(to.folder.root, after);
  const moved = (await isSameFile(source, target))
    ? await rename(source, target).then(
        () => true,
        () => false,
      )
    : await moveFile(source, target, from.folder !== to.folder);
  if (!moved) return false;
  from.present.delete(before);
  to.present.add(after);
  return true;
}

/** Where capital and small letters are one, a new spelling of a name is there already: as the old one. */
async function isSameFile(source: string, target: string): Promise<boolean> {
  if (source.toLowerCase() !== target.toLowerCase()) return false;
  const [one, other] = await Promise.all([source, target].map((file) => lstat(file).catch(() => null)));
  return one !== null && one?.ino === other?.ino && one?.dev === other?.dev;
}

async function moveFile(source: string, target: string, far: boolean): Promise<boolean> {
  const [folder, name] = [path.dirname(target), path.basename(target)];
  if (!far) return (await publishFile(source, folder, [name])).ok;
  // It may be another disk: a copy beside the name, then the name, then the old one goes.
  const beside = path.join(folder, `.follow.${randomBytes(6).toString('hex')}.tmp`);
  const data = await readFile(source).catch(() => null);
  if (data === null || !(await writeFileAtomic(beside, data)).ok) return false;
  const named = await publishFile(beside, folder, [name]);
  await removeFile(named.ok ? source : beside);
  return named.ok;
}
