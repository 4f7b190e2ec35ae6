import { type CSSProperties, type ReactElement, useEffect, useRef, useState } from 'react';
import type { ClipView } from '../../../preload/contract/schemas/views.ts';
import { t } from '../../text/en.ts';
import s from './tile.module.css';

/** The hint is shown the first three times only. */
let hintsLeft = 3;

/** The clip under the pointer: its place across the tile is the moment that is shown. */
export function Scrub({ clip, at }: { readonly clip: ClipView; readonly at: number }): ReactElement {
  const video = useRef<HTMLVideoElement>(null);
  const [hint] = useState(() => hintsLeft > 0);
  const seconds = at * clip.seconds;
  useEffect(() => {
    hintsLeft -= 1;
  }, []);
  useEffect(() => {
    const element = video.current;
    // While one seek runs the next would only wait behind it; the latest place wins when it has ended.
    if (element && !element.seeking && element.readyState >= HTMLMediaElement.HAVE_METADATA)
      element.currentTime = seconds;
  }, [seconds]);
  const catchUp = (): void => {
    const element = video.current;
    if (element && Math.abs(element.currentTime - seconds) > 0.05) element.currentTime = seconds;
  };
  return (
    <div className={s['scrub']} style={{ '--at': `${at * 100}%` } as CSSProperties} aria-hidden="true">
      <video
        ref={video}
        src={`/media/${clip.id}`}
        preload="auto"
        muted
        playsInline
        tabIndex={-1}
        onLoadedMetadata={catchUp}
        onSeeked={catchUp}
      />
      <span className={s['line']} />
      <span className={s['time']}>{t.library.seconds(seconds)}</span>
      {hint && <span className={s['tip']}>{t.library.scrubTip}</span>}
      <span className={s['words']}>{clip.prompt}</span>
    </div>
  );
}
