import type { RouteInput } from '../../../preload/contract/schemas/routes.ts';
import type { KeyView } from '../../../preload/contract/schemas/views.ts';
import type { LinkName } from '../../../preload/contract/vocabulary.ts';
import { ask } from '../../bridge.ts';
import { useCore, worldNow } from '../../state/core.ts';
import { toFailure } from '../../state/models.ts';
import { settings as en } from '../../text/en-settings.ts';
import { say, sayFailure } from '../../ui/toasts.ts';

type KeyRoute = 'key.paste' | 'key.test' | 'key.use' | 'key.rename' | 'key.remove' | 'key.restore';

/** Asks main to do something with a key; the key itself never comes here. False when it was refused, and says why. */
async function askKey<R extends KeyRoute>(route: R, input: RouteInput<R>): Promise<boolean> {
  const answer = await ask(route, input);
  if (!answer.ok) {
    sayFailure(toFailure(answer.error));
    return false;
  }
  const account = answer.value;
  useCore.setState((core) => (core.world ? { world: { ...core.world, account } } : core));
  return true;
}

export const pasteKey = (): Promise<boolean> => askKey('key.paste', { replace: null });
export const testKey = (id: string): Promise<boolean> => askKey('key.test', { id });
export const takeKey = (id: string): Promise<boolean> => askKey('key.use', { id });
export const renameKey = (id: string, name: string): Promise<boolean> => askKey('key.rename', { id, name });

/** Opens the small window; `replace`: whose key is replaced, null: a further one. */
export async function typeKey(replace: string | null): Promise<void> {
  const answer = await ask('key.type', { replace });
  if (!answer.ok) sayFailure(toFailure(answer.error));
}

/** Removes a key and says what that means for its clips and for the next ones; it can be undone. */
export async function removeKey(key: KeyView): Promise<void> {
  if (!(await askKey('key.remove', { id: key.id }))) return;
  const next = key.active ? worldNow()?.account.keys.find(({ active }) => active) : undefined;
  say({
    title: en.keyRemoved(en.keyName(key)),
    body: [
      key.unfinished > 0 ? en.keyRemovedClips(key.unfinished) : '',
      next ? en.keyRemovedNext(en.keyName(next)) : '',
    ]
      .filter(Boolean)
      .join(' '),
    action: { label: en.undo, run: () => void askKey('key.restore', { id: key.id }) },
  });
}

/** Opens one of the service's own pages in the browser. */
export async function openLink(link: LinkName): Promise<void> {
  const answer = await ask('link.open', { link });
  if (!answer.ok) sayFailure(toFailure(answer.error));
}
