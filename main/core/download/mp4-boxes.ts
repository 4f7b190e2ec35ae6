import type { FileHandle } from 'node:fs/promises';

/** One box of an ISO base media file: its type and the bytes of its content, [start, end). */
export interface Box {
  readonly type: string;
  readonly start: number;
  readonly end: number;
}

/** Says in what way a file is not an MP4. */
export class BadBoxes extends Error {}

const WINDOW = 16 * 1024;
/** An honest clip has a few hundred boxes; a file with more than this is an attack on our time. */
const MAX_BOXES = 20_000;

/** Reads boxes through one small window, so that memory and calls stay bounded whatever the file says. */
export class BoxReader {
  readonly size: number;
  readonly #handle: FileHandle;
  readonly #window = Buffer.alloc(WINDOW);
  #windowAt = -1;
  #windowLength = 0;
  #boxes = 0;

  constructor(handle: FileHandle, size: number) {
    this.#handle = handle;
    this.size = size;
  }

  /**
   * `length` bytes (at most 16 KiB) at `position`; valid until the next call.
   * @throws BadBoxes when the file ends before.
   */
  async bytes(position: number, length: number): Promise<Buffer> {
    const inside = position >= this.#windowAt && position + length <= this.#windowAt + this.#windowLength;
    if (this.#windowAt < 0 || !inside) {
      this.#windowAt = position;
      this.#windowLength = 0;
      while (this.#windowLength < length) {
        const room = WINDOW - this.#windowLength;
        const at = position + this.#windowLength;
        const { bytesRead } = await this.#handle.read(this.#window, this.#windowLength, room, at);
        if (bytesRead === 0) throw new BadBoxes('the file ends inside a box');
        this.#windowLength += bytesRead;
      }
    }
    const offset = position - this.#windowAt;
    return this.#window.subarray(offset, offset + length);
  }

  /**
   * The boxes that fill [start, end) exactly, one after another.
   * @throws BadBoxes when their sizes do not add up.
   */
  async *boxes(start: number, end: number): AsyncGenerator<Box> {
    let position = start;
    while (position < end) {
      this.#boxes += 1;
      if (this.#boxes > MAX_BOXES) throw new BadBoxes('too many boxes');
      if (end - position < 8) throw new BadBoxes('the file ends inside a box');
      const header = await this.bytes(position, Math.min(16, end - position));
      const type = header.toString('latin1', 4, 8);
      let length = header.readUInt32BE(0);
      let headerLength = 8;
      if (length === 1) {
        if (header.length < 16) throw new BadBoxes('the file ends inside a box');
        headerLength = 16;
        const long = header.readBigUInt64BE(8);
        length = long > BigInt(end - position) ? Number.POSITIVE_INFINITY : Number(long);
      } else if (length === 0) {
        // "To the end of the file" is allowed for the last box of the file only.
        if (end !== this.size) throw new BadBoxes(`box ${printable(type)} has no size`);
        length = end - position;
      }
      if (length < headerLength) throw new BadBoxes(`box ${printable(type)} is shorter than its header`);
      if (position + length > end) throw new BadBoxes(`box ${printable(type)} is longer than what holds it`);
      yield { type, start: position + headerLength, end: position + length };
      position += length;
    }
  }

  /** The first box of this type directly inside `parent`, or null. */
  async find(parent: Box, type: string): Promise<Box | null> {
    for await (const box of this.boxes(parent.start, parent.end)) if (box.type === type) return box;
    return null;
  }
}

/** A box's type for a message: it comes from a file that nobody has vouched for. */
function printable(type: string): string {
  return type.replace(/[^ -~]/g, '?');
}
