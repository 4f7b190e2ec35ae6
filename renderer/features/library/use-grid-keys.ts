import { type RefObject, useEffect, useLayoutEffect, useRef } from 'react';
import { worldNow } from '../../state/core.ts';
import { useClips } from '../../state/library/clips.ts';
import { useOutline } from '../../state/library/outline.ts';
import {
  clearSelection,
  extendTo,
  focusOn,
  selectAll,
  toggle,
  useSelection,
} from '../../state/library/selection.ts';
import { openClip } from '../../state/ui.ts';
import { type KeyMap, useKeys } from '../../ui/keys.ts';
import { closePreview, usePreview } from './preview.tsx';
import { roll } from './roll-model.ts';

const MOVES = ['ArrowLeft', 'ArrowRight', 'ArrowUp', 'ArrowDown', 'Home', 'End', 'PageUp', 'PageDown'];

/** What has the focus is a control of its own: it keeps it. */
function isElsewhere(grid: HTMLElement | null): boolean {
  const active = document.activeElement;
  return active instanceof HTMLElement && active !== document.body && !grid?.contains(active);
}

/** The keys of the grid. They work wherever no other control wants them, so nobody has to go to the grid first. */
export function useGridKeys(grid: RefObject<HTMLElement | null>): void {
  const focus = useSelection((selection) => selection.focus);
  const before = useRef(focus);

  const show = (): void => {
    const place = roll.current();
    if (place === null) return;
    const tile = grid.current?.querySelector<HTMLElement>(`[data-place="${place}"]`);
    if (tile && tile !== document.activeElement) tile.focus({ preventScroll: true });
  };
  // biome-ignore lint/correctness/useExhaustiveDependencies: once, when the Library is shown
  useEffect(() => {
    const active = document.activeElement;
    if (!isElsewhere(grid.current) || active?.closest('nav')) show();
    // The first clips may come later.
    return useOutline.subscribe((now, then) => {
      if (now.places === then.places) return;
      requestAnimationFrame(() => !isElsewhere(grid.current) && show());
    });
  }, []);
  useLayoutEffect(() => {
    if (focus === before.current) return;
    before.current = focus;
    if (!isElsewhere(grid.current)) show();
  });

  const move = (key: string, extend: boolean): void => {
    const place = roll.current();
    if (place === null) return;
    // The first key of all only shows where one is.
    const isFirst = useSelection.getState().focus === null && key.startsWith('Arrow');
    const next = isFirst ? place : roll.next(place, key);
    if (next === null) return;
    if (extend) {
      focusOn(place);
      extendTo(next);
    } else focusOn(next);
    roll.reveal(next);
    show();
  };
  const onCurrent = (act: (place: number) => void) => (): boolean | undefined => {
    const place = roll.current();
    if (place === null) return false;
    act(place);
    return undefined;
  };
  const preview = (place: number): void => {
    focusOn(place);
    usePreview.setState(({ open }) => ({ open: !open }));
  };
  // A link takes no space bar, but counts as a control that may.
  useEffect(() => {
    const element = grid.current;
    const listen = (event: KeyboardEvent): void => {
      const onTile = event.target instanceof HTMLElement && event.target.hasAttribute('data-place');
      if (event.key !== ' ' || !onTile) return;
      event.preventDefault();
      const place = roll.current();
      if (!event.repeat && place !== null && worldNow()?.settings.singleKeys !== false) preview(place);
    };
    element?.addEventListener('keydown', listen);
    return () => element?.removeEventListener('keydown', listen);
  });
  const keys: KeyMap = {
    ...Object.fromEntries(
      MOVES.flatMap((key) => [
        [key, () => move(key, false)],
        [`shift+${key}`, () => move(key, true)],
      ]),
    ),
    Enter: onCurrent((place) => {
      const clip = useClips.getState().byPlace.get(place);
      if (clip) openClip(clip.id);
    }),
    Space: onCurrent(preview),
    x: onCurrent(toggle),
    'mod+a': ({ target }) => {
      // In a field it means its words.
      if (target instanceof HTMLInputElement && target.type !== 'checkbox') return false;
      return selectAll();
    },
    Escape: () => {
      if (usePreview.getState().open) return closePreview();
      if (useSelection.getState().places.size === 0) return false;
      return clearSelection();
    },
  };
  useKeys(keys);
}
