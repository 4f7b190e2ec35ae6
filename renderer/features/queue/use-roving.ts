import {
  type FocusEvent,
  type KeyboardEvent,
  type RefObject,
  useLayoutEffect,
  useRef,
  useState,
} from 'react';

const CARD = '[data-job]';
const CONTROL = '[data-control]';
/** What may get the focus unasked: a key that is pressed twice must not pay. */
const FREE = ':not([data-costs])';

const cardOf = (target: EventTarget | null): HTMLElement | null =>
  target instanceof Element ? target.closest<HTMLElement>(CARD) : null;

/** The same control on another card, or the first one it has, among those that also match `only`. */
function focusCard(card: HTMLElement | undefined, like: Element | null, only = ''): void {
  const kind = like?.closest(CONTROL)?.getAttribute('data-control');
  const same = card?.querySelector<HTMLElement>(`[data-control="${kind}"]${only}`);
  (same ?? card?.querySelector<HTMLElement>(`${CONTROL}${only}`))?.focus();
}

const STEPS: Readonly<Record<string, (at: number, count: number) => number>> = {
  ArrowRight: (at, count) => Math.min(at + 1, count - 1),
  ArrowDown: (at, count) => Math.min(at + 1, count - 1),
  ArrowLeft: (at) => Math.max(at - 1, 0),
  ArrowUp: (at) => Math.max(at - 1, 0),
  Home: () => 0,
  End: (_, count) => count - 1,
};

export interface Roving {
  /** The card that Tab goes to. */
  readonly at: string | undefined;
  readonly onFocus: (event: FocusEvent) => void;
  readonly onBlur: () => void;
  /** Arrows, Home and End; true when the key was one of them. */
  readonly onKey: (event: KeyboardEvent) => boolean;
}

/**
 * One card of many takes part in the order of Tab, and arrows go from card to card. The focus stays on its control
 * when the cards around it change places, and goes to the next card when its own has gone,
 * there to what costs nothing.
 */
export function useRoving(list: RefObject<HTMLElement | null>, ids: readonly string[]): Roving {
  const [chosen, setChosen] = useState<string>();
  const last = useRef<{ readonly control: Element; readonly index: number } | null>(null);
  const at = chosen !== undefined && ids.includes(chosen) ? chosen : ids[0];
  const cards = (): HTMLElement[] => [...(list.current?.querySelectorAll<HTMLElement>(CARD) ?? [])];
  const before = document.activeElement;

  useLayoutEffect(() => {
    const now = document.activeElement;
    if (before instanceof HTMLElement && before !== now && list.current?.contains(before)) before.focus();
    const gone = last.current;
    if (gone && now === document.body && !gone.control.isConnected) {
      last.current = null;
      const left = cards();
      focusCard(left[Math.min(gone.index, left.length - 1)], gone.control, FREE);
    }
  });

  return {
    at,
    onFocus: ({ target }) => {
      const card = cardOf(target);
      if (!card) return;
      last.current = { control: target, index: cards().indexOf(card) };
      setChosen(card.dataset['job']);
    },
    onBlur: () =>
      // The focus has gone elsewhere, unless it went because its control has.
      queueMicrotask(() => {
        if (last.current?.control.isConnected === true && document.activeElement !== last.current.control)
          last.current = null;
      }),
    onKey: (event) => {
      const step = event.altKey || event.ctrlKey || event.metaKey ? undefined : STEPS[event.key];
      const card = cardOf(event.target);
      if (!step || !card) return false;
      const all = cards();
      focusCard(all[step(all.indexOf(card), all.length)], event.target as Element);
      return true;
    },
  };
}
