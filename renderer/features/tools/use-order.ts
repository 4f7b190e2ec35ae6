import { type DragEvent, type DragEventHandler, useState } from 'react';

/** `list` with the item at `from` moved to where the one at `to` is now. */
export function moved<T>(list: readonly T[], from: number, to: number): T[] {
  const item = list[from];
  return item === undefined ? [...list] : list.toSpliced(from, 1).toSpliced(to, 0, item);
}

export interface RowDrag {
  readonly handlers: Readonly<
    Record<'onDragStart' | 'onDragOver' | 'onDrop' | 'onDragEnd', DragEventHandler<HTMLElement>>
  >;
  /** The row that is being moved. */
  readonly from: number | null;
  /** On which side of a row it would come to lie. */
  readonly mark: (at: number) => 'before' | 'after' | undefined;
}

function rowOf(event: DragEvent): number | null {
  const row = event.target instanceof Element ? event.target.closest<HTMLElement>('[data-row]') : null;
  return row ? Number(row.dataset['row']) : null;
}

/** Rows that can be dragged among themselves. */
export function useRowDrag(move: (from: number, to: number) => void): RowDrag {
  const [drag, setDrag] = useState<{ readonly from: number; readonly over: number | null } | null>(null);
  const onDragStart = (event: DragEvent): void => {
    const from = rowOf(event);
    if (from === null) return;
    event.dataTransfer.effectAllowed = 'move';
    setDrag({ from, over: null });
  };
  /** The window takes files; it would refuse a row. */
  const take = (event: DragEvent): number | null => {
    if (!drag) return null;
    event.stopPropagation();
    event.preventDefault();
    return rowOf(event) ?? drag.over;
  };
  return {
    handlers: {
      onDragStart,
      onDragOver: (event) => {
        const over = take(event);
        if (drag && over !== drag.over) setDrag({ ...drag, over });
      },
      onDrop: (event) => {
        const over = take(event);
        if (drag && over !== null && over !== drag.from) move(drag.from, over);
        setDrag(null);
      },
      onDragEnd: () => setDrag(null),
    },
    from: drag?.from ?? null,
    mark: (at) => {
      if (drag?.over !== at || drag.from === at) return undefined;
      return at < drag.from ? 'before' : 'after';
    },
  };
}
