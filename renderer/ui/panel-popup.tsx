import { Popover } from '@base-ui/react/popover';
import type { ReactElement, ReactNode } from 'react';
import { cx } from './cx.ts';
import s from './panel-popup.module.css';
import p from './popup.module.css';
import type { PopupProps } from './popup-button.tsx';

interface Props extends PopupProps {
  readonly title: string;
  readonly side?: 'top' | 'bottom';
  readonly align?: 'start' | 'end';
  readonly children: ReactNode;
}

/** A small panel beside the button that opens it. */
export function PanelPopup({
  open,
  onOpenChange,
  anchor,
  title,
  side = 'top',
  align = 'end',
  children,
}: Props): ReactElement {
  return (
    <Popover.Root open={open} onOpenChange={onOpenChange}>
      <Popover.Portal>
        <Popover.Positioner
          className={p['positioner']}
          anchor={anchor}
          side={side}
          align={align}
          sideOffset={6}
          collisionPadding={12}
        >
          <Popover.Popup className={cx(p['popup'], s['popup'])} finalFocus={anchor}>
            <Popover.Title className={s['title']}>{title}</Popover.Title>
            <div className={s['panel']}>{children}</div>
          </Popover.Popup>
        </Popover.Positioner>
      </Popover.Portal>
    </Popover.Root>
  );
}
