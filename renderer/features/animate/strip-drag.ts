import { type DragEvent, type DragEventHandler, useState } from 'react';
import { moveItems, selection, useStrip } from '../../state/strip.ts';

type Side = 'before' | 'after';

interface Drag {
  readonly keys: readonly string[];
  /** The tile under the pointer, and the side on which the pictures would come to lie. */
  readonly over: string | null;
  readonly side: Side;
}

export interface StripDrag {
  readonly handlers: Readonly<
    Record<'onDragStart' | 'onDragOver' | 'onDrop' | 'onDragEnd', DragEventHandler<HTMLElement>>
  >;
  /** On which side of a tile the pictures would come to lie. */
  readonly mark: (key: string) => Side | undefined;
}

function tileOf(event: DragEvent): HTMLElement | null {
  const item = event.target instanceof Element ? event.target.closest('li') : null;
  return item?.querySelector<HTMLElement>('[data-key]') ?? null;
}

/** The picture before which those on this side of a tile come to lie; null: behind all. */
function beforeKey({ over, side }: Drag): string | null {
  const { items } = useStrip.getState();
  const at = items.findIndex((item) => item.key === over);
  return (side === 'before' ? items[at] : items[at + 1])?.key ?? null;
}

/** Pictures can be dragged among themselves, all that are selected at once. The arrow keys do the same with Alt. */
export function useStripDrag(): StripDrag {
  const [drag, setDrag] = useState<Drag | null>(null);
  const onDragStart = (event: DragEvent): void => {
    const key = tileOf(event)?.dataset['key'];
    if (key === undefined) return;
    const selected = selection(useStrip.getState());
    setDrag({ keys: selected.includes(key) ? selected : [key], over: null, side: 'before' });
  };
  const onDragOver = (event: DragEvent): void => {
    if (!drag) return;
    // The window takes files; it would refuse a picture.
    event.stopPropagation();
    event.preventDefault();
    event.dataTransfer.dropEffect = 'move';
    const tile = tileOf(event);
    const over = tile?.dataset['key'] ?? null;
    if (!tile || over === null) return;
    const box = tile.getBoundingClientRect();
    // Tiles lie in rows, or below each other where there is room for one only.
    const isColumn = (tile.closest('ul')?.clientWidth ?? 0) < box.width * 1.5;
    const isFar = isColumn ? event.clientY > box.y + box.height / 2 : event.clientX > box.x + box.width / 2;
    const side = isFar ? 'after' : 'before';
    if (over !== drag.over || side !== drag.side) setDrag({ keys: drag.keys, over, side });
  };
  const onDrop = (event: DragEvent): void => {
    if (!drag) return;
    event.stopPropagation();
    event.preventDefault();
    if (drag.over !== null && !drag.keys.includes(drag.over)) moveItems(drag.keys, placeFor(drag));
    setDrag(null);
  };
  return {
    handlers: { onDragStart, onDragOver, onDrop, onDragEnd: () => setDrag(null) },
    mark: (key) => (drag?.over === key && !drag.keys.includes(key) ? drag.side : undefined),
  };
}

/** The next picture after the place that stays where it is. */
function placeFor(drag: Drag): string | null {
  const { items } = useStrip.getState();
  const at = items.findIndex((item) => item.key === beforeKey(drag));
  if (at < 0) return null;
  return items.slice(at).find((item) => !drag.keys.includes(item.key))?.key ?? null;
}
