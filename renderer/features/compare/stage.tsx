import { Volume2 } from 'lucide-react';
import { type CSSProperties, type ReactElement, useEffect, useRef, useState } from 'react';
import type { ClipView } from '../../../preload/contract/schemas/views.ts';
import { compare as en } from '../../text/en-compare.ts';
import { cx } from '../../ui/cx.ts';
import { Icon } from '../../ui/icon.tsx';
import { evenFrames, type Frames } from '../clip/player/frames.ts';
import { framesOf, type Player } from '../clip/player/use-transport.ts';
import st from '../clip/stage.module.css';
import s from './compare.module.css';
import { type Follower, follow } from './follow.ts';
import { letterOf } from './letters.ts';
import { WipeHandle } from './wipe.tsx';

export type Layout = 'wipe' | 'side';

interface Props {
  readonly clips: readonly ClipView[];
  /** Of the clip that leads. */
  readonly player: Player;
  readonly leader: number;
  readonly layout: Layout;
  readonly focused: number;
  readonly onFocus: (at: number) => void;
}

/** The clips that play along with the leader, each with its frames. */
function useFollowers({
  clips,
  player,
  leader,
  focused,
}: Props): (at: number) => (element: HTMLVideoElement | null) => void {
  const videos = useRef(new Map<number, HTMLVideoElement>());
  const frames = useRef(new Map<string, Frames>());
  const { transport, muted } = player;
  useEffect(() => {
    for (const clip of clips) {
      frames.current.set(clip.id, evenFrames(clip.seconds));
      void framesOf(clip.id).then((known) => known && frames.current.set(clip.id, known));
    }
  }, [clips]);
  useEffect(() => {
    transport.setAudible(focused === leader);
    for (const [at, video] of videos.current) if (at !== leader) video.muted = muted || at !== focused;
  }, [transport, muted, focused, leader]);
  // For as long as the view is there: a clip that is behind catches up also where nothing else changes.
  useEffect(() => {
    let animation = 0;
    const look = (): void => {
      for (const [at, video] of videos.current) {
        const known = frames.current.get(clips[at]?.id ?? '');
        const follower: Follower | null = at !== leader && known ? { video, frames: known } : null;
        if (follower) follow(transport, follower);
      }
      animation = requestAnimationFrame(look);
    };
    look();
    return () => cancelAnimationFrame(animation);
  }, [clips, leader, transport]);
  return (at) => (element) => {
    if (element) videos.current.set(at, element);
    else videos.current.delete(at);
  };
}

/** Clips over or beside each other, all at the same moment. */
export function Stage(props: Props): ReactElement {
  const { clips, player, leader, layout, focused, onFocus } = props;
  const attach = useFollowers(props);
  const [wipe, setWipe] = useState(50);
  const { transport } = player;
  return (
    <section
      className={cx(st['stage'], s['stage'], s[layout])}
      data-count={clips.length}
      aria-label={en.view}
      style={{ '--wipe': `${wipe}%` } as CSSProperties}
    >
      {clips.map((clip, at) => (
        // biome-ignore lint/a11y/noStaticElementInteractions: the letters beside the table do the same by key
        // biome-ignore lint/a11y/useKeyWithClickEvents: see above
        <div
          key={clip.id}
          className={cx(s['pane'], at === focused && s['focused'])}
          data-pane={letterOf(at)}
          data-focused={at === focused}
          onClick={() => onFocus(at)}
        >
          {/* biome-ignore lint/a11y/useMediaCaption: generated clips carry no speech track to caption */}
          <video
            ref={at === leader ? transport.attach : attach(at)}
            src={`/media/${clip.id}`}
            preload="auto"
            playsInline
            disablePictureInPicture
            aria-label={en.pane(letterOf(at), clip.name)}
          />
          <p className={s['label']}>
            {at === focused && <Icon of={Volume2} size={14} />}
            <span>{en.label(letterOf(at), clip.name, en.seconds(clip.seconds))}</span>
          </p>
        </div>
      ))}
      {layout === 'wipe' && <WipeHandle at={wipe} onMove={setWipe} />}
    </section>
  );
}
