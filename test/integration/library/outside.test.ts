import { createHash } from 'node:crypto';
import {
  appendFileSync,
  copyFileSync,
  existsSync,
  linkSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  renameSync,
  rmSync,
  symlinkSync,
  truncateSync,
  utimesSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { type ClipRecord, NO_EDITS } from '../../../main/core/library/clip-record.ts';
import { makeFolders } from '../../../main/core/library/folders.ts';
import { adoptVideos, importVideos } from '../../../main/core/library/import.ts';
import type { Library } from '../../../main/core/library/library.ts';
import { locateClip } from '../../../main/core/library/locate.ts';
import { systemClock, systemIds } from '../../../main/core/system.ts';
import { fail, type Outcome } from '../../../preload/contract/errors.ts';
import { EVERY_CLIP } from '../../../preload/contract/every-clip.ts';
import { newClip, openAt } from './new-clip.ts';

const media = path.resolve(import.meta.dirname, '../../fixtures/media/clip-smallest.mp4');
const ids = systemIds(systemClock);
let root = '';
let library: Library;
const at = (name: string): string => path.join(root, name);
const one = (name: string): string => at(`One/${name}`);
const two = (name: string): string => at(`Two/${name}`);
const index = () => at('library.db');

function value<T>(outcome: Outcome<T>): T {
  if (!outcome.ok) throw new Error(JSON.stringify(outcome.error));
  return outcome.value;
}
function open(): void {
  const first = value(makeFolders(at('One')));
  const other = value(makeFolders(at('Two')));
  library = openAt(at('One'), { folderId: first.id, others: [{ id: other.id, path: at('Two') }] });
}
beforeEach(async () => {
  root = mkdtempSync(path.join(tmpdir(), 'kinora-out-'));
  open();
  await library.fillMissing();
});
afterEach(() => {
  library.close();
  rmSync(root, { recursive: true, force: true });
});

const add = async (more: Parameters<typeof newClip>[1] = {}): Promise<ClipRecord> => {
  const record = value(await library.publish(newClip(library.folders.incoming, more)));
  value(await library.indexClip(record));
  return record;
};
const fill = async () => value(await library.fillMissing());
/** Where each clip is: folder, name, whether it is missing. */
const where = () =>
  value(library.page({ query: EVERY_CLIP, cursor: null, limit: 200 }))
    .clips.map(({ folder, name, missing }) => {
      const number = library.all.findIndex(({ id }) => id === folder);
      return `${number} ${name}${missing ? ' missing' : ''}`;
    })
    .sort();
const rows = () =>
  value(library.page({ query: EVERY_CLIP, cursor: null, limit: 200 })).clips.map(
    ({ place: _, ...clip }) => clip,
  );
/** The index deleted and made again from the files says the same. */
async function expectSameAfterRebuild(): Promise<void> {
  const before = rows();
  library.close();
  rmSync(index());
  open();
  await fill();
  expect(rows()).toEqual(before);
}

describe('clips in folders of the folder', () => {
  test('are found, followed with and without their sidecars, and play from there', async () => {
    const a = await add();
    const b = await add();
    mkdirSync(one('best/of'), { recursive: true });
    for (const ending of ['mp4', 'kinora.json'])
      renameSync(one(`harbour-dawn-01.${ending}`), one(`best/of/first.${ending}`));
    renameSync(one('harbour-dawn-02.mp4'), one('best/second.mp4'));
    await fill();
    expect(where()).toEqual(['0 best/of/first.mp4', '0 best/second.mp4']);
    expect(await library.pathOf(a.id)).toBe(path.join(library.folder, 'best/of/first.mp4'));
    expect(existsSync(one('best/second.kinora.json'))).toBe(true);
    expect(library.get(b.id)?.edits).toEqual(b.edits);
    await expectSameAfterRebuild();
  });

  test('hidden folders, links to folders and Kinora’s own are left out', async () => {
    await add();
    for (const folder of ['.hidden', '.kinora/more', 'plain']) mkdirSync(one(folder), { recursive: true });
    for (const folder of ['.hidden', '.kinora/more'])
      for (const ending of ['mp4', 'kinora.json'])
        copyFileSync(one(`harbour-dawn-01.${ending}`), one(`${folder}/x.${ending}`));
    mkdirSync(at('elsewhere'));
    for (const ending of ['mp4', 'kinora.json'])
      renameSync(one(`harbour-dawn-01.${ending}`), at(`elsewhere/x.${ending}`));
    symlinkSync(at('elsewhere'), one('linked'));
    await fill();
    expect(where()).toEqual(['0 harbour-dawn-01.mp4 missing']);
  });

  test('79: a name that leads out of the folder has no path', async () => {
    const clip = await add();
    writeFileSync(at('secret.mp4'), 'x');
    for (const name of [
      '../secret.mp4',
      'a/../../secret.mp4',
      '/etc/passwd',
      'a//b.mp4',
      '.kinora/x',
      'a\0b',
    ]) {
      value(await library.indexClip({ ...clip, name }));
      expect(await library.pathOf(clip.id)).toBeNull();
    }
  });
});

describe('what is done outside', () => {
  test('moved from one library folder to another: with the sidecar, and without', async () => {
    await add();
    await add();
    for (const ending of ['mp4', 'kinora.json'])
      renameSync(one(`harbour-dawn-01.${ending}`), two(`harbour-dawn-01.${ending}`));
    renameSync(one('harbour-dawn-02.mp4'), two('renamed.mp4'));
    await fill();
    expect(where()).toEqual(['1 harbour-dawn-01.mp4', '1 renamed.mp4']);
    expect(existsSync(one('harbour-dawn-02.kinora.json'))).toBe(false);
    await expectSameAfterRebuild();
  });

  test('copied to another library folder: the first one counts, also when it has gone, and then the copy', async () => {
    await add();
    for (const ending of ['mp4', 'kinora.json'])
      copyFileSync(one(`harbour-dawn-01.${ending}`), two(`copy.${ending}`));
    await fill();
    expect(where()).toEqual(['0 harbour-dawn-01.mp4']);
    for (const ending of ['mp4', 'kinora.json']) rmSync(one(`harbour-dawn-01.${ending}`));
    await fill();
    expect(where()).toEqual(['1 copy.mp4']);
  });

  test('a sidecar that is another clip’s by now is not told what a file holds', async () => {
    const [clip, other] = [await add(), await add()];
    const sidecarOf = (record: ClipRecord): string => one(record.name.replace('.mp4', '.kinora.json'));
    copyFileSync(sidecarOf(other), sidecarOf(clip));
    appendFileSync(one(clip.name), '\0\0\0\x08free');
    await fill();
    expect(readFileSync(sidecarOf(clip))).toEqual(readFileSync(sidecarOf(other)));
  });

  test('two that change names, and one that takes the name of another: each is found, with what was said of it', async () => {
    const clips = [await add(), await add(), await add()];
    for (const [n, { id, name }] of clips.entries()) {
      utimesSync(one(name), new Date(2027, n), new Date(2027, n));
      value(await library.edit({ ids: [id] }, { rating: n + 1 }));
    }
    await fill();
    await library.alone(() => Promise.resolve());
    const swap = (from: string, to: string): void => {
      for (const ending of ['mp4', 'kinora.json'])
        if (existsSync(one(`${from}.${ending}`)))
          renameSync(one(`${from}.${ending}`), one(`${to}.${ending}`));
    };
    swap('harbour-dawn-01', 'aside');
    swap('harbour-dawn-02', 'harbour-dawn-01');
    swap('aside', 'harbour-dawn-02');
    await fill();
    const now = () => rows().map(({ name, edits, sha256, missing }) => ({ name, edits, sha256, missing }));
    const said = (n: number, name: string) => ({
      name,
      missing: false,
      sha256: clips[n]?.sha256,
      edits: { ...NO_EDITS, rating: n + 1 },
    });
    expect(now().reverse()).toEqual([
      said(0, 'harbour-dawn-02.mp4'),
      said(1, 'harbour-dawn-01.mp4'),
      said(2, 'harbour-dawn-03.mp4'),
    ]);
    // Away from its name, which another one has now, but for its file.
    swap('harbour-dawn-01', 'second');
    renameSync(one('harbour-dawn-03.kinora.json'), one('harbour-dawn-01.kinora.json'));
    renameSync(one('harbour-dawn-03.mp4'), one('third.mp4'));
    await fill();
    expect(now().reverse()).toEqual([
      said(0, 'harbour-dawn-02.mp4'),
      said(1, 'second.mp4'),
      said(2, 'third.mp4'),
    ]);
    await expectSameAfterRebuild();
  });

  test('renamed by capital letters only, where they make no difference: the sidecar follows', async () => {
    const clip = await add();
    await fill();
    renameSync(one(clip.name), one('Harbour-Dawn-01.mp4'));
    // Such a system finds it under both names.
    if (!existsSync(one('Harbour-Dawn-01.kinora.json')))
      linkSync(one('harbour-dawn-01.kinora.json'), one('Harbour-Dawn-01.kinora.json'));
    await fill();
    expect(where()).toEqual(['0 Harbour-Dawn-01.mp4']);
  });

  test('edited: size or time tell, the content decides; recipe and what was said of it stay', async () => {
    const clip = await add();
    value(await library.edit({ ids: [clip.id] }, { rating: 4, addTags: ['sea'] }));
    await fill();
    appendFileSync(one(clip.name), Buffer.from('\0\0\0\x08free', 'latin1'));
    expect(await fill()).toMatchObject({ edited: 1, gone: 0 });
    const longer = library.get(clip.id);
    expect(longer).toMatchObject({ bytes: clip.bytes + 8, recipe: clip.recipe, missing: false });
    expect(longer?.sha256).not.toBe(clip.sha256);
    expect(longer?.edits).toMatchObject({ rating: 4, tags: ['sea'] });
    const bytes = readFileSync(one(clip.name));
    bytes[bytes.length - 20] = 0x7a;
    writeFileSync(one(clip.name), bytes);
    utimesSync(one(clip.name), new Date(2030, 1), new Date(2030, 1));
    expect(await fill()).toMatchObject({ edited: 1 });
    expect(library.get(clip.id)?.sha256).not.toBe(longer?.sha256);
    utimesSync(one(clip.name), new Date(2031, 1), new Date(2031, 1));
    expect(await fill()).toMatchObject({ edited: 0 });
    await library.settle();
    await expectSameAfterRebuild();
  });

  test('written over by what is no video: the clip stays as it was, and is read when it is one again', async () => {
    const clip = await add();
    await fill();
    writeFileSync(one(clip.name), 'half a film');
    expect(await fill()).toMatchObject({ edited: 0 });
    expect(library.get(clip.id)).toMatchObject({ sha256: clip.sha256, missing: false });
    copyFileSync(media, one(clip.name));
    expect(await fill()).toMatchObject({ edited: 1 });
  });
});

describe('83: a folder that', () => {
  test('cannot be written to: its clips play and are found, nothing is changed, and it says so', async () => {
    const clip = await add();
    rmSync(one('.kinora/posters'), { recursive: true });
    writeFileSync(one('.kinora/posters'), 'in the way, also of the superuser');
    const door = { move: () => Promise.resolve(fail('internal')), onBack() {} };
    const refused = { ok: false, error: { code: 'folder-read-only' } };
    // At once, also before anybody has looked.
    expect(await library.trash({ ids: [clip.id] }, door)).toMatchObject(refused);
    expect(library.folders.state).toBe('read-only');
    await fill();
    expect(where()).toEqual(['0 harbour-dawn-01.mp4']);
    expect(await library.pathOf(clip.id)).not.toBeNull();
    expect(await library.edit({ ids: [clip.id] }, { rating: 1 })).toMatchObject(refused);
    expect(await library.publish(newClip(root))).toMatchObject(refused);
    expect(
      await importVideos([media], { library, ids, signal: new AbortController().signal, onProgress() {} }),
    ).toMatchObject({ added: 0, failed: [{ failure: { code: 'folder-read-only' } }] });
    rmSync(one('.kinora/posters'));
    await library.look();
    expect((await library.edit({ ids: [clip.id] }, { rating: 1 })).ok).toBe(true);
  });

  test('is away, with a stray file where its disk was: that place is not made the library', async () => {
    await add();
    await fill();
    renameSync(at('One'), at('unplugged'));
    mkdirSync(at('One'));
    writeFileSync(one('desktop.ini'), 'stray');
    await fill();
    expect(library.folders.state).toBe('away');
    expect(where()).toEqual(['0 harbour-dawn-01.mp4']);
    expect(readdirSync(at('One'))).toEqual(['desktop.ini']);
  });

  test('is the first and away: what is said of clips in the others is written all the same', async () => {
    const clip = await add();
    for (const ending of ['mp4', 'kinora.json'])
      renameSync(one(`harbour-dawn-01.${ending}`), two(`a.${ending}`));
    const places = library.all.map(({ id, path: place }) => ({ id, path: place }));
    library.close();
    rmSync(index());
    renameSync(at('One'), at('unplugged'));
    library = openAt(at('One'), { folderId: places[0]?.id ?? '', others: places.slice(1) });
    await fill();
    value(await library.edit({ ids: [clip.id] }, { rating: 2 }));
    await library.alone(async () => undefined);
    expect(readFileSync(two('a.kinora.json'), 'utf8')).toContain('"rating": 2');
  });

  test('keeps content elsewhere: placeholders are not read, and known by name and size', async () => {
    const made = newClip(library.folders.incoming);
    appendFileSync(made.partPath, Buffer.alloc(20_000));
    const bytes = readFileSync(made.partPath);
    const sha256 = createHash('sha256').update(bytes).digest('hex');
    const published = value(
      await library.publish({ ...made, media: { ...made.media, bytes: bytes.length, sha256 } }),
    );
    value(await library.indexClip(published));
    const placeholder = (file: string): void => {
      writeFileSync(file, '');
      truncateSync(file, bytes.length);
    };
    placeholder(one(published.name));
    await fill();
    expect(library.get(published.id)).toMatchObject({ sha256, missing: false });
    rmSync(one(published.name));
    mkdirSync(one('deep'));
    placeholder(one('deep/other.mp4'));
    await fill();
    expect(where()).toEqual([`0 ${published.name} missing`]);
    placeholder(one(`deep/${published.name}`));
    await fill();
    expect(where()).toEqual([`0 deep/${published.name}`]);
    rmSync(one(`deep/${published.name}`));
    writeFileSync(one(`deep/.${published.name}.icloud`), 'bplist00');
    await fill();
    expect(where()).toEqual([`0 deep/${published.name}`]);
  });

  test('is taken away while it is compared: nothing is called missing', async () => {
    await add();
    await fill();
    const filling = library.fillMissing();
    renameSync(at('One'), at('unplugged'));
    await filling;
    expect(where()).toEqual(['0 harbour-dawn-01.mp4']);
    renameSync(at('unplugged'), at('One'));
    await fill();
    expect(where()).toEqual(['0 harbour-dawn-01.mp4']);
  });
});

describe('a missing clip', () => {
  test('is given its file again, with its neighbours, and the sidecar when that has gone too', async () => {
    const [a, b, c] = [await add(), await add(), await add()];
    mkdirSync(at('found'));
    renameSync(one(a.name), at('found/other name.mp4'));
    renameSync(one(b.name), at(`found/${b.name}`));
    rmSync(one('harbour-dawn-01.kinora.json'));
    rmSync(one(c.name));
    writeFileSync(at(`found/${c.name}`), readFileSync(at(`found/${b.name}`)));
    await fill();
    expect(value(await locateClip(library, a.id, at(`found/${b.name}`), false))).toEqual({ ids: [] });
    const located = value(await locateClip(library, a.id, at('found/other name.mp4'), false));
    expect(located.ids).toEqual([a.id, b.id]);
    expect(where()).toEqual([
      '0 harbour-dawn-01.mp4',
      '0 harbour-dawn-02.mp4',
      '0 harbour-dawn-03.mp4 missing',
    ]);
    expect(existsSync(at('found/other name.mp4'))).toBe(true);
    await expectSameAfterRebuild();
  });

  test('takes a file with another content when the person says so', async () => {
    const clip = await add();
    rmSync(one(clip.name));
    copyFileSync(media, at('edited.mp4'));
    writeFileSync(at('notes.mp4'), 'no film');
    await fill();
    expect(await locateClip(library, clip.id, at('notes.mp4'), true)).toMatchObject({
      error: { code: 'clip-unreadable' },
    });
    expect(value(await locateClip(library, clip.id, at('edited.mp4'), true)).ids).toEqual([clip.id]);
    expect(library.get(clip.id)).toMatchObject({ missing: false, recipe: clip.recipe, edits: clip.edits });
    await expectSameAfterRebuild();
  });
});

test('a missing clip takes nothing from what lies in its place now', async () => {
  const [clip, other] = [await add(), await add()];
  mkdirSync(at('found'));
  renameSync(one(clip.name), at('found/mine.mp4'));
  await fill();
  writeFileSync(one(clip.name), 'something else');
  expect(await locateClip(library, clip.id, at('found/mine.mp4'), false)).toMatchObject({ ok: false });
  expect(readFileSync(one(clip.name), 'utf8')).toBe('something else');
  expect(library.get(clip.id)?.missing).toBe(true);
  rmSync(one(clip.name));
  // Another clip's sidecar has the name.
  renameSync(one('harbour-dawn-02.kinora.json'), one('harbour-dawn-01.kinora.json'));
  const theirs = readFileSync(one('harbour-dawn-01.kinora.json'), 'utf8');
  expect(await locateClip(library, clip.id, at('found/mine.mp4'), false)).toMatchObject({ ok: false });
  expect(readFileSync(one('harbour-dawn-01.kinora.json'), 'utf8')).toBe(theirs);
  expect(theirs).toContain(other.id);
});

describe('import', () => {
  const options = (signal = new AbortController().signal) => ({
    library,
    ids,
    signal,
    onProgress: () => undefined,
  });

  test('foreign videos and folders of them: copied, checked, known by their content', async () => {
    mkdirSync(at('holiday/deep'), { recursive: true });
    copyFileSync(media, at('holiday/deep/Beach Day.MP4'));
    copyFileSync(media, at('holiday/again.mp4'));
    writeFileSync(at('holiday/broken.mp4'), 'no film');
    writeFileSync(at('holiday/notes.txt'), 'x');
    writeFileSync(at('song.mp3'), 'x');
    const report = await importVideos([at('holiday'), at('song.mp3'), at('nowhere.mp4')], options());
    expect(report).toMatchObject({ added: 1, known: 1, restored: 0, cancelled: false });
    expect(report.failed.map(({ name, failure }) => `${name} ${failure.code}`).sort()).toEqual([
      'broken.mp4 clip-unreadable',
      'nowhere.mp4 clip-unreadable',
      'song.mp3 not-a-video',
    ]);
    expect(where()).toEqual(['0 again-01.mp4']);
    expect(rows()[0]?.lineage).toEqual({ made: 'import' });
    await expectSameAfterRebuild();
  });

  test('clips of another library keep their recipe, tags and ids; a clash gives a new id', async () => {
    const clip = await add({ prompt: 'Waves' });
    value(await library.edit({ ids: [clip.id] }, { addTags: ['sea'], rating: 5 }));
    await expect.poll(() => readFileSync(one('harbour-dawn-01.kinora.json'), 'utf8')).toContain('"sea"');
    library.close();
    renameSync(at('One'), at('Theirs'));
    rmSync(index());
    open();
    await fill();
    expect(await importVideos([at('Theirs')], options())).toMatchObject({ added: 1 });
    expect(rows()).toMatchObject([
      { id: clip.id, jobId: clip.jobId, recipe: clip.recipe, edits: { tags: ['sea'], rating: 5 } },
    ]);
    appendFileSync(at(`Theirs/${clip.name}`), Buffer.from('\0\0\0\x08free', 'latin1'));
    expect(await importVideos([at(`Theirs/${clip.name}`)], options())).toMatchObject({ added: 1 });
    expect(rows().map(({ edits }) => edits.tags)).toEqual([['sea'], ['sea']]);
    expect(new Set(rows().map(({ id }) => id)).size).toBe(2);
    await expectSameAfterRebuild();
  });

  test('a clip that says it is of a job of ours takes nothing from the clip of that job', async () => {
    const clip = await add();
    value(await library.edit({ ids: [clip.id] }, { addTags: ['mine'] }));
    await library.alone(async () => undefined);
    const before = readFileSync(one('harbour-dawn-01.kinora.json'), 'utf8');
    const { recipe, ...rest } = JSON.parse(before);
    const foreign = {
      ...rest,
      clipId: ids.next(),
      edits: {},
      recipe: { ...recipe, params: { prompt: 'x' } },
    };
    copyFileSync(media, at('x.mp4'));
    writeFileSync(at('x.kinora.json'), JSON.stringify(foreign));
    expect(await importVideos([at('x.mp4')], options())).toMatchObject({ added: 1, failed: [] });
    expect(readFileSync(one('harbour-dawn-01.kinora.json'), 'utf8')).toBe(before);
    expect(library.get(clip.id)).toMatchObject({ jobId: clip.jobId, edits: { tags: ['mine'] } });
    expect(library.get(foreign.clipId)).toMatchObject({ jobId: null, recipe: { params: { prompt: 'x' } } });
    await expectSameAfterRebuild();
  });

  test('the address that somebody else was told of ends at does not come in', async () => {
    const clip = await add();
    const { recipe, ...rest } = JSON.parse(readFileSync(one('harbour-dawn-01.kinora.json'), 'utf8'));
    const foreign = { ...rest, clipId: ids.next(), jobId: ids.next() };
    copyFileSync(media, at('x.mp4'));
    writeFileSync(
      at('x.kinora.json'),
      JSON.stringify({ ...foreign, recipe: { ...recipe, webhookUrl: 'https://evil.example/' } }),
    );
    expect(await importVideos([at('x.mp4')], options())).toMatchObject({ added: 1 });
    expect(library.get(foreign.clipId)?.recipe).toEqual(clip.recipe);
    expect(readFileSync(one('x-01.kinora.json'), 'utf8')).not.toContain('evil');
  });

  test('a sidecar that comes while videos become clips is kept', async () => {
    copyFileSync(media, two('a.mp4'));
    const made = newClip(library.folders.incoming);
    const { partPath, ...clip } = made;
    renameSync(partPath, two('b.mp4'));
    const theirs = JSON.stringify({ schema: 1, ...clip });
    const [, other] = library.all;
    if (!other) throw new Error('no second folder');
    const report = await adoptVideos(other, {
      ...options(),
      // As a sync service brings them: first the videos.
      onProgress: (done) => {
        if (done === 1) writeFileSync(two('b.kinora.json'), theirs);
      },
    });
    expect(report).toMatchObject({ added: 1, known: 1, failed: [] });
    expect(readFileSync(two('b.kinora.json'), 'utf8')).toBe(theirs);
    await fill();
    expect(library.get(clip.clipId)).toMatchObject({ name: 'b.mp4', jobId: clip.jobId });
  });

  test('a clip whose file was missing gets it back; one that was stopped leaves what it has', async () => {
    const clip = await add();
    renameSync(one(clip.name), at('elsewhere.mp4'));
    await fill();
    expect(await importVideos([at('elsewhere.mp4')], options())).toMatchObject({ restored: 1, added: 0 });
    expect(where()).toEqual(['0 harbour-dawn-01.mp4']);
    const stopped = AbortSignal.abort();
    expect(await importVideos([at('elsewhere.mp4')], options(stopped))).toMatchObject({ cancelled: true });
  });

  test('videos in an added folder become clips where they lie', async () => {
    mkdirSync(two('summer'));
    copyFileSync(media, two('summer/a.mp4'));
    const other = library.all[1];
    if (!other) throw new Error('no second folder');
    expect(await adoptVideos(other, options())).toMatchObject({ added: 1, failed: [] });
    expect(await adoptVideos(other, options())).toMatchObject({ added: 0 });
    expect(where()).toEqual(['1 summer/a.mp4']);
    await expectSameAfterRebuild();
  });
});
