import { copyFileSync, mkdtempSync, rmSync, utimesSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { findLeftovers } from '../../../main/core/library/leftovers.ts';
import type { Library } from '../../../main/core/library/library.ts';
import { newClip, openAt } from './new-clip.ts';

let root = '';
let library: Library;
beforeEach(() => {
  root = mkdtempSync(path.join(tmpdir(), 'kinora-clean-'));
  library = openAt(path.join(root, 'Kinora'));
});
afterEach(() => {
  library.close();
  rmSync(root, { recursive: true, force: true });
});

async function add(like?: ReturnType<typeof newClip>) {
  const clip = newClip(library.folders.incoming);
  if (like) copyFileSync(like.partPath, clip.partPath);
  const kept = like ? { ...clip, media: like.media } : clip;
  const published = await library.publish(kept);
  if (!published.ok) throw new Error(published.error.code);
  await library.indexClip(published.value);
  return published.value;
}

test('rejected clips, all but the best of those that are there twice, and the largest, with their bytes', async () => {
  const first = newClip(library.folders.incoming);
  const spare = path.join(root, 'spare');
  copyFileSync(first.partPath, spare);
  const published = await library.publish(first);
  if (!published.ok) throw new Error(published.error.code);
  await library.indexClip(published.value);
  const twins = [await add({ ...first, partPath: spare }), await add({ ...first, partPath: spare })];
  const other = await add();
  await library.edit({ ids: [twins[1]?.id ?? ''] }, { favourite: true });
  await library.edit({ ids: [other.id] }, { flag: 'reject' });
  const found = library.cleanUp();
  if (!found.ok) throw new Error(found.error.code);
  const idsOf = (places: Float64Array): string[] => {
    const clips = library.find({ generation: library.generation, places: [...places] });
    return clips.ok ? clips.value.map(({ id }) => id) : [];
  };
  const { rejected, duplicates, largest } = found.value;
  expect([idsOf(rejected.places), rejected.bytes]).toEqual([[other.id], other.bytes]);
  expect(idsOf(duplicates.places).sort()).toEqual([published.value.id, twins[0]?.id].sort());
  expect(duplicates.bytes).toBe(2 * first.media.bytes);
  expect(largest.places).toHaveLength(4);

  // One that nothing was said of is worth more than one that was rejected.
  const worse = [published.value.id, twins[1]?.id ?? ''];
  await library.edit({ ids: worse }, { flag: 'reject' });
  const again = library.cleanUp();
  expect(again.ok && idsOf(again.value.duplicates.places).sort()).toEqual(worse.sort());
});

test('what lies beside the clips: only what nothing refers to, and is not of today', async () => {
  const clip = await add();
  const old = new Date(2020, 1);
  const put = (place: string, name: string, when = old): string => {
    const file = path.join(place, name);
    writeFileSync(file, 'x');
    utimesSync(file, when, when);
    return file;
  };
  const { posters, sources, incoming, root: folder } = library.folders;
  const [job, done] = ['01999999-0000-7000-8000-000000000001', '01999999-0000-7000-8000-000000000002'];
  put(posters, `${clip.sha256}.jpg`);
  put(sources, 'a'.repeat(64));
  put(sources, 'b'.repeat(64));
  put(sources, 'c'.repeat(64), new Date());
  put(sources, 'theirs.txt');
  put(incoming, `${job}-0123456789ab.part`);
  put(folder, 'holiday.mp4');
  const left = [
    put(posters, `${'d'.repeat(64)}.jpg`),
    put(sources, 'e'.repeat(64)),
    put(incoming, `${done}-0123456789ab.part`),
    put(incoming, `${done}-0123456789ab.part.json`),
  ];
  const used = await library.sourcesInUse();
  expect(used).toEqual({ ok: true, value: new Set(['a'.repeat(64)]) });
  const found = await findLeftovers(library.folders, {
    hasClip: (sha256) => library.withHash(sha256).length > 0,
    sources: new Set(['a'.repeat(64), 'b'.repeat(64)]),
    jobs: new Set([job]),
    now: Date.now(),
  });
  expect(found.map(({ file }) => file).sort()).toEqual(left.sort());
});
