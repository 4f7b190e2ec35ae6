import { readdir } from 'node:fs/promises';
import path from 'node:path';
import { fail, type Outcome, ok } from '../../../preload/contract/errors.ts';
import { diskFailure } from '../disk-failure.ts';
import { nameKey } from '../library/clip-name.ts';
import type { ClipRecord } from '../library/clip-record.ts';
import type { Library } from '../library/library.ts';
import { readSidecar, sidecarNameOf, writeSidecar } from '../library/sidecar.ts';
import { copyTo } from './place-file.ts';

/**
 * Copies a clip to `to`. Its recipe goes into a file beside it, without the address that its end was told to: that may
 * hold a secret and helps nobody else.
 * @returns `clip-missing` where its file is away, or the disk's failure.
 */
export async function exportClip(
  library: Library,
  clip: ClipRecord,
  to: string,
  withRecipe: boolean,
): Promise<Outcome<void>> {
  const [file, sidecar] = await library.filesOf(clip.id);
  if (file === undefined || !/\.mp4$/i.test(file))
    return fail('clip-missing', undefined, { name: clip.name });
  try {
    await copyTo(file, to);
    if (!withRecipe || sidecar === undefined) return ok(undefined);
    const read = await readSidecar(sidecar);
    const place = path.join(path.dirname(to), sidecarNameOf(path.basename(to)));
    if (!read.ok || place === sidecar) return read.ok ? ok(undefined) : read;
    const { recipe } = read.value;
    return await writeSidecar(place, { ...read.value, recipe: { ...recipe, webhookUrl: '' } });
  } catch (error) {
    return { ok: false, error: diskFailure(error) };
  }
}

/** Copies clips into a folder, under names that are free there. @returns how many; a failure ends it. */
export async function exportClips(
  library: Library,
  clips: readonly ClipRecord[],
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
