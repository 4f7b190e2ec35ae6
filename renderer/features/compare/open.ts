import { create } from 'zustand';
import type { ClipView } from '../../../preload/contract/schemas/views.ts';
import { putClips } from '../../state/library/clips.ts';
import { useUi } from '../../state/ui.ts';

/** As many as can be told apart beside each other. */
export const MOST = 4;

/** The clip that others are being chosen for; null: none. */
export const usePicker = create<{ readonly clip: ClipView | null }>()(() => ({ clip: null }));

/** Asks what a clip is to be compared with. */
export const openPicker = (clip: ClipView): void => usePicker.setState({ clip });
export const closePicker = (): void => usePicker.setState({ clip: null });

/** Compares two to four clips in step; the first of more. */
export function openCompare(clips: readonly ClipView[]): void {
  const there = clips.filter(({ missing }) => !missing).slice(0, MOST);
  if (there.length < 2) return;
  putClips(there);
  useUi.setState({ view: 'library', comparing: there.map(({ id }) => id), queueOpen: false });
}
