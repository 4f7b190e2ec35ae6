import { Menu } from '@base-ui/react/menu';
import { type ReactElement, type ReactNode, useLayoutEffect, useRef } from 'react';
import { cx } from './cx.ts';
import m from './menu.module.css';
import p from './popup.module.css';

interface Props {
  readonly open: boolean;
  readonly onOpenChange: (open: boolean) => void;
  readonly anchor: () => HTMLElement | null;
  readonly side?: 'top' | 'bottom';
  readonly align?: 'start' | 'center' | 'end';
  readonly children: ReactNode;
}

/** A menu is called what the button is called that opens it. */
function nameAfter(menu: HTMLElement | null, button: HTMLElement | null): void {
  const name = button?.getAttribute('aria-label') ?? button?.textContent;
  if (menu && name) menu.setAttribute('aria-label', name);
}

function focusFirst(menu: HTMLElement): void {
  menu.querySelector<HTMLElement>('[role^="menuitem"]:not([aria-disabled="true"])')?.focus();
}

/** A menu beside what it belongs to, where the focus goes back to. */
export function MenuPopup({
  open,
  onOpenChange,
  anchor,
  side = 'bottom',
  align,
  children,
}: Props): ReactElement {
  // By keyboard it begins at its first item; the mouse points at one itself.
  const byKey = useRef(false);
  useLayoutEffect(() => {
    if (open) byKey.current = document.activeElement?.matches(':focus-visible') === true;
  }, [open]);
  return (
    <Menu.Root open={open} onOpenChange={onOpenChange}>
      <Menu.Portal>
        <Menu.Positioner
          className={p['positioner']}
          anchor={anchor}
          side={side}
          {...(align === undefined ? {} : { align })}
          sideOffset={4}
          collisionPadding={8}
        >
          <Menu.Popup
            className={cx(p['popup'], m['popup'])}
            ref={(menu) => nameAfter(menu, anchor())}
            finalFocus={anchor}
            onFocus={({ target, currentTarget }) => {
              if (target === currentTarget && byKey.current) focusFirst(currentTarget);
              byKey.current = false;
            }}
          >
            {children}
          </Menu.Popup>
        </Menu.Positioner>
      </Menu.Portal>
    </Menu.Root>
  );
}

/** One thing that a menu can do. */
export function MenuItem({
  run,
  disabled = false,
  children,
}: {
  readonly run: () => void;
  readonly disabled?: boolean;
  readonly children: ReactNode;
}): ReactElement {
  return (
    <Menu.Item className={m['item']} disabled={disabled} onClick={run}>
      {children}
    </Menu.Item>
  );
}

export const MenuLine = (): ReactElement => <Menu.Separator className={m['line']} />;
