import { GripVertical } from 'lucide-react';
import type { KeyboardEvent, PointerEvent, ReactElement } from 'react';
import { compare as en } from '../../text/en-compare.ts';
import { useHandOver } from '../../ui/hand-over.ts';
import { Icon } from '../../ui/icon.tsx';
import s from './compare.module.css';

interface Props {
  /** How much of the first clip is seen, in percent. */
  readonly at: number;
  readonly onMove: (percent: number) => void;
}

const clamp = (percent: number): number => Math.min(100, Math.max(0, Math.round(percent)));

/** The line between two clips: dragged, or moved with the arrow keys. */
export function WipeHandle({ at, onMove }: Props): ReactElement {
  useHandOver('[data-view="compare"]');
  const drag = (event: PointerEvent<HTMLElement>): void => {
    const area = event.currentTarget.parentElement?.getBoundingClientRect();
    if (area && event.currentTarget.hasPointerCapture(event.pointerId))
      onMove(clamp(((event.clientX - area.left) / area.width) * 100));
  };
  const onKeyDown = (event: KeyboardEvent): void => {
    const step = event.shiftKey ? 10 : 2;
    const to: Readonly<Record<string, number>> = {
      ArrowLeft: at - step,
      ArrowDown: at - step,
      ArrowRight: at + step,
      ArrowUp: at + step,
      PageDown: at - 10,
      PageUp: at + 10,
      Home: 0,
      End: 100,
    };
    const next = to[event.key];
    if (next === undefined || event.ctrlKey || event.metaKey || event.altKey) return;
    event.preventDefault();
    event.stopPropagation();
    onMove(clamp(next));
  };
  return (
    <span
      className={s['handle']}
      role="slider"
      tabIndex={0}
      aria-label={en.handle}
      aria-valuemin={0}
      aria-valuemax={100}
      aria-valuenow={at}
      aria-valuetext={en.handleAt(at)}
      onKeyDown={onKeyDown}
      // The arrow keys stay the transport's after a drag.
      onMouseDown={(event) => event.preventDefault()}
      onPointerDown={(event) => {
        if (event.button === 0) event.currentTarget.setPointerCapture(event.pointerId);
      }}
      onPointerMove={drag}
    >
      <span>
        <Icon of={GripVertical} />
      </span>
    </span>
  );
}
