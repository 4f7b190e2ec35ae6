import type { ClipView } from '../../../preload/contract/schemas/views.ts';
import { ask } from '../../bridge.ts';
import { toFailure } from '../../state/models.ts';
import { sayFailure } from '../../ui/toasts.ts';

/** Makes a clip a favourite, or one no longer. It shows when main has it. */
export async function setFavourite(clip: ClipView, favourite: boolean): Promise<void> {
  const answer = await ask('clip.edit', { target: { ids: [clip.id] }, edit: { favourite } });
  if (!answer.ok) sayFailure(toFailure(answer.error), clip.name);
}
