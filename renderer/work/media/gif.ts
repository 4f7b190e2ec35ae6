import { applyPalette, GIFEncoder, quantize } from 'gifenc';
import type { Door } from './door.ts';
import type { GifFacts, GifTask } from './messages.ts';
import { framesOf, withClip } from './open-clip.ts';
import { lookAt } from './piece.ts';
import { SLACK } from './still.ts';
import { Trouble } from './trouble.ts';

const COLOURS = 256;
/** More than any moving picture has: a damaged or hostile length. */
const MAX_FRAMES = 20_000;

/** A moving GIF, which begins anew when it has ended. Its frames are given away one by one. */
export async function makeGif({ piece, width, fps }: GifTask, door: Door): Promise<GifFacts> {
  const { cut, video } = await lookAt(piece);
  const w = Math.max(1, Math.min(width, video.width));
  const h = Math.max(1, Math.round((video.height * w) / video.width));
  const frames = Math.max(1, Math.round((cut.end - cut.start) * fps));
  if (frames > MAX_FRAMES) throw new Trouble('clip-unreadable', 'too many frames');
  const context = new OffscreenCanvas(w, h).getContext('2d', { alpha: false, willReadFrequently: true });
  if (!context) throw new Trouble('clip-unreadable', 'no canvas');
  context.imageSmoothingQuality = 'high';
  const gif = GIFEncoder({ auto: false });
  gif.writeHeader();
  let offset = 0;
  const giveAway = async (): Promise<void> => {
    const bytes = gif.bytes();
    gif.stream.reset();
    await door.write(offset, bytes);
    offset += bytes.length;
  };
  /** When a frame begins, in the hundredths of a second that the format counts in. */
  const hundredths = (frame: number): number => Math.round((frame * 100) / fps);
  await withClip(piece.clipId, async (clip) => {
    const sink = await framesOf(clip.video);
    const times = Array.from({ length: frames }, (_, at) => cut.start + at / fps + SLACK);
    let at = 0;
    for await (const frame of sink.samplesAtTimestamps(times)) {
      // A moment without a picture keeps the one before.
      if (!frame && at === 0) throw new Trouble('clip-unreadable', 'no frame in it');
      frame?.draw(context, 0, 0, w, h);
      frame?.close();
      const { data } = context.getImageData(0, 0, w, h);
      const palette = quantize(data, COLOURS);
      const delay = (hundredths(at + 1) - hundredths(at)) * 10;
      gif.writeFrame(applyPalette(data, palette), w, h, { palette, delay, first: at === 0 });
      await giveAway();
      at += 1;
      door.progress(at / frames);
    }
  });
  gif.finish();
  await giveAway();
  return { frames, width: w, height: h };
}
