import { createHash } from 'node:crypto';
import {
  BufferSource,
  BufferTarget,
  EncodedPacketSink,
  EncodedVideoPacketSource,
  Input,
  MP4,
  Mp4OutputFormat,
  Output,
} from 'mediabunny';
import oneSecond from './clip/one-second.mp4?inline';
import type { MakeClip } from './make-clip.ts';

/** Frames per second of the committed clip, which is 1280 × 720 pixels, H.264, one key frame a second. */
const FPS = 24;

const bytesOf = (dataUrl: string): Uint8Array =>
  Buffer.from(dataUrl.slice(dataUrl.indexOf(',') + 1), 'base64');

/**
 * A clip maker for plain Node, where nothing can be decoded or encoded: the same second of video, repeated by
 * packet copy to the asked length (±1 frame). It ignores the picture and the asked size and frame rate; only a
 * tag tells clips of different pictures apart.
 */
export const repeatClip: MakeClip = async (image, { seconds }) => {
  const input = new Input({ source: new BufferSource(bytesOf(oneSecond)), formats: [MP4] });
  const track = await input.getPrimaryVideoTrack();
  if (!track) throw new Error('the committed clip has no video');
  const sink = new EncodedPacketSink(track);
  const decoderConfig = await track.getDecoderConfig();
  if (!decoderConfig) throw new Error('the committed clip has no decoder configuration');
  const target = new BufferTarget();
  const output = new Output({ format: new Mp4OutputFormat({ fastStart: 'in-memory' }), target });
  const source = new EncodedVideoPacketSource('avc');
  output.addVideoTrack(source, { frameRate: FPS });
  output.setMetadataTags({ comment: createHash('sha256').update(image).digest('hex') });
  await output.start();
  const frames = Math.round(seconds * FPS);
  for (let frame = 0; frame < frames; ) {
    for await (const packet of sink.packets()) {
      if (frame === frames) break;
      await source.add(packet.clone({ timestamp: frame / FPS, duration: 1 / FPS }), { decoderConfig });
      frame += 1;
    }
  }
  await output.finalize();
  input.dispose();
  if (!target.buffer) throw new Error('no clip was written');
  return new Uint8Array(target.buffer);
};
