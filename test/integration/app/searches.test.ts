import { randomUUID } from 'node:crypto';
import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { type SavedSearches, savedSearches } from '../../../main/app/saved-searches.ts';
import { EVERY_CLIP } from '../../../preload/contract/every-clip.ts';
import { MAX_SEARCHES } from '../../../preload/contract/limits.ts';
import type { SavedSearch } from '../../../preload/contract/schemas/searches.ts';

let folder: string;
const file = (): string => path.join(folder, 'searches.json');
const open = (): SavedSearches => savedSearches(file(), () => 0);
const search = (name: string): SavedSearch => ({
  id: randomUUID(),
  name,
  query: { ...EVERY_CLIP, tags: ['sea'], minRating: 3 },
  span: 'month',
});

beforeEach(() => {
  folder = fs.mkdtempSync(path.join(os.tmpdir(), 'kinora-searches-'));
});
afterEach(() => fs.rmSync(folder, { recursive: true, force: true }));

it('keeps searches over a restart, in their order, and brings one back at its place', async () => {
  const searches = open();
  const [one, two, three] = [search('one'), search('two'), search('three')];
  for (const each of [one, two, three]) expect(await searches.put(each, null)).toMatchObject({ ok: true });
  await searches.remove(two.id);
  await searches.put({ ...three, name: 'drei' }, null);
  expect(open().all()).toEqual([one, { ...three, name: 'drei' }]);
  await searches.put(two, 1);
  expect(
    open()
      .all()
      .map(({ name }) => name),
  ).toEqual(['one', 'two', 'drei']);
});

it('changes that come at once all count', async () => {
  const searches = open();
  const [one, two] = [search('one'), search('two')];
  await Promise.all([
    searches.put(one, null),
    searches.put(two, null),
    searches.put({ ...one, name: 'eins' }, null),
    searches.remove(two.id),
    searches.put(search('three'), null),
  ]);
  expect(
    open()
      .all()
      .map(({ name }) => name),
  ).toEqual(['eins', 'three']);
});

it('reads a search of a version that knew fewer filters', async () => {
  const saved = search('old');
  const { minRating: _rating, folder: _folder, ...query } = saved.query;
  fs.writeFileSync(
    file(),
    JSON.stringify({ kind: 'kinora-searches', schema: 1, searches: [{ ...saved, query }] }),
  );
  expect(open().all()).toEqual([{ ...saved, query: { ...EVERY_CLIP, tags: ['sea'] } }]);
});

it('sets a damaged file aside, says so once, and never overwrites it', async () => {
  fs.writeFileSync(file(), '{"kind":"kinora-searches","schema":1,"searches":[{"na');
  const searches = open();
  expect(searches.all()).toEqual([]);
  expect([searches.tellSetAside(), searches.tellSetAside()]).toEqual([true, false]);
  await searches.put(search('new'), null);
  expect(fs.readdirSync(folder).filter((name) => name.includes('corrupt'))).toHaveLength(1);
  expect(open().all()).toHaveLength(1);
});

it('has room for so many and says when there is none', async () => {
  const full = Array.from({ length: MAX_SEARCHES }, (_, at) => search(`${at}`));
  expect(await open().change(() => full)).toMatchObject({ ok: true });
  expect(await open().put(search('one more'), null)).toMatchObject({
    ok: false,
    error: { code: 'too-many-searches' },
  });
  expect(open().all()).toHaveLength(MAX_SEARCHES);
});
