import { Tooltip } from '@base-ui/react/tooltip';
import type { ReactElement } from 'react';
import { Kbd } from './kbd.tsx';
import s from './tooltip.module.css';

interface Props {
  readonly words: string;
  /** The key that does the same. */
  readonly combo?: string;
  /** The control itself; it carries its own accessible name. */
  readonly children: ReactElement;
  readonly side?: 'top' | 'bottom' | 'left' | 'right';
}

/** A name for an icon, or the reason behind a short state. */
export function Tip({ words, combo, children, side = 'top' }: Props): ReactElement {
  return (
    <Tooltip.Root>
      <Tooltip.Trigger render={children} />
      <Tooltip.Portal>
        <Tooltip.Positioner className={s['positioner']} side={side} sideOffset={6} collisionPadding={8}>
          <Tooltip.Popup className={s['popup']}>
            <span>{words}</span>
            {combo !== undefined && <Kbd combo={combo} />}
          </Tooltip.Popup>
        </Tooltip.Positioner>
      </Tooltip.Portal>
    </Tooltip.Root>
  );
}
