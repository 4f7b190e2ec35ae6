import { payerNow, useCore } from '../../state/core.ts';
import { useJobs } from '../../state/jobs.ts';
import { forgetStep, forgetUpTo, pushStep } from '../../state/undo.ts';
import { t } from '../../text/en.ts';
import { say, type ToastLook } from '../../ui/toasts.ts';

/**
 * Says what has been done in the queue and offers to take it back, by its button or by key for as long as that is in
 * sight, and while the same account would pay.
 * @param holds false once nothing is as it was left: asked whenever a job has changed.
 */
export function offerUndo(
  words: { readonly title: string; readonly body?: string; readonly look: ToastLook },
  back: () => Promise<void>,
  holds: () => boolean = () => true,
): void {
  const payer = payerNow();
  let open = true;
  const close = (): void => {
    open = false;
    for (const stop of watching) stop();
  };
  const undo = (): boolean => {
    if (!open) return false;
    close();
    forgetStep(step);
    unsay();
    void back();
    return true;
  };
  const end = (): void => {
    if (!open) return;
    close();
    forgetUpTo(step);
  };
  const step = pushStep({ about: 'queue', undo, redo: null });
  const look = (): void => {
    if (payerNow() === payer && holds()) return;
    end();
    unsay();
  };
  const watching = [useCore.subscribe(look), useJobs.subscribe(look)];
  const unsay = say({
    ...words,
    action: { label: t.queue.undo, run: undo },
    isWayBack: true,
    onClose: end,
  });
}
