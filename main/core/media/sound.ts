import { BadFile, type FileWindow } from './file-window.ts';

/** Chunks looked at in a WAV; an honest one has a handful. */
const MAX_CHUNKS = 100;

/**
 * Length of a WAV in seconds: its sound's bytes by its bytes per second.
 * @throws BadFile with the reason.
 */
export async function readWav(file: FileWindow): Promise<number> {
  let at = 12;
  let bytesPerSecond = 0;
  for (let chunk = 0; chunk < MAX_CHUNKS && at + 8 <= file.size; chunk += 1) {
    const head = await file.bytes(at, 8);
    const type = head.toString('latin1', 0, 4);
    const length = head.readUInt32LE(4);
    if (type === 'fmt ') {
      if (length < 16) throw new BadFile('its format is not said');
      bytesPerSecond = (await file.bytes(at + 8, 16)).readUInt32LE(8);
    }
    if (type === 'data') {
      if (bytesPerSecond === 0) throw new BadFile('its format is not said');
      // Recorders that did not know the length write 0 or all ones.
      const rest = file.size - at - 8;
      const known = length !== 0 && length !== 0xffff_ffff;
      if (known && length > rest) throw new BadFile('the file ends too early');
      return (known ? length : rest) / bytesPerSecond;
    }
    at += 8 + length + (length % 2);
  }
  throw new BadFile('no sound in it');
}

/** kbit/s of layer III by version (MPEG 1; MPEG 2 and 2.5) and index (ISO 11172-3, 13818-3). */
const BITRATES = {
  one: [0, 32, 40, 48, 56, 64, 80, 96, 112, 128, 160, 192, 224, 256, 320],
  two: [0, 8, 16, 24, 32, 40, 48, 56, 64, 80, 96, 112, 128, 144, 160],
} as const;
const RATES = [44_100, 48_000, 32_000] as const;
/** Tags looked at before the sound; an honest file has one. */
const MAX_TAGS = 16;
/** More than a minute and a half of the shortest frames: longer than any voice that can be used. */
const MAX_FRAMES = 4000;

interface Frame {
  readonly bytes: number;
  readonly seconds: number;
  /** Bytes between the frame's start and the mark that an encoder's own header begins with. */
  readonly markAt: number;
}

/** A frame of MPEG layer III; null for anything else, and for "free" bit rates, which nobody uses. */
function readFrame(head: Buffer): Frame | null {
  const bits = head.readUInt32BE(0);
  const version = (bits >>> 19) & 3;
  const rate = RATES[(bits >>> 10) & 3];
  if (bits >>> 21 !== 0x7ff || version === 1 || ((bits >>> 17) & 3) !== 1 || rate === undefined) return null;
  const isOne = version === 3;
  const bitrate = (isOne ? BITRATES.one : BITRATES.two)[(bits >>> 12) & 15] ?? 0;
  if (bitrate === 0) return null;
  const hertz = isOne ? rate : version === 2 ? rate / 2 : rate / 4;
  const samples = isOne ? 1152 : 576;
  const padding = (bits >>> 9) & 1;
  const isMono = ((bits >>> 6) & 3) === 3;
  const markAt = 4 + (isOne ? (isMono ? 17 : 32) : isMono ? 9 : 17);
  return { bytes: Math.floor((samples * bitrate * 125) / hertz) + padding, seconds: samples / hertz, markAt };
}

/**
 * Length of an MP3 in seconds, by walking its frames: what its header says may be wrong. From a minute and a half on
 * it is only known to be at least that.
 * @throws BadFile with the reason.
 */
export async function readMp3(file: FileWindow): Promise<number> {
  let at = await afterTags(file);
  let frames = 0;
  let seconds = 0;
  while (at + 4 <= file.size && frames < MAX_FRAMES) {
    const frame = readFrame(await file.bytes(at, 4));
    if (frame === null) break;
    if (at + frame.bytes > file.size) break;
    if (frames > 0 || !(await isEncodersOwn(file, at, frame))) seconds += frame.seconds;
    frames += 1;
    at += frame.bytes;
  }
  // Four bytes alone happen by chance.
  if (frames < 2) throw new BadFile('no sound in it');
  return seconds;
}

/** Behind any ID3v2 tags; their length is in four bytes of seven bits. */
async function afterTags(file: FileWindow): Promise<number> {
  let at = 0;
  for (let tag = 0; tag < MAX_TAGS && at + 10 <= file.size; tag += 1) {
    const head = await file.bytes(at, 10);
    if (head.toString('latin1', 0, 3) !== 'ID3') break;
    const length = [...head.subarray(6, 10)].reduce((sum, byte) => sum * 128 + (byte & 0x7f), 0);
    at += 10 + length + ((head.readUInt8(5) & 0x10) === 0 ? 0 : 10);
  }
  return at;
}

/** The first frame of most files holds the encoder's notes and no sound. */
async function isEncodersOwn(file: FileWindow, at: number, frame: Frame): Promise<boolean> {
  if (frame.markAt + 4 > frame.bytes) return false;
  const mark = (await file.bytes(at + frame.markAt, 4)).toString('latin1');
  return mark === 'Xing' || mark === 'Info';
}
