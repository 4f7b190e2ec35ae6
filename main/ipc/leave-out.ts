import * as z from 'zod/mini';
import type { Log } from '../core/ports.ts';

/**
 * Views of a list's items as the contract has them. An item whose view cannot be made or does not keep to the
 * contract is logged and left out: one odd value must not take the page with it.
 */
export function viewsOf<I, S extends z.ZodMiniType>(
  items: readonly I[],
  schema: S,
  view: (item: I) => z.output<S> | null,
  log: Log,
): z.output<S>[] {
  return items.flatMap((item) => {
    try {
      const made = view(item);
      return made === null ? [] : [z.parse(schema, made)];
    } catch (error) {
      log('error', 'view.left-out', { error: String(error).slice(0, 500) });
      return [];
    }
  });
}
