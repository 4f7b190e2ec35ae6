import { createHash, randomBytes } from 'node:crypto';
import { type FileHandle, open, rename, rm } from 'node:fs/promises';
import path from 'node:path';
import { fail, type Outcome, ok } from '../../../preload/contract/errors.ts';
import { REFERENCE_LIMITS } from '../../../preload/contract/limits.ts';
import { diskFailure } from '../disk-failure.ts';
import { mediaFormat } from '../media/read-media.ts';
import { makeFolder, syncFolder, systemBusyPolicy, whileBusy } from '../store/atomic-file.ts';
import { type AcceptedMedia, acceptMedia } from './accept-media.ts';
import { type RegularFile, readHead, withRegularFile } from './regular-file.ts';
import type { StoredSource } from './source-files.ts';

const PIECE = 1024 * 1024;
const MOST_BYTES = Math.max(REFERENCE_LIMITS.video.bytes, REFERENCE_LIMITS.audio.bytes);

export interface TakenMedia {
  readonly stored: StoredSource;
  readonly media: AcceptedMedia;
}

/**
 * Copies a reference video or voice into `folder`, under the hash of its content. The copy is what is checked: the
 * file itself may have become another one since it was dropped.
 * @param pathOf where content with a hash lies.
 * @returns what `checkFile` answers for the copy, or the failure of the disk that it is written to.
 */
export async function takeMedia(
  from: string,
  name: string,
  folder: string,
  pathOf: (sha256: string) => string,
): Promise<Outcome<TakenMedia>> {
  const made = await makeFolder(folder);
  if (!made.ok) return made;
  return withRegularFile(from, name, async (file) => {
    if (file.size > MOST_BYTES) return fail('too-large', undefined, { name, limit: MOST_BYTES });
    const beside = path.join(
      folder,
      `.${randomBytes(6).toString('hex')}.${randomBytes(6).toString('hex')}.tmp`,
    );
    try {
      return await copyChecked(file, name, beside, pathOf);
    } catch (error) {
      return { ok: false, error: diskFailure(error) };
    } finally {
      await rm(beside, { force: true });
    }
  });
}

async function copyChecked(
  file: RegularFile,
  name: string,
  beside: string,
  pathOf: (sha256: string) => string,
): Promise<Outcome<TakenMedia>> {
  const copy = await open(beside, 'wx+', 0o666);
  try {
    const { sha256, bytes } = await pour(file.handle, copy);
    const written = { handle: copy, size: bytes };
    const format = mediaFormat(await readHead(written, 16));
    if (format === null) return fail('media-unreadable', 'it is another file now', { name });
    const media = await acceptMedia(written, name, format);
    if (!media.ok) return media;
    await copy.sync();
    const target = pathOf(sha256);
    await copy.close();
    await whileBusy(() => rename(beside, target), systemBusyPolicy);
    await syncFolder(path.dirname(target));
    return ok({ stored: { sha256, path: target, bytes }, media: media.value });
  } finally {
    await copy.close();
  }
}

/** Copies in pieces, at most as much as any reference may have, and says what was copied. */
async function pour(from: FileHandle, to: FileHandle): Promise<{ sha256: string; bytes: number }> {
  const hash = createHash('sha256');
  const piece = Buffer.alloc(PIECE);
  let bytes = 0;
  while (bytes <= MOST_BYTES) {
    const { bytesRead } = await from.read(piece, 0, PIECE, bytes);
    if (bytesRead === 0) break;
    hash.update(piece.subarray(0, bytesRead));
    await to.writeFile(piece.subarray(0, bytesRead));
    bytes += bytesRead;
  }
  return { sha256: hash.digest('hex'), bytes };
}
