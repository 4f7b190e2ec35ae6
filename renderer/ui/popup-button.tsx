import {
  type ComponentProps,
  type ReactElement,
  type ReactNode,
  type RefObject,
  Suspense,
  useRef,
  useState,
} from 'react';
import { Button } from './button.tsx';

/** What a menu or a panel gets from the button that opens it. */
export interface PopupProps {
  readonly open: boolean;
  readonly onOpenChange: (open: boolean) => void;
  /** Where it stands, and where the focus goes back to. */
  readonly anchor: RefObject<HTMLElement | null>;
}

interface Props extends ComponentProps<typeof Button> {
  readonly kind: 'menu' | 'dialog';
  /** Usually a component that is loaded when it is wanted first. */
  readonly popup: (props: PopupProps) => ReactNode;
}

/** A button that opens a menu or a panel. What it opens is not there, and not loaded, before. */
export function PopupButton({ kind, popup, ...button }: Props): ReactElement {
  const anchor = useRef<HTMLButtonElement>(null);
  const [open, onOpenChange] = useState(false);
  const [wanted, setWanted] = useState(false);
  // A press beside what is open closes it, also a press of its own button.
  const closes = useRef(false);
  const show = (): void => {
    setWanted(true);
    onOpenChange(true);
  };
  return (
    <>
      <Button
        {...button}
        ref={anchor}
        aria-haspopup={kind}
        aria-expanded={open}
        onPointerDown={() => {
          closes.current = open;
        }}
        onClick={() => {
          if (!closes.current) show();
          closes.current = false;
        }}
        onKeyDown={(event) => {
          if (kind !== 'menu' || event.key !== 'ArrowDown' || event.altKey) return;
          event.preventDefault();
          show();
        }}
      />
      {wanted && <Suspense>{popup({ open, onOpenChange, anchor })}</Suspense>}
    </>
  );
}
