import type { ClipView, LibraryStats } from '../../preload/contract/schemas/views.ts';
import { useWorld } from './core.ts';

/** Where a clip's file is: there, gone, or on a disk that is not connected. */
export type ClipPresence = 'here' | 'missing' | 'away';

export function presenceOf(
  { folder, missing }: Pick<ClipView, 'folder' | 'missing'>,
  { folders }: Pick<LibraryStats, 'folders'>,
): ClipPresence {
  if (folders.some(({ id, state }) => id === folder && state === 'away')) return 'away';
  return missing ? 'missing' : 'here';
}

/** Where a clip's file is at present. */
export const usePresence = (clip: Pick<ClipView, 'folder' | 'missing'>): ClipPresence =>
  useWorld(({ library }) => presenceOf(clip, library));
