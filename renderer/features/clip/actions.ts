import type { ClipView } from '../../../preload/contract/schemas/views.ts';
import { ask } from '../../bridge.ts';
import { loadClips, useClips } from '../../state/library/clips.ts';
import { applyClips, neighbourOf } from '../../state/library/outline.ts';
import { toFailure } from '../../state/models.ts';
import { closeClip, openClip } from '../../state/ui.ts';
import { t } from '../../text/en.ts';
import { say, sayFailure } from '../../ui/toasts.ts';

/** Shows the file in the system's own file manager. */
export async function reveal(clip: ClipView): Promise<void> {
  const answer = await ask('clip.reveal', { clipId: clip.id });
  if (!answer.ok) sayFailure(toFailure(answer.error), clip.name);
}

/** Moves the clip to the system's trash and goes on to its neighbour. */
export async function trash(clip: ClipView): Promise<void> {
  const neighbour = neighbourOf(clip.place, 1) ?? neighbourOf(clip.place, -1);
  const answer = await ask('clip.trash', { target: { ids: [clip.id] } });
  if (!answer.ok) {
    sayFailure(toFailure(answer.error), clip.name);
    return;
  }
  if (neighbour === null || !(await openAt(neighbour))) closeClip();
  applyClips(new Map([[clip.id, null]]));
  say({ title: t.clip.trashed(clip.name), body: t.clip.trashedBody, look: 'trash' });
}

export async function copyPrompt(clip: ClipView): Promise<void> {
  await navigator.clipboard.writeText(clip.prompt);
  say({ title: t.clip.copied, look: 'done' });
}

async function openAt(place: number): Promise<boolean> {
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
