/** The sound of a film: packets as they are wherever that can be. AAC is never turned into anything else unsaid. */
import {
  AudioSampleSink,
  AudioSampleSource,
  canEncodeAudio,
  EncodedAudioPacketSource,
  EncodedPacket,
  EncodedPacketSink,
  type InputAudioTrack,
  Mp4OutputFormat,
  type Output,
  Quality,
} from 'mediabunny';
import type { Film, FilmPlan } from './messages.ts';
import type { OpenClip } from './open-clip.ts';
import { isSameSound, type PieceFacts } from './piece.ts';
import { Trouble } from './trouble.ts';

const OPUS_BITRATE = 128_000;
const OPUS_RATE = 48_000;
/** AAC is decoded with the help of the packet before. */
const AAC_SAMPLES = 1024;
/** One packet of silence in AAC-LC, by channels (ISO 14496-3: an empty frame and its end). */
const SILENCE: Readonly<Record<number, readonly number[]>> = {
  1: [0x00, 0xc8, 0x00, 0x80, 0x23, 0x80],
  2: [0x21, 0x00, 0x49, 0x90, 0x02, 0x19, 0x00, 0x23, 0x80],
};

function silenceFor({ codec, numberOfChannels, sampleRate }: AudioDecoderConfig): EncodedPacket | null {
  const bytes = codec === 'mp4a.40.2' ? SILENCE[numberOfChannels] : undefined;
  return bytes ? new EncodedPacket(new Uint8Array(bytes), 'key', 0, AAC_SAMPLES / sampleRate) : null;
}

/** What becomes of the sound of these pieces. */
export async function planSound(
  pieces: readonly PieceFacts[],
  container: Film['container'],
): Promise<FilmPlan['sound']> {
  const sounds = pieces.flatMap(({ sound }) => sound ?? []);
  const [first] = sounds;
  if (!first) return 'none';
  if (container === 'webm') {
    const can = sounds.every(({ canDecode }) => canDecode) && (await canEncodeAudio('opus'));
    return can ? 'encoded' : 'lost';
  }
  const { config } = first;
  const fits = new Mp4OutputFormat().getSupportedAudioCodecs().some((codec) => codec === first.codec);
  const same = config !== null && sounds.every((each) => each.config && isSameSound(each.config, config));
  // A clip without sound among others is silent for its time.
  const whole = sounds.length === pieces.length || (config !== null && silenceFor(config) !== null);
  return fits && same && whole ? 'kept' : 'lost';
}

/** Sound that is put into a film beside its pictures. */
export interface SoundTrack {
  /** Begins with the sound of a piece, at this second of the film. */
  begin(facts: PieceFacts, clip: OpenClip, offset: number): Promise<void>;
  /** Puts in what is heard until this second of the film. */
  until(seconds: number): Promise<void>;
  /** Puts in the rest of the piece. */
  end(): Promise<void>;
}

/** A stretch of sound, ready to be put in. */
interface Stretch {
  /** When it is heard, in seconds of the film. */
  readonly begins: number;
  readonly put: () => Promise<void>;
}

type Stretches = AsyncGenerator<Stretch, void, unknown>;

/** A track of sound for the film. */
export function soundTrack(
  output: Output,
  plan: FilmPlan['sound'],
  pieces: readonly PieceFacts[],
): SoundTrack {
  const make = plan === 'kept' ? copySound(output, pieces) : encodeSound(output);
  let current: Stretches | null = null;
  let waiting: Stretch | null = null;
  const fill = async (seconds: number): Promise<void> => {
    while (current) {
      if (!waiting) {
        const next = await current.next();
        if (next.done) {
          current = null;
          return;
        }
        waiting = next.value;
      }
      if (waiting.begins >= seconds) return;
      await waiting.put();
      waiting = null;
    }
  };
  return {
    begin: async (facts, clip, offset) => {
      current = make(facts, clip, offset);
    },
    until: fill,
    end: () => fill(Number.POSITIVE_INFINITY),
  };
}

/** Null for a piece without sound. */
async function trackOf({ sound }: PieceFacts, { input }: OpenClip): Promise<InputAudioTrack | null> {
  if (!sound) return null;
  const track = await input.getPrimaryAudioTrack();
  if (!track) throw new Trouble('clip-unreadable', 'it has changed');
  return track;
}

/** The packet that is heard at this second, and the one before it, which the decoder needs. */
async function leadIn(sink: EncodedPacketSink, seconds: number): Promise<EncodedPacket | null> {
  const heard = await sink.getPacket(seconds);
  if (!heard) return sink.getFirstPacket();
  return (await sink.getPacket(heard.timestamp - heard.duration / 2)) ?? heard;
}

function copySound(output: Output, pieces: readonly PieceFacts[]) {
  const sound = pieces.flatMap((facts) => facts.sound ?? [])[0];
  const config = sound?.config;
  const codec = new Mp4OutputFormat().getSupportedAudioCodecs().find((each) => each === sound?.codec);
  if (!config || !codec) throw new Trouble('sound-lost');
  const source = new EncodedAudioPacketSource(codec);
  output.addAudioTrack(source);
  const silence = silenceFor(config);
  const meta = { decoderConfig: config };
  /** Where the sound that has been put in ends; before all of it: nowhere. */
  let heard = Number.NEGATIVE_INFINITY;
  /** The last packet of a file is often said to be shorter than it is heard. */
  const lasting = ({ duration }: EncodedPacket): number => silence?.duration ?? duration;
  const stretch = (packet: EncodedPacket, natural: number): Stretch => {
    const lasts = lasting(packet);
    // Packets lie side by side across a joint: some players heed no gap, and would run away bit by bit.
    const begins = natural < heard + lasts / 2 ? heard : natural;
    heard = begins + lasts;
    return { begins, put: () => source.add(packet.clone({ timestamp: begins, duration: lasts }), meta) };
  };
  /** Silence where there is nothing until `seconds`: a gap would let the rest come too early in some players. */
  function* silent(seconds: number): Generator<Stretch> {
    if (!silence) return;
    heard = Math.max(heard, 0);
    while (heard + silence.duration / 2 < seconds) yield stretch(silence, heard);
  }
  return async function* (facts: PieceFacts, clip: OpenClip, offset: number): Stretches {
    const { start, end } = facts.cut;
    const until = offset + end - start;
    const track = await trackOf(facts, clip);
    const sink = track && new EncodedPacketSink(track);
    const first = sink && (await leadIn(sink, start));
    for await (const packet of sink && first ? sink.packets(first) : []) {
      const natural = packet.timestamp - start + offset;
      if (natural >= until) break;
      // At a joint what would be heard with the end of the piece before is left out, also the decoder's lead-in.
      if (offset > 0 && natural < Math.max(heard, offset) - lasting(packet) / 2) continue;
      if (offset > 0) yield* silent(natural);
      yield stretch(packet, natural);
    }
    if (pieces.length > 1) yield* silent(until);
  };
}

function encodeSound(output: Output) {
  const source = new AudioSampleSource({
    codec: 'opus',
    quality: new Quality({ bitrate: OPUS_BITRATE }),
    transform: { numberOfChannels: 2, sampleRate: OPUS_RATE },
  });
  output.addAudioTrack(source);
  let heard = 0;
  return async function* (facts: PieceFacts, clip: OpenClip, offset: number): Stretches {
    const { start, end } = facts.cut;
    const track = await trackOf(facts, clip);
    for await (const sample of track ? new AudioSampleSink(track).samples(start, end) : []) {
      const natural = sample.timestamp - start + offset;
      const begins = Math.max(natural, heard);
      if (natural < heard - sample.duration / 2) {
        sample.close();
        continue;
      }
      heard = begins + sample.duration;
      sample.setTimestamp(begins);
      yield {
        begins,
        put: () => source.add(sample).finally(() => sample.close()),
      };
    }
  };
}
