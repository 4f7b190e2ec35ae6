import { BadFile, type FileWindow } from './file-window.ts';

/** What a WebM shows; seconds is 0 where nothing in it says how long it is. */
export interface WebmMedia {
  readonly seconds: number;
  readonly width: number;
  readonly height: number;
}

/** Element ids (RFC 9559; WebM uses a part of Matroska). */
const EBML = 0x1a45dfa3;
const DOC_TYPE = 0x4282;
const SEGMENT = 0x18538067;
const INFO = 0x1549a966;
const TIMESTAMP_SCALE = 0x2ad7b1;
const DURATION = 0x4489;
const TRACKS = 0x1654ae6b;
const TRACK_ENTRY = 0xae;
const VIDEO = 0xe0;
const WIDTH = 0xb0;
const HEIGHT = 0xba;
const CLUSTER = 0x1f43b675;
const TIMESTAMP = 0xe7;
const SIMPLE_BLOCK = 0xa3;
const BLOCK_GROUP = 0xa0;
const BLOCK = 0xa1;

/** Half a minute has some thousands; more is an attack on our time. */
const MAX_ELEMENTS = 60_000;
const NANOS = 1e9;
/** A longer "video" is a damaged or hostile figure. */
const MAX_SECONDS = 24 * 60 * 60;

interface Element {
  readonly id: number;
  readonly start: number;
  /** Where it ends: that of its parent when it does not say, as in what is recorded live. */
  readonly end: number;
  readonly open: boolean;
}

/**
 * Length and size of a WebM, from its headers. A recorder that did not know the length leaves it out: then the time
 * of the last block counts.
 * @throws BadFile with the reason.
 */
export async function readWebm(file: FileWindow): Promise<WebmMedia> {
  const walk = new Walk(file);
  const head = await walk.element(0, file.size);
  if (head?.id !== EBML || (await walk.text(head, DOC_TYPE)) !== 'webm') throw new BadFile('not a WebM');
  const segment = await walk.element(head.end, file.size);
  if (segment?.id !== SEGMENT) throw new BadFile('no segment');
  if (!segment.open && segment.end > file.size) throw new BadFile('the file ends too early');
  return walk.segment(segment);
}

class Walk {
  readonly #file: FileWindow;
  #elements = 0;
  #scale = 1_000_000;
  #duration = 0;
  /** The time of the cluster that is being walked. */
  #base = 0;
  #last = 0;
  #size = { width: 0, height: 0 };

  constructor(file: FileWindow) {
    this.#file = file;
  }

  async segment(segment: Element): Promise<WebmMedia> {
    for await (const element of this.#children(segment.start, Math.min(segment.end, this.#file.size))) {
      if (element.id === INFO) await this.#info(element);
      else if (element.id === TRACKS) await this.#tracks(element);
      else if (element.id === CLUSTER) await this.#cluster(element);
      else await this.#ofCluster(element);
    }
    if (this.#size.width === 0 || this.#size.height === 0) throw new BadFile('no video track with a size');
    const seconds = ((this.#duration > 0 ? this.#duration : this.#last) * this.#scale) / NANOS;
    return { ...this.#size, seconds: Number.isFinite(seconds) && seconds <= MAX_SECONDS ? seconds : 0 };
  }

  async #info(info: Element): Promise<void> {
    for await (const child of this.#children(info.start, info.end)) {
      if (child.id === TIMESTAMP_SCALE) this.#scale = await this.#uint(child);
      if (child.id === DURATION) this.#duration = await this.#float(child);
    }
  }

  async #tracks(tracks: Element): Promise<void> {
    for await (const entry of this.#children(tracks.start, tracks.end)) {
      if (entry.id !== TRACK_ENTRY) continue;
      for await (const video of this.#children(entry.start, entry.end)) {
        if (video.id !== VIDEO || this.#size.width > 0) continue;
        let [width, height] = [0, 0];
        for await (const field of this.#children(video.start, video.end)) {
          if (field.id === WIDTH) width = await this.#uint(field);
          if (field.id === HEIGHT) height = await this.#uint(field);
        }
        this.#size = { width, height };
      }
    }
  }

  /** What is in a cluster that does not say how long it is comes next in the segment, until another begins. */
  async #cluster(cluster: Element): Promise<void> {
    this.#base = 0;
    if (cluster.open) return;
    for await (const child of this.#children(cluster.start, cluster.end)) await this.#ofCluster(child);
  }

  /** Remembers when the last block is shown. */
  async #ofCluster(child: Element): Promise<void> {
    if (child.id === TIMESTAMP) this.#base = await this.#uint(child);
    if (child.id === SIMPLE_BLOCK) await this.#block(child);
    if (child.id !== BLOCK_GROUP) return;
    for await (const block of this.#children(child.start, child.end))
      if (block.id === BLOCK) await this.#block(block);
  }

  async #block(block: Element): Promise<void> {
    const track = await this.#vint(block.start, false);
    const at = block.start + track.length;
    if (at + 2 > block.end) throw new BadFile('a block ends too early');
    this.#last = Math.max(this.#last, this.#base + (await this.#file.bytes(at, 2)).readInt16BE(0));
  }

  async text(parent: Element, id: number): Promise<string> {
    for await (const child of this.#children(parent.start, parent.end))
      if (child.id === id && child.end - child.start <= 32)
        return (await this.#file.bytes(child.start, child.end - child.start)).toString('latin1');
    return '';
  }

  async *#children(start: number, end: number): AsyncGenerator<Element> {
    let at = start;
    while (at < end) {
      const child = await this.element(at, end);
      if (child === null) return;
      yield child;
      // What has no length of its own is walked through: its children come next.
      at = child.open ? child.start : child.end;
    }
  }

  /** The element at a place within its parent; null where the rest is too short to be one. */
  async element(at: number, end: number): Promise<Element | null> {
    this.#elements += 1;
    if (this.#elements > MAX_ELEMENTS) throw new BadFile('too many elements');
    if (end - at < 2) return null;
    const id = await this.#vint(at, true);
    const size = await this.#vint(at + id.length, false);
    const start = at + id.length + size.length;
    if (size.value === null) {
      // No other may leave its length out (RFC 9559, 4.4 and 5.1).
      if (id.value !== SEGMENT && id.value !== CLUSTER) throw new BadFile('an element without a length');
      return { id: id.value, start, end, open: true };
    }
    // Only the segment may be longer than what is here: that is for its reader to judge.
    if (start + size.value > end && id.value !== SEGMENT) throw new BadFile('an element ends too early');
    return { id: id.value ?? 0, start, end: start + size.value, open: false };
  }

  /** A number of variable length; its marker stays in ids. Null: all ones, "unknown". */
  async #vint(at: number, isId: boolean): Promise<{ value: number | null; length: number }> {
    const first = (await this.#file.bytes(at, 1)).readUInt8(0);
    const length = Math.clz32(first) - 23;
    if (length > (isId ? 4 : 8)) throw new BadFile('no element where one must be');
    const bytes = await this.#file.bytes(at, length);
    let value = isId ? first : first & (0xff >> length);
    let ones = value === 0xff >> length;
    for (const byte of bytes.subarray(1)) {
      value = value * 256 + byte;
      ones &&= byte === 0xff;
    }
    return { value: ones && !isId ? null : value, length };
  }

  async #uint(field: Element): Promise<number> {
    const length = field.end - field.start;
    if (length > 8) throw new BadFile('a number is too long');
    let value = 0;
    for (const byte of await this.#file.bytes(field.start, length)) value = value * 256 + byte;
    return value;
  }

  async #float(field: Element): Promise<number> {
    const length = field.end - field.start;
    if (length !== 4 && length !== 8) return 0;
    const bytes = await this.#file.bytes(field.start, length);
    return length === 4 ? bytes.readFloatBE(0) : bytes.readDoubleBE(0);
  }
}
