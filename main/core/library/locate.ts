import { lstat, mkdir, stat } from 'node:fs/promises';
import path from 'node:path';
import { fail, type Outcome, ok } from '../../../preload/contract/errors.ts';
import { EVERY_CLIP } from '../../../preload/contract/every-clip.ts';
import { diskFailure } from '../disk-failure.ts';
import { verifyMp4 } from '../media/mp4.ts';
import { copyTo } from '../output/place-file.ts';
import { removeFile } from '../store/atomic-file.ts';
import type { ClipRecord, IndexedClip } from './clip-record.ts';
import type { LibraryFolders } from './folders.ts';
import type { Library } from './library.ts';
import { sha256Of } from './publish.ts';
import { createSidecar, newSidecar, readSidecar, rewriteSidecar, sidecarNameOf } from './sidecar.ts';

/** The clips that have their files again; empty when the file has another content than the clip had. */
export interface Located {
  readonly ids: readonly string[];
}

/** Other missing clips that are looked for beside the one that was shown. */
const MOST_NEIGHBOURS = 5000;
const PAGE = 200;

/**
 * Gives a missing clip its file back, from where the person has found it: that file is copied to the clip's place
 * and stays where it is. Other missing clips whose files lie beside it, by name, size and content, are taken along.
 * @param anyway also takes a file with another content: the person says that it is this clip.
 * @returns `clip-missing` for a clip that is not known or a file that is not there, `clip-unreadable` for what is no
 * video, `folder-away`, `folder-read-only` or the disk's failure.
 */
export async function locateClip(
  library: Library,
  clipId: string,
  file: string,
  anyway: boolean,
): Promise<Outcome<Located>> {
  const clip = library.get(clipId);
  if (!clip) return fail('clip-missing');
  if (!clip.missing) return ok({ ids: [clipId] });
  const taken = await giveFile(library, clip, file, anyway);
  if (!taken.ok || !taken.value) return taken.ok ? ok({ ids: [] }) : taken;
  const ids = [clipId];
  for (const other of missingClips(library)) {
    const beside = path.join(path.dirname(file), path.posix.basename(other.name));
    const facts = await stat(beside).catch(() => null);
    if (!facts?.isFile() || facts.size !== other.bytes) continue;
    const given = await giveFile(library, other, beside, false);
    if (given.ok && given.value) ids.push(other.id);
  }
  return ok({ ids });
}

function missingClips(library: Library): IndexedClip[] {
  const missing: IndexedClip[] = [];
  let cursor: string | null = null;
  do {
    const page = library.page({ query: { ...EVERY_CLIP, missing: true }, cursor, limit: PAGE });
    if (!page.ok) return missing;
    missing.push(...page.value.clips);
    cursor = page.value.next;
  } while (cursor !== null && missing.length < MOST_NEIGHBOURS);
  return missing;
}

/**
 * Copies a file to the place of a clip that has lost its own.
 * @returns false when it has another content than the clip had, and nothing was done.
 */
export async function giveFile(
  library: Library,
  clip: ClipRecord,
  file: string,
  anyway: boolean,
): Promise<Outcome<boolean>> {
  const folder = library.folderOf(clip, true);
  if (!folder.ok) return folder;
  const name = path.basename(file);
  try {
    const facts = await stat(file).catch(() => null);
    if (!facts?.isFile()) return fail('clip-missing');
    if (!anyway && facts.size !== clip.bytes) return ok(false);
    const media = await verifyMp4(file);
    if (!media.ok) return fail('clip-unreadable', media.error.detail, { name });
    const sha256 = await sha256Of(file);
    if (!anyway && sha256 !== clip.sha256) return ok(false);
    const changed = sha256 === clip.sha256 ? {} : { ...media.value, bytes: facts.size, sha256 };
    const found = { ...clip, ...changed, missing: false };
    // Edits that are written at the same time would be lost.
    const release = await library.holdSidecars();
    try {
      return await put(library, folder.value, found, file);
    } finally {
      release();
    }
  } catch (error) {
    return { ok: false, error: diskFailure(error) };
  }
}

/** Puts the file of a clip in its place, unless something else lies there now. */
async function put(
  library: Library,
  { root }: LibraryFolders,
  clip: ClipRecord,
  file: string,
): Promise<Outcome<boolean>> {
  const target = path.join(root, clip.name);
  const beside = path.join(root, sidecarNameOf(clip.name));
  const sidecar = await readSidecar(beside);
  if (sidecar.ok && sidecar.value.clipId !== clip.id) return anotherLiesThere;
  // It came back by itself meanwhile: nothing is written over.
  if (await lstat(target).catch(() => null)) {
    if ((await sha256Of(target)) !== clip.sha256) return anotherLiesThere;
  } else {
    await mkdir(path.dirname(target), { recursive: true });
    await copyTo(file, target);
    if ((await sha256Of(target)) !== clip.sha256) {
      await removeFile(target);
      return fail('disk-error', 'the copy differs');
    }
  }
  const written = await keepSidecar(beside, clip);
  if (!written.ok) return written;
  const indexed = await library.indexClip(clip);
  return indexed.ok ? ok(true) : indexed;
}

const anotherLiesThere = fail<boolean>('disk-error', 'another file has its name now');

/** The sidecar may have gone with the file: then it is written anew from what the index knows. */
async function keepSidecar(file: string, clip: ClipRecord): Promise<Outcome<unknown>> {
  const { seconds, width, height, bytes, sha256 } = clip;
  const media = { seconds, width, height, bytes, sha256 };
  const rewritten = await rewriteSidecar(file, clip.id, (old) => ({
    ...old,
    media: { ...old.media, ...media },
  }));
  if (rewritten.ok || rewritten.error.code !== 'clip-missing') return rewritten;
  const { id, jobId, batchId, accountId, createdAt, recipe, charged, lineage, edits } = clip;
  const made = newSidecar({
    clipId: id,
    jobId,
    batchId,
    accountId,
    remoteJobId: null,
    createdAt,
    recipe,
    price: { estimate: null, charged, priceVersion: recipe.priceVersion },
    media,
    lineage,
  });
  if (!made.ok) return made;
  const created = await createSidecar(file, { ...made.value, edits: { ...edits, tags: [...edits.tags] } });
  return created.ok && !created.value ? anotherLiesThere : created;
}
