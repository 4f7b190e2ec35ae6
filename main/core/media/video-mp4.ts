import { type ClipMedia, readMp4 } from './mp4.ts';
import { BadBoxes, type Box, type BoxReader } from './mp4-boxes.ts';

/** Codings that common cameras, phones and editors put into an MP4 and that a browser or the service can read. */
const CODINGS = new Set(['avc1', 'avc3', 'hvc1', 'hev1', 'av01', 'vp08', 'vp09', 'mp4v']);
/** Samples whose lengths are added up, in all runs of all fragments; more is an attack on our time. */
const MAX_SAMPLES = 100_000;

/**
 * An MP4 as a reference: a whole one, whose pictures lie in the file itself, in a coding that is known.
 * @returns seconds 0 where the file does not say how long it is.
 * @throws BadFile with the reason.
 */
export async function readVideoMp4(reader: BoxReader): Promise<ClipMedia> {
  const media = await readMp4(reader);
  const seconds = await checkMovie(reader);
  return media.seconds > 0 ? media : { ...media, seconds };
}

interface Track {
  readonly id: number;
  readonly ticksPerSecond: number;
}

/** Checks the video track. @returns when its last fragment ends, in seconds; 0 where there are no fragments. */
async function checkMovie(reader: BoxReader): Promise<number> {
  let track: Track | null = null;
  let defaultTicks = 0;
  let end = 0;
  const read = { samples: 0 };
  for await (const box of reader.boxes(0, reader.size)) {
    if (box.type === 'moov') {
      for await (const child of reader.boxes(box.start, box.end))
        if (child.type === 'trak') track ??= await readTrack(reader, child);
      defaultTicks = await readDefault(reader, box, track?.id ?? 0);
    }
    if (box.type === 'moof' && track !== null)
      end = Math.max(end, await fragmentEnd(reader, box, { id: track.id, defaultTicks, read }));
  }
  return track === null || track.ticksPerSecond === 0 ? 0 : end / track.ticksPerSecond;
}

/** @returns null for tracks of anything but pictures. @throws BadBoxes for one that cannot be used. */
async function readTrack(reader: BoxReader, trak: Box): Promise<Track | null> {
  const mdia = await reader.find(trak, 'mdia');
  const hdlr = mdia && (await reader.find(mdia, 'hdlr'));
  if (mdia === null || hdlr === null || (await text(reader, hdlr, 8)) !== 'vide') return null;
  const tkhd = await reader.find(trak, 'tkhd');
  const mdhd = await reader.find(mdia, 'mdhd');
  const minf = await reader.find(mdia, 'minf');
  const stbl = minf && (await reader.find(minf, 'stbl'));
  const stsd = stbl && (await reader.find(stbl, 'stsd'));
  if (tkhd === null || mdhd === null || minf === null || stsd === null)
    throw new BadBoxes('a video track without its description');
  const coding = await text(reader, stsd, 12);
  if (!CODINGS.has(coding)) throw new BadBoxes(`an unknown coding ${coding.replace(/[^ -~]/g, '?')}`);
  await refuseElsewhere(reader, minf);
  const ticksPerSecond = await number(reader, mdhd, (await isLong(reader, mdhd)) ? 20 : 12);
  return { id: await number(reader, tkhd, (await isLong(reader, tkhd)) ? 20 : 12), ticksPerSecond };
}

/** A data reference names where the pictures lie. Flag 1 is "in this file"; anything else leads elsewhere. */
async function refuseElsewhere(reader: BoxReader, minf: Box): Promise<void> {
  const dinf = await reader.find(minf, 'dinf');
  const dref = dinf && (await reader.find(dinf, 'dref'));
  if (dref === null) return;
  for await (const entry of reader.boxes(dref.start + 8, dref.end)) {
    const flags = (await number(reader, entry, 0)) & 0xff_ffff;
    if ((flags & 1) === 0) throw new BadBoxes('its pictures lie outside the file');
  }
}

/** `trex`: how many ticks a sample of the track takes where its fragment does not say. */
async function readDefault(reader: BoxReader, moov: Box, trackId: number): Promise<number> {
  const mvex = await reader.find(moov, 'mvex');
  if (mvex === null) return 0;
  for await (const trex of reader.boxes(mvex.start, mvex.end))
    if (trex.type === 'trex' && (await number(reader, trex, 4)) === trackId) return number(reader, trex, 12);
  return 0;
}

interface Samples {
  /** The track that they belong to. */
  readonly id: number;
  readonly defaultTicks: number;
  /** How many were read in the whole file so far. */
  readonly read: { samples: number };
}

/** When a fragment's samples of the track end, in the track's ticks (ISO 14496-12, 8.8). */
async function fragmentEnd(
  reader: BoxReader,
  moof: Box,
  { id, defaultTicks, read }: Samples,
): Promise<number> {
  let end = 0;
  for await (const traf of reader.boxes(moof.start, moof.end)) {
    const tfhd = traf.type === 'traf' ? await reader.find(traf, 'tfhd') : null;
    if (tfhd === null || (await number(reader, tfhd, 4)) !== id) continue;
    const flags = await number(reader, tfhd, 0);
    // An offset of 8 bytes and a description of 4 may stand before the duration.
    const at = 8 + ((flags & 1) === 0 ? 0 : 8) + ((flags & 2) === 0 ? 0 : 4);
    const ticks = (flags & 8) === 0 ? defaultTicks : await number(reader, tfhd, at);
    const tfdt = await reader.find(traf, 'tfdt');
    if (tfdt === null) continue;
    const begins = (await isLong(reader, tfdt))
      ? (await number(reader, tfdt, 4)) * 2 ** 32 + (await number(reader, tfdt, 8))
      : await number(reader, tfdt, 4);
    let length = 0;
    for await (const box of reader.boxes(traf.start, traf.end))
      if (box.type === 'trun') length += await runLength(reader, box, ticks, read);
    end = Math.max(end, begins + length);
  }
  return end;
}

async function runLength(
  reader: BoxReader,
  trun: Box,
  ticks: number,
  read: Samples['read'],
): Promise<number> {
  const flags = await number(reader, trun, 0);
  const samples = await number(reader, trun, 4);
  if ((flags & 0x100) === 0) return samples * ticks;
  read.samples += samples;
  if (read.samples > MAX_SAMPLES) throw new BadBoxes('too many samples');
  const first = 8 + ((flags & 1) === 0 ? 0 : 4) + ((flags & 4) === 0 ? 0 : 4);
  const each = [0x100, 0x200, 0x400, 0x800].filter((flag) => (flags & flag) !== 0).length * 4;
  let length = 0;
  for (let sample = 0; sample < samples; sample += 1)
    length += await number(reader, trun, first + sample * each);
  return length;
}

async function isLong(reader: BoxReader, box: Box): Promise<boolean> {
  return (await number(reader, box, 0)) >>> 24 === 1;
}

/** The 32 bits at an offset within a box. */
async function number(reader: BoxReader, box: Box, offset: number): Promise<number> {
  if (box.start + offset + 4 > box.end) throw new BadBoxes(`a box ends too early`);
  return (await reader.bytes(box.start + offset, 4)).readUInt32BE(0);
}

async function text(reader: BoxReader, box: Box, offset: number): Promise<string> {
  if (box.start + offset + 4 > box.end) throw new BadBoxes('a box ends too early');
  return (await reader.bytes(box.start + offset, 4)).toString('latin1');
}
