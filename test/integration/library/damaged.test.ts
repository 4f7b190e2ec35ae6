import { afterAll, beforeAll, expect, test } from 'vitest';
import { DamagedLibrary, damageAt } from './damaged.ts';

let library: DamagedLibrary;
beforeAll(async () => {
  library = await DamagedLibrary.make(4);
});
afterAll(() => library.remove());

const spread = (length: number, count: number): number[] =>
  Array.from({ length: count }, (_, n) => Math.floor(((n + 0.37) * length) / count));

test('an index damaged anywhere is put aside and made anew, and that is said', async () => {
  const places = spread(library.index.length, 60);
  const { wrong, told } = await damageAt(library.index, places, (bytes) => library.withIndex(bytes));
  expect(wrong).toEqual([]);
  expect(told).toBeGreaterThan(50);
});

test.each([
  ['a clip without its facts', 'DELETE FROM clip_facts WHERE seq = (SELECT max(seq) FROM clips)'],
  ['a number that is too large', 'UPDATE clips SET bytes = 9223372036854775807'],
])('%s: the index is made anew', async (_, sql) => {
  expect(await library.withIndex(library.indexAfter(sql))).toEqual({ wrong: [], told: true });
});

test('a damaged sidecar costs no other clip, is said where its clip cannot be shown, and stays as it is', async () => {
  const places = spread(library.sidecar.length, 40);
  const { wrong, told } = await damageAt(library.sidecar, places, (bytes) => library.withSidecar(bytes));
  expect(wrong).toEqual([]);
  expect(told).toBeGreaterThan(30);
});
