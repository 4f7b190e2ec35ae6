import { ID } from '../../preload/contract/vocabulary.ts';
import type { Journal } from '../core/store/journal.ts';
import type { ClipFolder } from './clip-folder.ts';
import type { MediaFile } from './protocol.ts';

/** Finds what `/media/<id>` stands for: a clip of the library or a picture that was brought in. */
export function findMedia(
  clips: () => ClipFolder,
  journal: Journal,
): (id: string) => Promise<MediaFile | null> {
  return async (id) => {
    if (!ID.test(id)) return null;
    const clip = await clips().library.pathOf(id);
    if (clip !== null) return { path: clip, type: 'video/mp4' };
    const source = journal.sources.get(id);
    return source && { path: await clips().sources.find(source.sha256), type: 'image/jpeg' };
  };
}
