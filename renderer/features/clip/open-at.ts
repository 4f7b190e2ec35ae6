import type { ClipView } from '../../../preload/contract/schemas/views.ts';
import { loadClips, useClips } from '../../state/library/clips.ts';
import { openClip } from '../../state/ui.ts';

/** How many clips are on their way to be opened. */
let opening = 0;

/** Opens the clip at this place, at once where it is known. @returns false where there is none. */
export async function openAt(place: number): Promise<boolean> {
  const known = (): ClipView | undefined => useClips.getState().byPlace.get(place);
  if (!known()) {
    opening += 1;
    await loadClips([place]).finally(() => {
      opening -= 1;
    });
  }
  const clip = known();
  if (clip) openClip(clip.id);
  return clip !== undefined;
}

/** Whether a clip is on its way to be opened. */
export const isOpening = (): boolean => opening > 0;
