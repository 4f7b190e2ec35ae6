import type { ClipView } from '../../../preload/contract/schemas/views.ts';

/** A clip's file name without its folder and its ending. */
export function stemOf({ name }: Pick<ClipView, 'name'>): string {
  return name.slice(name.lastIndexOf('/') + 1).replace(/\.mp4$/i, '');
}

/** Leaves room for what is put behind it: no system takes more than 255. */
const MAX_STEM = 180;

/** A name to offer for what is made of a clip; `rest` follows the clip's own. */
export function nameAfter(clip: Pick<ClipView, 'name'>, rest: string): string {
  return `${stemOf(clip).slice(0, MAX_STEM).replaceAll('\\', '-')}${rest}`;
}
