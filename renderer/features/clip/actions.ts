import type { ClipView } from '../../../preload/contract/schemas/views.ts';
import { ask } from '../../bridge.ts';
import { neighbourOf } from '../../state/library/outline.ts';
import { toFailure } from '../../state/models.ts';
import { closeClip } from '../../state/ui.ts';
import { clip as en } from '../../text/en-clip.ts';
import { say, sayFailure } from '../../ui/toasts.ts';
import { subjectOf } from '../library/cull/use-cull-keys.ts';
import { trashClips } from '../library/cull/verdict.ts';
import { openAt } from './open-at.ts';

/** Shows the file in the system's own file manager. */
export async function reveal(clip: ClipView): Promise<void> {
  const answer = await ask('clip.reveal', { clipId: clip.id });
  if (!answer.ok) sayFailure(toFailure(answer.error), clip.name);
}

/** Goes on to the clip after this one, or back to the library where it is the last. */
export async function leave({ place }: ClipView): Promise<void> {
  const neighbour = neighbourOf(place, 1) ?? neighbourOf(place, -1);
  if (neighbour === null || !(await openAt(neighbour))) closeClip();
}

/** Moves the clip to the system's trash and goes on to its neighbour. */
export async function trash(clip: ClipView): Promise<void> {
  await leave(clip);
  trashClips(subjectOf(clip));
}

export async function copyPrompt(clip: ClipView): Promise<void> {
  await navigator.clipboard.writeText(clip.prompt);
  say({ title: en.copied, look: 'done' });
}
