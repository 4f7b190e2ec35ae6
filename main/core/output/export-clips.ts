import { readdir, realpath } from 'node:fs/promises';
import path from 'node:path';
import { fail, type Outcome, ok } from '../../../preload/contract/errors.ts';
import { diskFailure } from '../disk-failure.ts';
import { nameKey } from '../library/clip-name.ts';
import type { ClipRecord } from '../library/clip-record.ts';
import type { Library } from '../library/library.ts';
import { createSidecar, readSidecar, type Sidecar, sidecarNameOf } from '../library/sidecar.ts';
import { isOfLibrary } from './own-file.ts';
import { copyTo } from './place-file.ts';

/**
 * Copies a clip to `to`. Its recipe goes into a file beside it, without the address that its end was told to: that may
 * hold a secret and helps nobody else.
 * Neither takes the place of anything in the library; a file beside it that is there already stays.
 * @returns `clip-missing` where its file is away, `file-of-library`, or the disk's failure.
 */
export async function exportClip(
  library: Library,
  clip: Pick<ClipRecord, 'id' | 'name'>,
  to: string,
  withRecipe: boolean,
): Promise<Outcome<void>> {
  const [file, sidecar] = await library.filesOf(clip.id);
  if (file === undefined || !/\.mp4$/i.test(file))
    return fail('clip-missing', undefined, { name: clip.name });
  try {
    if ((await realpath(to).catch(() => null)) === file) return ok(undefined);
    if (await isOfLibrary(library, to)) return fail('file-of-library');
    await copyTo(file, to);
    if (!withRecipe || sidecar === undefined) return ok(undefined);
    const read = await readSidecar(sidecar);
    if (!read.ok) return read;
    const { recipe } = read.value;
    return await writeBeside(to, { ...read.value, recipe: { ...recipe, webhookUrl: '' } });
  } catch (error) {
    return { ok: false, error: diskFailure(error) };
  }
}

/** What lies there already may be another clip's. */
async function writeBeside(to: string, sidecar: Sidecar): Promise<Outcome<void>> {
  const stem = to.replace(/\.mp4$/i, '');
  for (let n = 1; ; n += 1) {
    const free = sidecarNameOf(n === 1 ? stem : `${stem} (${n})`);
    const created = await createSidecar(free, sidecar);
    if (!created.ok) return created;
    if (created.value) return ok(undefined);
  }
}

/** Copies clips into a folder, under names that are free there. @returns how many; a failure ends it. */
export async function exportClips(
  library: Library,
  clips: readonly Pick<ClipRecord, 'id' | 'name'>[],
  folder: string,
  withRecipe: boolean,
): Promise<Outcome<number>> {
  try {
    const taken = new Set((await readdir(folder)).map(nameKey));
    for (const clip of clips) {
      const name = freeName(path.posix.basename(clip.name), taken);
      const copied = await exportClip(library, clip, path.join(folder, name), withRecipe);
      if (!copied.ok) return copied;
      taken.add(nameKey(name)).add(nameKey(sidecarNameOf(name)));
    }
    return ok(clips.length);
  } catch (error) {
    return { ok: false, error: diskFailure(error) };
  }
}

/** `name`, or `name (2)` and so on where it is taken; the same for the file beside it. */
function freeName(name: string, taken: ReadonlySet<string>): string {
  const { name: stem, ext } = path.parse(name);
  for (let n = 1; ; n += 1) {
    const free = n === 1 ? name : `${stem} (${n})${ext}`;
    if (!taken.has(nameKey(free)) && !taken.has(nameKey(sidecarNameOf(free)))) return free;
  }
}
