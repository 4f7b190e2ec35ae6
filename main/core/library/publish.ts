import { createHash } from 'node:crypto';
import { createReadStream } from 'node:fs';
import { readdir, stat } from 'node:fs/promises';
import path from 'node:path';
import { pipeline } from 'node:stream/promises';
import { type NamePlan, plainName } from '../../../preload/contract/clip-name.ts';
import { fail, type Outcome, ok } from '../../../preload/contract/errors.ts';
import { diskFailure } from '../disk-failure.ts';
import { publishFile, removeFile, syncFolder } from '../store/atomic-file.ts';
import { freeClipNames, nameKey } from './clip-name.ts';
import type { ClipRecord, NewClip } from './clip-record.ts';
import type { LibraryFolders } from './folders.ts';
import { noteKey, partOf, readNote, writeNote } from './publish-note.ts';
import { newSidecar, readSidecar, recordOf, sidecarNameOf, writeSidecar } from './sidecar.ts';

/**
 * Gives a verified part its name in the library and writes its sidecar, durably, in this order. A note in
 * `incoming` says what was decided, so that a call after a crash goes on where the last one stopped and never
 * makes a second copy. The note and the part stay until the clip is indexed.
 * @param naming what the clip is called, but for the number that is free.
 * @returns the clip; the earlier one, with its own id, when this job has been published before.
 */
export async function publishClip(
  folders: LibraryFolders,
  partPath: string,
  clip: NewClip,
  naming = plainName(clip.recipe.inputs[0]?.name ?? ''),
): Promise<Outcome<ClipRecord>> {
  try {
    // Before anything is moved: a clip that could not be read back must not be written.
    const valid = newSidecar(clip);
    if (!valid.ok) return valid;
    const key = noteKey(clip);
    const note = await readNote(folders.incoming, key);
    const earlier = note && (await finishEarlier(folders, clip, note.name, note.clipId));
    if (earlier) return earlier;
    if ((await fileSize(partPath)) !== clip.media.bytes)
      return fail('clip-missing', 'the finished part is gone');
    const part = partOf(folders.incoming, partPath);
    for (const name of await freeNames(folders.root, naming)) {
      const noted = await writeNote(folders.incoming, key, { clipId: clip.clipId, name, part });
      if (!noted.ok) return noted;
      const published = await publishFile(partPath, folders.root, [name], { keep: true });
      if (published.ok) {
        const written = await writeBeside(folders, clip, name);
        // Nobody comes again for what is of no job: its part is all there is.
        if (!written.ok && clip.jobId === null) await takeBack(folders, clip, name);
        return written;
      }
      if (published.error.detail !== 'every name is taken') return published;
    }
    return fail('disk-error', 'no free name');
  } catch (error) {
    return { ok: false, error: diskFailure(error) };
  }
}

/** What an earlier call began under `name`; null when its file never got that far. */
async function finishEarlier(
  folders: LibraryFolders,
  clip: NewClip,
  name: string,
  clipId: string,
): Promise<Outcome<ClipRecord> | null> {
  const file = path.join(folders.root, name);
  const size = await fileSize(file);
  // Where there are no links a name is first taken by an empty file: that one is ours and stands in the way.
  if (size === 0) await removeFile(file);
  if (size !== clip.media.bytes || (await sha256Of(file)) !== clip.media.sha256) return null;
  const sidecar = await readSidecar(path.join(folders.root, sidecarNameOf(name)));
  if (sidecar.ok) {
    // The same bytes can be another clip's, which got the name before this one's file had it.
    if (sidecar.value.clipId !== clipId) return null;
    // An earlier call may have ended because just this failed.
    await syncFolder(folders.root);
    return ok(recordOf(sidecar.value, folders.id, name, false));
  }
  return writeBeside(folders, { ...clip, clipId }, name);
}

async function writeBeside(
  folders: LibraryFolders,
  clip: NewClip,
  name: string,
): Promise<Outcome<ClipRecord>> {
  const sidecar = newSidecar(clip);
  if (!sidecar.ok) return sidecar;
  const written = await writeSidecar(path.join(folders.root, sidecarNameOf(name)), sidecar.value);
  return written.ok ? ok(recordOf(sidecar.value, folders.id, name, false)) : written;
}

/** A video without its sidecar would stay for good, as nobody's clip. */
async function takeBack({ root }: LibraryFolders, { clipId }: NewClip, name: string): Promise<void> {
  const file = path.join(root, sidecarNameOf(name));
  const sidecar = await readSidecar(file);
  if (sidecar.ok && sidecar.value.clipId === clipId) await removeFile(file).catch(() => undefined);
  await removeFile(path.join(root, name)).catch(() => undefined);
}

/** What others take at the same moment is skipped at the next. */
async function freeNames(root: string, naming: NamePlan): Promise<Iterable<string>> {
  const first = naming.before.slice(0, 1);
  const alike = (await readdir(root)).filter((name) => name.toLowerCase().startsWith(first));
  return freeClipNames(naming, new Set(alike.map(nameKey))).take(1000);
}

async function fileSize(file: string): Promise<number | null> {
  const facts = await stat(file).catch(() => null);
  return facts?.isFile() ? facts.size : null;
}

/** SHA-256 of a file in hex, read in pieces. */
export async function sha256Of(file: string): Promise<string> {
  const hash = createHash('sha256');
  await pipeline(createReadStream(file, { highWaterMark: 1024 * 1024 }), hash);
  return hash.digest('hex');
}
