import { loadClips, useClips } from '../../state/library/clips.ts';
import { neighbourOf } from '../../state/library/outline.ts';
import { openClip } from '../../state/ui.ts';

/** Opens the clip at this place. @returns false where there is none. */
export async function openAt(place: number): Promise<boolean> {
  await loadClips([place]);
  const clip = useClips.getState().byPlace.get(place);
  if (clip) openClip(clip.id);
  return clip !== undefined;
}

/** The clip beside this one in the library. */
export function openNeighbour(clipId: string, step: number): void {
  const place = useClips.getState().byId.get(clipId)?.place;
  const next = place === undefined ? null : neighbourOf(place, step);
  if (next !== null) void openAt(next);
}
