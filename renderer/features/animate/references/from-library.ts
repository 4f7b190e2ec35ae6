import { create } from 'zustand';
import type { Slot } from '../../../state/reference-slots.ts';
import { addClipTo, focusSlot } from './actions.ts';

/** The slot that a clip of the library is being chosen for; null: none. */
export const useChoosing = create<{ readonly slot: Slot | null }>()(() => ({ slot: null }));

export function chooseFromLibrary(slot: Slot): void {
  useChoosing.setState({ slot });
}

/** Ends the choice; with a clip, that one goes into the slot. */
export function endChoice(clipId: string | null): void {
  const { slot } = useChoosing.getState();
  useChoosing.setState({ slot: null });
  if (slot === null) return;
  if (clipId !== null) void addClipTo(slot, clipId);
  focusSlot(slot);
}
