import type { RouteInput } from '../../../preload/contract/schemas/routes.ts';
import { ask } from '../../bridge.ts';
import { useCore } from '../../state/core.ts';
import { toFailure } from '../../state/models.ts';
import { sayFailure } from '../../ui/toasts.ts';

/** Changes settings; they apply at once. Says why not, and answers false, when main refuses. */
export async function updateSettings(changes: RouteInput<'settings.update'>): Promise<boolean> {
  const answer = await ask('settings.update', changes);
  if (!answer.ok) {
    sayFailure(toFailure(answer.error));
    return false;
  }
  const settings = answer.value;
  useCore.setState((core) => (core.world ? { world: { ...core.world, settings } } : core));
  return true;
}
