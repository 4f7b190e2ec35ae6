import {
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  renameSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import type { ClipRecord } from '../../../main/core/library/clip-record.ts';
import { makeFolders } from '../../../main/core/library/folders.ts';
import type { Library } from '../../../main/core/library/library.ts';
import type { TrashDoor } from '../../../main/core/library/trash.ts';
import { type Failure, fail, type Outcome, ok } from '../../../preload/contract/errors.ts';
import { EVERY_CLIP } from '../../../preload/contract/every-clip.ts';
import { newClip, openAt } from './new-clip.ts';

/** Called after a folder was listed. */
const scanned = vi.hoisted(() => ({ next: (_root: string): Promise<void> => Promise.resolve() }));
vi.mock('../../../main/core/library/scan.ts', async (real) => {
  const scan = await real<typeof import('../../../main/core/library/scan.ts')>();
  const scanFolder = async (root: string) => {
    const listed = await scan.scanFolder(root);
    await scanned.next(root);
    return listed;
  };
  return { ...scan, scanFolder };
});

let root = '';
let folder = '';
let bin = '';
let library: Library;
/** What the clock will call, and when it was asked for. */
let due: { ms: number; callback: () => void; cancelled: boolean }[];
const clock = {
  now: Date.now,
  monotonic: () => performance.now(),
  after: (ms: number, callback: () => void) => {
    const timer = { ms, callback, cancelled: false };
    due.push(timer);
    return () => {
      timer.cancelled = true;
    };
  },
};
const open = (): Library => openAt(folder, { clock });
/** The undo time is over. */
const later = (): void => {
  const now = due.filter(({ ms, cancelled }) => ms === 30_000 && !cancelled);
  due = due.filter((timer) => !now.includes(timer));
  for (const { callback } of now) callback();
};

beforeEach(() => {
  root = mkdtempSync(path.join(tmpdir(), 'kinora-trash-'));
  folder = path.join(root, 'Kinora');
  bin = path.join(root, 'bin');
  mkdirSync(bin);
  due = [];
  library = open();
});
afterEach(async () => {
  library.close();
  await library.settle();
  rmSync(root, { recursive: true, force: true });
});

function value<T>(outcome: Outcome<T>): T {
  if (!outcome.ok) throw new Error(JSON.stringify(outcome.error));
  return outcome.value;
}
const addMany = async (count: number): Promise<ClipRecord[]> => {
  const clips: ClipRecord[] = [];
  for (let n = 0; n < count; n += 1) {
    const record = value(await library.publish(newClip(library.folders.incoming)));
    value(await library.indexClip(record));
    clips.push(record);
  }
  value(await library.fillMissing());
  return clips;
};
const ids = (clips: readonly ClipRecord[]) => ({ ids: clips.map(({ id }) => id) });
const shown = () =>
  value(library.page({ cursor: null, limit: 200, query: EVERY_CLIP }))
    .clips.map(({ id }) => id)
    .sort();
const sorted = (clips: readonly ClipRecord[]) => clips.map(({ id }) => id).sort();
const visible = () => readdirSync(folder).filter((name) => name !== '.kinora');
const inBin = () => readdirSync(bin);

let back: { ids: readonly string[]; failure: Failure }[] = [];
/** A trash that takes everything but the names in `refused`. */
const door = (refused: readonly string[] = []): TrashDoor => {
  back = [];
  return {
    move: (file) => {
      if (refused.includes(path.basename(file))) return Promise.resolve(fail('trash-failed'));
      renameSync(file, path.join(bin, path.basename(file)));
      return Promise.resolve(ok(null));
    },
    onBack: (some, failure) => back.push({ ids: some, failure }),
  };
};

describe('what is put into the trash', () => {
  test('is out of sight at once, and its files go when the time to undo is over', async () => {
    const clips = await addMany(12);
    const [kept, ...rest] = clips;
    if (!kept) return;
    const poster = path.join(library.folders.posters, `${rest[0]?.sha256}.jpg`);
    writeFileSync(poster, 'a still');
    const trashed = value(await library.trash(ids(rest), door()));
    expect(trashed.ids).toEqual(rest.map(({ id }) => id));
    expect(shown()).toEqual([kept.id]);
    expect(library.get(rest[0]?.id ?? '')).toBeNull();
    expect((await library.stats()).clips).toBe(1);
    expect(visible()).toHaveLength(24);
    expect(inBin()).toEqual([]);
    later();
    await expect.poll(inBin).toHaveLength(22);
    await expect.poll(() => existsSync(poster)).toBe(false);
    expect(visible().sort()).toEqual([kept.name.replace('.mp4', '.kinora.json'), kept.name]);
    expect(await library.undo(trashed.undo ?? '')).toMatchObject({ error: { code: 'undo-too-late' } });
    value(await library.fillMissing());
    expect(shown()).toEqual([kept.id]);
    expect(back).toEqual([]);
  });

  test('comes back as it was when it is taken back', async () => {
    const clips = await addMany(50);
    value(await library.edit(ids(clips), { rating: 3, addTags: ['Sea'] }));
    const before = value(library.page({ cursor: null, limit: 200, query: EVERY_CLIP })).clips;
    const { undo } = value(await library.trash(ids(clips), door()));
    expect(shown()).toEqual([]);
    expect(library.count({ ...EVERY_CLIP, search: 'sea' })).toBe(0);
    expect(value(await library.undo(undo ?? '')).ids).toHaveLength(50);
    expect(value(library.page({ cursor: null, limit: 200, query: EVERY_CLIP })).clips).toEqual(before);
    expect(library.count({ ...EVERY_CLIP, search: 'sea', tags: ['sea'] })).toBe(50);
    later();
    expect(inBin()).toEqual([]);
    expect(await library.undo(undo ?? '')).toMatchObject({ error: { code: 'undo-too-late' } });
  });

  test('stays out of sight when folder and index are compared meanwhile', async () => {
    const clips = await addMany(3);
    const [one] = clips;
    if (!one) return;
    const { undo } = value(await library.trash(ids([one]), door()));
    value(await library.fillMissing());
    expect(shown()).toEqual(sorted(clips.slice(1)));
    value(await library.undo(undo ?? ''));
    expect(shown()).toEqual(sorted(clips));
  });

  test('is there again after a crash, and when the app was closed in haste', async () => {
    const clips = await addMany(3);
    value(await library.trash(ids(clips), door()));
    library.close();
    library = open();
    value(await library.fillMissing());
    expect(shown()).toEqual(sorted(clips));
    later();
    expect(inBin()).toEqual([]);
  });

  test('is carried out when the app ends', async () => {
    const clips = await addMany(9);
    value(await library.trash(ids(clips.slice(0, 4)), door()));
    value(await library.trash(ids(clips.slice(4, 8)), door()));
    await library.settle();
    expect(inBin()).toHaveLength(16);
    library.close();
    library = open();
    value(await library.fillMissing());
    expect(shown()).toEqual(sorted(clips.slice(8)));
  });

  test('but a trash that hangs does not hold up the end', async () => {
    const clips = await addMany(2);
    value(
      await library.trash(ids(clips), { ...door(), move: () => new Promise<Outcome<null>>(() => undefined) }),
    );
    const settled = library.settle();
    await expect.poll(() => due.some(({ ms }) => ms === 3000)).toBe(true);
    for (const { ms, callback } of due) if (ms === 3000) callback();
    await settled;
    library.close();
    library = open();
    value(await library.fillMissing());
    expect(shown()).toEqual(sorted(clips));
  });

  test('comes back, and that is said, when the system does not take it', async () => {
    const clips = await addMany(6);
    const [one, two] = clips;
    if (!one || !two) return;
    value(await library.trash(ids(clips), door([one.name, two.name])));
    later();
    await expect.poll(() => back).toHaveLength(1);
    expect(back[0]?.failure.code).toBe('trash-failed');
    expect([...(back[0]?.ids ?? [])].sort()).toEqual(sorted([one, two]));
    expect(shown()).toEqual(sorted([one, two]));
    expect(inBin()).toHaveLength(8);
    expect(visible()).toHaveLength(4);
  });

  test('keeps what was said of it shortly before, also in the trash', async () => {
    const [clip] = await addMany(1);
    if (!clip) return;
    const release = await library.holdSidecars();
    value(await library.edit(ids([clip]), { addTags: ['last words'] }));
    value(await library.trash(ids([clip]), door()));
    release();
    const sidecar = path.join(folder, clip.name.replace('.mp4', '.kinora.json'));
    await expect.poll(() => readFileSync(sidecar, 'utf8')).toContain('last words');
  });

  test('of a clip whose file is a link is the link, not the file of another clip', async () => {
    const [clip, other] = await addMany(2);
    if (!clip || !other) return;
    rmSync(path.join(folder, other.name));
    symlinkSync(clip.name, path.join(folder, other.name));
    value(await library.trash(ids([other]), door()));
    later();
    await expect.poll(inBin).toHaveLength(2);
    expect(existsSync(path.join(folder, clip.name))).toBe(true);
    expect(existsSync(path.join(folder, other.name))).toBe(false);
  });

  test('has what was said just before, and leaves nothing where it was', async () => {
    const clips = await addMany(60);
    value(await library.edit(ids(clips), { flag: 'reject' }));
    value(await library.trash(ids(clips), door()));
    await library.settle();
    expect(visible()).toEqual([]);
    const said = inBin()
      .filter((name) => name.endsWith('.json'))
      .map((name): unknown => JSON.parse(readFileSync(path.join(bin, name), 'utf8')).edits?.flag);
    expect(said).toEqual(clips.map(() => 'reject'));
  });

  test('while folders are compared does not come back with that', async () => {
    const places = [path.join(root, 'One'), path.join(root, 'Two')];
    const [first, other] = places.map((place) => value(makeFolders(place)));
    if (!first || !other) return;
    library.close();
    library = openAt(first.root, { clock, folderId: first.id, others: [{ id: other.id, path: other.root }] });
    const [clip] = await addMany(1);
    if (!clip) return;
    // The first folder is listed, and no row was read yet.
    scanned.next = async (listed) => {
      if (listed !== other.root) return;
      scanned.next = () => Promise.resolve();
      value(await library.trash(ids([clip]), door()));
    };
    value(await library.fillMissing());
    expect(shown()).toEqual([]);
  });

  test('is not taken back into a folder that is no longer used', async () => {
    const first = value(makeFolders(path.join(root, 'One')));
    const clips = await addMany(2);
    const { undo } = value(await library.trash(ids(clips), door()));
    library.use(first, []);
    value(await library.undo(undo ?? ''));
    expect(shown()).toEqual([]);
    expect(library.get(clips[0]?.id ?? '')).toBeNull();
    expect(visible()).toHaveLength(4);
  });
});
