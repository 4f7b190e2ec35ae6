import { type RefObject, useEffect } from 'react';
import { useQueueUi } from './actions.ts';

/** Brings the card that is looked for into sight and gives it the focus, once it is drawn. */
export function useSought(list: RefObject<HTMLElement | null>, hidden: number, showMore: () => void): void {
  const sought = useQueueUi((ui) => ui.sought);
  useEffect(() => {
    if (sought === null) return;
    const card = list.current?.querySelector(`[data-job="${sought}"]`);
    if (!card && hidden > 0) return showMore();
    useQueueUi.setState({ sought: null });
    card?.querySelector<HTMLElement>('[data-control="main"]')?.focus({ preventScroll: true });
    card?.scrollIntoView({ block: 'nearest', inline: 'start' });
  }, [list, sought, hidden, showMore]);
}
