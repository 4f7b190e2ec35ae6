/** Pictures that no camera makes, byte by byte. */
import fs from 'node:fs';
import { crc32, deflateSync } from 'node:zlib';

const SIGNATURE = Buffer.from('\x89PNG\r\n\x1a\n', 'latin1');

export function chunk(type: string, data: Uint8Array = Buffer.alloc(0)): Buffer {
  const frame = Buffer.alloc(12 + data.length);
  frame.writeUInt32BE(data.length, 0);
  frame.write(type, 4, 'latin1');
  frame.set(data, 8);
  frame.writeUInt32BE(crc32(frame.subarray(4, 8 + data.length)), 8 + data.length);
  return frame;
}

const header = (width: number, height: number, depth: number, colour: number): Buffer => {
  const data = Buffer.alloc(13);
  data.writeUInt32BE(width, 0);
  data.writeUInt32BE(height, 4);
  data.set([depth, colour], 8);
  return chunk('IHDR', data);
};
const uint32 = (...values: number[]): Buffer => {
  const data = Buffer.alloc(values.length * 4);
  values.forEach((value, at) => {
    data.writeUInt32BE(value, at * 4);
  });
  return data;
};

/** Black, one bit per pixel: a few bytes that become a great many. */
export function blackPng(width: number, height: number): Buffer {
  const rows = Buffer.alloc((Math.ceil(width / 8) + 1) * height);
  const data = chunk('IDAT', deflateSync(rows, { level: 1 }));
  return Buffer.concat([SIGNATURE, header(width, height, 1, 0), data, chunk('IEND')]);
}

/** One colour with 16 bits per channel, a little over half of the largest red. */
export function deepPng(width: number, height: number): Buffer {
  const row = Buffer.alloc(1 + width * 6);
  for (let x = 0; x < width; x += 1) row.writeUInt16BE(0xc800, 1 + x * 6);
  const data = chunk('IDAT', deflateSync(Buffer.concat(Array<Buffer>(height).fill(row))));
  return Buffer.concat([SIGNATURE, header(width, height, 16, 2), data, chunk('IEND')]);
}

/** An animation of so many frames of 400 × 400, the first red and the others green. */
export function animatedPng(frames: number): Buffer {
  const side = 400;
  const image = (colour: readonly number[]): Buffer => {
    const row = Buffer.from([0, ...Array.from({ length: side }, () => colour).flat()]);
    return deflateSync(Buffer.concat(Array<Buffer>(side).fill(row)), { level: 9 });
  };
  const [red, green] = [image([200, 0, 0]), image([0, 200, 0])];
  const control = (number: number): Buffer =>
    chunk('fcTL', Buffer.concat([uint32(number, side, side, 0, 0), Buffer.from([0, 1, 0, 10, 0, 0])]));
  const parts = [
    SIGNATURE,
    header(side, side, 8, 2),
    chunk('acTL', uint32(frames, 0)),
    control(0),
    chunk('IDAT', red),
  ];
  for (let frame = 1, number = 1; frame < frames; frame += 1) {
    parts.push(control(number), chunk('fdAT', Buffer.concat([uint32(number + 1), green])));
    number += 2;
  }
  return Buffer.concat([...parts, chunk('IEND')]);
}

/** The fixture's first frame, then a pixel again and again. */
export function animatedGif(first: Buffer, frames: number): Buffer {
  const body = first.subarray(0, first.lastIndexOf(0x3b));
  const pixel = Buffer.from([0x2c, 0, 0, 0, 0, 1, 0, 1, 0, 0, 2, 2, 0x44, 1, 0]);
  return Buffer.concat([body, ...Array<Buffer>(frames).fill(pixel), Buffer.from([0x3b])]);
}

const segment = (marker: number, data: Uint8Array): Buffer => {
  const head = Buffer.from([0xff, marker, 0, 0]);
  head.writeUInt16BE(data.length + 2, 2);
  return Buffer.concat([head, data]);
};

/**
 * A JPEG of four inks as Photoshop writes it (inverted, marked by Adobe): `side` × `side` of plain red, which is no cyan,
 * all magenta and yellow, no black. `side` is a multiple of 8.
 */
export function cmykJpeg(side: number): Buffer {
  const bits: number[] = [];
  const put = (value: number, count: number): void => {
    for (let at = count - 1; at >= 0; at -= 1) bits.push((value >> at) & 1);
  };
  // Twelve codes of four bits for the sizes of the differences; one code for "nothing but the mean".
  const levels = [255, 0, 0, 255].map((value) => (value - 128) * 8);
  const blocks = (side / 8) ** 2;
  for (let block = 0; block < blocks; block += 1)
    for (const level of levels) {
      const difference = block === 0 ? level : 0;
      const size = difference === 0 ? 0 : 32 - Math.clz32(Math.abs(difference));
      put(size, 4);
      put(difference < 0 ? difference + 2 ** size - 1 : difference, size);
      put(0, 1);
    }
  while (bits.length % 8 !== 0) bits.push(1);
  const data: number[] = [];
  for (let at = 0; at < bits.length; at += 8) {
    const byte = bits.slice(at, at + 8).reduce((sum, bit) => sum * 2 + bit, 0);
    data.push(byte, ...(byte === 0xff ? [0] : []));
  }
  const counts = (lengths: Readonly<Record<number, number>>): number[] =>
    Array.from({ length: 16 }, (_, at) => lengths[at + 1] ?? 0);
  const parts = [1, 2, 3, 4];
  return Buffer.concat([
    Buffer.from([0xff, 0xd8]),
    segment(0xee, Buffer.from('Adobe\0\x64\0\0\0\0\0', 'latin1')),
    segment(0xdb, Buffer.from([0, ...Array<number>(64).fill(1)])),
    segment(
      0xc0,
      Buffer.from([
        8,
        side >> 8,
        side & 255,
        side >> 8,
        side & 255,
        4,
        ...parts.flatMap((id) => [id, 0x11, 0]),
      ]),
    ),
    segment(0xc4, Buffer.from([0x00, ...counts({ 4: 12 }), ...Array.from({ length: 12 }, (_, at) => at)])),
    segment(0xc4, Buffer.from([0x10, ...counts({ 1: 1 }), 0])),
    segment(0xda, Buffer.from([4, ...parts.flatMap((id) => [id, 0]), 0, 63, 0])),
    Buffer.from(data),
    Buffer.from([0xff, 0xd9]),
  ]);
}

/** A JPEG with segments put right behind its beginning. */
function withSegment(jpeg: Buffer, marker: number, data: Uint8Array): Buffer {
  return Buffer.concat([jpeg.subarray(0, 2), segment(marker, data), jpeg.subarray(2)]);
}

/** A JPEG with an EXIF orientation: 1 to 8, or one that there is not. */
export function oriented(jpeg: Buffer, orientation: number): Buffer {
  const tiff = Buffer.from('Exif\0\0II*\0\x08\0\0\0\x01\0\x12\x01\x03\0\x01\0\0\0\0\0\0\0\0\0\0\0', 'latin1');
  tiff.writeUInt16LE(orientation, 24);
  return withSegment(jpeg, 0xe1, tiff);
}

/** A JPEG with a colour profile that is none. */
export function withBadProfile(jpeg: Buffer): Buffer {
  const nonsense = `ICC_PROFILE\0\x01\x01${'no profile at all '.repeat(20)}`;
  return withSegment(jpeg, 0xe2, Buffer.from(nonsense, 'latin1'));
}

/** A file with holes: the head is there, the rest takes no room on the disk. */
export function sparse(file: string, head: Buffer, size: number): void {
  fs.writeFileSync(file, head);
  fs.truncateSync(file, size);
}
