import { CustomSource, Input, type InputVideoTrack, MP4, QTFF, VideoSampleSink } from 'mediabunny';
import { Trouble } from './trouble.ts';

/** Bytes of a clip that are kept while it is read. */
const CACHE = 16 * 1024 * 1024;
/** An index (`moov`) larger than this would take a page's memory; an hour of film has less than a tenth. */
const MAX_INDEX = 32 * 1024 * 1024;
/** Bytes of the beginning that are asked for at once: most clips have their index there. */
const HEAD = 64 * 1024;
/** Boxes before the index. Honest files have a handful. */
const MAX_BOXES = 64;

async function fetchPart(address: string, start: number, end: number): Promise<Response> {
  const response = await fetch(address, { headers: { range: `bytes=${start}-${end - 1}` } });
  if (response.status === 206) return response;
  await response.body?.cancel();
  throw new Trouble(
    response.status === 404 ? 'clip-missing' : 'clip-unreadable',
    `status ${response.status}`,
  );
}

/** An answer may hold less than was asked for; the rest is then asked for anew. */
async function readPart(address: string, start: number, end: number): Promise<Uint8Array> {
  const bytes = new Uint8Array(end - start);
  let read = 0;
  while (read < bytes.length) {
    const response = await fetchPart(address, start + read, end);
    const part = new Uint8Array(await response.arrayBuffer());
    if (part.length === 0 || part.length > bytes.length - read)
      throw new Trouble('clip-unreadable', 'the file ends too early');
    bytes.set(part, read);
    read += part.length;
  }
  return bytes;
}

/** A file whose beginning is here. */
interface Begun {
  readonly address: string;
  /** Bytes. */
  readonly size: number;
  readonly head: Uint8Array;
}

/** The beginning of the file; the answer says how long all of it is. */
async function begin(address: string): Promise<Begun> {
  const response = await fetchPart(address, 0, HEAD);
  const size = Number(/\/(\d+)$/.exec(response.headers.get('content-range') ?? '')?.[1]);
  if (size > 0) return { address, size, head: new Uint8Array(await response.arrayBuffer()) };
  await response.body?.cancel();
  throw new Trouble('clip-unreadable', 'no length');
}

/** What is here already is not asked for again. */
function read({ address, head }: Begun, start: number, end: number): Promise<Uint8Array> {
  return end <= head.length ? Promise.resolve(head.slice(start, end)) : readPart(address, start, end);
}

/**
 * Looks at the boxes of the file before anything is made of them: what is no MP4, or has an index that would fill the
 * memory, is refused here.
 */
async function checkBoxes(file: Begun): Promise<void> {
  const { size } = file;
  let at = 0;
  for (let box = 0; box < MAX_BOXES && at + 8 <= size; box += 1) {
    const head = await read(file, at, Math.min(at + 16, size));
    const view = new DataView(head.buffer, head.byteOffset, head.length);
    const type = String.fromCharCode(...head.subarray(4, 8));
    const short = view.getUint32(0);
    const length =
      short === 0 ? size - at : short !== 1 ? short : head.length < 16 ? 0 : Number(view.getBigUint64(8));
    if (box === 0 && type !== 'ftyp') throw new Trouble('clip-unreadable', 'it does not begin as an MP4');
    if (length < 8) throw new Trouble('clip-unreadable', 'a box without a length');
    if (type === 'moov') {
      if (length > MAX_INDEX) throw new Trouble('clip-unreadable', 'its index is too large');
      return;
    }
    at += length;
  }
  throw new Trouble('clip-unreadable', 'no index');
}

/** A clip that is open for reading. */
export interface OpenClip {
  readonly input: Input;
  readonly video: InputVideoTrack;
}

/**
 * Opens a clip of the library without loading it: its bytes are asked for where they are needed.
 * @throws Trouble `clip-missing`, `clip-unreadable`.
 */
export async function openClip(clipId: string): Promise<OpenClip> {
  const address = new URL(`/media/${clipId}`, self.location.href).href;
  const file = await begin(address);
  await checkBoxes(file);
  const source = new CustomSource({
    getSize: () => file.size,
    read: (start, end) => read(file, start, end),
    maxCacheSize: CACHE,
    prefetchProfile: 'network',
    handleUnhandledError: () => undefined,
  });
  const input = new Input({ formats: [MP4, QTFF], source });
  try {
    const video = await input.getPrimaryVideoTrack();
    if (!video) throw new Trouble('clip-unreadable', 'no video in it');
    return { input, video };
  } catch (error) {
    input.dispose();
    throw error;
  }
}

/** Runs `use` with the clip open, and closes it whatever happens. */
export async function withClip<T>(clipId: string, use: (clip: OpenClip) => Promise<T>): Promise<T> {
  const clip = await openClip(clipId);
  try {
    return await use(clip);
  } finally {
    clip.input.dispose();
  }
}

/** Frames of a track, decoded. @throws Trouble `clip-codec` where this system cannot. */
export async function framesOf(video: InputVideoTrack): Promise<VideoSampleSink> {
  if (!(await video.canDecode()))
    throw new Trouble('clip-codec', (await video.getCodecParameterString()) ?? 'an unknown coding');
  return new VideoSampleSink(video);
}
