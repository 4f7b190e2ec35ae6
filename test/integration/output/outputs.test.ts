import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import type { Library } from '../../../main/core/library/library.ts';
import { type OutputPlan, Outputs } from '../../../main/core/output/outputs.ts';
import { systemClock, systemIds } from '../../../main/core/system.ts';
import type { Outcome } from '../../../preload/contract/errors.ts';
import { disk, systemError } from '../download/disk.ts';
import { newClip, openAt } from '../library/new-clip.ts';

vi.mock('node:fs/promises', async (real) => (await import('../download/disk.ts')).faulty(await real()));

const movie = readFileSync(path.resolve(import.meta.dirname, '../../fixtures/tools/counted.mp4'));
let root = '';
let library: Library;
let outputs: Outputs;
const start = (): Outputs =>
  new Outputs({
    clock: systemClock,
    ids: systemIds(systemClock),
    library: () => library,
    folder: path.join(root, 'outputs'),
    index: async (clip) => {
      value(await library.indexClip(clip));
    },
  });
beforeEach(() => {
  root = mkdtempSync(path.join(tmpdir(), 'kinora-outputs-'));
  library = openAt(path.join(root, 'Kinora'));
  outputs = start();
});
afterEach(() => {
  disk.reset();
  library.close();
  rmSync(root, { recursive: true, force: true });
});

function value<T>(outcome: Outcome<T>): T {
  if (!outcome.ok) throw new Error(JSON.stringify(outcome.error));
  return outcome.value;
}
const visible = () => readdirSync(library.folder).filter((name) => name !== '.kinora');
const waiting = () => [
  ...readdirSync(library.folders.incoming),
  ...readdirSync(root).flatMap((name) => (name === 'outputs' ? readdirSync(path.join(root, name)) : [])),
];

async function addClip(name = 'Harbour Dawn.jpg'): Promise<string> {
  const published = value(await library.publish(newClip(library.folders.incoming, { name })));
  value(await library.indexClip(published));
  return published.id;
}

async function give(id: string, bytes: Uint8Array, piece = 4096): Promise<void> {
  for (let at = 0; at < bytes.length; at += piece)
    value(await outputs.write(id, at, bytes.subarray(at, at + piece)));
}

describe('a new clip', () => {
  test('gets its place when it is whole, with what it was made from', async () => {
    const first = await addClip();
    const second = await addClip();
    const id = value(await outputs.begin({ to: 'library', made: 'join', clipIds: [first, second] }));
    await give(id, movie);
    const before = visible();

    const { clipId, name } = value(await outputs.finish(id));

    expect(before).not.toContain(name);
    expect(name).toBe('harbour-dawn-01-join-01.mp4');
    expect(readFileSync(path.join(library.folder, name))).toEqual(movie);
    expect(library.get(clipId ?? '')).toMatchObject({
      jobId: null,
      charged: 0,
      seconds: 2,
      width: 128,
      height: 72,
      bytes: movie.length,
      recipe: library.get(first)?.recipe,
      lineage: { clipIds: [first, second], made: 'join' },
    });
    expect(library.childrenOf(second).map((clip) => clip.id)).toEqual([clipId]);
    expect(waiting()).toEqual([]);
  });

  test('of what is no MP4 is refused, and nothing of it stays', async () => {
    const clipIds = [await addClip()];
    for (const bytes of [Buffer.from('<html>'), movie.subarray(0, movie.length - 10), Buffer.alloc(0)]) {
      const id = value(await outputs.begin({ to: 'library', made: 'trim', clipIds }));
      await give(id, bytes);
      expect(await outputs.finish(id)).toMatchObject({ ok: false, error: { code: 'not-a-clip' } });
    }
    expect(visible()).toHaveLength(2);
    expect(waiting()).toEqual([]);
  });

  test('of a clip that is not known is refused', async () => {
    const clipIds = ['01900000-0000-7000-8000-000000000000'];
    expect(await outputs.begin({ to: 'library', made: 'trim', clipIds })).toMatchObject({
      error: { code: 'clip-missing' },
    });
  });
});

describe('a file', () => {
  const plan = (name = 'out.gif'): OutputPlan => ({ to: 'file', path: path.join(root, name) });

  test('takes the place of an older one in one step', async () => {
    writeFileSync(path.join(root, 'out.gif'), 'old');
    const id = value(await outputs.begin(plan()));
    value(await outputs.write(id, 0, Buffer.from('new and ')));
    value(await outputs.write(id, 8, Buffer.from('longer')));
    value(await outputs.write(id, 0, Buffer.from('NEW')));
    expect(readFileSync(path.join(root, 'out.gif'), 'utf8')).toBe('old');

    expect(value(await outputs.finish(id))).toEqual({ clipId: null, name: 'out.gif' });

    expect(readFileSync(path.join(root, 'out.gif'), 'utf8')).toBe('NEW and longer');
    expect(waiting()).toEqual([]);
  });

  test('never takes the place of a clip', async () => {
    const clip = library.get(await addClip());
    const place = path.join(library.folder, clip?.name ?? '');
    const video = readFileSync(place);
    const refused = { ok: false, error: { code: 'file-of-library' } };
    expect(await outputs.begin({ to: 'file', path: place })).toMatchObject(refused);
    expect(await outputs.begin({ to: 'file', path: place.replace('.mp4', '.kinora.json') })).toMatchObject(
      refused,
    );
    // One that comes while it is made.
    const late = path.join(library.folder, 'late.mp4');
    const id = value(await outputs.begin({ to: 'file', path: late }));
    await give(id, movie);
    writeFileSync(late, 'a clip');
    expect(await outputs.finish(id)).toMatchObject(refused);
    expect([readFileSync(place), readFileSync(late, 'utf8')]).toEqual([video, 'a clip']);
  });

  test('has no holes, and only its own id leads to it', async () => {
    const id = value(await outputs.begin(plan()));
    const refused = { ok: false, error: { code: 'bad-request' } };
    expect(await outputs.write(id, 1, Buffer.from('x'))).toMatchObject(refused);
    expect(await outputs.write(id, 2 ** 40, Buffer.from('x'))).toMatchObject(refused);
    expect(await outputs.write('01900000-0000-7000-8000-000000000000', 0, Buffer.from('x'))).toMatchObject(
      refused,
    );
    expect(await outputs.finish('01900000-0000-7000-8000-000000000000')).toMatchObject(refused);
  });

  test('in a folder that has gone is a failure, and leaves nothing behind', async () => {
    mkdirSync(path.join(root, 'away'));
    const id = value(await outputs.begin(plan('away/out.gif')));
    await give(id, Buffer.from('GIF89a'));
    rmSync(path.join(root, 'away'), { recursive: true });
    expect((await outputs.finish(id)).ok).toBe(false);
    expect(waiting()).toEqual([]);
  });
});

test('a page that goes takes its outputs along', async () => {
  const clipIds = [await addClip()];
  const ids = [
    value(await outputs.begin({ to: 'library', made: 'trim', clipIds })),
    value(await outputs.begin({ to: 'file', path: path.join(root, 'a.gif') })),
  ];
  expect(waiting()).toHaveLength(2);

  await outputs.discardAll();

  expect(waiting()).toEqual([]);
  for (const id of ids) expect((await outputs.write(id, 0, Buffer.from('x'))).ok).toBe(false);
});

test('no more than four are made at once', async () => {
  const begin = () => outputs.begin({ to: 'file', path: path.join(root, 'a.gif') });
  for (let at = 0; at < 4; at += 1) value(await begin());
  expect(await begin()).toMatchObject({ error: { code: 'bad-request' } });
});

test('what a crash has left is cleared away', async () => {
  value(await outputs.begin({ to: 'file', path: path.join(root, 'a.gif') }));
  expect(waiting()).toHaveLength(1);

  outputs = start();
  await outputs.discard(value(await outputs.begin({ to: 'file', path: path.join(root, 'b.gif') })));

  expect(waiting()).toEqual([]);
});

test('a new clip whose sidecar cannot be written leaves no video behind', async () => {
  const clipIds = [await addClip()];
  const before = visible();
  const id = value(await outputs.begin({ to: 'library', made: 'trim', clipIds }));
  await give(id, movie);
  disk.root = library.folder;
  disk.before = ({ name, path: file }) => {
    if (name === 'open' && path.dirname(file) === library.folder && file.includes('.kinora.json'))
      throw systemError('ENOSPC', name);
    return undefined;
  };
  expect(await outputs.finish(id)).toMatchObject({ error: { code: 'disk-full' } });
  disk.reset();
  expect(visible()).toEqual(before);
  expect(waiting()).toEqual([]);
});

test('no more are begun at once than a page has at work', async () => {
  const clipIds = [await addClip()];
  const begun = await Promise.all(
    Array.from({ length: 9 }, () => outputs.begin({ to: 'library', made: 'trim', clipIds })),
  );
  expect(begun.filter(({ ok }) => ok)).toHaveLength(4);
  await outputs.discardAll();
});
