import { useUi } from '../../state/ui.ts';

/** Brings the queue into sight: the cards in Animate, the popover elsewhere, which `open: false` closes. */
export function showQueue(open = true): void {
  if (useUi.getState().view === 'animate')
    document.querySelector<HTMLElement>('[data-part="queue"] h2')?.focus();
  else useUi.setState({ queueOpen: open });
}
