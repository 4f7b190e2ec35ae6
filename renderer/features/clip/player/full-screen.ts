import { useEffect, useState } from 'react';

/** Time after the last movement until what lies over the picture goes. */
const IDLE_MS = 2500;

export interface FullScreen {
  readonly full: boolean;
  /** Nobody has moved or pressed anything for a while. */
  readonly idle: boolean;
  readonly toggle: () => void;
}

/** The whole window on the whole screen: menus and messages stay in reach, which they would not over one element. */
export function useFullScreen(): FullScreen {
  const [full, setFull] = useState(document.fullscreenElement !== null);
  const [idle, setIdle] = useState(false);
  useEffect(() => {
    const note = (): void => setFull(document.fullscreenElement !== null);
    document.addEventListener('fullscreenchange', note);
    return () => {
      document.removeEventListener('fullscreenchange', note);
      if (document.fullscreenElement) void document.exitFullscreen();
    };
  }, []);
  useEffect(() => {
    if (!full) return;
    let timer: ReturnType<typeof setTimeout>;
    const wake = (): void => {
      setIdle(false);
      clearTimeout(timer);
      timer = setTimeout(() => setIdle(true), IDLE_MS);
    };
    const events = ['pointermove', 'pointerdown', 'keydown'] as const;
    for (const event of events) window.addEventListener(event, wake);
    wake();
    return () => {
      clearTimeout(timer);
      for (const event of events) window.removeEventListener(event, wake);
      setIdle(false);
    };
  }, [full]);
  const toggle = (): void => {
    if (document.fullscreenElement) void document.exitFullscreen();
    else void document.documentElement.requestFullscreen().catch(() => undefined);
  };
  return { full, idle, toggle };
}
