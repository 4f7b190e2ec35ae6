import { spawnSync } from 'node:child_process';
import {
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  renameSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import type { ClipRecord } from '../../../main/core/library/clip-record.ts';
import type { Library } from '../../../main/core/library/library.ts';
import { sidecarNameOf } from '../../../main/core/library/sidecar.ts';
import { fail, type Outcome } from '../../../preload/contract/errors.ts';
import { EVERY_CLIP } from '../../../preload/contract/every-clip.ts';
import { disk, systemError } from '../download/disk.ts';
import { newClip, openAt } from './new-clip.ts';

vi.mock('node:fs/promises', async (real) => (await import('../download/disk.ts')).faulty(await real()));

let root = '';
let folder = '';
let library: Library;
beforeEach(() => {
  root = mkdtempSync(path.join(tmpdir(), 'kinora-edits-'));
  folder = path.join(root, 'Kinora');
  library = openAt(folder);
});
afterEach(async () => {
  disk.reset();
  await library.settle();
  library.close();
  rmSync(root, { recursive: true, force: true });
});

function value<T>(outcome: Outcome<T>): T {
  if (!outcome.ok) throw new Error(JSON.stringify(outcome.error));
  return outcome.value;
}
const add = async (more: Parameters<typeof newClip>[1] = {}): Promise<ClipRecord> => {
  const record = value(await library.publish(newClip(library.folders.incoming, more)));
  value(await library.indexClip(record));
  return record;
};
const addMany = async (count: number): Promise<ClipRecord[]> => {
  const clips: ClipRecord[] = [];
  for (let n = 0; n < count; n += 1) clips.push(await add());
  value(await library.fillMissing());
  return clips;
};
const records = (): string[] => {
  const edits = path.join(folder, '.kinora', 'edits');
  return existsSync(edits) ? readdirSync(edits) : [];
};
const inSidecar = ({ name }: ClipRecord): unknown =>
  JSON.parse(readFileSync(path.join(folder, name.replace('.mp4', '.kinora.json')), 'utf8')).edits;
const inIndex = ({ id }: ClipRecord) => library.get(id)?.edits;
const ids = (clips: readonly ClipRecord[]) => ({ ids: clips.map(({ id }) => id) });
const written = () => expect.poll(records).toEqual([]);
/** As after a crash: what is in the air is let go, what was to be written never is. */
const crash = async (): Promise<void> => {
  await library.settle();
  library.close();
  library = openAt(folder);
};

describe('an edit', () => {
  test('is in the index at once, and in the sidecars soon; then its record goes', async () => {
    const clips = await addMany(30);
    const release = await library.holdSidecars();
    const { undo, ids: changed } = value(
      await library.edit(ids(clips), { rating: 4, flag: 'keep', addTags: ['Sea', 'sea', ' Night '] }),
    );
    expect(changed).toEqual(clips.map(({ id }) => id));
    expect(undo).not.toBeNull();
    for (const clip of clips) {
      expect(inIndex(clip)).toMatchObject({ rating: 4, flag: 'keep', tags: ['Sea', 'Night'] });
      expect(inSidecar(clip)).toBeUndefined();
    }
    expect(records()).toHaveLength(1);
    expect(library.count({ ...EVERY_CLIP, search: 'nigh', tags: ['SEA'], minRating: 4 })).toBe(30);
    release();
    await written();
    for (const clip of clips) expect(inSidecar(clip)).toEqual(inIndex(clip));
  });

  test('makes what was counted old once, not again with each sidecar that is written', async () => {
    const clips = await addMany(3);
    const release = await library.holdSidecars();
    value(await library.edit(ids(clips), { rating: 3 }));
    const counted = value(await library.facets(EVERY_CLIP));
    release();
    await written();
    expect(value(await library.facets(EVERY_CLIP))).toBe(counted);
  });

  test('by places, of one generation only', async () => {
    const clips = await addMany(3);
    const places = clips.map(({ id }) => library.get(id)?.place ?? 0);
    const target = { generation: library.generation, places };
    expect(value(await library.edit(target, { favourite: true })).ids).toHaveLength(3);
    expect(await library.edit({ ...target, generation: 'other' }, { favourite: false })).toMatchObject({
      error: { code: 'library-renewed' },
    });
    expect(library.count({ ...EVERY_CLIP, favourite: true })).toBe(3);
  });

  test('that changes nothing leaves nothing behind', async () => {
    const clips = await addMany(2);
    value(await library.edit(ids(clips), { favourite: false, removeTags: ['none'], addTags: ['\n', ''] }));
    expect(value(await library.edit(ids(clips), { rating: 0 }))).toEqual({ ids: [], undo: null });
    expect(records()).toEqual([]);
  });

  test('keeps to what a sidecar can hold', async () => {
    const [clip] = await addMany(1);
    if (!clip) return;
    const many = Array.from({ length: 99 }, (_, n) => `tag ${n}`);
    value(await library.edit(ids([clip]), { addTags: many }));
    value(await library.edit(ids([clip]), { addTags: ['one', 'two', 'x\u0007y'] }));
    expect(inIndex(clip)?.tags).toEqual([...many, 'one']);
    await written();
    rmSync(path.join(root, 'library.db'));
    await crash();
    value(await library.fillMissing());
    expect(inIndex(clip)?.tags).toEqual([...many, 'one']);
  });
});

describe('after a crash between the record and the sidecars', () => {
  test.each(['with its index', 'without'])('%s, several edits of the same clip', async (what) => {
    const [one, two] = await addMany(2);
    if (!one || !two) return;
    await library.holdSidecars();
    value(await library.edit(ids([one, two]), { rating: 2, addTags: ['a', 'b'] }));
    value(await library.edit(ids([one]), { rating: 5, removeTags: ['a'] }));
    value(await library.edit(ids([two]), { flag: 'reject' }));
    const said = [inIndex(one), inIndex(two)];
    expect(records()).toHaveLength(3);
    await library.settle();
    library.close();
    if (what === 'without') rmSync(path.join(root, 'library.db'));
    library = openAt(folder);
    value(await library.fillMissing());
    expect([inIndex(one), inIndex(two)]).toEqual(said);
    await written();
    expect([inSidecar(one), inSidecar(two)]).toEqual(said);
    expect(said).toMatchObject([
      { rating: 5, tags: ['b'] },
      { rating: 2, tags: ['a', 'b'], flag: 'reject' },
    ]);
  });

  test('and before the index: the next start brings it there', async () => {
    const [clip] = await addMany(1);
    if (!clip) return;
    await library.holdSidecars();
    value(await library.edit(ids([clip]), { favourite: true }));
    await library.settle();
    library.close();
    const edits = path.join(folder, '.kinora', 'edits');
    const aside = path.join(root, 'edits');
    renameSync(edits, aside);
    library = openAt(folder);
    value(await library.edit(ids([clip]), { favourite: false }));
    await written();
    await library.settle();
    library.close();
    for (const name of readdirSync(aside)) renameSync(path.join(aside, name), path.join(edits, name));
    library = openAt(folder);
    value(await library.fillMissing());
    expect(inIndex(clip)?.favourite).toBe(true);
  });

  test('a record that is torn is kept aside and stops nothing', async () => {
    const [clip] = await addMany(1);
    if (!clip) return;
    value(await library.edit(ids([clip]), { favourite: true }));
    await written();
    const torn = '01999999-0000-7000-8000-000000000001.json';
    writeFileSync(path.join(folder, '.kinora', 'edits', torn), '{"schema":1,"parts":[{"ed');
    await crash();
    value(await library.fillMissing());
    expect(inIndex(clip)?.favourite).toBe(true);
    expect(records()).toEqual([`${torn}.corrupt`]);
  });
});

describe('undo', () => {
  test('gives each clip back what it had, and leaves what was said since', async () => {
    const [one, two] = await addMany(2);
    if (!one || !two) return;
    value(await library.edit(ids([one]), { rating: 1, addTags: ['x', 'y'] }));
    const both = value(await library.edit(ids([one, two]), { rating: 3, addTags: ['z'], removeTags: ['x'] }));
    value(await library.edit(ids([two]), { favourite: true, addTags: ['w'] }));
    expect(value(await library.undo(both.undo ?? '')).ids).toHaveLength(2);
    expect(inIndex(one)).toMatchObject({ rating: 1, tags: ['x', 'y'] });
    expect(inIndex(two)).toMatchObject({ rating: 0, tags: ['w'], favourite: true });
    await written();
    expect([inSidecar(one), inSidecar(two)]).toEqual([inIndex(one), inIndex(two)]);
    expect(await library.undo(both.undo ?? '')).toMatchObject({ error: { code: 'undo-too-late' } });
  });

  test('survives a crash like any other edit', async () => {
    const [clip] = await addMany(1);
    if (!clip) return;
    const { undo } = value(await library.edit(ids([clip]), { flag: 'keep' }));
    await written();
    await library.holdSidecars();
    value(await library.undo(undo ?? ''));
    await crash();
    value(await library.fillMissing());
    await written();
    expect(inSidecar(clip)).toMatchObject({ flag: null });
    expect(inIndex(clip)).toMatchObject({ flag: null });
  });
});

/** Makes a folder unwritable, also for root, where the system can. */
function seal(place: string, on: boolean): boolean {
  return spawnSync('chattr', [on ? '+i' : '-i', place], { stdio: 'ignore' }).status === 0;
}

const canSeal = (() => {
  const place = mkdtempSync(path.join(tmpdir(), 'kinora-seal-'));
  const sealed = seal(place, true);
  seal(place, false);
  rmSync(place, { recursive: true });
  return sealed;
})();

describe('on a disk that says no', () => {
  test.each([
    ['EROFS', 'folder-read-only'],
    ['EACCES', 'folder-read-only'],
    ['ENOSPC', 'disk-full'],
    ['EIO', 'disk-error'],
  ])('%s at the record: nothing changed', async (code, said) => {
    const clips = await addMany(3);
    disk.root = folder;
    disk.before = (call) => {
      if (/\.kinora.edits/.test(call.path)) throw systemError(code, call.name);
      return undefined;
    };
    expect(await library.edit(ids(clips), { rating: 5 })).toMatchObject({ ok: false, error: { code: said } });
    disk.reset();
    expect(library.count({ ...EVERY_CLIP, minRating: 1 })).toBe(0);
    await crash();
    value(await library.fillMissing());
    expect(library.count({ ...EVERY_CLIP, minRating: 1 })).toBe(0);
  });

  test.runIf(canSeal)('in a folder that takes no files, though the folder of the records does', async () => {
    const clips = await addMany(2);
    seal(folder, true);
    try {
      expect(await library.edit(ids(clips), { rating: 5 })).toMatchObject({
        ok: false,
        error: { code: 'folder-read-only' },
      });
      expect(library.count({ ...EVERY_CLIP, minRating: 1 })).toBe(0);
    } finally {
      seal(folder, false);
    }
  });

  test.runIf(canSeal)(
    'in a folder within the folder that lets no file go: the trash refuses at once',
    async () => {
      const [clip, other] = await addMany(2);
      mkdirSync(path.join(folder, 'best'));
      for (const name of clip ? [clip.name, sidecarNameOf(clip.name)] : [])
        renameSync(path.join(folder, name), path.join(folder, 'best', name));
      value(await library.fillMissing());
      seal(path.join(folder, 'best'), true);
      try {
        const door = { move: () => Promise.resolve(fail('internal')), onBack: () => undefined };
        const both = ids([clip, other].filter((each) => each !== undefined));
        expect(await library.trash(both, door)).toMatchObject({ error: { code: 'folder-read-only' } });
        expect(library.count(EVERY_CLIP)).toBe(2);
      } finally {
        seal(path.join(folder, 'best'), false);
      }
    },
  );

  test('with the folder away, its place is not made anew', async () => {
    const clips = await addMany(1);
    renameSync(folder, `${folder} away`);
    expect(await library.edit(ids(clips), { rating: 5 })).toMatchObject({ error: { code: 'folder-away' } });
    expect(existsSync(folder)).toBe(false);
    renameSync(`${folder} away`, folder);
  });

  test('one sidecar that cannot be written holds up only itself, and the record waits for it', async () => {
    const clips = await addMany(20);
    disk.root = folder;
    const [bad] = clips;
    const bare = path.basename(bad?.name ?? '', '.mp4');
    disk.before = (call) => {
      if (path.basename(call.path).includes(`${bare}.kinora`)) throw systemError('EIO', call.name);
      return undefined;
    };
    const due: (() => void)[] = [];
    await crash();
    library.close();
    library = openAt(folder, {
      clock: {
        now: Date.now,
        monotonic: () => performance.now(),
        after: (_, callback) => {
          due.push(callback);
          return () => undefined;
        },
      },
    });
    value(await library.fillMissing());
    value(await library.edit(ids(clips), { rating: 5 }));
    const later = async (): Promise<void> => {
      await expect.poll(() => due.length).toBeGreaterThan(0);
      for (const callback of due.splice(0)) callback();
    };
    for (let n = 0; n < 4; n += 1) await later();
    await expect.poll(() => due.length).toBeGreaterThan(0);
    for (const clip of clips.slice(1)) expect(inSidecar(clip)).toMatchObject({ rating: 5 });
    expect(records()).toHaveLength(1);
    disk.reset();
    await later();
    await written();
    if (bad) expect(inSidecar(bad)).toMatchObject({ rating: 5 });
  });
});

describe('at the same time', () => {
  test('edits, filling and publishing do not lose each other', async () => {
    const clips = await addMany(40);
    const work: Promise<unknown>[] = [];
    for (let n = 0; n < 10; n += 1) {
      work.push(library.edit(ids(clips), { addTags: [`t${n}`] }));
      work.push(library.fillMissing());
      work.push(add());
      work.push(library.edit(ids(clips.slice(n, n + 5)), { rating: (n % 5) + 1 }));
    }
    await Promise.all(work);
    await written();
    for (const clip of clips) {
      expect(inIndex(clip)?.tags).toEqual(Array.from({ length: 10 }, (_, n) => `t${n}`));
      expect(inSidecar(clip)).toEqual(inIndex(clip));
    }
    expect(library.count(EVERY_CLIP)).toBe(50);
  });

  test('a clip that was published before and is indexed again keeps what was said of it', async () => {
    const clip = newClip(library.folders.incoming);
    const record = value(await library.publish(clip));
    value(await library.indexClip(record));
    value(await library.edit(ids([record]), { favourite: true }));
    value(await library.indexClip(record));
    expect(inIndex(record)?.favourite).toBe(true);
  });

  test('what another program has written into a sidecar stays, and is known after the edit', async () => {
    const [clip] = await addMany(1);
    if (!clip) return;
    const file = path.join(folder, clip.name.replace('.mp4', '.kinora.json'));
    const sidecar = JSON.parse(readFileSync(file, 'utf8'));
    writeFileSync(file, JSON.stringify({ ...sidecar, edits: { tags: ['theirs'], stars: 3 } }));
    value(await library.edit(ids([clip]), { addTags: ['ours'] }));
    await written();
    expect(inSidecar(clip)).toMatchObject({ tags: ['theirs', 'ours'], stars: 3 });
    expect(inIndex(clip)?.tags).toEqual(['theirs', 'ours']);
  });
});

test('what is said of a clip that is gone brings back nothing that was said of others', async () => {
  const [gone, other, third] = await addMany(3);
  if (!gone || !other || !third) return;
  const sidecarOf = ({ name }: ClipRecord): string => path.join(folder, name.replace('.mp4', '.kinora.json'));
  const lost = path.join(root, 'lost.json');
  renameSync(sidecarOf(gone), lost);
  value(await library.edit(ids([gone, other, third]), { rating: 1 }));
  value(await library.edit(ids([gone]), { flag: 'reject' }));
  value(await library.edit(ids([other]), { rating: 5 }));
  // Only what the clip that is gone is still to be told.
  await expect.poll(records).toHaveLength(2);
  const left = records().map((name) => readFileSync(path.join(folder, '.kinora/edits', name), 'utf8'));
  expect(left.filter((text) => text.includes(other.id) || text.includes(third.id))).toEqual([]);
  await library.settle();
  library.close();
  // Another computer says something else meanwhile.
  const said = JSON.parse(readFileSync(sidecarOf(other), 'utf8'));
  expect(said.edits.rating).toBe(5);
  writeFileSync(sidecarOf(other), JSON.stringify({ ...said, edits: { ...said.edits, rating: 2 } }));
  renameSync(lost, sidecarOf(gone));
  library = openAt(folder);
  value(await library.fillMissing());
  await written();
  expect(inSidecar(other)).toMatchObject({ rating: 2 });
  expect(inSidecar(gone)).toMatchObject({ rating: 1, flag: 'reject' });
});
