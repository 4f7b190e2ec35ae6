import {
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import type { IndexedClip } from '../../../main/core/library/clip-record.ts';
import type { Library } from '../../../main/core/library/library.ts';
import { exportClip, exportClips } from '../../../main/core/output/export-clips.ts';
import { withEnding } from '../../../main/core/output/own-file.ts';
import { newClip, openAt } from '../library/new-clip.ts';

let root = '';
let to = '';
let library: Library;
beforeEach(() => {
  root = mkdtempSync(path.join(tmpdir(), 'kinora-export-'));
  library = openAt(path.join(root, 'Kinora'));
  to = path.join(root, 'there');
  mkdirSync(to);
});
afterEach(() => {
  library.close();
  rmSync(root, { recursive: true, force: true });
});

async function addClip(webhookUrl = ''): Promise<IndexedClip> {
  const part = newClip(library.folders.incoming);
  const published = await library.publish({ ...part, recipe: { ...part.recipe, webhookUrl } });
  if (!published.ok) throw new Error(published.error.code);
  await library.indexClip(published.value);
  const clip = library.get(published.value.id);
  if (!clip) throw new Error('no clip');
  return clip;
}
const bytesOf = (clip: IndexedClip) => readFileSync(path.join(library.folder, clip.name));

test('a clip is copied with its recipe, but for the address that its end was told to', async () => {
  const clip = await addClip('https://hook.example/?secret=1');

  expect(await exportClip(library, clip, path.join(to, 'mine.mp4'), true)).toMatchObject({ ok: true });

  expect(readdirSync(to).sort()).toEqual(['mine.kinora.json', 'mine.mp4']);
  expect(readFileSync(path.join(to, 'mine.mp4'))).toEqual(bytesOf(clip));
  const recipe = readFileSync(path.join(to, 'mine.kinora.json'), 'utf8');
  expect(recipe).toContain('Waves roll in');
  expect(recipe).not.toContain('secret');
});

test('without its recipe it is the video alone', async () => {
  expect((await exportClip(library, await addClip(), path.join(to, 'mine.mp4'), false)).ok).toBe(true);
  expect(readdirSync(to)).toEqual(['mine.mp4']);
});

test('several never take the place of what is there', async () => {
  const clips = [await addClip(), await addClip()];
  writeFileSync(path.join(to, 'HARBOUR-DAWN-01.mp4'), 'theirs');

  expect(await exportClips(library, clips, to, true)).toEqual({ ok: true, value: 2 });
  expect(await exportClips(library, clips.slice(1), to, true)).toEqual({ ok: true, value: 1 });

  expect(readFileSync(path.join(to, 'HARBOUR-DAWN-01.mp4'), 'utf8')).toBe('theirs');
  expect(readdirSync(to).sort()).toEqual([
    'HARBOUR-DAWN-01.mp4',
    'harbour-dawn-01 (2).kinora.json',
    'harbour-dawn-01 (2).mp4',
    'harbour-dawn-02 (2).kinora.json',
    'harbour-dawn-02 (2).mp4',
    'harbour-dawn-02.kinora.json',
    'harbour-dawn-02.mp4',
  ]);
});

test('a clip over itself stays as it is', async () => {
  const clip = await addClip('https://hook.example/?secret=1');
  const sidecar = path.join(library.folder, clip.name.replace('.mp4', '.kinora.json'));
  const [video, recipe] = [bytesOf(clip), readFileSync(sidecar)];

  expect((await exportClip(library, clip, path.join(library.folder, clip.name), true)).ok).toBe(true);

  expect(bytesOf(clip)).toEqual(video);
  expect(readFileSync(sidecar)).toEqual(recipe);
});

test('a clip whose file is away is named, and nothing is made of its recipe', async () => {
  const clip = await addClip();
  rmSync(path.join(library.folder, clip.name));

  expect(await exportClip(library, clip, path.join(to, 'mine.mp4'), true)).toMatchObject({
    error: { code: 'clip-missing' },
  });
  expect(existsSync(path.join(to, 'mine.kinora.json'))).toBe(false);
});

test('nothing of the library, and no recipe anywhere, is replaced', async () => {
  const [clip, other] = [await addClip(), await addClip()];
  const place = path.join(library.folder, other.name);
  const beside = place.replace('.mp4', '.kinora.json');
  const [video, recipe] = [readFileSync(place), readFileSync(beside)];
  const refused = { ok: false, error: { code: 'file-of-library' } };
  expect(await exportClip(library, clip, place, true)).toMatchObject(refused);
  expect(readFileSync(place)).toEqual(video);
  // Its file is away for a while: no dialog has anything to ask.
  rmSync(place);
  expect(await exportClip(library, clip, place, true)).toMatchObject(refused);
  expect(existsSync(place)).toBe(false);
  expect(readFileSync(beside)).toEqual(recipe);

  writeFileSync(path.join(to, 'mine.kinora.json'), 'of another clip');
  expect((await exportClip(library, clip, path.join(to, 'mine.mp4'), true)).ok).toBe(true);
  expect(readFileSync(path.join(to, 'mine.kinora.json'), 'utf8')).toBe('of another clip');
  expect(readFileSync(path.join(to, 'mine (2).kinora.json'), 'utf8')).toContain(clip.id);
});

test('a name without an ending never becomes one that is there: nobody was asked about that', async () => {
  const chosen = path.join(to, 'harbour');
  expect(await withEnding(chosen, '.mp4')).toBe(`${chosen}.mp4`);
  writeFileSync(`${chosen}.mp4`, 'theirs');
  expect(await withEnding(chosen, '.mp4')).toBe(`${chosen} (2).mp4`);
  expect(await withEnding(`${chosen}.mp4`, '.mp4')).toBe(`${chosen}.mp4`);
});
