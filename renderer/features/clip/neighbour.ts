import type { ClipView } from '../../../preload/contract/schemas/views.ts';
import { useClips } from '../../state/library/clips.ts';
import { neighbourOf } from '../../state/library/outline.ts';
import { backTo } from '../library/cull/back-to.ts';
import { type Culled, subjectOf } from '../library/cull/use-cull-keys.ts';
import { isOpening, openAt } from './open-at.ts';

/** The clip beside this one in the library. */
export function openNeighbour(clipId: string, step: number): void {
  const place = useClips.getState().byId.get(clipId)?.place;
  const next = place === undefined ? null : neighbourOf(place, step);
  if (next !== null) void openAt(next);
}

/** What keys say is said of the open clip; of none while the next one is on its way, which they are meant for. */
export function culledClip(clip: ClipView): Culled | null {
  if (isOpening()) return null;
  return {
    subject: { ...subjectOf(clip), back: () => backTo(clip.place) },
    anchor: () => document.querySelector('[data-add-tag]'),
    flag: clip.flag,
    advance: () => openNeighbour(clip.id, 1),
  };
}
