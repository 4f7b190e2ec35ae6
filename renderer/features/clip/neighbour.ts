import type { ClipView } from '../../../preload/contract/schemas/views.ts';
import { loadClips, useClips } from '../../state/library/clips.ts';
import { neighbourOf } from '../../state/library/outline.ts';
import { openClip } from '../../state/ui.ts';
import { type Culled, subjectOf } from '../library/cull/use-cull-keys.ts';

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

/** The clip beside this one in the library. */
export function openNeighbour(clipId: string, step: number): void {
  const place = useClips.getState().byId.get(clipId)?.place;
  const next = place === undefined ? null : neighbourOf(place, step);
  if (next !== null) void openAt(next);
}

/** What keys say is said of the open clip; of none while the next one is on its way, which they are meant for. */
export function culledClip(clip: ClipView): Culled | null {
  if (opening > 0) return null;
  return {
    subject: subjectOf(clip),
    anchor: () => document.querySelector('[data-add-tag]'),
    advance: () => openNeighbour(clip.id, 1),
  };
}
