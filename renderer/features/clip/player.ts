import { type RefObject, useCallback, useEffect, useRef, useState } from 'react';

/** One frame of the clips that the service makes. */
export const FRAME = 1 / 24;
export const RATES = [0.25, 0.5, 1, 1.5, 2] as const;
export type Rate = (typeof RATES)[number];

export interface PlayerState {
  readonly playing: boolean;
  readonly time: number;
  readonly duration: number;
  readonly loop: boolean;
  readonly muted: boolean;
  readonly rate: Rate;
  readonly failed: boolean;
}

export interface Player extends PlayerState {
  readonly video: RefObject<HTMLVideoElement | null>;
  readonly attach: (element: HTMLVideoElement | null) => void;
  readonly toggle: () => void;
  readonly seek: (seconds: number) => void;
  readonly step: (seconds: number) => void;
  readonly setLoop: (loop: boolean) => void;
  readonly setMuted: (muted: boolean) => void;
  readonly setRate: (rate: Rate) => void;
}

/** A person who asked for less motion gets no loop by default. */
function lessMotion(): boolean {
  return window.matchMedia('(prefers-reduced-motion: reduce)').matches;
}

/** Settings of the player stay from clip to clip. */
let kept = { loop: !lessMotion(), muted: false, rate: 1 as Rate };

/** Our own transport over a plain video element. `known` is the length before the file has told its own. */
export function usePlayer(known: number): Player {
  const video = useRef<HTMLVideoElement | null>(null);
  const detach = useRef<(() => void) | null>(null);
  const [state, setState] = useState<PlayerState>({
    playing: false,
    time: 0,
    duration: known,
    failed: false,
    ...kept,
  });
  const update = useCallback((part: Partial<PlayerState>) => setState((now) => ({ ...now, ...part })), []);

  const attach = useCallback(
    (element: HTMLVideoElement | null) => {
      detach.current?.();
      detach.current = null;
      video.current = element;
      if (!element) return;
      Object.assign(element, { loop: kept.loop, muted: kept.muted, playbackRate: kept.rate });
      let frame = 0;
      const follow = (): void => {
        update({ time: element.currentTime });
        frame = element.paused ? 0 : requestAnimationFrame(follow);
      };
      const listeners: Readonly<Record<string, () => void>> = {
        play: () => {
          update({ playing: true });
          cancelAnimationFrame(frame);
          follow();
        },
        pause: () => update({ playing: false, time: element.currentTime }),
        seeked: () => update({ time: element.currentTime }),
        timeupdate: () => update({ time: element.currentTime }),
        durationchange: () => {
          if (Number.isFinite(element.duration)) update({ duration: element.duration });
        },
        loadeddata: () => update({ failed: false }),
        error: () => update({ failed: true, playing: false }),
      };
      for (const [name, listener] of Object.entries(listeners)) element.addEventListener(name, listener);
      detach.current = () => {
        cancelAnimationFrame(frame);
        for (const [name, listener] of Object.entries(listeners)) element.removeEventListener(name, listener);
      };
    },
    [update],
  );
  useEffect(() => () => detach.current?.(), []);

  const toggle = (): void => {
    const element = video.current;
    if (!element) return;
    // A refusal to play shows as the play button still being there; there is nothing to add.
    if (element.paused) void element.play().catch(() => undefined);
    else element.pause();
  };
  const seek = (seconds: number): void => {
    if (!video.current) return;
    const time = Math.min(state.duration, Math.max(0, seconds));
    video.current.currentTime = time;
    update({ time });
  };
  const step = (seconds: number): void => {
    if (!video.current) return;
    video.current.pause();
    seek(video.current.currentTime + seconds);
  };
  const keep = (part: Partial<typeof kept>): void => {
    kept = { ...kept, ...part };
    if (video.current)
      Object.assign(video.current, { loop: kept.loop, muted: kept.muted, playbackRate: kept.rate });
    update(part);
  };
  return {
    ...state,
    video,
    attach,
    toggle,
    seek,
    step,
    setLoop: (loop) => keep({ loop }),
    setMuted: (muted) => keep({ muted }),
    setRate: (rate) => keep({ rate }),
  };
}
