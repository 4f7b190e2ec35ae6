import { type CSSProperties, type KeyboardEvent, type PointerEvent, type ReactElement, useRef } from 'react';
import type { Area } from '../../../work/prepare-messages.ts';
import { type Corner, dragCorner, moveArea, shareOf, sizeArea } from './area.ts';
import s from './crop.module.css';

interface Props {
  readonly src: string;
  /** Width to height of the whole picture. */
  readonly shape: number;
  readonly area: Area;
  readonly label: string;
  readonly describedBy: string;
  readonly onChange: (area: Area) => void;
}

const CORNERS: readonly Corner[] = ['nw', 'ne', 'sw', 'se'];
const STEP = 0.01;
const BIG_STEP = 0.1;

interface Drag {
  readonly area: Area;
  readonly corner: Corner | null;
  readonly x: number;
  readonly y: number;
}

function cornerOf(target: EventTarget): Corner | null {
  const name = target instanceof HTMLElement ? target.dataset['corner'] : undefined;
  return CORNERS.find((corner) => corner === name) ?? null;
}

/** The area that a key leads to; null for every other key. */
function afterKey(area: Area, { key, shiftKey }: KeyboardEvent): Area | null {
  const step = shiftKey ? BIG_STEP : STEP;
  switch (key) {
    case 'ArrowLeft':
      return moveArea(area, -step, 0);
    case 'ArrowRight':
      return moveArea(area, step, 0);
    case 'ArrowUp':
      return moveArea(area, 0, -step);
    case 'ArrowDown':
      return moveArea(area, 0, step);
    case '+':
    case '=':
      return sizeArea(area, shareOf(area) + step);
    case '-':
    case '_':
      return sizeArea(area, shareOf(area) - step);
    default:
      return null;
  }
}

/** The picture with a frame over the part that stays: moved and sized by pointer and by keys. */
export function CropFrame({ src, shape, area, label, describedBy, onChange }: Props): ReactElement {
  const stage = useRef<HTMLDivElement>(null);
  const drag = useRef<Drag | null>(null);

  const begin = (event: PointerEvent<HTMLDivElement>): void => {
    if (event.button !== 0) return;
    event.currentTarget.setPointerCapture(event.pointerId);
    drag.current = { area, corner: cornerOf(event.target), x: event.clientX, y: event.clientY };
  };
  const move = (event: PointerEvent): void => {
    const box = stage.current?.getBoundingClientRect();
    const from = drag.current;
    if (!box || !from) return;
    const dx = (event.clientX - from.x) / box.width;
    const dy = (event.clientY - from.y) / box.height;
    onChange(from.corner ? dragCorner(from.area, from.corner, dx, dy) : moveArea(from.area, dx, dy));
  };
  const end = (): void => {
    drag.current = null;
  };
  const place = { '--x': area.x, '--y': area.y, '--w': area.width, '--h': area.height } as CSSProperties;

  return (
    <div className={s['stage']} ref={stage} style={{ '--ar': shape } as CSSProperties}>
      <img src={src} alt="" draggable={false} />
      {/* biome-ignore lint/a11y/useSemanticElements: a fieldset cannot be a frame over a picture */}
      <div
        className={s['frame']}
        style={place}
        role="group"
        // biome-ignore lint/a11y/noNoninteractiveTabindex: its keys do what the pointer does
        tabIndex={0}
        aria-label={label}
        aria-describedby={describedBy}
        onPointerDown={begin}
        onPointerMove={move}
        onPointerUp={end}
        onPointerCancel={end}
        onKeyDown={(event) => {
          const next = event.ctrlKey || event.metaKey || event.altKey ? null : afterKey(area, event);
          if (next === null) return;
          event.preventDefault();
          onChange(next);
        }}
      >
        {CORNERS.map((corner) => (
          <span key={corner} data-corner={corner} />
        ))}
      </div>
    </div>
  );
}
