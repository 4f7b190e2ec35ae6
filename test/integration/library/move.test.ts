import {
  appendFileSync,
  cpSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  statSync,
  symlinkSync,
  utimesSync,
  writeFileSync,
} from 'node:fs';
import { stat } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import type { ClipRecord } from '../../../main/core/library/clip-record.ts';
import { afterMove, idAt, makeFolders } from '../../../main/core/library/folders.ts';
import type { Library } from '../../../main/core/library/library.ts';
import { FolderCopy, placeFor, renameFolder } from '../../../main/core/library/move.ts';
import { ok } from '../../../preload/contract/errors.ts';
import { EVERY_CLIP } from '../../../preload/contract/every-clip.ts';
import { newClip, openAt } from './new-clip.ts';

let root = '';
const at = (name: string): string => path.join(root, name);
const whole = () => new AbortController().signal;
const quiet = () => undefined;
/** Every file of a folder with its content, but for what is not taken along. */
const filesOf = (folder: string): Record<string, string> =>
  Object.fromEntries(
    readdirSync(folder, { recursive: true, encoding: 'utf8' })
      .filter((name) => statSync(path.join(folder, name)).isFile() && !name.includes('incoming'))
      .map((name) => [name, readFileSync(path.join(folder, name), 'latin1')]),
  );

beforeEach(async () => {
  root = mkdtempSync(path.join(tmpdir(), 'kinora-move-'));
  const library = openAt(at('One'));
  for (let n = 0; n < 3; n += 1) {
    const published = await library.publish(newClip(library.folders.incoming));
    if (published.ok) await library.indexClip(published.value);
  }
  library.close();
  mkdirSync(at('One/deep'));
  writeFileSync(at('One/deep/notes.txt'), 'theirs');
  writeFileSync(at(`One/.kinora/sources/${'a'.repeat(64)}`), 'a picture');
  symlinkSync('deep/notes.txt', at('One/link'));
});
afterEach(() => rmSync(root, { recursive: true, force: true }));

function clipsOf(library: Library): readonly ClipRecord[] {
  const page = library.page({ query: EVERY_CLIP, cursor: null, limit: 10 });
  return page.ok ? page.value.clips : [];
}

async function copyWhole(from: string, to: string): Promise<void> {
  const copy = new FolderCopy(from, to);
  expect(await copy.run(whole(), quiet)).toEqual({ ok: true, value: true });
  expect(await copy.complete()).toMatchObject({ ok: true });
  await copy.forget();
}

test('a copy has everything, with its times, and the old folder is untouched', async () => {
  const before = filesOf(at('One'));
  utimesSync(at('One/harbour-dawn-01.mp4'), new Date(2020, 1), new Date(2020, 1));
  writeFileSync(at('One/.kinora/incoming/x.part'), 'fetched again');
  await copyWhole(at('One'), at('disk/Two'));
  expect(filesOf(at('disk/Two'))).toEqual(before);
  expect(filesOf(at('One'))).toEqual(before);
  expect(statSync(at('disk/Two/harbour-dawn-01.mp4')).mtimeMs).toBe(new Date(2020, 1).getTime());
  expect(existsSync(at('disk/Two/.kinora/incoming/x.part'))).toBe(false);
  expect(idAt(at('disk/Two'))).toBe(idAt(at('One')));
});

test('stopped at each file: the old folder is whole, and the next run goes on to a whole copy', async () => {
  const before = filesOf(at('One'));
  for (let stopAt = 1; stopAt < 9; stopAt += 1) {
    const stop = new AbortController();
    let files = 0;
    const copy = new FolderCopy(at('One'), at('Two'));
    const run = await copy.run(stop.signal, () => {
      files += 1;
      if (files === stopAt) stop.abort();
    });
    expect(run).toEqual({ ok: true, value: false });
    expect(filesOf(at('One'))).toEqual(before);
    expect(idAt(at('Two'))).toBe(null);
    expect(await placeFor(at('Two'), 'One', idAt(at('One')) ?? '')).toEqual({ ok: true, value: at('Two') });
  }
  await copyWhole(at('One'), at('Two'));
  expect(filesOf(at('Two'))).toEqual(before);
});

test('what changes, comes and goes between two runs is put right by the second', async () => {
  const copy = new FolderCopy(at('One'), at('Two'));
  await copy.run(whole(), quiet);
  appendFileSync(at('One/harbour-dawn-01.kinora.json'), ' ');
  rmSync(at('One/harbour-dawn-02.mp4'));
  writeFileSync(at('One/new.mp4'), 'a clip');
  await copy.run(whole(), quiet);
  await copy.complete();
  await copy.forget();
  expect(filesOf(at('Two'))).toEqual(filesOf(at('One')));
});

test('a copy that goes on after a crash puts right what has changed since, and nothing of anybody else', async () => {
  await new FolderCopy(at('One'), at('Two')).run(whole(), quiet);
  appendFileSync(at('One/harbour-dawn-01.kinora.json'), ' ');
  rmSync(at('One/harbour-dawn-02.mp4'));
  await copyWhole(at('One'), at('Two'));
  expect(filesOf(at('Two'))).toEqual(filesOf(at('One')));
  await new FolderCopy(at('One'), at('Three')).run(whole(), quiet);
  writeFileSync(at('Three/harbour-dawn-03.mp4'), 'another paid clip');
  expect(await new FolderCopy(at('One'), at('Three')).run(whole(), quiet)).toMatchObject({
    error: { code: 'folder-taken', facts: { name: 'harbour-dawn-03.mp4' } },
  });
  expect(readFileSync(at('Three/harbour-dawn-03.mp4'), 'utf8')).toBe('another paid clip');
});

test('a backup of the library is not gone on with, and keeps its own clips', async () => {
  cpSync(at('One'), at('Backup'), { recursive: true });
  writeFileSync(at('Backup/harbour-dawn-02.mp4'), 'another paid clip');
  writeFileSync(at('Backup/harbour-dawn-02.kinora.json'), '{"its": "recipe"}');
  const place = await placeFor(at('Backup'), 'One', idAt(at('One')) ?? '');
  expect(place).toMatchObject({ error: { code: 'folder-taken' } });
  const copied = await new FolderCopy(at('One'), at('Backup')).run(whole(), quiet);
  expect(copied).toMatchObject({ error: { code: 'folder-taken' } });
  expect(readFileSync(at('Backup/harbour-dawn-02.mp4'), 'utf8')).toBe('another paid clip');
  expect(readFileSync(at('Backup/harbour-dawn-02.kinora.json'), 'utf8')).toBe('{"its": "recipe"}');
});

test('a copy goes on when something leaves the folder meanwhile', async () => {
  let once = true;
  const copy = new FolderCopy(at('One'), at('Two'));
  const moved = await copy.run(whole(), () => {
    // The trash carries out what was put into it half a minute ago.
    if (once)
      for (const name of ['harbour-dawn-02.mp4', 'harbour-dawn-02.kinora.json']) rmSync(at(`One/${name}`));
    once = false;
  });
  expect(moved).toEqual({ ok: true, value: true });
  await copyWhole(at('One'), at('Two'));
  expect(filesOf(at('Two'))).toEqual(filesOf(at('One')));
});

test('while a folder is put in its new place nothing is said of its clips, and none go to the trash', async () => {
  const library = openAt(at('One'));
  await library.fillMissing();
  const [first, second] = clipsOf(library);
  if (!first || !second) throw new Error('no clips');
  const order: string[] = [];
  const door = {
    move: async () => {
      order.push('trash');
      return ok(null);
    },
    onBack: quiet,
  };
  expect((await library.trash({ ids: [second.id] }, door)).ok).toBe(true);
  const after: Promise<unknown>[] = [];
  await library.alone(async () => {
    after.push(library.edit({ ids: [first.id] }, { rating: 4 }).then(() => order.push('edit')));
    after.push(library.settle());
    // Long enough for both, were they not held.
    for (let n = 0; n < 200; n += 1) await stat(at('One'));
    order.push('moved');
  });
  await Promise.all(after);
  library.close();
  expect(order[0]).toBe('moved');
  expect(order).toContain('trash');
});

test('a copy that was cut short never takes the place of a folder whose disk is away', async () => {
  const id = idAt(at('One')) ?? '';
  const moving = { id, path: at('One'), movingTo: at('Two') };
  await new FolderCopy(at('One'), at('Two')).run(whole(), quiet);
  cpSync(at('One'), at('Unplugged'), { recursive: true });
  rmSync(at('One'), { recursive: true });
  // Where it is stays open until one of both is there.
  expect(afterMove(moving)).toEqual(moving);
});

test('a place with other things in it is left alone', async () => {
  mkdirSync(at('busy/One'), { recursive: true });
  expect(await placeFor(at('busy'), 'One', 'x')).toEqual({ ok: true, value: at('busy/One') });
  writeFileSync(at('busy/One/theirs'), 'x');
  expect(await placeFor(at('busy'), 'One', 'x')).toMatchObject({ error: { code: 'folder-taken' } });
  expect(await renameFolder(at('One'), at('busy/One'))).toBe(false);
  expect(existsSync(at('One/harbour-dawn-01.mp4'))).toBe(true);
});

test('after a crash the folder is taken where it is whole', async () => {
  const id = idAt(at('One')) ?? '';
  const moving = { id, path: at('One'), movingTo: at('Two') };
  cpSync(at('One'), at('Two'), { recursive: true });
  expect(afterMove(moving)).toEqual({ id, path: at('One') });
  rmSync(at('Two'), { recursive: true });
  expect(await renameFolder(at('One'), at('Two'))).toBe(true);
  expect(afterMove(moving)).toEqual({ id, path: at('Two') });
  expect(makeFolders(at('Two'))).toMatchObject({ ok: true, value: { id } });
});
