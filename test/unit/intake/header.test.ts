import { readFileSync } from 'node:fs';
import path from 'node:path';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { acceptFile } from '../../../main/core/intake/accept.ts';
import { readHeader } from '../../../main/core/intake/header.ts';

const media = path.resolve(import.meta.dirname, '../../fixtures/media');
const fixture = (name: string) => readFileSync(path.join(media, name));
const ascii = (text: string) => Buffer.from(text, 'latin1');

/** A JPEG's beginning: any segments, then a frame header of this size. */
const jpeg = (width: number, height: number, before: Buffer = Buffer.alloc(0), marker = 0xc0): Buffer => {
  const frame = Buffer.from([0xff, marker, 0, 11, 8, 0, 0, 0, 0, 1, 1, 0x11, 0]);
  frame.writeUInt16BE(height, 5);
  frame.writeUInt16BE(width, 7);
  return Buffer.concat([Buffer.from([0xff, 0xd8]), before, frame]);
};
const segment = (marker: number, length: number): Buffer => {
  const bytes = Buffer.alloc(length + 2);
  bytes.writeUInt16BE(0xff00 | marker, 0);
  bytes.writeUInt16BE(length, 2);
  return bytes;
};
const box = (type: string, ...content: Buffer[]): Buffer => {
  const body = Buffer.concat(content);
  const header = Buffer.alloc(8);
  header.writeUInt32BE(body.length + 8, 0);
  header.write(type, 4, 'latin1');
  return Buffer.concat([header, body]);
};
const ftyp = (major: string, ...others: string[]) =>
  box('ftyp', ascii(major), Buffer.alloc(4), ...others.map(ascii));
const ispe = (width: number, height: number): Buffer => {
  const size = Buffer.alloc(12);
  size.writeUInt32BE(width, 4);
  size.writeUInt32BE(height, 8);
  return box('ispe', size);
};

describe('pictures as encoders make them', () => {
  test.each([
    ['picture.png', 'png', 37, 23],
    ['picture.jpg', 'jpeg', 37, 23],
    ['picture.webp', 'webp', 37, 23],
    ['picture-alpha.webp', 'webp', 37, 23],
    ['picture-lossless.webp', 'webp', 37, 23],
    ['picture.avif', 'avif', 36, 24],
    ['picture.gif', 'gif', 37, 23],
    ['picture.bmp', 'bmp', 37, 23],
  ])('%s', (name, format, width, height) => {
    expect(readHeader(fixture(name))).toEqual({ format, width, height });
  });
});

describe('forms that are seldom', () => {
  test('an extended WebP', () => {
    const bytes = Buffer.alloc(30);
    bytes.write('RIFF\x16\0\0\0WEBPVP8X\x0a\0\0\0', 0, 'latin1');
    bytes.writeUIntLE(16_382, 24, 3);
    bytes.writeUIntLE(4_999, 27, 3);
    expect(readHeader(bytes)).toEqual({ format: 'webp', width: 16_383, height: 5_000 });
  });

  test('a BMP from top to bottom and one with the oldest header', () => {
    const turned = Buffer.from(fixture('picture.bmp'));
    turned.writeInt32LE(-23, 22);
    expect(readHeader(turned)).toEqual({ format: 'bmp', width: 37, height: 23 });
    const old = Buffer.alloc(26);
    old.write('BM', 0, 'latin1');
    old.writeUInt32LE(12, 14);
    old.writeUInt16LE(640, 18);
    old.writeUInt16LE(480, 20);
    expect(readHeader(old)).toEqual({ format: 'bmp', width: 640, height: 480 });
  });

  test('a JPEG with long segments, filling and restart marks before its frame, of any kind', () => {
    const before = Buffer.concat([
      segment(0xe1, 65_535),
      segment(0xe2, 2),
      Buffer.from([0xff, 0xff, 0xff, 0xd0]),
    ]);
    expect(readHeader(jpeg(4032, 3024, before))).toEqual({ format: 'jpeg', width: 4032, height: 3024 });
    expect(readHeader(jpeg(10, 20, before, 0xc2))).toEqual({ format: 'jpeg', width: 10, height: 20 });
  });

  test('DHT, JPG and DAC are no frames', () => {
    for (const marker of [0xc4, 0xc8, 0xcc])
      expect(readHeader(jpeg(10, 20, Buffer.alloc(0), marker))).toEqual({
        format: 'jpeg',
        width: 0,
        height: 0,
      });
  });

  test('an AVIF of tiles has the size of the whole', () => {
    const properties = box('ipco', ispe(512, 512), ispe(6000, 4000), ispe(320, 213));
    const meta = box('meta', Buffer.alloc(4), box('hdlr', Buffer.alloc(24)), box('iprp', properties));
    expect(readHeader(Buffer.concat([ftyp('avif', 'mif1', 'miaf'), meta]))).toEqual({
      format: 'avif',
      width: 6000,
      height: 4000,
    });
  });

  test.each([
    ['an iPhone photo', ftyp('heic', 'mif1', 'heic')],
    ['another HEIF', ftyp('mif1', 'heix')],
    ['a burst', ftyp('hevc', 'msf1')],
  ])('%s is a HEIC', (_, bytes) => {
    expect(readHeader(bytes)).toEqual({ format: 'heic' });
  });
});

describe('what is accepted', () => {
  const accept = (name: string, head: Buffer, size = head.length) => acceptFile({ name, size, head });

  test('a picture, whatever its name ends in', () => {
    expect(accept('notes.txt', fixture('picture.png'))).toEqual({
      ok: true,
      value: { format: 'png', width: 37, height: 23 },
    });
  });

  test.each<[string, string, Buffer]>([
    ['empty-file', 'nothing.png', Buffer.alloc(0)],
    ['not-an-image', 'notes.pdf', ascii('%PDF-1.7\n%\xe2\xe3\xcf\xd3')],
    ['not-an-image', 'text.png', ascii('This is text that says it is a picture')],
    ['not-an-image', 'program.jpg', ascii(`MZ${'\0'.repeat(100)}`)],
    ['not-an-image', 'drawing.svg', ascii('<svg xmlns="http://www.w3.org/2000/svg"/>')],
    ['not-an-image', 'BMW.txt', ascii('BMW is a maker of cars and motorcycles in Munich')],
    ['not-an-image', 'film.mp4', ftyp('isom', 'mp42', 'avc1')],
    ['not-an-image', 'one-byte.jpg', Buffer.from([0xff])],
    ['heic', 'IMG_0042.heic', ftyp('heic', 'mif1')],
    ['undecodable', 'cut.png', fixture('picture.png').subarray(0, 20)],
    ['undecodable', 'cut.jpg', Buffer.from([0xff, 0xd8, 0xff, 0xe0, 0, 16])],
    ['undecodable', 'no-frame.jpg', Buffer.from([0xff, 0xd8, 0xff, 0xda, 0, 2, 0, 0])],
    ['undecodable', 'flat.png', Buffer.concat([fixture('picture.png').subarray(0, 20), Buffer.alloc(4)])],
    ['too-many-pixels', 'bomb.jpg', jpeg(65_535, 65_535)],
    ['too-many-pixels', 'wide.jpg', jpeg(10_001, 10_000)],
  ])('%s: %s', (code, name, head) => {
    expect(accept(name, head)).toMatchObject({ ok: false, error: { code, facts: { name } } });
  });

  test('exactly 100 megapixels are not too many', () => {
    expect(accept('large.jpg', jpeg(10_000, 10_000)).ok).toBe(true);
  });
});

describe('whatever the bytes', () => {
  const check = (bytes: Buffer) => {
    const header = readHeader(bytes);
    if (header && header.format !== 'heic') {
      expect(Number.isSafeInteger(header.width) && header.width >= 0).toBe(true);
      expect(Number.isSafeInteger(header.height) && header.height >= 0).toBe(true);
    }
  };
  const starts = [
    '\x89PNG\r\n\x1a\n',
    '\xff\xd8\xff',
    'GIF89a',
    'RIFF0000WEBPVP8 ',
    'RIFF0000WEBPVP8L',
    'RIFF0000WEBPVP8X',
    'BM',
  ];

  test('random bytes behind every beginning never throw', () => {
    const beginning = fc.constantFrom(
      '',
      '\0\0\0\x1cftypavif\0\0\0\0avifmif1miaf',
      '\0\0\0\0ftypheic',
      ...starts,
    );
    fc.assert(
      fc.property(beginning, fc.uint8Array({ maxLength: 300 }), (text, bytes) => {
        check(Buffer.concat([ascii(text), bytes]));
      }),
      { numRuns: 3000 },
    );
  });

  test('changed and cut pictures never throw', () => {
    const name = fc.constantFrom(
      'picture.png',
      'picture.jpg',
      'picture.webp',
      'picture-lossless.webp',
      'picture.avif',
      'picture.gif',
      'picture.bmp',
    );
    const changes = fc.array(fc.tuple(fc.nat({ max: 600 }), fc.nat({ max: 255 })), { maxLength: 10 });
    fc.assert(
      fc.property(name, changes, fc.nat({ max: 700 }), (file, edits, length) => {
        const bytes = Buffer.from(fixture(file));
        for (const [at, value] of edits) bytes[at % bytes.length] = value;
        check(bytes.subarray(0, length));
        check(bytes);
      }),
      { numRuns: 2000 },
    );
  });

  test('a quarter of a megabyte made to be slow is not', () => {
    check(Buffer.concat([Buffer.from([0xff, 0xd8]), Buffer.alloc(262_000, 0xff)]));
    check(Buffer.concat([Buffer.from([0xff, 0xd8]), ...Array<Buffer>(65_000).fill(segment(0xe1, 2))]));
    const metas = Array<Buffer>(2000).fill(
      box('meta', Buffer.alloc(4), box('iprp', box('ipco', ispe(1, 1)))),
    );
    check(Buffer.concat([ftyp('avif'), ...metas]));
  });
});
