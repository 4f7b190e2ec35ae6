import { type EncodedPacket, EncodedPacketSink, type InputAudioTrack } from 'mediabunny';
import type { Piece } from './messages.ts';
import { type OpenClip, withClip } from './open-clip.ts';
import { SLACK } from './still.ts';
import { Trouble } from './trouble.ts';

/** More frames than two hours of film have: a damaged or hostile figure. */
const MAX_FRAMES = 500_000;

/** The frames that a piece of a clip consists of. */
export interface Cut {
  /** When the first frame begins and the last one ends, in seconds of the clip. */
  readonly start: number;
  readonly end: number;
  readonly frames: number;
  /**
   * Where the frames can be taken over as they are: the packet to begin with and how many of the track's packets to
   * look at. Null where the cut goes through frames that need one another.
   */
  readonly copy: { readonly first: EncodedPacket; readonly packets: number } | null;
}

/** What the pictures of a piece are. */
export interface VideoFacts {
  readonly config: VideoDecoderConfig;
  /** Pixels as shown. */
  readonly width: number;
  readonly height: number;
  /** Bits a second. */
  readonly bitrate: number;
  /** Whether they lie in the file otherwise than they are shown. */
  readonly turned: boolean;
  readonly matrix: readonly number[];
}

/** What the sound of a piece is. */
export interface SoundFacts {
  readonly codec: string | null;
  readonly config: AudioDecoderConfig | null;
  readonly canDecode: boolean;
}

export interface PieceFacts {
  readonly piece: Piece;
  readonly cut: Cut;
  readonly video: VideoFacts;
  /** Null: it has none. */
  readonly sound: SoundFacts | null;
}

/** Every packet of the track without its bytes, in the order in which they are decoded. */
async function packetsOf(sink: EncodedPacketSink): Promise<EncodedPacket[]> {
  const packets: EncodedPacket[] = [];
  for await (const packet of sink.packets(undefined, undefined, { metadataOnly: true })) {
    packets.push(packet);
    if (packets.length > MAX_FRAMES) throw new Trouble('clip-unreadable', 'too many frames');
  }
  return packets;
}

/** The frames of a range. What is hidden before the beginning of the clip stays out. */
async function cutOf({ video }: OpenClip, { range }: Piece): Promise<Cut & { readonly bytes: number }> {
  const sink = new EncodedPacketSink(video);
  const packets = await packetsOf(sink);
  const from = (range?.start ?? 0) + SLACK;
  const until = (range?.end ?? Number.POSITIVE_INFINITY) - SLACK;
  const earliest = packets.reduce(
    (least, { timestamp }) => Math.min(least, timestamp),
    Number.POSITIVE_INFINITY,
  );
  const start = packets.reduce(
    (seen, { timestamp }) => (timestamp <= from && timestamp > seen ? timestamp : seen),
    earliest,
  );
  const isIn = ({ timestamp }: EncodedPacket): boolean =>
    timestamp === start || (timestamp > start && timestamp < until);
  const chosen = packets.filter(isIn);
  const end = chosen.reduce((last, { timestamp, duration }) => Math.max(last, timestamp + duration), start);
  if (chosen.length === 0 || !(end > start)) throw new Trouble('clip-unreadable', 'no frames in it');
  const bytes = chosen.reduce((sum, { byteLength }) => sum + byteLength, 0);
  const at = packets.findIndex(({ timestamp }) => timestamp === start);
  const last = packets.findLastIndex(isIn);
  // Frames after the end may be needed by some before it, and a frame that is no key needs those before it.
  const clean = packets.slice(at, last + 1).every(({ timestamp }) => timestamp < until);
  const key = clean ? await sink.getKeyPacket(start + SLACK, { verifyKeyPackets: true }) : null;
  const copy = key?.timestamp === start ? { first: key, packets: last + 1 - at } : null;
  return { start, end, frames: chosen.length, copy, bytes };
}

async function soundOf(track: InputAudioTrack): Promise<SoundFacts> {
  return {
    codec: await track.getCodec(),
    config: await track.getDecoderConfig(),
    canDecode: await track.canDecode(),
  };
}

/** Looks at a piece: its frames, its pictures and its sound. @throws Trouble. */
export function lookAt(piece: Piece): Promise<PieceFacts> {
  return withClip(piece.clipId, async (clip) => {
    const { input, video } = clip;
    const config = await video.getDecoderConfig();
    if (!config) throw new Trouble('clip-codec', 'an unknown coding');
    const { bytes, ...cut } = await cutOf(clip, piece);
    const sound = await input.getPrimaryAudioTrack();
    const [width, height] = [await video.getDisplayWidth(), await video.getDisplayHeight()];
    const coded = [await video.getCodedWidth(), await video.getCodedHeight()];
    return {
      piece,
      cut,
      video: {
        config,
        width,
        height,
        bitrate: (bytes * 8) / (cut.end - cut.start),
        turned:
          width !== coded[0] ||
          height !== coded[1] ||
          (await video.getRotation()) !== 0 ||
          (await video.getFlip()),
        matrix: await video.getTransformationMatrix(),
      },
      sound: sound && (await soundOf(sound)),
    };
  });
}

function bytesOf(source: AllowSharedBufferSource | undefined): Uint8Array {
  if (!source) return new Uint8Array();
  return ArrayBuffer.isView(source)
    ? new Uint8Array(source.buffer, source.byteOffset, source.byteLength)
    : new Uint8Array(source);
}

function isSameBytes(
  a: AllowSharedBufferSource | undefined,
  b: AllowSharedBufferSource | undefined,
): boolean {
  const [one, other] = [bytesOf(a), bytesOf(b)];
  return one.length === other.length && one.every((byte, at) => byte === other[at]);
}

/** Whether packets of both can follow one another in one track. */
export function isSameVideo(a: VideoFacts, b: VideoFacts): boolean {
  return (
    a.config.codec === b.config.codec &&
    a.config.codedWidth === b.config.codedWidth &&
    a.config.codedHeight === b.config.codedHeight &&
    a.matrix.every((value, at) => value === b.matrix[at]) &&
    isSameBytes(a.config.description, b.config.description)
  );
}

/** The same for sound. */
export function isSameSound(a: AudioDecoderConfig, b: AudioDecoderConfig): boolean {
  return (
    a.codec === b.codec &&
    a.sampleRate === b.sampleRate &&
    a.numberOfChannels === b.numberOfChannels &&
    isSameBytes(a.description, b.description)
  );
}
