import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { clipMigrations } from '../../../main/core/library/clips-schema.ts';
import { ClipsTable } from '../../../main/core/library/clips-table.ts';
import { parseSidecar, recordOf } from '../../../main/core/library/sidecar.ts';
import { type OpenDatabase, openDatabase } from '../../../main/core/store/open-database.ts';
import { EVERY_CLIP } from '../../../preload/contract/every-clip.ts';
import type { ClipQuery } from '../../../preload/contract/schemas/library.ts';
import { CLIP_SORTS } from '../../../preload/contract/vocabulary.ts';
import { describeClip } from '../../bench/lib/many-clips.ts';

/** More than are sorted. */
const CLIPS = 5500;
const root = mkdtempSync(path.join(tmpdir(), 'kinora-many-'));
let opened: OpenDatabase;
let table: ClipsTable;

beforeAll(() => {
  opened = openDatabase({
    file: path.join(root, 'library.db'),
    migrations: clipMigrations,
    synchronous: 'NORMAL',
    now: () => 0,
  });
  if (opened.kind !== 'open') throw new Error(opened.kind);
  table = new ClipsTable(opened.db);
  for (let n = 0; n < CLIPS; n += 1) {
    const { name, sidecar } = describeClip(n, Buffer.alloc(0));
    const parsed = parseSidecar(JSON.stringify(sidecar));
    if (!parsed.ok) throw new Error(parsed.error.detail);
    table.add(recordOf(parsed.value, 'here', name, false));
  }
  table.commit();
});
afterAll(() => {
  if (opened.kind === 'open') opened.db.close();
  rmSync(root, { recursive: true, force: true });
});

const orderOf = (query: Partial<ClipQuery>): number[] =>
  [...table.outline({ ...EVERY_CLIP, ...query })].map(([place]) => place);

/** The same by pages, the first of them. */
function pagesOf(query: Partial<ClipQuery>): number[] {
  const places: number[] = [];
  const whole = { ...EVERY_CLIP, ...query };
  for (let page = 0; page < 4; page += 1) {
    const last = places.at(-1);
    const after = last === undefined ? null : table.cursorOf(whole, last);
    for (const { place } of table.page(whole, after, 50)) places.push(place);
  }
  return places;
}

test.each(CLIP_SORTS)('a word that very many clips have finds them in order: %s', (sort) => {
  // Every one of them has it.
  const all = orderOf({ sort });
  expect(all).toHaveLength(CLIPS);
  expect(orderOf({ sort, search: 'waves' })).toEqual(all);
  expect(pagesOf({ sort, search: 'waves' })).toEqual(all.slice(0, 200));
  const favourites = orderOf({ sort, favourite: true });
  expect(favourites.length).toBeGreaterThan(20);
  expect(orderOf({ sort, search: 'wav', favourite: true })).toEqual(favourites);
});
