import { afterAll, beforeAll, expect, test } from 'vitest';
import { DamagedLibrary, damageIndex, damageSidecars } from './damaged.ts';

let library: DamagedLibrary;
beforeAll(async () => {
  library = await DamagedLibrary.make(4);
});
afterAll(() => library.remove());

const spread = (length: number, count: number): number[] =>
  Array.from({ length: count }, (_, n) => Math.floor(((n + 0.37) * length) / count));

test('an index damaged anywhere is put aside and made anew, and that is said', async () => {
  const places = spread(library.index.length, 60);
  const changed = await damageIndex(library, places, 'changed');
  expect(changed.wrong).toEqual([]);
  const cut = await damageIndex(library, places, 'cut');
  expect(cut).toEqual({ wrong: [], told: 60 });
});

test.each([
  ['a clip without its facts', 'DELETE FROM clip_facts WHERE seq = (SELECT max(seq) FROM clips)'],
  ['a number that is too large', 'UPDATE clips SET bytes = 9223372036854775807'],
])('%s: the index is made anew', async (_, sql) => {
  expect(await library.withIndex(library.indexAfter(sql))).toEqual({ wrong: [], told: 1 });
});

test('a damaged sidecar costs no other clip, is said where its clip cannot be shown, and stays as it is', async () => {
  const places = spread(library.sidecarBytes, 40);
  const { wrong, told } = await damageSidecars(library, places);
  expect(wrong).toEqual([]);
  expect(told).toBeGreaterThan(30);
});
