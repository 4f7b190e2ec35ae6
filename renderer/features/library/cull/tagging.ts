import { create } from 'zustand';
import type { Subject } from './change.ts';

/** Whose tags are being chosen, and beside what; null: nobody's. */
export interface Tagging {
  readonly subject: Subject | null;
  readonly anchor: () => Element | null;
}

export const useTagging = create<Tagging>()(() => ({ subject: null, anchor: () => null }));

/** Opens the choice of tags beside an element. */
export function openTags(subject: Subject, anchor: () => Element | null): void {
  useTagging.setState({ subject, anchor });
}

export function closeTags(): void {
  useTagging.setState({ subject: null });
}
