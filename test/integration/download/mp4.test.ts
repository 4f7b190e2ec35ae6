import { closeSync, mkdtempSync, openSync, rmSync, truncateSync, writeFileSync, writeSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { startsAsMp4, verifyMp4 } from '../../../main/core/media/mp4.ts';
import { fixture, fixturePath } from './clips.ts';

let dir = '';
let file = '';
beforeAll(() => {
  dir = mkdtempSync(path.join(tmpdir(), 'kinora-mp4-'));
  file = path.join(dir, 'x.mp4');
});
afterAll(() => rmSync(dir, { recursive: true, force: true }));

const verify = (bytes: Uint8Array) => {
  writeFileSync(file, bytes);
  return verifyMp4(file);
};
const box = (type: string, ...content: Uint8Array[]): Buffer => {
  const body = Buffer.concat(content);
  const header = Buffer.alloc(8);
  header.writeUInt32BE(body.length + 8, 0);
  header.write(type, 4, 'latin1');
  return Buffer.concat([header, body]);
};
const header = (size: number, type: string, large?: bigint): Buffer => {
  const bytes = Buffer.alloc(large === undefined ? 8 : 16);
  bytes.writeUInt32BE(size, 0);
  bytes.write(type, 4, 'latin1');
  if (large !== undefined) bytes.writeBigUInt64BE(large, 8);
  return bytes;
};
const clip = fixture('clip.mp4');
const ftyp = box('ftyp', Buffer.from('isom\0\0\0\0isom'));
const moovOf = (bytes: Buffer): Buffer => {
  const at = bytes.indexOf('moov', 0, 'latin1') - 4;
  return bytes.subarray(at, at + bytes.readUInt32BE(at));
};

describe('clips as encoders make them', () => {
  test.each([
    ['clip.mp4', { seconds: 2, width: 160, height: 90 }],
    ['clip-sound-moov-last.mp4', { width: 160, height: 90 }],
    ['clip-smallest.mp4', { seconds: 1, width: 32, height: 32 }],
    ['clip-fragmented.mp4', { width: 160, height: 90 }],
  ])('%s', async (name, expected) => {
    expect(await verifyMp4(fixturePath(name))).toMatchObject({ ok: true, value: expected });
  });

  test('a picture that is turned by a quarter is as high as it was wide', async () => {
    const turned = Buffer.from(clip);
    const matrix = turned.indexOf('tkhd', 0, 'latin1') + 4 + 40;
    // The matrix is a b u, c d v, x y w.
    turned.writeInt32BE(0, matrix);
    turned.writeInt32BE(0x10000, matrix + 4);
    turned.writeInt32BE(0, matrix + 8);
    turned.writeInt32BE(-0x10000, matrix + 12);
    turned.writeInt32BE(0, matrix + 16);
    expect(await verify(turned)).toMatchObject({ ok: true, value: { width: 90, height: 160 } });
  });

  test('a last box "to the end of the file" and a 64-bit size', async () => {
    const moov = moovOf(clip);
    const data = Buffer.alloc(100);
    expect(await verify(Buffer.concat([ftyp, moov, header(0, 'mdat'), data]))).toMatchObject({ ok: true });
    expect(await verify(Buffer.concat([ftyp, header(1, 'mdat', 116n), data, moov]))).toMatchObject({
      ok: true,
    });
  });
});

describe('files that are none', () => {
  const moov = moovOf(clip);
  const mdat = box('mdat', Buffer.alloc(50));
  test.each<[string, Buffer]>([
    ['empty', Buffer.alloc(0)],
    ['seven bytes', Buffer.from('1234567')],
    ['HTML', Buffer.from('<!doctype html><title>Not found</title>')],
    ['boxes that do not begin with ftyp', Buffer.concat([moov, mdat, ftyp])],
    ['no index', Buffer.concat([ftyp, mdat])],
    ['no data', Buffer.concat([ftyp, moov])],
    ['two indexes', Buffer.concat([ftyp, moov, moov, mdat])],
    ['bytes after the last box', Buffer.concat([clip, Buffer.alloc(3)])],
    ['one byte too few', clip.subarray(0, -1)],
    ['a size of 1 without the long size', Buffer.concat([ftyp, moov, header(1, 'mdat')])],
    ['a long size of 2^63', Buffer.concat([ftyp, moov, header(1, 'mdat', 1n << 63n)])],
    ['a long size of 15', Buffer.concat([ftyp, moov, header(1, 'mdat', 15n), mdat])],
    ['a size of 4', Buffer.concat([ftyp, header(4, 'free'), moov, mdat])],
    [
      'a size of nothing in the middle of moov',
      Buffer.concat([ftyp, box('moov', header(0, 'trak'), Buffer.alloc(8)), mdat]),
    ],
    ['a size beyond the file', Buffer.concat([ftyp, moov, header(0xffffffff, 'mdat')])],
    [
      'a child longer than its parent',
      Buffer.concat([ftyp, box('moov', header(5000, 'trak')), box('mdat', Buffer.alloc(6000))]),
    ],
    ['sound alone', fixture('sound-only.mp4')],
    ['an index without tracks', Buffer.concat([ftyp, box('moov'), mdat])],
    [
      '100,000 empty boxes',
      Buffer.concat([ftyp, ...Array<Buffer>(100_000).fill(header(8, 'free')), moov, mdat]),
    ],
    ['65 tracks', Buffer.concat([ftyp, box('moov', ...Array<Buffer>(65).fill(box('trak'))), mdat])],
  ])('%s', async (_, bytes) => {
    const result = await verify(bytes);
    expect(result).toMatchObject({ ok: false, error: { code: 'not-a-clip' } });
    expect(!result.ok && result.error.detail).toBeTruthy();
  });

  test('a million nested boxes cost nothing', async () => {
    const nested = Buffer.alloc(8_000_000);
    for (let at = 0; at < nested.length; at += 8) {
      nested.writeUInt32BE(nested.length - at, at);
      nested.write('moov', at + 4, 'latin1');
    }
    expect(await verify(Buffer.concat([ftyp, nested, mdat]))).toMatchObject({ ok: false });
  });

  test('an index behind three gigabytes is found without reading them', async () => {
    const handle = openSync(file, 'w');
    const start = Buffer.concat([ftyp, header(1, 'mdat', 3_000_000_016n)]);
    writeSync(handle, start, 0, start.length, 0);
    writeSync(handle, moov, 0, moov.length, ftyp.length + 3_000_000_016);
    closeSync(handle);
    expect(await verifyMp4(file)).toMatchObject({ ok: true, value: { width: 160 } });
    truncateSync(file, 0);
  });

  test('figures beyond sense count as unknown', async () => {
    for (const [ticks, scale] of [
      [0xffffffff, 1000],
      [0xfffffffe, 1],
      [5, 0],
    ] as const) {
      const odd = Buffer.from(clip);
      for (const type of ['mvhd', 'mdhd']) {
        const at = odd.indexOf(type, 0, 'latin1') + 4;
        odd.writeUInt32BE(scale, at + 12);
        odd.writeUInt32BE(ticks, at + 16);
      }
      expect(await verify(odd)).toMatchObject({ ok: true, value: { seconds: 0 } });
    }
  });

  test('every cut of a clip is noticed', async () => {
    const kept: number[] = [];
    for (let length = 0; length < clip.length; length += 7)
      if ((await verify(clip.subarray(0, length))).ok) kept.push(length);
    expect(kept).toEqual([]);
  });

  test('a missing file and a folder are the disk, without their path', async () => {
    for (const where of [path.join(dir, 'no'), dir]) {
      const result = await verifyMp4(where);
      expect(result).toMatchObject({ ok: false, error: { code: 'disk-error' } });
      expect(JSON.stringify(result)).not.toContain(dir);
    }
  });
});

test('changed bytes never throw, hang or give absurd figures', { timeout: 60_000 }, async () => {
  const change = fc.array(fc.tuple(fc.nat({ max: 900 }), fc.nat({ max: 255 })), {
    minLength: 1,
    maxLength: 12,
  });
  await fc.assert(
    fc.asyncProperty(
      fc.constantFrom('clip.mp4', 'clip-fragmented.mp4', 'clip-smallest.mp4'),
      change,
      async (name, changes) => {
        const bytes = Buffer.from(fixture(name));
        for (const [at, value] of changes) bytes[at % bytes.length] = value;
        const result = await verify(bytes);
        if (result.ok) {
          expect(result.value.seconds).toBeGreaterThanOrEqual(0);
          expect(result.value.seconds).toBeLessThanOrEqual(86_400);
          expect(result.value.width * result.value.height).toBeGreaterThan(0);
        } else expect(result.error.code).toBe('not-a-clip');
      },
    ),
    { numRuns: 400 },
  );
});

test('the first bytes of an MP4', () => {
  expect(startsAsMp4(clip)).toBe(true);
  expect(startsAsMp4(clip.subarray(3))).toBe(false);
  expect(startsAsMp4(clip.subarray(0, 7))).toBe(false);
});
