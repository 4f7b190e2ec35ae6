import { type DragEvent, type DragEventHandler, useState } from 'react';
import { useJobs } from '../../state/jobs.ts';
import { moveTo, waitingIds } from './actions.ts';
import { type Place, placeOver } from './order.ts';

interface Drag {
  readonly id: string;
  readonly place: Place | null;
}

export interface CardDrag {
  readonly handlers: Readonly<
    Record<'onDragStart' | 'onDragOver' | 'onDrop' | 'onDragEnd', DragEventHandler<HTMLElement>>
  >;
  /** The card that is being moved. */
  readonly id: string | null;
  /** On which side of a card it would come to lie. */
  readonly mark: (jobId: string) => 'before' | 'after' | undefined;
}

function cardOf(event: DragEvent): HTMLElement | null {
  return event.target instanceof Element ? event.target.closest<HTMLElement>('[data-job][draggable]') : null;
}

function isFarther(event: DragEvent, card: HTMLElement, down: boolean): boolean {
  const box = card.getBoundingClientRect();
  return down ? event.clientY > box.y + box.height / 2 : event.clientX > box.x + box.width / 2;
}

/** Where the card would go if it were let go here; null for nowhere, undefined between cards. */
function placeHere(event: DragEvent, id: string, down: boolean): Place | null | undefined {
  const card = cardOf(event);
  const overId = card?.dataset['job'];
  if (!card || overId === undefined) return undefined;
  return placeOver(waitingIds(), id, overId, isFarther(event, card, down));
}

/** Waiting cards can be dragged among themselves. The card's menu does the same without a mouse. */
export function useCardDrag(down: boolean): CardDrag {
  const [drag, setDrag] = useState<Drag | null>(null);
  const lastId = useJobs(() => waitingIds().at(-1));
  const onDragStart = (event: DragEvent): void => {
    const id = cardOf(event)?.dataset['job'];
    if (id === undefined) return;
    event.dataTransfer.effectAllowed = 'move';
    setDrag({ id, place: null });
  };
  /** The window takes files; it would refuse a card. */
  const take = (event: DragEvent): Place | null => {
    if (!drag) return null;
    event.stopPropagation();
    event.preventDefault();
    const place = placeHere(event, drag.id, down);
    return place === undefined ? drag.place : place;
  };
  const onDragOver = (event: DragEvent): void => {
    const place = take(event);
    if (drag && place?.beforeId !== drag.place?.beforeId) setDrag({ id: drag.id, place });
  };
  const onDrop = (event: DragEvent): void => {
    const place = take(event);
    if (drag && place) moveTo(drag.id, place);
    setDrag(null);
  };
  const mark = (jobId: string): 'before' | 'after' | undefined => {
    if (!drag?.place) return undefined;
    const { beforeId } = drag.place;
    if (beforeId === jobId) return 'before';
    return beforeId === null && jobId === lastId ? 'after' : undefined;
  };
  return {
    handlers: { onDragStart, onDragOver, onDrop, onDragEnd: () => setDrag(null) },
    id: drag?.id ?? null,
    mark,
  };
}
