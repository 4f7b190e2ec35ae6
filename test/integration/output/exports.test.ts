import { mkdirSync, mkdtempSync, readdirSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import type { ClipRecord } from '../../../main/core/library/clip-record.ts';
import type { Library } from '../../../main/core/library/library.ts';
import { Outputs } from '../../../main/core/output/outputs.ts';
import { systemClock, systemIds, uuidv7 } from '../../../main/core/system.ts';
import { outputHandlers } from '../../../main/ipc/outputs.ts';
import type { Outcome } from '../../../preload/contract/errors.ts';
import { newClip, openAt } from '../library/new-clip.ts';

let root = '';
let to = '';
let library: Library;
let handlers: ReturnType<typeof outputHandlers>;
let dragged: (readonly string[])[];
let shown: string[];
beforeEach(() => {
  root = mkdtempSync(path.join(tmpdir(), 'kinora-exports-'));
  to = path.join(root, 'there');
  mkdirSync(to);
  library = openAt(path.join(root, 'Kinora'));
  dragged = [];
  shown = [];
  handlers = outputHandlers({
    library: () => library,
    outputs: new Outputs({
      clock: systemClock,
      ids: systemIds(systemClock),
      library: () => library,
      folder: path.join(root, 'outputs'),
      index: () => Promise.resolve(),
    }),
    askWhere: (name) => Promise.resolve(path.join(to, name)),
    askForFolder: () => Promise.resolve(to),
    reveal: (place) => shown.push(place),
    dragOut: (files) => dragged.push(files),
  });
});
afterEach(() => {
  library.close();
  rmSync(root, { recursive: true, force: true });
});

function value<T>(outcome: Outcome<T>): T {
  if (!outcome.ok) throw new Error(JSON.stringify(outcome.error));
  return outcome.value;
}
async function addClips(count: number, more: Partial<ClipRecord> = {}): Promise<{ ids: string[] }> {
  const ids: string[] = [];
  for (let n = 0; n < count; n += 1) {
    const clip = value(await library.publish(newClip(library.folders.incoming)));
    value(await library.indexClip({ ...clip, ...more }));
    ids.push(clip.id);
  }
  return { ids };
}
const videos = () => readdirSync(to).filter((name) => name.endsWith('.mp4'));

test('many clips are copied as more of them is asked for', async () => {
  const target = await addClips(25);
  const { exportId, ...begun } = value(await handlers['clip.export']({ target, withRecipe: true }));
  expect(begun).toMatchObject({ clips: 25, name: 'there' });
  expect(readdirSync(to)).toEqual([]);
  const more = () => handlers['clip.exportMore']({ exportId: exportId ?? '' });
  expect(value(await more())).toEqual({ done: 20 });
  expect(value(await more())).toEqual({ done: 25 });
  expect(readdirSync(to)).toHaveLength(50);
  expect(await more()).toMatchObject({ error: { code: 'bad-request' } });
});

test('an export that is stopped goes no further, and keeps what it has', async () => {
  const target = await addClips(25);
  const { exportId } = value(await handlers['clip.export']({ target, withRecipe: false }));
  value(await handlers['clip.exportMore']({ exportId: exportId ?? '' }));
  value(await handlers['clip.exportStop']({ exportId: exportId ?? '' }));
  expect((await handlers['clip.exportMore']({ exportId: exportId ?? '' })).ok).toBe(false);
  expect(videos()).toHaveLength(20);
});

test('what was exported is shown where it lies, and nothing else is', async () => {
  const { ids } = await addClips(2);
  const [first] = ids;
  const one = value(await handlers['clip.export']({ target: { ids: [first ?? ''] }, withRecipe: false }));
  const two = value(await handlers['clip.export']({ target: { ids }, withRecipe: false }));
  const begun = value(await handlers['output.begin']({ to: 'file', name: 'frame.png' }));
  for (const id of [one.writtenId, two.writtenId, begun.outputId])
    value(await handlers['output.show']({ writtenId: id ?? '' }));
  expect(shown).toEqual([path.join(to, one.name ?? ''), to, path.join(to, 'frame.png')]);
  expect((await handlers['output.show']({ writtenId: first ?? '' })).ok).toBe(false);
});

test('where there is no room for all of them none is copied', async () => {
  const target = await addClips(2, { bytes: 2 ** 51 });
  const begun = await handlers['clip.export']({ target, withRecipe: true });
  expect(begun).toMatchObject({ error: { code: 'disk-full' } });
  expect(readdirSync(to)).toEqual([]);
});

test('files of clips are dragged out, but not more than a system takes', async () => {
  const { ids } = await addClips(3);
  const places = Float64Array.from(ids, (id) => library.get(id)?.place ?? 0);
  const target = { generation: library.generation, places: new Uint8Array(places.buffer) };
  value(await handlers['clip.dragOut']({ target }));
  expect(dragged.map((files) => files.length)).toEqual([3]);
  const many = { ids: Array.from({ length: 501 }, (_, n) => uuidv7(n)) };
  expect(await handlers['clip.dragOut']({ target: many })).toMatchObject({
    error: { code: 'too-many-to-drag', facts: { most: 500 } },
  });
  expect(dragged).toHaveLength(1);
});
