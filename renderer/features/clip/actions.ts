import type { ClipView } from '../../../preload/contract/schemas/views.ts';
import { ask } from '../../bridge.ts';
import { applyClips, neighbourOf } from '../../state/library/outline.ts';
import { toFailure } from '../../state/models.ts';
import { closeClip } from '../../state/ui.ts';
import { clip as en } from '../../text/en-clip.ts';
import { say, sayFailure } from '../../ui/toasts.ts';
import { openAt } from './neighbour.ts';

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
  say({ title: en.trashed(clip.name), body: en.trashedBody, look: 'trash' });
}

export async function copyPrompt(clip: ClipView): Promise<void> {
  await navigator.clipboard.writeText(clip.prompt);
  say({ title: en.copied, look: 'done' });
}
