import { Popover } from '@base-ui/react/popover';
import type { ReactElement, ReactNode } from 'react';
import type { PopupProps } from '../../../ui/popup-button.tsx';
import s from './panel-popup.module.css';

interface Props extends PopupProps {
  readonly title: string;
  readonly children: ReactNode;
}

/** A small panel above the button that opens it. */
export function PanelPopup({ open, onOpenChange, anchor, title, children }: Props): ReactElement {
  return (
    <Popover.Root open={open} onOpenChange={onOpenChange}>
      <Popover.Portal>
        <Popover.Positioner
          className={s['positioner']}
          anchor={anchor}
          side="top"
          align="end"
          sideOffset={6}
          collisionPadding={12}
        >
          <Popover.Popup className={s['popup']} finalFocus={anchor}>
            <Popover.Title className={s['title']}>{title}</Popover.Title>
            <div className={s['panel']}>{children}</div>
          </Popover.Popup>
        </Popover.Positioner>
      </Popover.Portal>
    </Popover.Root>
  );
}
