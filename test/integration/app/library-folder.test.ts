import {
  cpSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readFileSync,
  renameSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { ClipFolder } from '../../../main/app/clip-folder.ts';
import { FolderDesk, type FolderDeskOptions } from '../../../main/app/library-folder.ts';
import { findMedia } from '../../../main/app/media.ts';
import { SettingsStore } from '../../../main/app/settings.ts';
import type { Job } from '../../../main/core/job/state.ts';
import { Journal, openJournal } from '../../../main/core/store/journal.ts';
import { systemClock, systemIds } from '../../../main/core/system.ts';
import { EVERY_CLIP } from '../../../preload/contract/every-clip.ts';
import { micro } from '../../../preload/contract/money.ts';
import { newClip, openAt } from '../library/new-clip.ts';

vi.mock('electron', () => ({ default: {} }));

const ids = systemIds(systemClock);
const picture = new TextEncoder().encode('a picture');
let home = '';
let clips: ClipFolder;
let settings: SettingsStore;
let trashed: string[];
let noticed: string[];
/** How many clips there were each time the page was told. */
let told: number[];

const at = (name: string): string => path.join(home, name);
const count = (): number => {
  return clips.library.count(EVERY_CLIP);
};

const options = () => ({
  indexPath: at('library.db'),
  clock: systemClock,
  ids,
  log: () => undefined,
  onClip: () => undefined,
});

beforeEach(() => {
  home = mkdtempSync(path.join(os.tmpdir(), 'kinora-folder-'));
  const opened = ClipFolder.open(at('one'), options());
  if (!opened.ok) throw new Error(opened.error.code);
  clips = opened.value;
  settings = new SettingsStore(home, 0);
  told = [];
  trashed = [];
  noticed = [];
});
afterEach(() => {
  clips.library.close();
  rmSync(home, { recursive: true, force: true });
});

const desk = (parts: Partial<FolderDeskOptions> = {}) =>
  new FolderDesk({
    engine: () => ({ jobs: () => [] }),
    clips,
    settings,
    tell: {
      settings: () => undefined,
      library: () => undefined,
      libraryChanged: () => told.push(count()),
      notice: (_, { code }) => noticed.push(code),
    },
    trash: async (place) => void trashed.push(place),
    ask: async () => at('two'),
    ...parts,
  });
const change = (parts: Partial<FolderDeskOptions> = {}) => desk(parts).choose();
const names = () => clips.library.all.map(({ path: place }) => path.basename(place));

/** A clip in a folder that the index in use knows nothing of. */
async function clipIn(folder: string): Promise<void> {
  const library = openAt(folder, { indexPath: at('other.db') });
  const published = await library.publish(newClip(library.folders.incoming));
  library.close();
  expect(published.ok).toBe(true);
}

test('clips that lie in the new folder are there when the page is told', async () => {
  await clipIn(at('two'));
  expect(await change()).toEqual({ ok: true, value: true });
  expect(path.basename(clips.library.folder)).toBe('two');
  expect(settings.get().libraryFolder).toBe(at('two'));
  expect(told).toEqual([1]);
});

test('jobs that begin while the dialog is open keep the folder', async () => {
  const jobs: Job[] = [];
  const ask = async () => {
    const recipe = { modelId: 'm', params: {}, inputs: [], webhookUrl: '', priceVersion: 'v' };
    const state = { name: 'queued' } as const;
    const [id, batchId] = ['j', 'b'];
    const estimate = micro(0);
    jobs.push({
      id,
      batchId,
      accountId: 'a',
      recipe,
      estimate,
      state,
      since: 0,
      createdAt: 0,
      retryOf: null,
      serviceEstimate: null,
      imported: false,
      position: 1,
    });
    return at('two');
  };
  expect(await change({ engine: () => ({ jobs: () => jobs }), ask })).toMatchObject({
    ok: false,
    error: { code: 'folder-busy' },
  });
  expect(path.basename(clips.library.folder)).toBe('one');
});

test('a folder that cannot be used leaves the old library open, not closed and opened again', async () => {
  writeFileSync(at('file'), 'x');
  const before = clips.library;
  expect(await change({ ask: async () => at('file') })).toMatchObject({
    ok: false,
    error: { code: 'folder-unusable' },
  });
  expect(clips.library).toBe(before);
  expect(count()).toBe(0);
  expect(settings.get().libraryFolder).toBeNull();
});

test('pictures of the earlier folder can still be sent and shown', async () => {
  const opened = openJournal(at('journal.db'), () => 0);
  if (opened.kind !== 'open') throw new Error(opened.kind);
  const journal = new Journal(opened.db);
  const stored = await clips.sources.put(picture);
  if (!stored.ok) throw new Error(stored.error.code);
  const { sha256 } = stored.value;
  // As version 4: what another program has made is found as well.
  const id = '01999999-0000-4000-8000-000000000001';
  journal.write(() =>
    journal.sources.add({
      id,
      kind: 'image',
      seconds: null,
      sha256,
      name: 'a.jpg',
      width: 1,
      height: 1,
      bytes: 9,
      createdAt: 0,
    }),
  );
  expect((await change()).ok).toBe(true);
  expect(await clips.sources.read(sha256)).toMatchObject({ ok: true });
  const media = await findMedia(
    () => clips,
    journal,
    () => null,
  )(id, false);
  expect(media && readFileSync(media.path)).toEqual(Buffer.from(picture));
  const second = await clips.sources.put(new TextEncoder().encode('another'));
  expect(second.ok && path.relative(at('two'), second.value.path).startsWith('..')).toBe(false);
  expect(await clips.sources.read('0'.repeat(64))).toMatchObject({ error: { code: 'source-missing' } });
  journal.close();
});

test('also after a restart, and after further changes', async () => {
  const stored = await clips.sources.put(picture);
  if (!stored.ok) throw new Error(stored.error.code);
  for (const name of ['two', 'three', 'two'])
    expect((await change({ ask: async () => at(name) })).ok).toBe(true);
  for (const { id } of clips.places.slice(1)) expect((await desk().remove(id)).ok).toBe(true);
  clips.library.close();
  const { folders, libraryFolder, earlierFolders } = new SettingsStore(home, 0).get();
  expect(folders.map((folder) => folder.path)).toEqual([libraryFolder]);
  expect(earlierFolders.map((folder) => path.basename(folder)).sort()).toEqual(['one', 'three']);
  const again = ClipFolder.open(libraryFolder ?? '', { ...options(), earlierFolders });
  if (!again.ok) throw new Error(again.error.code);
  clips = again.value;
  expect(await clips.sources.read(stored.value.sha256)).toMatchObject({ ok: true });
});

test('one publishing that breaks does not take the next with it', async () => {
  const broken = newClip(clips.library.folders.incoming);
  Object.defineProperty(broken, 'partPath', {
    get: () => {
      throw new Error('gone');
    },
    enumerable: true,
  });
  await expect(clips.library.publish(broken)).rejects.toThrow('gone');
  expect((await clips.library.publish(newClip(clips.library.folders.incoming))).ok).toBe(true);
});

test('an added folder brings its clips; removed it takes them away, and back', async () => {
  await clipIn(at('two'));
  const folders = desk();
  const added = await folders.add();
  expect(added.ok && added.value).toEqual({ id: clips.library.all[1]?.id, videos: 0 });
  expect([names(), count()]).toEqual([['one', 'two'], 1]);
  const id = clips.library.all[1]?.id ?? '';
  expect(await folders.remove(id)).toMatchObject({ ok: true });
  expect([names(), count()]).toEqual([['one'], 0]);
  expect(await folders.restore(id)).toMatchObject({ ok: true });
  expect([names(), count()]).toEqual([['one', 'two'], 1]);
  expect(settings.get().folders.map((folder) => folder.id)).toEqual(clips.library.all.map((each) => each.id));
  expect(await folders.remove(clips.library.all[0].id)).toMatchObject({ ok: true });
  expect(names()).toEqual(['two']);
  expect(await folders.remove(id)).toMatchObject({ error: { code: 'folder-last' } });
});

test('a folder inside another one, a copy of one, or one that is known is refused in words', async () => {
  const add = (place: string) => desk({ ask: async () => at(place) }).add();
  expect(await add('one')).toMatchObject({ error: { code: 'folder-known' } });
  mkdirSync(at('one/deep'));
  expect(await add('one/deep')).toMatchObject({ error: { code: 'folder-nested' } });
  expect(await add('.')).toMatchObject({ error: { code: 'folder-nested' } });
  expect(await change({ ask: async () => home })).toMatchObject({ error: { code: 'folder-nested' } });
  expect(await change({ ask: async () => at('one/deep') })).toMatchObject({
    error: { code: 'folder-nested' },
  });
  expect([home, at('one/deep')].filter((place) => existsSync(path.join(place, '.kinora')))).toEqual([]);
  cpSync(at('one'), at('copy'), { recursive: true });
  expect(await add('copy')).toMatchObject({ error: { code: 'folder-known' } });
  expect(await add('nowhere')).toMatchObject({ error: { code: 'folder-unusable' } });
  symlinkSync(at('one'), at('linked'));
  expect(await add('linked')).toMatchObject({ error: { code: 'folder-known' } });
  expect(names()).toEqual(['one']);
});

test('83: a disk that is not there: its clips wait for it, marked as nothing, and are back by themselves', async () => {
  mkdirSync(at('mnt'));
  await clipIn(at('mnt/disk'));
  const folders = desk({ ask: async () => at('mnt/disk') });
  expect((await folders.add()).ok).toBe(true);
  renameSync(at('mnt/disk'), at('unplugged'));
  mkdirSync(at('mnt/disk'));
  await folders.lookForDisks();
  expect(clips.library.all[1]?.state).toBe('away');
  expect(clips.library.count({ ...EVERY_CLIP, missing: true })).toBe(0);
  expect(count()).toBe(1);
  const away = await clips.library.stats();
  expect(away.folders[1]).toMatchObject({ clips: 1, freeBytes: null });
  expect(existsSync(at('mnt/disk/.kinora'))).toBe(false);
  expect(await folders.makeFirst(clips.library.all[1]?.id ?? '')).toMatchObject({
    error: { code: 'folder-away' },
  });
  // Mounted elsewhere, it is shown to Kinora and known again.
  const elsewhere = desk({ ask: async () => at('unplugged') });
  expect(await elsewhere.add()).toMatchObject({ value: { id: clips.library.all[1]?.id } });
  expect(clips.library.all.map(({ state }) => state)).toEqual(['ready', 'ready']);
  expect(count()).toBe(1);
});

test('a folder around or inside one that is away is refused too', async () => {
  mkdirSync(at('mnt/disk'), { recursive: true });
  expect((await desk({ ask: async () => at('mnt/disk') }).add()).ok).toBe(true);
  renameSync(at('mnt/disk'), at('unplugged'));
  mkdirSync(at('mnt/disk/deep'), { recursive: true });
  await clips.library.look();
  expect(clips.library.all[1]?.state).toBe('away');
  for (const place of ['mnt', 'mnt/disk/deep'])
    expect(await desk({ ask: async () => at(place) }).add()).toMatchObject({
      error: { code: 'folder-nested' },
    });
});

test('a folder that has lost what it is known by is the same again when it is shown with its clips', async () => {
  await clipIn(at('two'));
  expect((await desk().add()).ok).toBe(true);
  const id = clips.library.all[1]?.id;
  rmSync(at('two/.kinora'), { recursive: true });
  await clips.library.look();
  expect(clips.library.all[1]?.state).toBe('away');
  expect(await desk().add()).toMatchObject({ value: { id } });
  expect(clips.library.all.map(({ state }) => state)).toEqual(['ready', 'ready']);
  expect([names(), count()]).toEqual([['one', 'two'], 1]);
});

test('83: while the disk for new clips is away nothing is made in its place, and a clip waits in words', async () => {
  const clip = newClip(home);
  renameSync(at('one'), at('unplugged'));
  await clips.library.look();
  expect(await clips.library.publish(clip)).toMatchObject({ error: { code: 'folder-away' } });
  expect(await clips.sources.put(picture)).toMatchObject({ error: { code: 'folder-away' } });
  expect(existsSync(at('one'))).toBe(false);
  renameSync(at('unplugged'), at('one'));
  expect((await clips.library.publish(clip)).ok).toBe(true);
});

test('a folder moved in one step, or copied and checked: its clips, ids and edits come along', async () => {
  const published = await clips.library.publish(newClip(clips.library.folders.incoming));
  if (!published.ok) throw new Error(published.error.code);
  await clips.library.indexClip(published.value);
  const { id } = clips.library.folders;
  await clips.library.edit({ ids: [published.value.id] }, { rating: 3 });
  mkdirSync(at('disk'));
  expect(await desk({ ask: async () => at('disk') }).move(id)).toEqual({ ok: true, value: true });
  expect(names()).toEqual(['disk']);
  expect(existsSync(at('one'))).toBe(false);
  expect(clips.library.get(published.value.id)).toMatchObject({ missing: false, edits: { rating: 3 } });
  expect(settings.get().folders).toEqual([{ id, path: at('disk') }]);
  expect(trashed).toEqual([]);
  // A copy that was begun there cannot be renamed over: it goes on.
  mkdirSync(at('full'));
  writeFileSync(at('full/theirs'), 'x');
  mkdirSync(at('full/disk/.kinora'), { recursive: true });
  writeFileSync(at('full/disk/.kinora/copy.jsonl'), JSON.stringify({ id }));
  const trash = async () => {
    throw new Error('no trash on this disk');
  };
  expect(await desk({ ask: async () => at('full'), trash }).move(id)).toEqual({ ok: true, value: true });
  expect(clips.library.folder).toBe(at('full/disk'));
  expect(existsSync(at('full/disk/.kinora/copy.jsonl'))).toBe(false);
  expect(noticed).toEqual(['folder-left']);
  expect(await clips.library.pathOf(published.value.id)).toBe(at('full/disk/harbour-dawn-01.mp4'));
  const again = await clips.library.fillMissing();
  expect(again).toMatchObject({ value: { added: 0, gone: 0, edited: 0 } });
});

test('a move into itself, or into another library folder, is refused; none while clips are in progress', async () => {
  const { id } = clips.library.folders;
  mkdirSync(at('one/inner'));
  expect(await desk({ ask: async () => at('one/inner') }).move(id)).toMatchObject({
    error: { code: 'folder-nested' },
  });
  expect(await desk({ ask: async () => null }).move(id)).toEqual({ ok: true, value: false });
  expect(names()).toEqual(['one']);
});

test('new clips are called as the person wants it', async () => {
  clips.library.close();
  const opened = ClipFolder.open(at('one'), { ...options(), nameTemplate: () => '{model} {prompt}' });
  if (!opened.ok) throw new Error(opened.error.code);
  clips = opened.value;
  const { partPath, recipe, media, price } = newClip(clips.incoming);
  const { bytes, sha256, ...facts } = media;
  const state = { name: 'done', remoteId: 'r', clipId: 'c' } as const;
  const about = {
    since: 0,
    createdAt: 0,
    retryOf: null,
    serviceEstimate: null,
    imported: false,
    position: 1,
  };
  const job = {
    id: ids.next(),
    batchId: ids.next(),
    accountId: 'a',
    recipe,
    estimate: micro(0),
    state,
    ...about,
  };
  const download = {
    job,
    remoteId: 'r',
    path: partPath,
    bytes,
    sha256,
    media: facts,
    charged: price.charged,
  };
  const published = await clips.publish(download);
  expect(published).toMatchObject({ ok: true, value: { name: 'wan-2-6-flash-waves-roll-in.mp4' } });
});
