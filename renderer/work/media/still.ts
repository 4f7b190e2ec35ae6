/** Single frames of a clip as pictures. */
import type { VideoSample, VideoSampleSink } from 'mediabunny';
import { MAX_POSTER_BYTES, MAX_POSTER_SIDE } from '../../../preload/contract/limits.ts';
import type { FrameTask, PosterTask, Still } from './messages.ts';
import { framesOf, type OpenClip, withClip } from './open-clip.ts';
import { Trouble } from './trouble.ts';

/** A player says the time of a frame a little less exactly than the file does; no film has frames this short. */
export const SLACK = 0.001;
/** The first frame is often the picture that a clip was made from: a moment later more of the clip is seen. */
const POSTER_SECONDS = 0.5;
/** Mean brightness, of 255, under which a frame shows nothing. */
const DARK = 12;
const QUALITIES = [0.82, 0.7, 0.5, 0.3];

/** The frame that is seen at this second; before the first frame the first, after the end the last. */
async function frameAt(sink: VideoSampleSink, at: number | 'last'): Promise<VideoSample> {
  const time = at === 'last' ? Number.POSITIVE_INFINITY : at + SLACK;
  const found = await sink.getSample(time);
  if (found) return found;
  for await (const first of sink.samples()) return first;
  throw new Trouble('clip-unreadable', 'no frame in it');
}

interface Drawn {
  readonly canvas: OffscreenCanvas;
  readonly context: OffscreenCanvasRenderingContext2D;
}

/** Draws a frame upright, its longer side at most `long` pixels. */
function draw(frame: VideoSample, long: number): Drawn {
  const scale = Math.min(1, long / Math.max(frame.displayWidth, frame.displayHeight));
  const width = Math.max(1, Math.round(frame.displayWidth * scale));
  const height = Math.max(1, Math.round(frame.displayHeight * scale));
  const canvas = new OffscreenCanvas(width, height);
  const context = canvas.getContext('2d', { alpha: false });
  if (!context) throw new Trouble('clip-unreadable', 'no canvas');
  context.imageSmoothingQuality = 'high';
  frame.draw(context, 0, 0, width, height);
  return { canvas, context };
}

async function toStill({ canvas }: Drawn, seconds: number, type: string, quality?: number): Promise<Still> {
  const blob = await canvas.convertToBlob({ type, ...(quality === undefined ? {} : { quality }) });
  const bytes = new Uint8Array(await blob.arrayBuffer());
  return { bytes, width: canvas.width, height: canvas.height, seconds: Math.max(0, seconds) };
}

function isDark({ canvas }: Drawn): boolean {
  const small = new OffscreenCanvas(8, 8).getContext('2d', { willReadFrequently: true });
  if (!small) return false;
  small.drawImage(canvas, 0, 0, 8, 8);
  const { data } = small.getImageData(0, 0, 8, 8);
  return data.reduce((sum, value, at) => sum + (at % 4 === 3 ? 0 : value), 0) / 192 < DARK;
}

async function drawAt(sink: VideoSampleSink, at: number | 'last', long: number): Promise<[Drawn, number]> {
  const frame = await frameAt(sink, at);
  try {
    return [draw(frame, long), frame.timestamp];
  } finally {
    frame.close();
  }
}

async function durationOf({ input, video }: OpenClip): Promise<number> {
  return (await input.getDurationFromMetadata([video])) ?? 0;
}

/** The frame of a moment after the beginning, or of the middle where there is nothing to see yet. */
export function makePoster({ clipId }: PosterTask): Promise<Still> {
  return withClip(clipId, async (clip) => {
    const sink = await framesOf(clip.video);
    const seconds = await durationOf(clip);
    let [drawn, at] = await drawAt(sink, Math.min(POSTER_SECONDS, seconds / 4), MAX_POSTER_SIDE);
    if (isDark(drawn)) [drawn, at] = await drawAt(sink, seconds / 2, MAX_POSTER_SIDE);
    for (const quality of QUALITIES) {
      const still = await toStill(drawn, at, 'image/jpeg', quality);
      if (still.bytes.length <= MAX_POSTER_BYTES) return still;
    }
    throw new Trouble('clip-unreadable', 'no small picture of it');
  });
}

/** One frame in full size. */
export function takeFrame({ clipId, at, type }: FrameTask): Promise<Still> {
  return withClip(clipId, async ({ video }) => {
    const [drawn, seconds] = await drawAt(await framesOf(video), at, Number.POSITIVE_INFINITY);
    return toStill(drawn, seconds, type, type === 'image/jpeg' ? 0.95 : undefined);
  });
}
