import { inSlot, kindOf, moveSlot, type Slot } from '../../../state/reference-slots.ts';
import { IMAGE_SLOTS, useReferences } from '../../../state/references.ts';
import { addClipTo, addFilesTo, addPictureTo } from './actions.ts';

/** What is dragged within the page. While it is held only the type can be read, when it is dropped also the value. */
const CLIP = 'application/x-kinora-clip';
const PICTURE = 'application/x-kinora-picture';
const SLOT = 'application/x-kinora-slot';

/** A clip of the library is being dragged. */
export function holdClip(data: DataTransfer, clipId: string): void {
  data.setData(CLIP, clipId);
  data.effectAllowed = 'copy';
}

export function holdsClip(data: DataTransfer): boolean {
  return data.types.includes(CLIP);
}

/** Which clip it is, once it is dropped. */
export function clipIn(data: DataTransfer): string {
  return data.getData(CLIP);
}

/** A picture of the strip is being dragged. */
export function holdPicture(data: DataTransfer, stripKey: string): void {
  data.setData(PICTURE, stripKey);
  data.effectAllowed = 'copyMove';
}

/** An image is dragged out of its slot. */
export function holdSlot(data: DataTransfer, slot: Slot): void {
  data.setData(SLOT, String(slot));
  data.effectAllowed = 'move';
}

/** Whether the slot takes what is held over it: files find their own slot, the rest must fit. */
export function takes(slot: Slot, { types }: DataTransfer): boolean {
  if (types.includes('Files')) return true;
  const kind = kindOf(slot);
  if (types.includes(CLIP)) return kind !== 'audio';
  return kind === 'image' && (types.includes(PICTURE) || types.includes(SLOT));
}

function toSlot(text: string): Slot | null {
  if (text === 'startFrame') return text;
  const at = Number(text);
  return text !== '' && Number.isInteger(at) && at >= 0 && at < IMAGE_SLOTS ? at : null;
}

/** Puts what was dropped into the slot. */
export function dropOn(slot: Slot, data: DataTransfer): void {
  const files = [...data.files];
  const picture = data.getData(PICTURE);
  const from = toSlot(data.getData(SLOT));
  const clipId = clipIn(data);
  if (files.length > 0) void addFilesTo(slot, files);
  else if (picture !== '') addPictureTo(slot, picture);
  else if (clipId !== '') void addClipTo(slot, clipId);
  else if (from !== null && from !== slot && inSlot(useReferences.getState(), from)) moveSlot(from, slot);
}
