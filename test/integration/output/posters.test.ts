import { existsSync, mkdtempSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import type { Library } from '../../../main/core/library/library.ts';
import { posterFileOf, posterOf, storePoster } from '../../../main/core/output/posters.ts';
import { newClip, openAt } from '../library/new-clip.ts';

const media = path.resolve(import.meta.dirname, '../../fixtures/media');
const jpeg = readFileSync(path.join(media, 'picture.jpg'));
let folder = '';
let library: Library;
beforeEach(() => {
  folder = mkdtempSync(path.join(tmpdir(), 'kinora-posters-'));
  library = openAt(path.join(folder, 'Kinora'));
});
afterEach(() => {
  library.close();
  rmSync(folder, { recursive: true, force: true });
});

async function addClip(): Promise<string> {
  const published = await library.publish(newClip(library.folders.incoming));
  if (!published.ok) throw new Error(published.error.code);
  await library.indexClip(published.value);
  return published.value.id;
}

test('a still picture lies under the hash of its clip, and a second one takes its place', async () => {
  const clipId = await addClip();
  const place = path.join(library.folders.posters, `${library.get(clipId)?.sha256}.jpg`);
  expect(posterOf(library, clipId)).toBe(place);

  expect((await storePoster(library, clipId, jpeg)).ok).toBe(true);
  expect((await storePoster(library, clipId, jpeg)).ok).toBe(true);

  expect(readFileSync(place).subarray(0, 3)).toEqual(Buffer.from([0xff, 0xd8, 0xff]));
});

test.each([
  ['a PNG', readFileSync(path.join(media, 'picture.png'))],
  ['a JPEG that is cut off', jpeg.subarray(0, jpeg.length / 2)],
  ['a JPEG that claims to be huge', withSize(jpeg, 65_535)],
  ['a JPEG a little too large', withSize(jpeg, 641)],
  ['nothing', new Uint8Array()],
])('%s is no still picture', async (_, bytes) => {
  const clipId = await addClip();

  expect(await storePoster(library, clipId, bytes)).toMatchObject({
    ok: false,
    error: { code: 'undecodable' },
  });
  expect(existsSync(posterOf(library, clipId) ?? '')).toBe(false);
});

test('what a link in its place leads to is no still picture', async () => {
  const clipId = await addClip();
  expect(await posterFileOf(library, clipId)).toBeNull();
  const secret = path.join(folder, 'secret.jpg');
  writeFileSync(secret, 'a secret');
  const place = posterOf(library, clipId) ?? '';
  symlinkSync(secret, place);
  expect(await posterFileOf(library, clipId)).toBeNull();

  expect((await storePoster(library, clipId, jpeg)).ok).toBe(true);
  expect(await posterFileOf(library, clipId)).toBe(place);
  expect(readFileSync(secret, 'utf8')).toBe('a secret');

  const { posters } = library.folders;
  rmSync(posters, { recursive: true });
  symlinkSync(folder, posters);
  writeFileSync(path.join(folder, path.basename(place)), 'another secret');
  expect(await posterFileOf(library, clipId)).toBeNull();
});

test('a clip that is not there has no still picture', async () => {
  const none = '01900000-0000-7000-8000-000000000000';
  expect(posterOf(library, none)).toBeNull();
  expect(await storePoster(library, none, jpeg)).toMatchObject({ error: { code: 'clip-missing' } });
});

/** The same JPEG with another width in its frame header (SOF0, or SOF2). */
function withSize(bytes: Buffer, width: number): Buffer {
  const changed = Buffer.from(bytes);
  for (let at = 2; at + 9 < changed.length; at += 2 + changed.readUInt16BE(at + 2)) {
    const marker = changed[at + 1];
    if (marker !== 0xc0 && marker !== 0xc2) continue;
    changed.writeUInt16BE(width, at + 7);
    return changed;
  }
  throw new Error('no frame header');
}
