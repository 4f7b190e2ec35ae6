import { type CSSProperties, type ReactElement, useEffect, useRef, useState } from 'react';
import type { ClipView } from '../../../preload/contract/schemas/views.ts';
import { t } from '../../text/en.ts';
import { leaveVideo, takeVideo } from './scrub-video.ts';
import s from './tile.module.css';

/** The hint is shown the first three times only. */
let hintsLeft = 3;
/** Pointers that only pass over a tile start no player. */
const PASSING_MS = 60;

/** The clip under the pointer: its place across the tile is the moment that is shown. */
export function Scrub({ clip, at }: { readonly clip: ClipView; readonly at: number }): ReactElement {
  const box = useRef<HTMLDivElement>(null);
  const [hint] = useState(() => hintsLeft > 0);
  const wanted = useRef(0);
  const follow = useRef<() => void>(undefined);
  const seconds = at * clip.seconds;
  useEffect(() => {
    const parent = box.current;
    if (!parent) return;
    let leave = (): void => undefined;
    const timer = setTimeout(() => {
      hintsLeft -= 1;
      const video = takeVideo(parent, `/media/${clip.id}`);
      const seek = (): void => {
        // While one seek runs the next would only wait behind it; the latest place wins when it has ended.
        if (video.seeking || video.readyState < HTMLMediaElement.HAVE_METADATA) return;
        if (Math.abs(video.currentTime - wanted.current) > 0.02) video.currentTime = wanted.current;
      };
      follow.current = seek;
      const events = ['loadedmetadata', 'seeked'] as const;
      for (const event of events) video.addEventListener(event, seek);
      leave = () => {
        for (const event of events) video.removeEventListener(event, seek);
        leaveVideo(parent, video);
      };
    }, PASSING_MS);
    return () => {
      clearTimeout(timer);
      follow.current = undefined;
      leave();
    };
  }, [clip.id]);
  useEffect(() => {
    wanted.current = seconds;
    follow.current?.();
  }, [seconds]);
  return (
    <div className={s['scrub']} style={{ '--at': `${at * 100}%` } as CSSProperties} aria-hidden="true">
      <div ref={box} className={s['film']} />
      <span className={s['line']} />
      <span className={s['time']}>{t.library.seconds(seconds)}</span>
      {hint && <span className={s['tip']}>{t.library.scrubTip}</span>}
      <span className={s['words']}>{clip.prompt}</span>
    </div>
  );
}
