import { realpath } from 'node:fs/promises';
import path from 'node:path';
import { fail, type Outcome } from '../../../preload/contract/errors.ts';
import { MAX_POSTER_SIDE } from '../../../preload/contract/limits.ts';
import { readHeader } from '../intake/header.ts';
import { stripJpegMetadata } from '../intake/metadata.ts';
import type { Library } from '../library/library.ts';
import { writeFileAtomic } from '../store/atomic-file.ts';

/** Where the still picture of a clip with this content lies, or will. */
const posterFile = (folder: string, sha256: string): string => path.join(folder, `${sha256}.jpg`);

/** Where the still picture of a clip lies, or will; null for a clip that is not known. */
export function posterOf(library: Library, clipId: string): string | null {
  const clip = library.get(clipId);
  return clip && posterFile(library.folders.posters, clip.sha256);
}

/** The still picture of a clip where there is one. What links lead to is none: it may lie anywhere. */
export async function posterFileOf(library: Library, clipId: string): Promise<string | null> {
  const file = posterOf(library, clipId);
  if (file === null) return null;
  try {
    const { root, posters } = library.folders;
    const place = path.join(await realpath(root), path.relative(root, posters), path.basename(file));
    return (await realpath(file)) === place ? file : null;
  } catch {
    return null;
  }
}

/** Keeps the still picture of a clip. @returns `clip-missing`; `undecodable` for what is no small JPEG. */
export async function storePoster(
  library: Library,
  clipId: string,
  jpeg: Uint8Array,
): Promise<Outcome<void>> {
  const file = posterOf(library, clipId);
  if (file === null) return fail('clip-missing');
  const header = readHeader(jpeg);
  if (header?.format !== 'jpeg' || Math.max(header.width, header.height) > MAX_POSTER_SIDE)
    return fail('undecodable', 'not a still picture');
  const bare = stripJpegMetadata(jpeg);
  return bare.ok ? writeFileAtomic(file, bare.value) : bare;
}
