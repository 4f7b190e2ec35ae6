import { execFileSync } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import {
  mkdtempSync,
  readdirSync,
  readFileSync,
  renameSync,
  rmSync,
  symlinkSync,
  truncateSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import fc from 'fast-check';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { checkFile } from '../../../main/core/intake/check-file.ts';
import { SourceFiles } from '../../../main/core/intake/source-files.ts';

const media = path.resolve(import.meta.dirname, '../../fixtures/media');
const fixture = (name: string): Buffer => readFileSync(path.join(media, name));
let dir = '';
beforeEach(() => {
  dir = mkdtempSync(path.join(tmpdir(), 'kinora-media-'));
});
afterEach(() => rmSync(dir, { recursive: true, force: true }));

const put = (name: string, bytes: string | Uint8Array): string => {
  const file = path.join(dir, name);
  writeFileSync(file, bytes);
  return file;
};
const check = (name: string, bytes: string | Uint8Array) => checkFile(put(name, bytes), name);
const box = (type: string, ...content: Uint8Array[]): Buffer => {
  const body = Buffer.concat(content);
  const head = Buffer.alloc(8);
  head.writeUInt32BE(body.length + 8, 0);
  head.write(type, 4, 'latin1');
  return Buffer.concat([head, body]);
};
/** The clip with bytes changed behind the first such type; `at` counts from the box's content. */
const changed = (type: string, at: number, write: (bytes: Buffer, place: number) => void): Buffer => {
  const bytes = Buffer.from(fixture('clip.mp4'));
  write(bytes, bytes.indexOf(type, 0, 'latin1') + 4 + at);
  return bytes;
};
const words = (...values: number[]): Buffer => {
  const bytes = Buffer.alloc(values.length * 4);
  for (const [index, value] of values.entries()) bytes.writeUInt32BE(value, index * 4);
  return bytes;
};
/** An element of a WebM; `length` null: it does not say how long it is. */
const element = (id: string, content: Uint8Array, length: number | null = content.length): Buffer => {
  const size = Buffer.from('01ffffffffffffff', 'hex');
  if (length !== null) size.writeUInt32BE(length, 4);
  if (length !== null) size.writeUIntBE(0, 1, 3);
  return Buffer.concat([Buffer.from(id, 'hex'), size, content]);
};
/** A WebM as a program records it live, with a picture of this width. */
const live = (width: Uint8Array, clusters: Uint8Array = Buffer.alloc(0)): Buffer => {
  const size = Buffer.concat([element('b0', width), element('ba', Buffer.from([1, 0]))]);
  const tracks = element('1654ae6b', element('ae', element('e0', size)));
  const info = element('1549a966', element('2ad7b1', Buffer.from([0x0f, 0x42, 0x40])));
  const segment = element('18538067', Buffer.concat([info, tracks, clusters]), null);
  return Buffer.concat([element('1a45dfa3', element('4282', Buffer.from('webm'))), segment]);
};
const cluster = (at: number, blocks: readonly number[]): Buffer => {
  const block = (time: number): Buffer => {
    const bytes = Buffer.from([0x81, 0, 0, 0x80, 0]);
    bytes.writeInt16BE(time, 1);
    return element('a3', bytes);
  };
  return element('1f43b675', Buffer.concat([element('e7', words(at)), ...blocks.map(block)]), null);
};
const wav = (seconds: number, rate = 8000): Buffer => {
  const bytes = Buffer.alloc(44 + seconds * rate);
  bytes.write('RIFF\0\0\0\0WAVEfmt \x10\0\0\0\x01\0\x01\0', 'latin1');
  bytes.writeUInt32LE(rate, 24);
  bytes.writeUInt32LE(rate, 28);
  bytes.writeUInt32LE(0x0008_0001, 32);
  bytes.write('data', 36, 'latin1');
  bytes.writeUInt32LE(bytes.length - 44, 40);
  return bytes;
};

describe('videos and voices as programs make them', () => {
  test.each([
    ['clip.mp4', 'video', 2, 160],
    ['clip-fragmented.mp4', 'video', 2, 160],
    ['clip-sound-moov-last.mp4', 'video', 1, 160],
    ['clip.webm', 'video', 2, 64],
    // Recorded live: the file says no length, the last picture begins at 1.8 s.
    ['clip-live.webm', 'video', 1.8, 64],
    ['voice.wav', 'audio', 2, 0],
    ['voice.mp3', 'audio', 2.09, 0],
    ['voice-bare.mp3', 'audio', 2.04, 0],
  ] as const)('%s', async (name, kind, seconds, width) => {
    const checked = await checkFile(path.join(media, name), name);
    expect(checked).toMatchObject({ ok: true, value: { kind, width } });
    expect(checked.ok && checked.value.kind !== 'image' && checked.value.seconds).toBeCloseTo(seconds, 2);
  });

  test('a voice has 1 to 10 seconds, whatever its name says', async () => {
    expect(await check('ten.mp3', wav(10))).toMatchObject({
      ok: true,
      value: { kind: 'audio', seconds: 10 },
    });
    for (const [name, seconds] of [
      ['short.wav', 0.5],
      ['long.wav', 11],
    ] as const)
      expect(await check(name, wav(seconds))).toMatchObject({
        error: { code: 'wrong-length', facts: { name, kind: 'audio', seconds } },
      });
  });

  test('a tag before the sound is stepped over, and what an MP3 says of its length is not believed', async () => {
    const tag = Buffer.concat([Buffer.from('ID3\x04\0\0\0\0\x07\x68', 'latin1'), Buffer.alloc(1000)]);
    const frames = fixture('voice-bare.mp3');
    expect(await check('tagged.mp3', Buffer.concat([tag, frames]))).toMatchObject({
      ok: true,
      value: { kind: 'audio' },
    });
    const many = Buffer.concat(Array<Buffer>(60).fill(frames));
    expect(await check('many.mp3', many)).toMatchObject({ error: { code: 'wrong-length' } });
  });

  test('half a minute recorded live, in many clusters that do not say how long they are', async () => {
    const frames = Array.from({ length: 30 }, (_, frame) => Math.round((frame * 1000) / 60));
    // Beside each picture there is sound.
    const blocks = frames.flatMap((time) => [time, time]);
    const clusters = Array.from({ length: 58 }, (_, index) => cluster(index * 500, blocks));
    const checked = await check('live.webm', live(Buffer.from([2, 128]), Buffer.concat(clusters)));
    expect(checked).toMatchObject({ ok: true, value: { width: 640, height: 256, seconds: 28.983 } });
  });
});

describe('hostile files as a reference', () => {
  const unreadable = (name: string) => ({
    ok: false,
    error: { code: 'media-unreadable', facts: { name, kind: 'video' } },
  });

  test('56: no bytes at all', async () => {
    expect(await check('nothing.mp4', '')).toMatchObject({ error: { code: 'empty-file' } });
  });

  test('57: a web page with the name of a video', async () => {
    expect(await check('page.mp4', '<!doctype html><script>1</script>')).toMatchObject({
      error: { code: 'not-an-image', facts: { name: 'page.mp4' } },
    });
  });

  test('58: cut off inside its index', async () => {
    const bytes = fixture('clip.mp4');
    const moov = bytes.indexOf('moov', 0, 'latin1');
    expect(await check('cut.mp4', bytes.subarray(0, moov + 100))).toMatchObject(unreadable('cut.mp4'));
    const webm = fixture('clip.webm');
    expect(await check('cut.webm', webm.subarray(0, 200))).toMatchObject(unreadable('cut.webm'));
  });

  test('59: boxes of size 0, 2^63, beyond the file, and a million nested ones', async () => {
    const ftyp = box('ftyp', Buffer.from('isom\0\0\0\0isom'));
    const long = Buffer.from('\0\0\0\x01moov\x80\0\0\0\0\0\0\0', 'latin1');
    const beyond = Buffer.from('\xff\xff\xff\xffmoov', 'latin1');
    const nested = Buffer.alloc(8_000_000);
    for (let at = 0; at < nested.length; at += 8) {
      nested.writeUInt32BE(nested.length - at, at);
      nested.write('moov', at + 4, 'latin1');
    }
    for (const rest of [Buffer.from('\0\0\0\0moov\0\0\0\0', 'latin1'), long, beyond, nested])
      expect(await check('odd.mp4', Buffer.concat([ftyp, rest]))).toMatchObject(unreadable('odd.mp4'));
  });

  test('60, 75: an index behind 2 GB, and a file of 10 TB with holes, cost nothing', async () => {
    const far = put('far.mp4', fixture('clip.mp4'));
    truncateSync(far, 2 ** 31 + 100);
    expect(await checkFile(far, 'far.mp4')).toMatchObject({
      error: { code: 'too-large', facts: { kind: 'video', limit: 104_857_600 } },
    });
    for (const head of ['clip.mp4', 'clip.webm', 'voice.wav', 'voice.mp3', 'picture.jpg']) {
      const huge = put(head, fixture(head));
      truncateSync(huge, 10 * 1024 ** 4);
      expect(await checkFile(huge, head)).toMatchObject({ error: { code: 'too-large' } });
      rmSync(huge);
    }
  });

  test('61: 2^32 seconds, no time scale, and 65,535 × 65,535', async () => {
    const hour = changed('mvhd', 16, (bytes, at) => bytes.writeUInt32BE(3_600_000, at));
    expect(await check('hour.mp4', hour)).toMatchObject({ error: { code: 'wrong-length' } });
    const endless = changed('mvhd', 16, (bytes, at) => bytes.writeUInt32BE(0xffff_fffe, at));
    endless.writeUInt32BE(0xffff_fffe, endless.indexOf('mdhd', 0, 'latin1') + 20);
    expect(await check('endless.mp4', endless)).toMatchObject({ error: { code: 'media-unreadable' } });
    const timeless = changed('mvhd', 12, (bytes, at) => bytes.writeUInt32BE(0, at));
    // The track itself still says how long it is.
    expect(await check('timeless.mp4', timeless)).toMatchObject({ ok: true });
    const giant = changed('tkhd', 76, (bytes, at) =>
      bytes.fill('\xff\xff\0\0\xff\xff\0\0', at, at + 8, 'latin1'),
    );
    expect(await check('giant.mp4', giant)).toMatchObject({ ok: true, value: { width: 65_535 } });
  });

  test('61: nothing at all that says how long it is', async () => {
    const timeless = changed('mvhd', 12, (bytes, at) => bytes.writeUInt32BE(0, at));
    timeless.writeUInt32BE(0, timeless.indexOf('mdhd', 0, 'latin1') + 16);
    expect(await check('timeless.mp4', timeless)).toMatchObject(unreadable('timeless.mp4'));
    const store = new SourceFiles(path.join(dir, 'sources'));
    expect(await store.take(path.join(dir, 'timeless.mp4'), 'timeless.mp4')).toMatchObject(
      unreadable('timeless.mp4'),
    );
  });

  test('61: a side that no picture has', async () => {
    const clusters = cluster(0, [2000]);
    const wide = (hex: string) => check('wide.webm', live(Buffer.from(hex, 'hex'), clusters));
    expect(await wide('ffff')).toMatchObject({ ok: true, value: { width: 65_535 } });
    for (const hex of ['010000', '1000000000000000', 'ffffffffffffffff'])
      expect(await wide(hex)).toMatchObject(unreadable('wide.webm'));
  });

  test('59: a million samples in runs that are each of an honest size', async () => {
    const ftyp = box('ftyp', Buffer.from('isom\0\0\0\0isom'));
    const clip = fixture('clip-fragmented.mp4');
    const moov = clip.indexOf('moov', 0, 'latin1') - 4;
    const movie = clip.subarray(moov, moov + clip.readUInt32BE(moov));
    const run = box('trun', words(0x100, 50_000), Buffer.alloc(200_000));
    const head = [box('tfhd', words(0, 1)), box('tfdt', words(0, 0))];
    const moof = box('moof', box('traf', ...head, ...Array<Buffer>(20).fill(run)));
    const file = Buffer.concat([ftyp, movie, moof, box('mdat', Buffer.alloc(4))]);
    expect(await check('runs.mp4', file)).toMatchObject({
      error: { code: 'media-unreadable', detail: 'too many samples' },
    });
  });

  test('72: a thousand empty tags before the sound', async () => {
    const tag = Buffer.from('ID3\x03\0\0\0\0\0\0', 'latin1');
    const frames = fixture('voice-bare.mp3');
    const tagged = (count: number) => Buffer.concat([...Array<Buffer>(count).fill(tag), frames]);
    expect(await check('tags.mp3', tagged(3))).toMatchObject({ ok: true });
    expect(await check('tags.mp3', tagged(1000))).toMatchObject({ error: { code: 'media-unreadable' } });
  });

  test('62: two hundred tracks', async () => {
    const bytes = fixture('clip.mp4');
    const ftyp = bytes.subarray(0, bytes.readUInt32BE(0));
    const tracks = box('moov', ...Array<Buffer>(200).fill(box('trak')));
    const file = Buffer.concat([ftyp, tracks, box('mdat', Buffer.alloc(10))]);
    expect(await check('tracks.mp4', file)).toMatchObject(unreadable('tracks.mp4'));
  });

  test('63: a coding that nobody here knows', async () => {
    const odd = changed('stsd', 12, (bytes, at) => bytes.write('XXXX', at, 'latin1'));
    expect(await check('odd.mp4', odd)).toMatchObject(unreadable('odd.mp4'));
  });

  test('64: pictures that lie in another file, and a playlist with the name of a video', async () => {
    const elsewhere = changed('dref', 16, (bytes, at) => bytes.writeUInt32BE(0, at));
    expect(await check('elsewhere.mp4', elsewhere)).toMatchObject(unreadable('elsewhere.mp4'));
    expect(await check('list.mp4', '#EXTM3U\nfile:///etc/passwd')).toMatchObject({
      error: { code: 'not-an-image' },
    });
  });

  test('65: a video that is a web page or an archive as well', async () => {
    const page = Buffer.concat([fixture('clip.mp4'), Buffer.from('<script>alert(1)</script>PK\x05\x06')]);
    expect(await check('page.mp4', page)).toMatchObject(unreadable('page.mp4'));
    // Inside a box of its own it is a video that nobody reads as anything else: it is served as video, never sniffed.
    const hidden = Buffer.concat([fixture('clip.mp4'), box('free', Buffer.from('<script>1</script>'))]);
    expect(await check('hidden.mp4', hidden)).toMatchObject({ ok: true });
  });

  test('66: a title of fifty megabytes is never read, and one of a hundred is too large', async () => {
    const title = Buffer.from('\x02\xfa\xf0\x80free<img src=x onerror=alert(1)>', 'latin1');
    const file = put('title.mp4', Buffer.concat([fixture('clip.mp4'), title]));
    truncateSync(file, fixture('clip.mp4').length + 50_000_000);
    expect(await checkFile(file, 'title.mp4')).toMatchObject({ ok: true });
    truncateSync(file, 150_000_000);
    expect(await checkFile(file, 'title.mp4')).toMatchObject({ error: { code: 'too-large' } });
  });

  test('72: a program with the name of a recording', async () => {
    expect(await check('song.mp3', `MZ${'\0'.repeat(200)}`)).toMatchObject({
      error: { code: 'not-an-image' },
    });
    const frames = Buffer.from('\xff\xfb\x90\x64 this only begins like one', 'latin1');
    expect(await check('song.mp3', frames)).toMatchObject({ error: { code: 'media-unreadable' } });
  });

  test('changed and cut files never do anything but be refused', async () => {
    const names = fc.constantFrom(
      'clip.mp4',
      'clip-fragmented.mp4',
      'clip.webm',
      'clip-live.webm',
      'voice.wav',
      'voice.mp3',
    );
    const edits = fc.array(fc.tuple(fc.nat({ max: 4000 }), fc.nat({ max: 255 })), { maxLength: 8 });
    await fc.assert(
      fc.asyncProperty(names, edits, fc.nat({ max: 6000 }), async (name, changes, length) => {
        const bytes = Buffer.from(fixture(name));
        for (const [at, value] of changes) bytes[at % bytes.length] = value;
        const checked = await check(name, length % 2 === 0 ? bytes : bytes.subarray(0, length));
        if (!checked.ok) expect(['internal', 'bad-request']).not.toContain(checked.error.code);
      }),
      { numRuns: 200 },
    );
  });
});

describe('taking a reference in', () => {
  test('the copy has the hash of its content for a name, and the original is untouched', async () => {
    const store = new SourceFiles(path.join(dir, 'sources'));
    const from = put('clip.mp4', fixture('clip.mp4'));
    const taken = await store.take(from, 'clip.mp4');
    expect(taken).toMatchObject({ ok: true, value: { media: { kind: 'video', seconds: 2 } } });
    if (!taken.ok) return;
    const { sha256, path: place } = taken.value.stored;
    expect(readFileSync(place)).toEqual(fixture('clip.mp4'));
    expect(readFileSync(from)).toEqual(fixture('clip.mp4'));
    expect(await store.read(sha256)).toMatchObject({ ok: true });
    expect((await store.take(from, 'again.mp4')).ok).toBe(true);
    expect(readdirSync(store.folder)).toEqual([sha256]);
  });

  test('73: what has become another file, a link, a pipe or a folder since it was checked', async () => {
    const store = new SourceFiles(path.join(dir, 'sources'));
    const file = put('clip.mp4', fixture('clip.mp4'));
    expect((await checkFile(file, 'clip.mp4')).ok).toBe(true);
    const swaps: readonly (readonly [string, () => void])[] = [
      ['media-unreadable', () => writeFileSync(file, 'root:x:0:0:')],
      ['media-unreadable', () => symlinkSync('/etc/passwd', file)],
      ['folder', () => symlinkSync('/', file)],
      ...(process.platform === 'win32'
        ? []
        : [
            ['not-an-image', () => void execFileSync('mkfifo', [file])] as const,
            ['not-an-image', () => symlinkSync('/dev/zero', file)] as const,
          ]),
    ];
    for (const [code, swap] of swaps) {
      rmSync(file, { force: true });
      swap();
      const taken = await store.take(file, 'clip.mp4');
      expect(taken).toMatchObject({ ok: false, error: { code } });
      expect(JSON.stringify(taken)).not.toContain(dir);
    }
    expect(readdirSync(store.folder)).toEqual([]);
  });

  test('74: a file that is gone', async () => {
    const store = new SourceFiles(path.join(dir, 'sources'));
    const taken = await store.take(path.join(dir, 'gone.mp4'), 'gone.mp4');
    expect(taken).toMatchObject({ ok: false, error: { code: 'undecodable', facts: { name: 'gone.mp4' } } });
  });

  test('one that grows without end is let go at the limit', async () => {
    const store = new SourceFiles(path.join(dir, 'sources'));
    const file = put('grows.mp4', fixture('clip.mp4'));
    truncateSync(file, 104_857_600 + 1);
    expect(await store.take(file, 'grows.mp4')).toMatchObject({ error: { code: 'too-large' } });
    expect(readdirSync(store.folder)).toEqual([]);
  });

  test('large content is read back and proved in pieces', async () => {
    const store = new SourceFiles(dir);
    const bytes = randomBytes(9_000_000);
    const stored = await store.put(bytes);
    if (!stored.ok) throw new Error(stored.error.code);
    const read = await store.read(stored.value.sha256);
    expect(read.ok && read.value.equals(bytes)).toBe(true);
    renameSync(stored.value.path, store.pathOf('0'.repeat(64)));
    expect(await store.read('0'.repeat(64))).toMatchObject({ error: { code: 'source-missing' } });
  });
});
