import { create } from 'zustand';
import type { Subject } from './change.ts';

/** Whose tags are being chosen, and beside what; null: nobody's. */
export interface Tagging {
  readonly subject: Subject | null;
  readonly anchor: () => Element | null;
  /** Counts how often the choice was opened: each time its field begins anew, and takes the keys over. */
  readonly opened: number;
}

export const useTagging = create<Tagging>()(() => ({ subject: null, anchor: () => null, opened: 0 }));

/** What has been typed since the choice was opened, before its field was there. */
let early = '';

function hold(event: KeyboardEvent): void {
  if (event.ctrlKey || event.metaKey || event.altKey) return;
  event.preventDefault();
  event.stopImmediatePropagation();
  if (event.key === 'Escape') closeTags();
  else if (event.key === 'Backspace') early = early.slice(0, -1);
  else if (event.key.length === 1 && !event.repeat) early += event.key;
}

/** Opens the choice of tags beside an element. Until its field takes over, keys mean neither clips nor the player. */
export function openTags(subject: Subject, anchor: () => Element | null): void {
  early = '';
  window.addEventListener('keydown', hold, true);
  useTagging.setState(({ opened }) => ({ subject, anchor, opened: opened + 1 }));
}

/** From here on the field hears the keys itself. @returns what it has missed. */
export function takeEarlyWords(): string {
  window.removeEventListener('keydown', hold, true);
  const words = early;
  early = '';
  return words;
}

export function closeTags(): void {
  takeEarlyWords();
  useTagging.setState({ subject: null });
}
