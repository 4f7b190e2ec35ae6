import {
  copyFileSync,
  existsSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  renameSync,
  rmSync,
  symlinkSync,
  utimesSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { CleanUpDesk } from '../../../main/app/clean-up-desk.ts';
import { makeFolders } from '../../../main/core/library/folders.ts';
import { findLeftovers } from '../../../main/core/library/leftovers.ts';
import type { Library } from '../../../main/core/library/library.ts';
import { uuidv7 } from '../../../main/core/system.ts';
import { ok } from '../../../preload/contract/errors.ts';
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
  const found = await library.cleanUp();
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
  const again = await library.cleanUp();
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
    unknown: (hashes) => library.unknownHashes(hashes),
    sources: new Set(['a'.repeat(64), 'b'.repeat(64)]),
    jobs: new Set([job]),
    now: Date.now(),
  });
  expect(found.map(({ file }) => file).sort()).toEqual(left.sort());
});

const desk = (otherFolders = false): CleanUpDesk =>
  new CleanUpDesk({
    engine: () => ({ jobs: () => [], clock: { now: Date.now } }) as never,
    library: () => library,
    formSources: () => Promise.resolve([]),
    hasOtherFolders: () => otherFolders,
    trash: () => Promise.resolve(ok(null)),
  });
const leftovers = async (otherFolders = false): Promise<number> => {
  const seen = await desk(otherFolders).look();
  return seen.ok ? seen.value.leftovers.files : -1;
};

test('no picture goes that a clip is made from, whatever the index knows of it at this time', async () => {
  const clip = await add();
  await library.fillMissing();
  const { posters, sources } = library.folders;
  const old = new Date(2020, 1);
  for (const file of [path.join(sources, 'a'.repeat(64)), path.join(posters, `${clip.sha256}.jpg`)]) {
    writeFileSync(file, 'x');
    utimesSync(file, old, old);
  }
  expect(await leftovers()).toBe(0);
  // It can still be taken back.
  await library.trash({ ids: [clip.id] }, { move: () => Promise.resolve(ok(null)), onBack: () => undefined });
  expect(await leftovers()).toBe(0);
  await library.settle();
  for (const name of readdirSync(library.folder))
    if (name !== '.kinora') renameSync(path.join(library.folder, name), path.join(root, name));
  await library.fillMissing();
  expect(await leftovers()).toBe(1);
  // A clip of a folder that was taken out may be made from it.
  expect(await leftovers(true)).toBe(0);

  library.close();
  rmSync(path.join(root, 'library.db'));
  library = openAt(path.join(root, 'Kinora'));
  expect(await leftovers()).toBe(0);
});

test('of twins of which one is on a disk that is away the other stays', async () => {
  const clip = await add();
  const first = library.folders;
  await library.settle();
  library.close();
  const two = makeFolders(path.join(root, 'Two'));
  if (!two.ok) throw new Error(two.error.code);
  copyFileSync(path.join(first.root, clip.name), path.join(two.value.root, 'b.mp4'));
  const sidecar = path.join(first.root, clip.name.replace('.mp4', '.kinora.json'));
  const said = JSON.parse(readFileSync(sidecar, 'utf8'));
  const copy = { ...said, clipId: uuidv7(1), jobId: uuidv7(2), createdAt: said.createdAt + 5000 };
  writeFileSync(path.join(two.value.root, 'b.kinora.json'), JSON.stringify(copy));
  library = openAt(two.value.root, {
    folderId: two.value.id,
    others: [{ id: first.id, path: first.root }],
  });
  await library.fillMissing();
  const duplicates = async (): Promise<number> => {
    const found = await library.cleanUp();
    return found.ok ? found.value.duplicates.places.length : -1;
  };
  expect(await duplicates()).toBe(1);
  renameSync(first.root, path.join(root, 'Unplugged'));
  await library.look();
  expect(await duplicates()).toBe(0);
});

test('a link and the clip that it leads to are no twins', async () => {
  const like = newClip(library.folders.incoming);
  const spare = path.join(root, 'spare');
  copyFileSync(like.partPath, spare);
  const published = await library.publish(like);
  if (!published.ok) throw new Error(published.error.code);
  await library.indexClip(published.value);
  const twin = await add({ ...like, partPath: spare });
  const file = path.join(library.folder, twin.name);
  rmSync(file);
  symlinkSync(published.value.name, file);
  expect(existsSync(file)).toBe(true);
  const found = await library.cleanUp();
  expect(found.ok && found.value.duplicates.places.length).toBe(0);
});
