import { AlertDialog } from '@base-ui/react/alert-dialog';
import { Dialog } from '@base-ui/react/dialog';
import { type ReactElement, type ReactNode, useRef } from 'react';
import { Button } from './button.tsx';
import { cx } from './cx.ts';
import s from './dialog.module.css';

interface AskProps {
  readonly open: boolean;
  readonly title: string;
  readonly body: string;
  readonly cancel: string;
  readonly go: string;
  readonly onCancel: () => void;
  readonly onGo: () => void;
}

/** A question before money is spent. It starts on Cancel. */
export function AskDialog({ open, title, body, cancel, go, onCancel, onGo }: AskProps): ReactElement {
  const cancelRef = useRef<HTMLButtonElement>(null);
  return (
    <AlertDialog.Root open={open} onOpenChange={(next) => !next && onCancel()}>
      <AlertDialog.Portal data-dialog="">
        <AlertDialog.Backdrop className={s['scrim']} />
        <AlertDialog.Viewport className={s['center']}>
          <AlertDialog.Popup className={s['popup']} initialFocus={cancelRef}>
            <AlertDialog.Title className={s['title']}>{title}</AlertDialog.Title>
            <AlertDialog.Description className={s['body']}>{body}</AlertDialog.Description>
            <div className={s['footer']}>
              <Button ref={cancelRef} onClick={onCancel}>
                {cancel}
              </Button>
              <Button look="ember" onClick={onGo}>
                {go}
              </Button>
            </div>
          </AlertDialog.Popup>
        </AlertDialog.Viewport>
      </AlertDialog.Portal>
    </AlertDialog.Root>
  );
}

interface SheetProps {
  readonly open: boolean;
  readonly title: string;
  readonly body?: string;
  /** For what the body is the name of. */
  readonly bodyId?: string;
  readonly wide?: boolean | 'widest';
  readonly onClose: () => void;
  readonly children: ReactNode;
  readonly footer?: ReactNode;
}

/** A dialog that shows or chooses something and costs nothing. */
export function SheetDialog({
  open,
  title,
  body,
  bodyId,
  wide = false,
  onClose,
  children,
  footer,
}: SheetProps): ReactElement {
  return (
    <Dialog.Root open={open} onOpenChange={(next) => !next && onClose()}>
      <Dialog.Portal data-dialog="">
        <Dialog.Backdrop className={s['scrim']} />
        <Dialog.Viewport className={s['center']}>
          <Dialog.Popup
            className={cx(s['popup'], wide && s['wide'], wide === 'widest' && s['widest'])}
            data-modal=""
          >
            <Dialog.Title className={s['title']}>{title}</Dialog.Title>
            {body !== undefined && (
              <Dialog.Description className={s['body']} {...(bodyId !== undefined && { id: bodyId })}>
                {body}
              </Dialog.Description>
            )}
            {children}
            {footer !== undefined && <div className={s['footer']}>{footer}</div>}
          </Dialog.Popup>
        </Dialog.Viewport>
      </Dialog.Portal>
    </Dialog.Root>
  );
}
