import fs from 'node:fs';
import path from 'node:path';
import { crc32, deflateSync } from 'node:zlib';
import { test } from '@playwright/test';

/** Our own picture, 8 : 5. */
export const SAMPLE = path.resolve(import.meta.dirname, '../../../assets/sample.jpg');

/** A copy of a JPEG that looks the same and is not: one of its quantisation steps is another. */
export function variant(file: string, number: number): string {
  const bytes = fs.readFileSync(file);
  // The last step of the first table: a marker of 2 bytes, a length of 2, the table's number, then 64 steps.
  const at = bytes.indexOf(Buffer.from([0xff, 0xdb])) + 5 + 63;
  bytes.writeUInt8(((bytes.readUInt8(at) + 40 * number) % 250) + 1, at);
  const place = test.info().outputPath(`${number}-${path.basename(file)}`);
  fs.writeFileSync(place, bytes);
  return place;
}

/** Words that only the metadata of `withGps` holds. */
export const SECRET_PLACE = 'GPS-SECRET-PLACE';

/** A TIFF tag of 12 bytes, little endian. */
function tag(id: number, type: number, count: number, value: number): Buffer {
  const bytes = Buffer.alloc(12);
  bytes.writeUInt16LE(id, 0);
  bytes.writeUInt16LE(type, 2);
  bytes.writeUInt32LE(count, 4);
  bytes.writeUInt32LE(value, 8);
  return bytes;
}

/**
 * The sample with EXIF as a phone writes it: orientation, a place in words, and GPS coordinates.
 * @param orientation 1 upright, 6 turned by a quarter.
 */
export function withGps(file: string, orientation = 1): string {
  const jpeg = fs.readFileSync(SAMPLE);
  const place = Buffer.from(`${SECRET_PLACE}\0`);
  // Header 8, IFD0 with three tags 2 + 36 + 4, the text, then the GPS IFD.
  const textAt = 8 + 42;
  const gpsAt = textAt + place.length + (place.length % 2);
  const count = (n: number): Buffer => Buffer.from([n, 0]);
  const end = Buffer.alloc(4);
  const tiff = Buffer.concat([
    Buffer.from('II*\0\x08\0\0\0', 'latin1'),
    count(3),
    tag(0x010e, 2, place.length, textAt),
    tag(0x0112, 3, 1, orientation),
    tag(0x8825, 4, 1, gpsAt),
    end,
    place,
    Buffer.alloc(place.length % 2),
    count(2),
    tag(1, 2, 2, 'N'.charCodeAt(0)),
    tag(2, 5, 3, gpsAt + 30),
    end,
    Buffer.from(new Uint32Array([48, 1, 51, 1, 24, 1]).buffer),
  ]);
  const body = Buffer.concat([Buffer.from('Exif\0\0', 'latin1'), tiff]);
  const head = Buffer.from([0xff, 0xe1, 0, 0]);
  head.writeUInt16BE(body.length + 2, 2);
  fs.writeFileSync(file, Buffer.concat([jpeg.subarray(0, 2), head, body, jpeg.subarray(2)]));
  return file;
}

/** A PNG of four coloured quarters, `width` × `height`. */
export function quartersPng(file: string, width: number, height: number): string {
  const raw = Buffer.alloc((width * 3 + 1) * height);
  const colours = [
    [200, 40, 40],
    [40, 180, 60],
    [40, 60, 200],
    [220, 200, 60],
  ];
  for (let y = 0; y < height; y += 1)
    for (let x = 0; x < width; x += 1) {
      const colour = colours[(y < height / 2 ? 0 : 2) + (x < width / 2 ? 0 : 1)] ?? [];
      raw.set(colour, y * (width * 3 + 1) + 1 + x * 3);
    }
  const chunk = (type: string, data: Buffer): Buffer => {
    const name = Buffer.from(type, 'latin1');
    const frame = Buffer.alloc(12 + data.length);
    frame.writeUInt32BE(data.length, 0);
    name.copy(frame, 4);
    data.copy(frame, 8);
    frame.writeUInt32BE(crc32(Buffer.concat([name, data])), 8 + data.length);
    return frame;
  };
  const header = Buffer.alloc(13);
  header.writeUInt32BE(width, 0);
  header.writeUInt32BE(height, 4);
  header.set([8, 2, 0, 0, 0], 8);
  const signature = Buffer.from('\x89PNG\r\n\x1a\n', 'latin1');
  fs.writeFileSync(
    file,
    Buffer.concat([
      signature,
      chunk('IHDR', header),
      chunk('IDAT', deflateSync(raw)),
      chunk('IEND', Buffer.alloc(0)),
    ]),
  );
  return file;
}
