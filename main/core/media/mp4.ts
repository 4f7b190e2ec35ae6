import { type FileHandle, open } from 'node:fs/promises';
import { fail, type Outcome, ok } from '../../../preload/contract/errors.ts';
import { diskFailure } from '../disk-failure.ts';
import { BadFile } from './file-window.ts';
import { BadBoxes, type Box, BoxReader } from './mp4-boxes.ts';

/** What a clip shows: length in seconds (0 when the file does not say), size in pixels as displayed. */
export interface ClipMedia {
  readonly seconds: number;
  readonly width: number;
  readonly height: number;
}

const MAX_TRACKS = 64;
/** A longer "clip" is a damaged or hostile figure. */
const MAX_SECONDS = 24 * 60 * 60;

/**
 * Checks that a file is a whole MP4 with a video track: `ftyp` first, boxes that add up to the file's length,
 * `moov` and media data present. Reads headers only; memory and time are bounded whatever the file says.
 * @returns `not-a-clip` with the reason, or the disk's own failure.
 */
export async function verifyMp4(file: string): Promise<Outcome<ClipMedia>> {
  let handle: FileHandle | undefined;
  try {
    handle = await open(file, 'r');
    const { size } = await handle.stat();
    return ok(await readMp4(new BoxReader(handle, size)));
  } catch (error) {
    if (error instanceof BadFile) return fail('not-a-clip', error.message);
    return { ok: false, error: diskFailure(error) };
  } finally {
    await handle?.close();
  }
}

/** True when these first 8 or more bytes begin as an MP4 does. */
export function startsAsMp4(head: Uint8Array): boolean {
  return head.length >= 8 && Buffer.from(head.buffer, head.byteOffset + 4, 4).toString('latin1') === 'ftyp';
}

/**
 * What `verifyMp4` checks, of a file that is open already.
 * @throws BadFile with the reason.
 */
export async function readMp4(reader: BoxReader): Promise<ClipMedia> {
  let first = true;
  let moov: Box | null = null;
  let data = false;
  for await (const box of reader.boxes(0, reader.size)) {
    if (first && box.type !== 'ftyp') throw new BadBoxes('it does not begin as an MP4');
    first = false;
    if (box.type === 'moov') {
      if (moov !== null) throw new BadBoxes('two indexes (moov)');
      moov = box;
    }
    if (box.type === 'mdat') data = true;
  }
  if (first) throw new BadBoxes('the file is empty');
  if (moov === null) throw new BadBoxes('no index (moov)');
  if (!data) throw new BadBoxes('no media data (mdat)');
  return readMovie(reader, moov);
}

async function readMovie(reader: BoxReader, moov: Box): Promise<ClipMedia> {
  let movieSeconds = 0;
  let tracks = 0;
  let video: ClipMedia | null = null;
  for await (const box of reader.boxes(moov.start, moov.end)) {
    if (box.type === 'mvhd') movieSeconds = await readSeconds(reader, box);
    if (box.type !== 'trak') continue;
    tracks += 1;
    if (tracks > MAX_TRACKS) throw new BadBoxes('too many tracks');
    video ??= await readVideoTrack(reader, box);
  }
  if (video === null) throw new BadBoxes('no video track');
  return { ...video, seconds: movieSeconds > 0 ? movieSeconds : video.seconds };
}

/** @returns null for tracks of sound, text or anything else. */
async function readVideoTrack(reader: BoxReader, trak: Box): Promise<ClipMedia | null> {
  const mdia = await reader.find(trak, 'mdia');
  const hdlr = mdia && (await reader.find(mdia, 'hdlr'));
  if (mdia === null || hdlr === null || hdlr.end - hdlr.start < 12) return null;
  if ((await reader.bytes(hdlr.start + 8, 4)).toString('latin1') !== 'vide') return null;
  const mdhd = await reader.find(mdia, 'mdhd');
  const tkhd = await reader.find(trak, 'tkhd');
  if (mdhd === null || tkhd === null) throw new BadBoxes('a video track without its header');
  return { seconds: await readSeconds(reader, mdhd), ...(await readSize(reader, tkhd)) };
}

/** `mvhd` and `mdhd` begin alike: version, dates, ticks per second, length in ticks. */
async function readSeconds(reader: BoxReader, box: Box): Promise<number> {
  const length = Math.min(32, box.end - box.start);
  if (length < 20) throw new BadBoxes(`box ${box.type} is too short`);
  const bytes = await reader.bytes(box.start, length);
  const long = bytes.readUInt8(0) === 1;
  if (long && length < 32) throw new BadBoxes(`box ${box.type} is too short`);
  const ticksPerSecond = bytes.readUInt32BE(long ? 20 : 12);
  // All ones means "unknown".
  const unknown = long ? 0xffff_ffff_ffff_ffffn : 0xffff_ffffn;
  const ticks = long ? bytes.readBigUInt64BE(24) : BigInt(bytes.readUInt32BE(16));
  const seconds = Number(ticks) / ticksPerSecond;
  return ticks !== unknown && Number.isFinite(seconds) && seconds <= MAX_SECONDS ? seconds : 0;
}

/** Width and height end `tkhd`, in 16.16 pixels, after the 3 × 3 matrix that may turn the picture. */
async function readSize(reader: BoxReader, tkhd: Box): Promise<{ width: number; height: number }> {
  if (tkhd.end - tkhd.start < 84) throw new BadBoxes('box tkhd is too short');
  const long = (await reader.bytes(tkhd.start, 1)).readUInt8(0) === 1;
  const matrixAt = long ? 52 : 40;
  if (tkhd.end - tkhd.start < matrixAt + 44) throw new BadBoxes('box tkhd is too short');
  const bytes = await reader.bytes(tkhd.start + matrixAt, 44);
  const width = Math.round(bytes.readUInt32BE(36) / 65_536);
  const height = Math.round(bytes.readUInt32BE(40) / 65_536);
  if (width === 0 || height === 0) throw new BadBoxes('a video track without a size');
  const quarterTurn = bytes.readInt32BE(0) === 0 && bytes.readInt32BE(16) === 0;
  return quarterTurn ? { width: height, height: width } : { width, height };
}
