import { type RefObject, useEffect, useRef } from 'react';

function once(element: HTMLVideoElement, event: 'seeked' | 'loadeddata'): Promise<void> {
  return new Promise((resolve, reject) => {
    element.addEventListener(event, () => resolve(), { once: true });
    element.addEventListener('error', () => reject(new Error('the clip cannot be read')), { once: true });
  });
}

/** The part of a frame that fills a cell, cut evenly at both sides. */
function cut(
  video: HTMLVideoElement,
  width: number,
  height: number,
): readonly [number, number, number, number] {
  const scale = Math.max(width / video.videoWidth, height / video.videoHeight);
  const w = width / scale;
  const h = height / scale;
  return [(video.videoWidth - w) / 2, (video.videoHeight - h) / 2, w, h];
}

/** Draws frames of the clip side by side: at once the first frame everywhere, then each in its place. */
async function draw(
  video: HTMLVideoElement,
  canvas: HTMLCanvasElement,
  isGone: () => boolean,
): Promise<void> {
  await once(video, 'loadeddata');
  const context = canvas.getContext('2d');
  if (!context || isGone()) return;
  canvas.width = Math.round(canvas.clientWidth * devicePixelRatio);
  canvas.height = Math.round(canvas.clientHeight * devicePixelRatio);
  const count = Math.max(3, Math.round(canvas.width / ((canvas.height * 16) / 9)));
  const cell = canvas.width / count;
  const source = cut(video, cell, canvas.height);
  const paint = (at: number): void =>
    context.drawImage(video, ...source, at * cell, 0, cell - 1, canvas.height);
  for (let at = 0; at < count; at += 1) paint(at);
  for (let at = 0; at < count; at += 1) {
    const seeked = once(video, 'seeked');
    video.currentTime = ((at + 0.5) / count) * video.duration;
    await seeked;
    if (isGone()) return;
    paint(at);
  }
}

/** A canvas that fills with frames of the clip. */
export function useFilmstrip(src: string): RefObject<HTMLCanvasElement | null> {
  const canvas = useRef<HTMLCanvasElement>(null);
  useEffect(() => {
    const video = document.createElement('video');
    let gone = false;
    Object.assign(video, { muted: true, preload: 'auto', src });
    if (canvas.current) {
      canvas.current.width = 1;
      // Frames are decoration beside the playhead; without them the bar still works.
      draw(video, canvas.current, () => gone).catch(() => undefined);
    }
    return () => {
      gone = true;
      video.removeAttribute('src');
      video.load();
    };
  }, [src]);
  return canvas;
}
