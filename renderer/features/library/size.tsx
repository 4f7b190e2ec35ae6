import { Grid2x2, Grid3x3 } from 'lucide-react';
import { type CSSProperties, type ReactElement, useLayoutEffect } from 'react';
import { create } from 'zustand';
import { t } from '../../text/en.ts';
import f from '../../ui/field.module.css';
import { Icon } from '../../ui/icon.tsx';
import { useMedia } from '../../ui/media-query.ts';
import s from './library.module.css';
import { roll } from './roll-model.ts';

/** Height that rows come near to, in pixels. */
const SMALLEST = 120;
const LARGEST = 260;
const USUAL = 172;
const STEP = 4;
/** Where there is no room for the slider. */
const NARROW = 156;
const KEPT = 'kinora.library.row';

function kept(): number {
  const size = Number(window.localStorage.getItem(KEPT));
  return size >= SMALLEST && size <= LARGEST ? size : USUAL;
}

const useSize = create<{ readonly size: number }>()(() => ({ size: kept() }));

function setSize(size: number): void {
  useSize.setState({ size });
  window.localStorage.setItem(KEPT, String(size));
}

/** How large the tiles are; shown where the window is wide enough. */
export function SizeSlider(): ReactElement | null {
  const narrow = useMedia('(max-width: 1199px)');
  const size = useSize((state) => state.size);
  useLayoutEffect(() => roll.setTarget(narrow ? NARROW : size), [narrow, size]);
  if (narrow) return null;
  const pos = (size - SMALLEST) / (LARGEST - SMALLEST);
  return (
    <div className={s['zoom']}>
      <Icon of={Grid3x3} />
      <input
        className={f['slider']}
        type="range"
        min={SMALLEST}
        max={LARGEST}
        step={STEP}
        value={size}
        style={{ '--pos': pos } as CSSProperties}
        aria-label={t.library.size}
        aria-valuetext={t.library.sizeOf(size)}
        onChange={(event) => setSize(event.target.valueAsNumber)}
      />
      <Icon of={Grid2x2} />
    </div>
  );
}
