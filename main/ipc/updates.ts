import { ok } from '../../preload/contract/errors.ts';
import type { UpdateView } from '../../preload/contract/schemas/updates.ts';
import type { Handlers } from './router.ts';

/** What the routes of the updates need. */
export interface UpdateServices {
  view(): UpdateView;
  check(): void;
  download(): void;
  restart(): void;
}

/** The handlers of the updates: what comes of them is told by changes. */
export function updateHandlers(
  updates: UpdateServices,
): Pick<Handlers, Extract<keyof Handlers, `update.${string}`>> {
  const after = (act: () => void) => () => {
    act();
    return ok({});
  };
  return {
    'update.check': after(() => updates.check()),
    'update.download': after(() => updates.download()),
    'update.restart': after(() => updates.restart()),
  };
}
