import { useCallback, useEffect, useState } from 'react';
import { posterAddress, wantPoster } from './posters.ts';

interface Poster {
  /** For an `img`; null: the clip gives no picture. */
  readonly src: string | null;
  /** For the same `img`: its picture has to be made. */
  readonly onError: () => void;
}

/** The still picture of a clip, which is made where there is none yet, for as long as the tile is there. */
export function usePoster(clipId: string): Poster {
  const [src, setSrc] = useState<string | null>(posterAddress(clipId));
  const [missing, setMissing] = useState(false);
  useEffect(() => {
    setSrc(posterAddress(clipId));
    setMissing(false);
  }, [clipId]);
  useEffect(() => {
    if (missing) return wantPoster(clipId, setSrc);
    return undefined;
  }, [clipId, missing]);
  const onError = useCallback(() => setMissing(true), []);
  return { src, onError };
}
