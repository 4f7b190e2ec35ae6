import { BadFile, FileWindow } from './file-window.ts';

/** One box of an ISO base media file: its type and the bytes of its content, [start, end). */
export interface Box {
  readonly type: string;
  readonly start: number;
  readonly end: number;
}

/** Says in what way a file is not an MP4. */
export class BadBoxes extends BadFile {}

/** An honest clip has a few hundred boxes; a file with more than this is an attack on our time. */
const MAX_BOXES = 20_000;

/** Reads boxes through one small window, so that memory and calls stay bounded whatever the file says. */
export class BoxReader extends FileWindow {
  #boxes = 0;

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
