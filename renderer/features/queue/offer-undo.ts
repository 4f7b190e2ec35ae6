import { payerNow, useCore } from '../../state/core.ts';
import { forgetStep, pushStep } from '../../state/undo.ts';
import { t } from '../../text/en.ts';
import { say, type ToastLook } from '../../ui/toasts.ts';

/**
 * Says what has been done in the queue and offers to take it back, by its button or by key for as long as that is in
 * sight, and while the same account would pay.
 */
export function offerUndo(
  words: { readonly title: string; readonly body?: string; readonly look: ToastLook },
  back: () => Promise<void>,
): void {
  const payer = payerNow();
  let open = true;
  const end = (): void => {
    open = false;
    forgetStep(step);
    unsubscribe();
  };
  const undo = (): boolean => {
    if (!open) return false;
    end();
    unsay();
    void back();
    return true;
  };
  const step = pushStep({ about: 'queue', undo, redo: null });
  const unsubscribe = useCore.subscribe(() => {
    if (payerNow() === payer) return;
    end();
    unsay();
  });
  const unsay = say({
    ...words,
    action: { label: t.queue.undo, run: undo },
    isWayBack: true,
    onClose: end,
  });
}
