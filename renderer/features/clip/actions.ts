import type { ClipView } from '../../../preload/contract/schemas/views.ts';
import { ask } from '../../bridge.ts';
import { applyClips, useLibrary } from '../../state/library.ts';
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
  const { clips } = useLibrary.getState();
  const at = clips.findIndex((one) => one.id === clip.id);
  const neighbour = clips[at + 1] ?? clips[at - 1];
  const answer = await ask('clip.trash', { target: { ids: [clip.id] } });
  if (!answer.ok) {
    sayFailure(toFailure(answer.error), clip.name);
    return;
  }
  if (neighbour) openClip(neighbour.id);
  else closeClip();
  applyClips(new Map([[clip.id, null]]));
  say({ title: t.clip.trashed(clip.name), body: t.clip.trashedBody, look: 'trash' });
}

export async function copyPrompt(clip: ClipView): Promise<void> {
  await navigator.clipboard.writeText(clip.prompt);
  say({ title: t.clip.copied, look: 'done' });
}

/** The clip beside this one in the library. */
export function openNeighbour(clipId: string, step: number): void {
  const { clips } = useLibrary.getState();
  const next = clips[clips.findIndex((clip) => clip.id === clipId) + step];
  if (next) openClip(next.id);
}
