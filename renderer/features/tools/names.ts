import type { ClipView } from '../../../preload/contract/schemas/views.ts';

/** A clip's file name without its folder and its ending. */
export function stemOf({ name }: Pick<ClipView, 'name'>): string {
  return name.slice(name.lastIndexOf('/') + 1).replace(/\.mp4$/i, '');
}
