import type { ClipView } from '../../../preload/contract/schemas/views.ts';
import { ask } from '../../bridge.ts';
import { toFailure } from '../../state/models.ts';
import { folders as en } from '../../text/en-folders.ts';
import { say, sayFailure } from '../../ui/toasts.ts';
import { hopeForPosters } from '../../work/media/posters.ts';

/** Lets the person show where the file of a missing clip is; one with another content is taken when they say so. */
export async function locate(clip: Pick<ClipView, 'id' | 'name'>, anyway = false): Promise<void> {
  const answer = await ask('clip.locate', { clipId: clip.id, anyway });
  if (!answer.ok) return sayFailure(toFailure(answer.error), clip.name);
  const { shown, clips } = answer.value;
  if (shown !== 'nothing') hopeForPosters();
  if (shown === 'located') say({ title: en.located(clips), look: 'done' });
  if (shown === 'different')
    say({
      title: en.differentTitle,
      body: en.differentBody,
      look: 'warning',
      action: { label: en.useAnyway, run: () => void locate(clip, true) },
    });
}
