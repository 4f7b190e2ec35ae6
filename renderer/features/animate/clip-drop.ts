import type { DragEvent } from 'react';
import { loadClip } from '../../state/library/clips.ts';
import { clipIn, holdsClip } from './references/drag.ts';

async function takeLastFrame(clipId: string): Promise<void> {
  const { useFrameAsStart: takeStartFrame } = await import('../tools/actions.ts');
  const clip = await loadClip(clipId);
  if (clip) await takeStartFrame(clip, 'last');
}

/** A clip of the library that is dropped among the images: the next shot begins with its last frame, as by its button. */
export const clipDrop = {
  onDragOver: (event: DragEvent): void => {
    if (!holdsClip(event.dataTransfer)) return;
    // The window takes files; it would refuse a clip.
    event.stopPropagation();
    event.preventDefault();
    event.dataTransfer.dropEffect = 'copy';
  },
  onDrop: (event: DragEvent): void => {
    if (!holdsClip(event.dataTransfer)) return;
    event.stopPropagation();
    event.preventDefault();
    void takeLastFrame(clipIn(event.dataTransfer));
  },
} as const;
