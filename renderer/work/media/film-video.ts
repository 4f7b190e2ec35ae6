/** The pictures of a film: packets as they are, or frames that are encoded anew. */
import {
  canEncodeVideo,
  EncodedPacketSink,
  EncodedVideoPacketSource,
  type Output,
  Quality,
  type VideoCodec,
  VideoSampleSource,
} from 'mediabunny';
import type { Film } from './messages.ts';
import { framesOf, type OpenClip } from './open-clip.ts';
import type { PieceFacts } from './piece.ts';
import { SLACK } from './still.ts';
import { Trouble } from './trouble.ts';

/** Bits a pixel and frame at least, however plain the pictures were. */
const BITS_PER_PIXEL = 0.1;
/** What is encoded anew needs more than before for the same look. */
const ROOM = 1.5;
const MAX_FPS = 120;
const KEY_FRAME_SECONDS = 2;

/** A damaged file gives fewer frames than it says; a decoder may leave one out now and then. */
const WHOLE = 0.98;

/** Tells each frame as it is put into the film: when it begins there. */
export type OnFrame = (begins: number) => Promise<void>;

/** Puts the pictures of one piece into the film, which is as long as `offset` by now. */
export type AddPiece = (facts: PieceFacts, clip: OpenClip, offset: number, onFrame: OnFrame) => Promise<void>;

const even = (pixels: number): number => Math.max(2, pixels - (pixels % 2));

function firstOf(pieces: readonly PieceFacts[]): PieceFacts {
  const [first] = pieces;
  if (!first) throw new Trouble('clip-unreadable', 'no clips');
  return first;
}

/** A track of packets that are taken over. */
export function copyTrack(output: Output, pieces: readonly PieceFacts[]): AddPiece {
  const first = firstOf(pieces);
  const codec = codecOf(first.video.config.codec);
  const source = new EncodedVideoPacketSource(codec);
  const [a = 1, b = 0, c = 0, d = 0, e = 1, f = 0, g = 0, h = 0, i = 1] = first.video.matrix;
  output.addVideoTrack(source, { transformationMatrix: [a, b, c, d, e, f, g, h, i] });
  const meta = { decoderConfig: first.video.config };
  return async ({ cut }, { video }, offset, onFrame) => {
    const sink = new EncodedPacketSink(video);
    const begin = await sink.getKeyPacket(cut.start + SLACK, { verifyKeyPackets: true });
    let left = cut.copy?.packets ?? 0;
    if (!begin || left === 0) throw new Trouble('clip-unreadable', 'it has changed');
    for await (const packet of sink.packets(begin)) {
      if (left === 0) break;
      left -= 1;
      // Frames that are seen before the first one need what is not there any more.
      if (packet.timestamp < cut.start) continue;
      const timestamp = packet.timestamp - cut.start + offset;
      await source.add(packet.clone({ timestamp }), meta);
      await onFrame(timestamp);
    }
    if (left > 0) throw new Trouble('clip-unreadable', 'the file ends too early');
  };
}

function codecOf(codec: string): VideoCodec {
  const known: readonly (readonly [string, VideoCodec])[] = [
    ['avc', 'avc'],
    ['hvc1', 'hevc'],
    ['hev1', 'hevc'],
    ['vp09', 'vp9'],
    ['vp8', 'vp8'],
    ['av01', 'av1'],
  ];
  const found = known.find(([start]) => codec.startsWith(start));
  if (!found) throw new Trouble('clip-codec', codec);
  return found[1];
}

/** A track of frames that are encoded anew, all in the size of the first piece. */
export async function encodeTrack(
  output: Output,
  container: Film['container'],
  pieces: readonly PieceFacts[],
): Promise<AddPiece> {
  const first = firstOf(pieces);
  const [width, height] = [even(first.video.width), even(first.video.height)];
  const rates = pieces.map(({ cut }) => cut.frames / (cut.end - cut.start));
  const fps = Math.min(MAX_FPS, Math.max(...rates));
  const least = width * height * fps * BITS_PER_PIXEL;
  const bitrate = Math.round(Math.max(least, ROOM * Math.max(...pieces.map(({ video }) => video.bitrate))));
  const quality = new Quality({ bitrate });
  const codec = await pickCodec(container, { width, height, quality });
  const isPlain = pieces.every(
    ({ video }) => !video.turned && video.width === width && video.height === height,
  );
  const source = new VideoSampleSource({
    codec,
    quality,
    keyFrameInterval: KEY_FRAME_SECONDS,
    sizeChangeBehavior: 'contain',
    ...(isPlain ? {} : { transform: { width, height, force: true } }),
  });
  output.addVideoTrack(source);
  return async ({ cut }, { video }, offset, onFrame) => {
    const sink = await framesOf(video);
    let frames = 0;
    for await (const frame of sink.samples(cut.start, cut.end - SLACK)) {
      try {
        if (frame.timestamp < cut.start - SLACK) continue;
        const timestamp = Math.max(0, frame.timestamp - cut.start) + offset;
        frame.setTimestamp(timestamp);
        await source.add(frame);
        await onFrame(timestamp);
        frames += 1;
      } finally {
        frame.close();
      }
    }
    if (frames < cut.frames * WHOLE) throw new Trouble('clip-unreadable', 'frames are missing');
  };
}

async function pickCodec(
  container: Film['container'],
  options: Parameters<typeof canEncodeVideo>[1],
): Promise<VideoCodec> {
  for (const codec of container === 'mp4' ? (['avc', 'vp9'] as const) : (['vp9', 'vp8'] as const))
    if (await canEncodeVideo(codec, options)) return codec;
  throw new Trouble('clip-codec', 'nothing can be encoded in this size');
}
