import { clearStrip, removeItems, selection, useStrip } from '../../state/strip.ts';
import type { Step } from '../../state/undo.ts';
import { t } from '../../text/en.ts';
import { say } from '../../ui/toasts.ts';

function sayRemoved(count: number, step: Step): void {
  say({
    title: t.animate.cleared(count),
    look: 'trash',
    undoes: step,
  });
}

/** Takes pictures out and says so, with the way back. */
export function remove(keys: readonly string[]): void {
  if (keys.length > 0) sayRemoved(keys.length, removeItems(keys));
}

/** The same for everything that is selected. */
export function removeSelected(): boolean {
  const keys = selection(useStrip.getState());
  remove(keys);
  return keys.length > 0;
}

/** Empties the strip, and says so. */
export function removeAll(): void {
  const count = useStrip.getState().items.length;
  if (count > 0) sayRemoved(count, clearStrip());
}
