import { type ToastData, toasts } from '../../ui/toasts.ts';

/** What is being made, as it is shown for as long as that takes. */
export interface Work {
  /** From 0 to 1. */
  readonly show: (share: number) => void;
  readonly end: () => void;
}

/** Says that something is being made, with a way to stop it. */
export function sayWork(title: string, stop: { readonly label: string; readonly run: () => void }): Work {
  const data = (share: number): ToastData => ({ times: 1, action: stop, share });
  const id = toasts.add({ title, type: 'info', timeout: 0, priority: 'low', data: data(0) });
  return {
    show: (share) => toasts.update(id, { data: data(share) }),
    end: () => toasts.close(id),
  };
}
