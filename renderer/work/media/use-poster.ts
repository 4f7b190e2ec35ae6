import { useEffect, useState } from 'react';
import { posterAddress, wantPoster } from './posters.ts';

interface Poster {
  /** For an `img`; null: the clip gives no picture. */
  readonly src: string | null;
  /** For the same `img`: its picture has to be made. */
  readonly onError: () => void;
}

/** The still picture of a clip, which is made where there is none yet, for as long as the tile is there. One clip per tile: key it. */
export function usePoster(clipId: string): Poster {
  const [src, setSrc] = useState<string | null>(posterAddress(clipId));
  const [missing, setMissing] = useState(false);
  useEffect(() => (missing ? wantPoster(clipId, setSrc) : undefined), [clipId, missing]);
  return { src, onError: () => setMissing(true) };
}
