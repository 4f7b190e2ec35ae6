import { useEffect, useRef } from 'react';
import { worldNow } from '../state/core.ts';

/** Combination (`mod+Enter`, `alt+ArrowLeft`, `k`, `?`) to what it does. Answering false leaves the key alone. */
export type KeyMap = Readonly<Record<string, (event: KeyboardEvent) => unknown>>;

function isTextField(target: EventTarget | null): boolean {
  if (target instanceof HTMLTextAreaElement || target instanceof HTMLSelectElement) return true;
  if (target instanceof HTMLInputElement)
    return !['range', 'radio', 'checkbox', 'button', 'file'].includes(target.type);
  return target instanceof HTMLElement && target.isContentEditable;
}

/** What the key already means to the control that has the focus. */
function isTakenBy(target: EventTarget | null, key: string): boolean {
  if (!(target instanceof HTMLElement)) return false;
  if (target instanceof HTMLInputElement)
    return key.startsWith('Arrow') || key === ' ' || key === 'Home' || key === 'End';
  if (target.getAttribute('role') === 'slider')
    return key.startsWith('Arrow') || key === 'Home' || key === 'End';
  const pressed = key === ' ' || key === 'Enter';
  return pressed && target.closest('button, a, summary, [role="menuitemradio"]') !== null;
}

/** The name of what was pressed, in the form the maps use. */
export function comboOf(event: KeyboardEvent): string {
  const mac = worldNow()?.platform === 'darwin';
  const mod = mac ? event.metaKey : event.ctrlKey;
  // Alt gives the digits other signs on a Mac.
  const digit = event.altKey ? /^Digit(\d)$/.exec(event.code)?.[1] : undefined;
  const pressed = digit ?? event.key;
  const key = event.key === ' ' ? 'Space' : mac && event.key === 'Backspace' ? 'Delete' : pressed;
  const named = key.length === 1 ? key.toLowerCase() : key;
  // A sign such as `?` already says that Shift is held.
  const shifted = event.shiftKey && (key.length > 1 || /[a-z]/i.test(key));
  return [mod && 'mod', event.altKey && 'alt', shifted && 'shift', named].filter(Boolean).join('+');
}

const SINGLE = /^(shift\+)?(.|Space)$/;

/** Whether a combination counts here and now. */
function isAllowed(event: KeyboardEvent, combo: string): boolean {
  if (event.defaultPrevented || event.isComposing) return false;
  if (combo.startsWith('mod+')) return !(isTextField(event.target) && /^mod\+(shift\+)?z$/.test(combo));
  if (isTextField(event.target) && combo !== 'Escape') return false;
  if (isTakenBy(event.target, event.key)) return false;
  return !SINGLE.test(combo) || worldNow()?.settings.singleKeys !== false;
}

/** Keys that go on for as long as they are held; all others act once. */
const GOES_ON = /Arrow|Page|^[[\].,]$/;

/** A held Enter presses the control that has the focus once, also where the focus moves on meanwhile. */
export function pressOnce(): () => void {
  const listen = (event: KeyboardEvent): void => {
    if (!event.repeat || event.key !== 'Enter' || isTextField(event.target)) return;
    event.preventDefault();
    event.stopImmediatePropagation();
  };
  window.addEventListener('keydown', listen, true);
  return () => window.removeEventListener('keydown', listen, true);
}

/** Listens for keys on the whole window while the component is shown and no dialog is open. */
export function useKeys(map: KeyMap, enabled = true): void {
  const latest = useRef(map);
  useEffect(() => {
    latest.current = map;
  });
  useEffect(() => {
    if (!enabled) return;
    const listen = (event: KeyboardEvent): void => {
      const combo = comboOf(event);
      const act = latest.current[combo];
      if (!act || !isAllowed(event, combo)) return;
      if (document.querySelector('[role="dialog"][data-modal], [role="alertdialog"]:not([data-type])'))
        return;
      if (event.repeat && !GOES_ON.test(combo)) event.preventDefault();
      else if (act(event) !== false) event.preventDefault();
    };
    window.addEventListener('keydown', listen);
    return () => window.removeEventListener('keydown', listen);
  }, [enabled]);
}
