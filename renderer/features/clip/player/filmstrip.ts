import { type RefObject, useEffect, useRef } from 'react';

/** Strips that were drawn lately, by clip and number of frames. */
const drawn = new Map<string, HTMLCanvasElement>();
const MOST = 30;
/** Height of a strip in pixels: enough for a screen of two pixels to the point. */
const HEIGHT = 164;

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
  { width, count }: { readonly width: number; readonly count: number },
  isGone: () => boolean,
): Promise<boolean> {
  await once(video, 'loadeddata');
  const context = canvas.getContext('2d');
  if (!context || isGone()) return false;
  canvas.width = width;
  canvas.height = HEIGHT;
  const cell = width / count;
  const source = cut(video, cell, HEIGHT);
  const paint = (at: number): void => context.drawImage(video, ...source, at * cell, 0, cell - 2, HEIGHT);
  for (let at = 0; at < count; at += 1) paint(at);
  for (let at = 0; at < count; at += 1) {
    const seeked = once(video, 'seeked');
    video.currentTime = ((at + 0.5) / count) * video.duration;
    await seeked;
    if (isGone()) return false;
    paint(at);
  }
  return true;
}

function keep(key: string, canvas: HTMLCanvasElement): void {
  const copy = document.createElement('canvas');
  copy.width = canvas.width;
  copy.height = canvas.height;
  copy.getContext('2d')?.drawImage(canvas, 0, 0);
  drawn.set(key, copy);
  const [oldest] = drawn.keys();
  if (drawn.size > MOST && oldest !== undefined) drawn.delete(oldest);
}

/** A canvas that fills with frames of the clip, once: a strip of the same shape is not drawn again. */
export function useFilmstrip(src: string): RefObject<HTMLCanvasElement | null> {
  const ref = useRef<HTMLCanvasElement>(null);
  useEffect(() => {
    const canvas = ref.current;
    if (!canvas) return;
    let stop = (): void => undefined;
    let shown = 0;
    const show = (): void => {
      const { clientWidth, clientHeight } = canvas;
      if (clientHeight === 0) return;
      const count = Math.max(3, Math.round(clientWidth / ((clientHeight * 16) / 9)));
      if (count === shown) return;
      shown = count;
      stop();
      const width = Math.round((clientWidth * HEIGHT) / clientHeight);
      const key = `${src} ${count}`;
      const before = drawn.get(key);
      if (before) {
        canvas.width = before.width;
        canvas.height = before.height;
        canvas.getContext('2d')?.drawImage(before, 0, 0);
        return;
      }
      const video = document.createElement('video');
      let gone = false;
      Object.assign(video, { muted: true, preload: 'auto', src });
      stop = () => {
        gone = true;
        video.removeAttribute('src');
        video.load();
      };
      // Frames are decoration beside the playhead; without them the bar still works.
      draw(video, canvas, { width, count }, () => gone)
        .then((done) => done && keep(key, canvas))
        .catch(() => undefined);
    };
    canvas.width = 1;
    const sizes = new ResizeObserver(show);
    sizes.observe(canvas);
    return () => {
      sizes.disconnect();
      stop();
    };
  }, [src]);
  return ref;
}
