import { lstat, realpath } from 'node:fs/promises';
import path from 'node:path';
import { isWithin } from '../library/folders.ts';
import type { Library } from '../library/library.ts';
import { sidecarNameOf } from '../library/sidecar.ts';

/** Whether a file that is put here would take the place of something in the library, or of a clip whose file is away. */
export async function isOfLibrary(library: Library, to: string): Promise<boolean> {
  const folder = await realpath(path.dirname(to)).catch(() => null);
  if (folder === null) return false;
  const inside = library.all.some(({ root, state }) => state !== 'away' && isWithinOrSame(folder, root));
  if (!inside) return false;
  const name = path.basename(to);
  return (await isTaken(path.join(folder, name))) || isTaken(path.join(folder, sidecarNameOf(name)));
}

const isWithinOrSame = (folder: string, root: string): boolean => folder === root || isWithin(folder, root);

/** What the person has chosen, with the ending that is missing; then under a name that is free, as nobody was asked. */
export async function withEnding(chosen: string, ending: string): Promise<string> {
  if (path.extname(chosen) !== '') return chosen;
  for (let n = 1; ; n += 1) {
    const place = `${chosen}${n === 1 ? '' : ` (${n})`}${ending}`;
    if (!(await isTaken(place))) return place;
  }
}

const isTaken = (place: string): Promise<boolean> =>
  lstat(place).then(
    () => true,
    () => false,
  );
