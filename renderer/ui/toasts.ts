import { Toast } from '@base-ui/react/toast';
import type { Failure } from '../../preload/contract/errors.ts';
import { t } from '../text/en.ts';

export type ToastLook = 'info' | 'done' | 'warning' | 'error' | 'trash';

export interface ToastData {
  readonly action?: { readonly label: string; readonly run: () => void };
  readonly onDismiss?: () => void;
}

/** Says things from anywhere, also from outside React. */
export const toasts = Toast.createToastManager<ToastData>();

interface Said {
  readonly title: string;
  readonly body?: string;
  readonly look?: ToastLook;
  readonly action?: ToastData['action'];
  readonly onDismiss?: () => void;
  /** It has gone, in whatever way. */
  readonly onClose?: () => void;
}

/** Shows a toast. Failures are announced at once, the rest politely. @returns its id. */
export function say({ title, body = '', look = 'info', action, onDismiss, onClose }: Said): string {
  return toasts.add({
    title,
    ...(body === '' ? {} : { description: body }),
    type: look,
    ...(onClose ? { onClose } : {}),
    priority: look === 'error' ? 'high' : 'low',
    data: { ...(action ? { action } : {}), ...(onDismiss ? { onDismiss } : {}) },
  });
}

/** Shows a failure in its own words. */
export function sayFailure(failure: Failure, file?: string): void {
  const words = t.failure(failure, file);
  const detail = failure.code === 'internal' && failure.detail !== undefined ? ` ${failure.detail}` : '';
  say({ title: words.title, body: `${words.body}${detail}`, look: 'error' });
}
