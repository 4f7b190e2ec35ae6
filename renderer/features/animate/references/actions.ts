import type { Failure } from '../../../../preload/contract/errors.ts';
import { ask } from '../../../bridge.ts';
import { rememberMoment } from '../../../state/frames.ts';
import { useClips } from '../../../state/library/clips.ts';
import { toFailure } from '../../../state/models.ts';
import {
  emptySlot,
  freeImageSlot,
  inSlot,
  kindOf,
  moveSlot,
  putSource,
  type Slot,
  settle,
  startReading,
} from '../../../state/reference-slots.ts';
import { IMAGE_SLOTS, useReferences } from '../../../state/references.ts';
import { useStrip } from '../../../state/strip.ts';
import { t } from '../../../text/en.ts';
import { say, sayFailure } from '../../../ui/toasts.ts';
import { addReferenceFile } from '../intake/reference-file.ts';
import { waveOf } from './wave.ts';

/** The button that is the slot itself. */
export function buttonOf(slot: Slot): HTMLElement | null {
  return document.querySelector<HTMLElement>(`[data-slot="${slot}"] > button`);
}

/** Puts the focus on a slot, once it is drawn as it is now. */
export function focusSlot(slot: Slot): void {
  requestAnimationFrame(() => buttonOf(slot)?.focus());
}

/** The slot for a file that was meant for `slot`: its name's ending decides, where it says anything. Null: no room. */
function slotFor(file: File, slot: Slot | null): Slot | null {
  const [type] = file.type.split('/');
  if (type === 'video') return 'video';
  if (type === 'audio') return 'voice';
  if (type === 'image' && slot !== null && kindOf(slot) !== 'image')
    return freeImageSlot(useReferences.getState());
  return slot;
}

async function readInto(slot: Slot, file: File): Promise<void> {
  const key = startReading(slot, file.name);
  const answer = await addReferenceFile(file);
  const wanted = kindOf(slot);
  let failure: Failure | null = answer.ok ? null : toFailure(answer.error);
  if (answer.ok && answer.value.kind !== wanted)
    failure =
      wanted === 'image'
        ? { code: 'not-an-image' }
        : { code: 'media-unreadable', facts: { kind: wanted, name: file.name } };
  if (failure) {
    settle(key, { failure });
    sayFailure(failure, file.name);
  } else if (answer.ok) {
    settle(key, { source: answer.value, wave: wanted === 'audio' ? await waveOf(file) : null });
  }
}

/** Files for a slot: further images go to the slots that are free, everything else to where it belongs. */
export async function addFilesTo(slot: Slot, files: readonly File[]): Promise<void> {
  let next: Slot | null = slot;
  const reads: Promise<void>[] = [];
  for (const file of files) {
    const own = slotFor(file, next);
    if (own === null) continue;
    reads.push(readInto(own, file));
    if (kindOf(own) === 'image') next = freeImageSlot(useReferences.getState());
  }
  const left = files.length - reads.length;
  if (left > 0) say({ title: t.references.full(left), look: 'warning' });
  await Promise.all(reads);
}

/** A clip of the library: the video slot takes the clip itself, any other the picture that it was made from. */
export async function addClipTo(slot: Slot, clipId: string): Promise<void> {
  const kind = kindOf(slot) === 'video' ? 'video' : 'image';
  const name = useClips.getState().byId.get(clipId)?.name ?? '';
  const key = startReading(slot, name);
  const answer = await ask('source.fromClip', { clipId, as: kind });
  if (answer.ok) {
    if (kind === 'video') rememberMoment(answer.value.id, { clipId, seconds: 0 });
    settle(key, { source: answer.value, wave: null });
    return;
  }
  const failure = toFailure(answer.error);
  settle(key, { failure });
  sayFailure(failure, name);
}

/** A picture of the strip. It stays there as well. */
export function addPictureTo(slot: Slot, stripKey: string): void {
  const item = useStrip.getState().items.find(({ key }) => key === stripKey);
  if (item?.source) putSource(slot, item.source);
}

/** Empties a slot, and offers the way back. */
export function removeFrom(slot: Slot): void {
  const item = inSlot(useReferences.getState(), slot);
  if (!item) return;
  const step = emptySlot(slot);
  say({
    title: t.references.removed(item.name),
    look: 'trash',
    undoes: step,
  });
  focusSlot(slot);
}

/** Moves an image to another slot; what is there takes its place. The focus goes with it. */
export function moveTo(from: Slot, to: Slot): void {
  moveSlot(from, to);
  focusSlot(to);
}

/** Moves an image to its neighbour's slot. */
export function moveBy(slot: Slot, step: number): void {
  if (typeof slot !== 'number' || !inSlot(useReferences.getState(), slot)) return;
  const to = slot + step;
  if (to >= 0 && to < IMAGE_SLOTS) moveTo(slot, to);
}
