import {
  BufferTarget,
  CanvasSource,
  canEncodeVideo,
  Mp4OutputFormat,
  Output,
  type VideoCodec,
} from 'mediabunny';
import type { StudioClipJob } from '../../preload/contract/studio.ts';
import { viewAt } from './motion.ts';

/** Bits a pixel and frame: about 5 Mbit/s at 720p and 24 frames a second, 12 at 1080p. */
const BITS_PER_PIXEL = 0.24;
const KEY_FRAME_SECONDS = 2;

/** H.264 where it can be encoded at this size, otherwise VP9: both play from MP4. */
async function pickCodec(width: number, height: number, bitrate: number): Promise<VideoCodec> {
  for (const codec of ['avc', 'vp9'] as const)
    if (await canEncodeVideo(codec, { width, height, bitrate })) return codec;
  throw new Error('no video encoder for this size');
}

/** Pictures differ in their bytes, and so their clips drift in different directions. */
function driftOf(image: Uint8Array): number {
  let sum = 0;
  for (let index = 0; index < image.length; index += 4099) sum += image[index] ?? 0;
  return (sum % 16) * (Math.PI / 8);
}

/**
 * A silent MP4 that slowly moves into the picture. Frames are encoded one by one, so that memory holds the
 * picture, one frame and the finished bytes.
 * @throws when the picture cannot be decoded or nothing can be encoded.
 */
export async function makeClip(job: StudioClipJob): Promise<Uint8Array> {
  const { width, height, fps } = job;
  const picture = await createImageBitmap(new Blob([job.image]));
  try {
    const canvas = new OffscreenCanvas(width, height);
    const context = canvas.getContext('2d', { alpha: false });
    if (!context) throw new Error('no canvas');
    context.imageSmoothingQuality = 'high';
    // Transparent pictures stand on white, as everywhere else in the app.
    context.fillStyle = '#fff';

    const bitrate = Math.round(width * height * fps * BITS_PER_PIXEL);
    const codec = await pickCodec(width, height, bitrate);
    const target = new BufferTarget();
    const output = new Output({ format: new Mp4OutputFormat({ fastStart: 'in-memory' }), target });
    const source = new CanvasSource(canvas, { codec, bitrate, keyFrameInterval: KEY_FRAME_SECONDS });
    output.addVideoTrack(source, { frameRate: fps });
    await output.start();
    const frames = Math.max(1, Math.round(job.seconds * fps));
    const direction = driftOf(job.image);
    for (let frame = 0; frame < frames; frame += 1) {
      const view = viewAt(frames === 1 ? 0 : frame / (frames - 1), picture, job, direction);
      context.fillRect(0, 0, width, height);
      context.drawImage(picture, view.x, view.y, view.width, view.height, 0, 0, width, height);
      // Waits while the encoder is behind.
      await source.add(frame / fps, 1 / fps);
    }
    await output.finalize();
    if (!target.buffer) throw new Error('no clip was written');
    return new Uint8Array(target.buffer);
  } finally {
    picture.close();
  }
}
