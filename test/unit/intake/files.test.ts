import { execFileSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { mkdtempSync, readdirSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { checkFile } from '../../../main/core/intake/check-file.ts';
import { SourceFiles } from '../../../main/core/intake/source-files.ts';

const media = path.resolve(import.meta.dirname, '../../fixtures/media');
const picture = readFileSync(path.join(media, 'picture.jpg'));
let dir = '';
beforeEach(() => {
  dir = mkdtempSync(path.join(tmpdir(), 'kinora-intake-'));
});
afterEach(() => rmSync(dir, { recursive: true, force: true }));

describe('a file from the person', () => {
  test('a picture, also through a link', async () => {
    expect(await checkFile(path.join(media, 'picture.avif'), 'a.avif')).toMatchObject({
      ok: true,
      value: { width: 36 },
    });
    symlinkSync(path.join(media, 'picture.png'), path.join(dir, 'link.png'));
    expect(await checkFile(path.join(dir, 'link.png'), 'link.png')).toMatchObject({ ok: true });
  });

  test('a frame header behind more than the first 256 KiB', async () => {
    const filler = Buffer.alloc(65_537);
    filler.writeUInt32BE(0xffe1ffff, 0);
    const file = path.join(dir, 'long.jpg');
    writeFileSync(
      file,
      Buffer.concat([picture.subarray(0, 2), ...Array<Buffer>(6).fill(filler), picture.subarray(2)]),
    );
    expect(await checkFile(file, 'long.jpg')).toMatchObject({ ok: true, value: { width: 37, height: 23 } });
  });

  test('folders, pipes and devices are never opened for reading', async () => {
    expect(await checkFile(dir, 'dir')).toMatchObject({
      ok: false,
      error: { code: 'folder', facts: { name: 'dir' } },
    });
    if (process.platform === 'win32') return;
    execFileSync('mkfifo', [path.join(dir, 'pipe.png')]);
    expect(await checkFile(path.join(dir, 'pipe.png'), 'pipe.png')).toMatchObject({
      error: { code: 'not-an-image' },
    });
    expect(await checkFile('/dev/zero', 'zero.png')).toMatchObject({ error: { code: 'not-an-image' } });
  });

  test('what is gone is a failure without its path', async () => {
    const result = await checkFile(path.join(dir, 'gone.png'), 'gone.png');
    expect(result).toMatchObject({ ok: false, error: { code: 'undecodable', facts: { name: 'gone.png' } } });
    expect(JSON.stringify(result)).not.toContain(dir);
  });
});

describe('the store of prepared pictures', () => {
  const sha256 = createHash('sha256').update(picture).digest('hex');

  test('the same bytes are stored once, under their hash', async () => {
    const store = new SourceFiles(path.join(dir, 'a', 'sources'));
    const first = await store.put(picture);
    expect(first).toEqual({
      ok: true,
      value: { sha256, path: path.join(dir, 'a', 'sources', sha256), bytes: picture.length },
    });
    expect(await store.put(picture)).toEqual(first);
    expect(readdirSync(store.folder)).toEqual([sha256]);
    expect(await store.read(sha256)).toEqual({ ok: true, value: picture });
    expect(await store.has(sha256)).toBe(true);
  });

  test('bytes that changed on the disk are not given out, and can be put again', async () => {
    const store = new SourceFiles(dir);
    await store.put(picture);
    writeFileSync(store.pathOf(sha256), 'something else');
    expect(await store.read(sha256)).toMatchObject({ ok: false, error: { code: 'source-missing' } });
    await store.put(picture);
    expect(await store.read(sha256)).toMatchObject({ ok: true });
  });

  test('a file too large to be proved at once gives no last piece when its content has changed', async () => {
    const store = new SourceFiles(dir);
    const large = Buffer.alloc(5 * 1024 * 1024, 7);
    const stored = await store.put(large);
    if (!stored.ok) throw new Error(stored.error.code);
    expect(await store.read(stored.value.sha256)).toEqual({ ok: true, value: large });
    large.write('x', large.length - 1);
    writeFileSync(stored.value.path, large);
    const opened = await store.open(stored.value.sha256);
    if (!opened.ok) throw new Error(opened.error.code);
    let given = 0;
    await expect(async () => {
      for await (const piece of opened.value.pieces()) given += piece.length;
    }).rejects.toThrow('its content has changed');
    await opened.value.close();
    expect(given).toBeLessThan(large.length);
    expect(opened.value.failure).toMatchObject({ code: 'source-missing' });
  });

  test('names that are no hash lead nowhere', async () => {
    const store = new SourceFiles(dir);
    for (const name of ['../x', '', 'A'.repeat(64), `${sha256}/x`, '__proto__']) {
      expect(() => store.pathOf(name)).toThrow(RangeError);
      expect(await store.read(name)).toMatchObject({ ok: false, error: { code: 'source-missing' } });
      expect(await store.has(name)).toBe(false);
    }
  });

  test('a file where the folder should be is said plainly', async () => {
    writeFileSync(path.join(dir, 'file'), '');
    const result = await new SourceFiles(path.join(dir, 'file', 'sources')).put(picture);
    expect(result).toMatchObject({ ok: false, error: { code: 'folder-unusable' } });
    expect(JSON.stringify(result)).not.toContain(dir);
  });
});
