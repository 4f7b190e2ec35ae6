import type { Failure } from '../../preload/contract/errors.ts';
import type { SourceView } from '../../preload/contract/schemas/views.ts';
import type { MediaKind } from '../../preload/contract/vocabulary.ts';
import { type Reference, type References, useReferences } from './references.ts';
import { pushStep, type Step } from './undo.ts';
import { uuidv7 } from './uuid.ts';

/** A place for one file: an image slot by its index, or one of the three others. */
export type Slot = number | 'startFrame' | 'video' | 'voice';

export function inSlot(references: References, slot: Slot): Reference | null {
  return typeof slot === 'number' ? (references.images[slot] ?? null) : references[slot];
}

/** What a slot takes. */
export function kindOf(slot: Slot): MediaKind {
  return slot === 'video' ? 'video' : slot === 'voice' ? 'audio' : 'image';
}

function withSlot(references: References, slot: Slot, item: Reference | null): References {
  if (typeof slot !== 'number') return { ...references, [slot]: item };
  return { ...references, images: references.images.with(slot, item) };
}

function slotsOf(references: References): readonly Slot[] {
  return [...references.images.keys(), 'startFrame', 'video', 'voice'];
}

/** What became of files that were read, by the key of their item: one that was taken out meanwhile can come back. */
const outcomes = new Map<string, Partial<Reference>>();

function upToDate(item: Reference | null): Reference | null {
  return item && { ...item, ...outcomes.get(item.key) };
}

const keyIn = (references: References, slot: Slot): string | null => inSlot(references, slot)?.key ?? null;

/** Puts back what differs in `to`, but for slots that have been changed since they were as in `from`. */
function restore(from: References, to: References): boolean {
  const now = useReferences.getState();
  const restored = slotsOf(to)
    .filter((slot) => keyIn(from, slot) !== keyIn(to, slot) && keyIn(now, slot) === keyIn(from, slot))
    .reduce((all, slot) => withSlot(all, slot, upToDate(inSlot(to, slot))), now);
  useReferences.setState(restored);
  return restored !== now;
}

/** Changes slots so that it can be taken back. */
function change(to: (before: References) => References): Step {
  const before = useReferences.getState();
  const after = to(before);
  useReferences.setState(after);
  return pushStep({
    about: 'form',
    undo: () => restore(after, before),
    redo: () => void restore(before, after),
  });
}

/** Puts a file that is here already into a slot, in place of what is there. */
export function putSource(slot: Slot, source: SourceView): Step {
  const item = { key: uuidv7(), name: source.name, source, failure: null, wave: null };
  return change((before) => withSlot(before, slot, item));
}

/** Shows in a slot that a file is being read. Returns its key, for `settle`. */
export function startReading(slot: Slot, name: string): string {
  const key = uuidv7();
  change((before) => withSlot(before, slot, { key, name, source: null, failure: null, wave: null }));
  return key;
}

/** Says what became of a file that was read, wherever it has been moved meanwhile. */
export function settle(
  key: string,
  outcome:
    | { readonly source: SourceView; readonly wave: readonly number[] | null }
    | { readonly failure: Failure },
): void {
  const said = 'source' in outcome ? { ...outcome, name: outcome.source.name } : outcome;
  outcomes.set(key, said);
  const now = useReferences.getState();
  const slot = slotsOf(now).find((one) => keyIn(now, one) === key);
  const item = slot === undefined ? null : inSlot(now, slot);
  if (slot !== undefined && item) useReferences.setState(withSlot(now, slot, { ...item, ...said }));
}

/** Empties a slot. */
export function emptySlot(slot: Slot): Step {
  return change((before) => withSlot(before, slot, null));
}

/** Moves an image to another slot for images; what is there takes its place. */
export function moveSlot(from: Slot, to: Slot): Step {
  return change((before) => {
    const moved = withSlot(before, to, inSlot(before, from));
    return withSlot(moved, from, inSlot(before, to));
  });
}

/** The first image slot with nothing in it; null where all are filled. */
export function freeImageSlot(references: References): Slot | null {
  const at = references.images.indexOf(null);
  return at === -1 ? null : at;
}
