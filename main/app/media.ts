import { ID } from '../../preload/contract/vocabulary.ts';
import { posterFileOf } from '../core/output/posters.ts';
import type { Journal } from '../core/store/journal.ts';
import type { ClipFolder } from './clip-folder.ts';
import type { FindMedia } from './protocol.ts';

/**
 * Finds what `/media/<id>` stands for: a clip of the library, a file that clips are made from, or a file that has been
 * checked and is still where the person has it.
 */
export function findMedia(
  clips: () => ClipFolder,
  journal: Journal,
  checkedFile: (id: string) => string | null,
): FindMedia {
  return async (id, poster) => {
    if (!ID.test(id)) return null;
    if (poster) {
      const still = await posterFileOf(clips().library, id);
      return still === null ? null : { path: still, type: 'image/jpeg', lasting: true };
    }
    const clip = await clips().library.pathOf(id);
    if (clip !== null) return { path: clip, type: 'video/mp4', lasting: true };
    const source = journal.sources.get(id);
    if (source) return { path: await clips().sources.find(source.sha256), type: null, lasting: true };
    const file = checkedFile(id);
    return file === null ? null : { path: file, type: null, lasting: false };
  };
}
