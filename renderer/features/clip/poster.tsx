import { type ReactElement, useState } from 'react';
import sh from '../../style/shared.module.css';
import { usePoster } from '../../work/media/use-poster.ts';

/** The still picture of a clip, for a thumb; nothing as long as it is not there. */
export function Poster({ clipId }: { readonly clipId: string }): ReactElement | null {
  const { src, onError } = usePoster(clipId);
  const [loaded, setLoaded] = useState<string | null>(null);
  if (src === null) return null;
  return (
    <img
      className={loaded === src ? undefined : sh['unseen']}
      src={src}
      alt=""
      draggable={false}
      onLoad={() => setLoaded(src)}
      onError={onError}
    />
  );
}
