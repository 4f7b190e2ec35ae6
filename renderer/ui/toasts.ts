import { Toast } from '@base-ui/react/toast';
import type { Failure } from '../../preload/contract/errors.ts';
import { useUi } from '../state/ui.ts';
import { IN_SIGHT, type Step, undo, whenGone } from '../state/undo.ts';
import { t } from '../text/en.ts';

export type ToastLook = 'info' | 'done' | 'warning' | 'error' | 'trash';

export interface ToastData {
  /** How many times it has been said; 1 where its action takes the latest back. */
  readonly times: number;
  readonly action?: { readonly label: string; readonly run: () => void };
  readonly onDismiss?: () => void;
  /** How much of what it tells of is done, from 0 to 1. */
  readonly share?: number;
}

/** Says things from anywhere, also from outside React. */
export const toasts = Toast.createToastManager<ToastData>();

/** What was said before there was anything to show it in. */
let early: (() => void)[] | null = [];

function post(tell: () => void): void {
  if (early) early.push(tell);
  else tell();
}

/** Toasts can be shown from here on, and those that have waited are. */
export function beginToasts(): void {
  const waiting = early ?? [];
  early = null;
  for (const tell of waiting) tell();
}

interface Said {
  readonly title: string;
  readonly body?: string;
  readonly look?: ToastLook;
  /** Means the latest alone of those that share the toast. */
  readonly action?: ToastData['action'];
  /** Whether the action takes it back: a toast that counted them would seem to take back all of them. */
  readonly isWayBack?: boolean;
  /** What it is about: what is said later about the same takes the place of this. */
  readonly about?: string | undefined;
  /** Offers to take this step back, for as long as that is possible and what it is about is in sight. */
  readonly undoes?: Step;
  readonly onDismiss?: () => void;
  /** It has gone, in whatever way. */
  readonly onClose?: () => void;
}

/** What is being said, by its words, or by what it is about. The same words share one toast. */
const saying = new Map<string, readonly Said[]>();

function show(key: string): void {
  const said = saying.get(key) ?? [];
  const latest = said.at(-1);
  if (!latest) return;
  const { title, body = '', look = 'info', action, isWayBack = false, onDismiss } = latest;
  const run = (): void => {
    action?.run();
    take(key, latest);
  };
  const options = {
    id: key,
    title,
    description: body,
    type: look,
    onClose: () => {
      const gone = saying.get(key) ?? [];
      saying.delete(key);
      for (const { onClose } of gone) onClose?.();
    },
    priority: look === 'error' ? ('high' as const) : ('low' as const),
    data: {
      times: isWayBack ? 1 : said.length,
      ...(action ? { action: { label: action.label, run } } : {}),
      ...(onDismiss ? { onDismiss } : {}),
    },
  };
  post(() => toasts.add(options));
}

/** This has been said and is no longer true; its toast goes, or stays for what was said in the same words before. */
function take(key: string, one: Said): void {
  const said = saying.get(key);
  if (!said?.includes(one)) return;
  const left = said.filter((each) => each !== one);
  saying.set(key, left);
  one.onClose?.();
  if (left.length > 0) show(key);
  else post(() => toasts.close(key));
}

/**
 * Shows a toast. Failures are announced at once, the rest politely. The same words do not stack up: they share a toast.
 * @returns takes it away.
 */
export function say({ undoes, ...rest }: Said): () => void {
  const one: Said = undoes
    ? { ...rest, undoes, isWayBack: true, action: { label: t.animate.undo, run: () => void undo(undoes) } }
    : rest;
  const { title, body, look, action, about } = one;
  const key = about ?? JSON.stringify([title, body, look, action?.label]);
  // Without an action there is nothing to tell one from the other; what was said about the same is out of date.
  const before = action && about === undefined ? (saying.get(key) ?? []) : [];
  saying.set(key, [...before, one]);
  show(key);
  if (undoes) whenGone(undoes, () => take(key, one));
  return () => take(key, one);
}

// What a step is about is left with its view, and its toast does not follow.
useUi.subscribe(({ view }, { view: before }) => {
  if (view === before) return;
  for (const [key, said] of [...saying])
    for (const one of said) {
      const { about } = one.undoes ?? {};
      if (about && IN_SIGHT[before].includes(about) && !IN_SIGHT[view].includes(about)) take(key, one);
    }
});

/** What was said about this is out of date. */
export function hush(about: string): void {
  for (const one of saying.get(about) ?? []) take(about, one);
}

/** Shows a failure in its own words. */
export function sayFailure(failure: Failure, file?: string): void {
  const words = t.failure(failure, file);
  const detail = failure.code === 'internal' && failure.detail !== undefined ? ` ${failure.detail}` : '';
  say({ title: words.title, body: `${words.body}${detail}`, look: 'error' });
}
