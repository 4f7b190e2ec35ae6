import { useEffect, useRef } from 'react';
import { COMBOS, type Combo } from '../../preload/contract/keyboard.ts';
import { worldNow } from '../state/core.ts';

/** What the shortcuts of the one table do here. Answering false leaves the key alone. */
export type KeyMap = Readonly<Partial<Record<Combo, (event: KeyboardEvent) => unknown>>>;

const isCombo = (combo: string): combo is Combo => COMBOS.some((one) => one === combo);

/** Shortcuts that were chosen in the menu: they count wherever the focus is. */
const fromMenu = new WeakSet<Event>();

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
  if (fromMenu.has(event)) return true;
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
      const act = isCombo(combo) ? latest.current[combo] : undefined;
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

/** What the menu's items for texts do in a text. */
const IN_TEXT: Readonly<Partial<Record<string, string>>> = {
  'mod+z': 'undo',
  'mod+shift+z': 'redo',
  'mod+a': 'selectAll',
};

/** Does what a shortcut does, as if the person had pressed it where the focus is. */
export function pressCombo(combo: string): void {
  const active = document.activeElement;
  const inText = isTextField(active);
  const edit = IN_TEXT[combo];
  if (inText && edit !== undefined) {
    document.execCommand(edit);
    return;
  }
  const parts = combo.split('+');
  const key = parts.at(-1) ?? '';
  const shiftKey = parts.includes('shift');
  const mac = worldNow()?.platform === 'darwin';
  const mod = parts.includes('mod');
  const event = new KeyboardEvent('keydown', {
    key: key === 'Space' ? ' ' : shiftKey && key.length === 1 ? key.toUpperCase() : key,
    code: /^\d$/.test(key) ? `Digit${key}` : '',
    shiftKey,
    altKey: parts.includes('alt'),
    ctrlKey: mod && !mac,
    metaKey: mod && mac,
    bubbles: true,
    cancelable: true,
  });
  fromMenu.add(event);
  // A letter belongs to a field that is being written in, unless it was chosen in the menu.
  (inText || !active ? document.body : active).dispatchEvent(event);
}
