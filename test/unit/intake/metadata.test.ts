import { readFileSync } from 'node:fs';
import path from 'node:path';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { readHeader } from '../../../main/core/intake/header.ts';
import { stripJpegMetadata } from '../../../main/core/intake/metadata.ts';

const picture = readFileSync(path.resolve(import.meta.dirname, '../../fixtures/media/picture.jpg'));
const segment = (marker: number, content: string | Buffer): Buffer => {
  const body = Buffer.from(content as string, 'latin1');
  const header = Buffer.alloc(4);
  header.writeUInt16BE(0xff00 | marker, 0);
  header.writeUInt16BE(body.length + 2, 2);
  return Buffer.concat([header, body]);
};
const jfif = segment(0xe0, 'JFIF\0\x01\x01\0\0\x01\0\x01\0\0');
const adobe = segment(0xee, 'Adobe\0\x64\0\0\0\0\x01');
const secret = 'N 48.137154 E 11.576124';
/** The fixture without any APP or COM segment: only what decoding needs. */
const bare = (() => {
  const stripped = stripJpegMetadata(picture);
  if (!stripped.ok) throw new Error('fixture');
  const bytes = Buffer.from(stripped.value);
  return bytes.subarray(2, 4).equals(Buffer.from([0xff, 0xe0]))
    ? Buffer.concat([bytes.subarray(0, 2), bytes.subarray(20)])
    : bytes;
})();
const withSegments = (...segments: Buffer[]) =>
  Buffer.concat([bare.subarray(0, 2), ...segments, bare.subarray(2)]);
const strip = (bytes: Uint8Array): Buffer => {
  const result = stripJpegMetadata(bytes);
  if (!result.ok) throw new Error(result.error.detail);
  return Buffer.from(result.value);
};

test('a picture with nothing to hide comes back as it is', () => {
  expect(strip(bare).equals(bare)).toBe(true);
  const plain = withSegments(jfif, adobe);
  expect(strip(plain).equals(plain)).toBe(true);
});

describe('nothing that tells of the person gets through', () => {
  test.each<[string, Buffer]>([
    ['EXIF with GPS', segment(0xe1, `Exif\0\0MM\0*${secret}`)],
    ['XMP', segment(0xe1, `http://ns.adobe.com/xap/1.0/\0<x>${secret}</x>`)],
    ['a colour profile', segment(0xe2, `ICC_PROFILE\0\x01\x01${secret}`)],
    ['a second picture', segment(0xe2, `MPF\0${secret}`)],
    ['IPTC', segment(0xed, `Photoshop 3.0\x008BIM${secret}`)],
    ['a comment', segment(0xfe, secret)],
    [
      'APP3 to APP15',
      Buffer.concat([3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 15].map((n) => segment(0xe0 + n, secret))),
    ],
    ['an APP0 that is no JFIF', segment(0xe0, `JFXX\0${secret}`)],
    ['an APP14 that is not quite Adobe', segment(0xee, `Adobe\0\x64\0\0\0\0\x01${secret}`)],
    ['JPG extensions', segment(0xf7, secret)],
    ['filling before a marker', Buffer.concat([Buffer.from([0xff, 0xff, 0xff]), segment(0xfe, secret)])],
  ])('%s', (_, hidden) => {
    const stripped = strip(withSegments(jfif, hidden, adobe));
    expect(stripped.includes(secret)).toBe(false);
    expect(stripped.equals(withSegments(jfif, adobe))).toBe(true);
  });

  test('a comment between tables, or between frame and scan', () => {
    const scan = bare.indexOf(Buffer.from([0xff, 0xda]));
    const hidden = Buffer.concat([bare.subarray(0, scan), segment(0xfe, secret), bare.subarray(scan)]);
    expect(strip(hidden).equals(bare)).toBe(true);
  });

  test('a preview inside JFIF, and anything after the end', () => {
    const preview = segment(
      0xe0,
      Buffer.concat([
        Buffer.from('JFIF\0\x01\x01\0\0\x01\0\x01\x02\x02', 'latin1'),
        Buffer.from('previewprevi'),
      ]),
    );
    expect(strip(withSegments(preview)).equals(withSegments(jfif))).toBe(true);
    expect(strip(Buffer.concat([bare, Buffer.from(secret)])).equals(bare)).toBe(true);
    expect(strip(Buffer.concat([bare, bare])).equals(bare)).toBe(true);
  });

  test('several scans are all kept', () => {
    const scan = bare.indexOf(Buffer.from([0xff, 0xda]));
    const data = bare.subarray(scan, -2);
    const many = Buffer.concat([
      bare.subarray(0, -2),
      segment(0xfe, secret),
      data,
      Buffer.from([0xff, 0xd9]),
    ]);
    expect(strip(many).equals(Buffer.concat([bare.subarray(0, -2), data, Buffer.from([0xff, 0xd9])]))).toBe(
      true,
    );
  });
});

test.each<[string, Buffer]>([
  ['no JPEG', Buffer.from('hello')],
  ['nothing', Buffer.alloc(0)],
  ['no end', bare.subarray(0, -2)],
  ['a cut in the middle', bare.subarray(0, bare.length >> 1)],
  ['a cut in a segment', withSegments(segment(0xe1, 'x'.repeat(100))).subarray(0, 50)],
  ['no scan', Buffer.from([0xff, 0xd8, 0xff, 0xd9])],
  ['a second beginning', withSegments(Buffer.from([0xff, 0xd8]))],
  ['a segment shorter than its length field', withSegments(Buffer.from([0xff, 0xe1, 0, 1]))],
  ['hierarchical', withSegments(segment(0xde, 'x'))],
])('%s is refused', (_, bytes) => {
  expect(stripJpegMetadata(bytes)).toMatchObject({ ok: false, error: { code: 'undecodable' } });
});

test('whatever the bytes, what gets through holds no segment that could tell', () => {
  const marker = fc.constantFrom(0xe0, 0xe1, 0xe2, 0xed, 0xee, 0xef, 0xfe, 0xdb, 0xd0, 0xff, 0xf0);
  const pieces = fc.array(fc.tuple(marker, fc.string({ maxLength: 30 })), { maxLength: 6 });
  const edits = fc.array(fc.tuple(fc.nat({ max: 700 }), fc.nat({ max: 255 })), { maxLength: 4 });
  fc.assert(
    fc.property(pieces, edits, (segments, changes) => {
      const bytes = withSegments(...segments.map(([kind, text]) => segment(kind, text)));
      for (const [at, value] of changes) bytes[at % bytes.length] = value;
      const result = stripJpegMetadata(bytes);
      if (!result.ok) return;
      const once = Buffer.from(result.value);
      expect(strip(once).equals(once)).toBe(true);
      let at = 2;
      while (once[at + 1] !== 0xda && at < once.length) {
        const kind = once.readUInt8(at + 1);
        expect([0xe0, 0xee, 0xc0, 0xc1, 0xc2, 0xc4, 0xcc, 0xdb, 0xdc, 0xdd]).toContain(
          kind >= 0xc0 && kind <= 0xcf && kind !== 0xc8 ? 0xc0 : kind,
        );
        at += 2 + once.readUInt16BE(at + 2);
      }
      expect(readHeader(once)?.format).toBe('jpeg');
    }),
    { numRuns: 1500 },
  );
});
