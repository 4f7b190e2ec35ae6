import type { Library } from '../../../main/core/library/library.ts';
import { EVERY_CLIP } from '../../../preload/contract/every-clip.ts';

/**
 * All that a library knows of its clips, in an order of its own and without what only this index has: two libraries
 * over the same files say the same. A clip of which nothing is left in the folder is known to the older index only.
 */
export function canonicalDump(library: Library, isThere: (name: string) => boolean): string[] {
  const lines: string[] = [];
  let cursor: string | null = null;
  do {
    const page = library.page({ query: EVERY_CLIP, cursor, limit: 200 });
    if (!page.ok) throw new Error(page.error.detail ?? page.error.code);
    for (const { place: _, ...clip } of page.value.clips)
      if (isThere(clip.name)) lines.push(JSON.stringify(clip));
    cursor = page.value.next;
  } while (cursor !== null);
  return lines.sort();
}
