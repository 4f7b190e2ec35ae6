import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import fc from 'fast-check';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import type { ClipRecord, IndexedClip } from '../../../main/core/library/clip-record.ts';
import type { Library } from '../../../main/core/library/library.ts';
import { tagKey } from '../../../main/core/library/query.ts';
import { recordOf } from '../../../main/core/library/sidecar.ts';
import type { Outcome } from '../../../preload/contract/errors.ts';
import { EVERY_CLIP } from '../../../preload/contract/every-clip.ts';
import type { ClipQuery } from '../../../preload/contract/schemas/library.ts';
import { newClip, openAt } from './new-clip.ts';

let root = '';
let library: Library;
beforeEach(() => {
  root = mkdtempSync(path.join(tmpdir(), 'kinora-facets-'));
  library = openAt(path.join(root, 'Kinora'));
});
afterEach(() => {
  library.close();
  rmSync(root, { recursive: true, force: true });
});

function value<T>(outcome: Outcome<T>): T {
  if (!outcome.ok) throw new Error(JSON.stringify(outcome.error));
  return outcome.value;
}

const MODELS = ['wan-2.6', 'wan-2.7', 'other'];
const TAGS = ['Sea', 'Night', 'city'];
const T0 = Date.UTC(2027, 0, 1);
const pick = <T>(list: readonly T[], n: number): T => list[n % list.length] as T;

/** Rows without files: what is counted is in the index. */
async function fill(count: number): Promise<IndexedClip[]> {
  const batches = [newClip(library.folders.incoming), newClip(library.folders.incoming)];
  for (let n = 0; n < count; n += 1) {
    const { partPath: _, ...clip } = newClip(library.folders.incoming, {
      prompt: pick(['waves at dawn', 'a train'], n),
      at: T0 + n * 1000,
    });
    const made = {
      ...clip,
      schema: 1 as const,
      lineage: {},
      batchId: pick(batches, n >> 3).batchId,
      recipe: {
        ...clip.recipe,
        inputs: clip.recipe.inputs.map(({ field, sourceId, sha256, name, width, height }) => ({
          field,
          sourceId,
          sha256,
          name,
          width,
          height,
        })),
        modelId: pick(MODELS, n),
        params: { ...clip.recipe.params, resolution: pick(['720p', '1080p'], n >> 1) },
      },
      media: { ...clip.media, seconds: 1 + (n % 7) },
      price: { ...clip.price, charged: n % 4 === 0 ? null : clip.price.estimate },
      edits: {
        favourite: n % 3 === 0,
        rating: n % 6,
        flag: pick(['keep' as const, 'reject' as const, null], n),
        tags: TAGS.filter((_, t) => (n >> t) % 2 === 0),
        played: n % 2 === 0,
      },
    };
    const record: ClipRecord = recordOf(made, library.folders.id, `clip-${n}.mp4`, n % 11 === 0);
    value(await library.indexClip(record));
  }
  return value(library.page({ cursor: null, limit: 200, query: EVERY_CLIP })).clips.slice();
}

/** A clip without the conditions of one kind. */
const WITHOUT: Record<string, Partial<ClipQuery>> = {
  models: { models: [] },
  resolutions: { resolutions: [] },
  favourites: { favourite: false },
  unplayed: { unplayed: false },
  missing: { missing: false },
  ratings: { minRating: 0 },
  flags: { flag: null },
  charged: { charged: { min: null, max: null } },
  seconds: { seconds: { min: null, max: null } },
  created: { created: { min: null, max: null } },
  batches: { batchId: null },
};

const counted = (values: readonly (string | null)[]): Record<string, number> => {
  const counts: Record<string, number> = {};
  for (const each of values) if (each !== null) counts[each] = (counts[each] ?? 0) + 1;
  return counts;
};
const asRecord = (list: readonly { value: string; clips: number }[]): Record<string, number> =>
  Object.fromEntries(list.map(({ value, clips }) => [value, clips]));
const range = (values: readonly number[]) =>
  values.length === 0 ? null : { min: Math.min(...values), max: Math.max(...values) };

const queries = fc.record({
  search: fc.constantFrom('', 'wav', 'train', 'dawn waves', 'none'),
  favourite: fc.boolean(),
  unplayed: fc.boolean(),
  missing: fc.boolean(),
  flag: fc.constantFrom(null, null, 'keep' as const, 'none' as const),
  minRating: fc.constantFrom(0, 0, 2, 5),
  models: fc.subarray(MODELS, { maxLength: 2 }),
  resolutions: fc.subarray(['720p']),
  tags: fc.subarray(['sea', 'NIGHT'], { maxLength: 2 }),
  anyTag: fc.boolean(),
  seconds: fc.constantFrom({ min: null, max: null }, { min: 2, max: 5 }),
  created: fc.constantFrom({ min: null, max: null }, { min: T0 + 5000, max: T0 + 50_000 }),
});

describe('facets', () => {
  test('count what a page of the same query, without the condition of their own, shows', async () => {
    await fill(96);
    const clips = (query: ClipQuery): readonly IndexedClip[] =>
      value(library.page({ cursor: null, limit: 200, query })).clips;
    await fc.assert(
      fc.asyncProperty(queries, async (some) => {
        const query: ClipQuery = { ...EVERY_CLIP, ...some };
        const facets = value(await library.facets(query));
        const of = (name: string) => clips({ ...query, ...WITHOUT[name] });
        expect(asRecord(facets.models)).toEqual(counted(of('models').map(({ recipe }) => recipe.modelId)));
        expect(asRecord(facets.resolutions)).toEqual(
          counted(of('resolutions').map(({ recipe }) => String(recipe.params['resolution']))),
        );
        expect(asRecord(facets.batches)).toEqual(counted(of('batches').map(({ batchId }) => batchId)));
        expect(facets.favourites).toBe(of('favourites').filter(({ edits }) => edits.favourite).length);
        expect(facets.unplayed).toBe(of('unplayed').filter(({ edits }) => !edits.played).length);
        expect(facets.missing).toBe(of('missing').filter(({ missing }) => missing).length);
        expect(facets.ratings).toEqual(
          [0, 1, 2, 3, 4, 5].map((n) => of('ratings').filter(({ edits }) => edits.rating === n).length),
        );
        const flags = of('flags').map(({ edits }) => edits.flag ?? 'none');
        expect(facets.flags).toEqual({ keep: 0, reject: 0, none: 0, ...counted(flags) });
        expect(facets.charged).toEqual(range(of('charged').flatMap(({ charged }) => charged ?? [])));
        expect(facets.seconds).toEqual(range(of('seconds').map(({ seconds }) => seconds)));
        expect(facets.created).toEqual(range(of('created').map(({ createdAt }) => createdAt)));
        const tagged = clips(query.anyTag ? { ...query, tags: [] } : query);
        const tags = tagged.flatMap(({ edits }) => edits.tags.map(tagKey));
        expect(asRecord(facets.tags.map((each) => ({ ...each, value: tagKey(each.value) })))).toEqual(
          counted(tags),
        );
      }),
      { numRuns: 60 },
    );
  });

  test('are counted anew after an edit', async () => {
    const [first] = await fill(6);
    const before = value(await library.facets(EVERY_CLIP));
    expect(value(await library.facets(EVERY_CLIP))).toBe(before);
    value(await library.edit({ ids: [first?.id ?? ''] }, { favourite: !first?.edits.favourite }));
    expect(value(await library.facets(EVERY_CLIP)).favourites).not.toBe(before.favourites);
  });
});

test('the sum of a selection, by id and by place', async () => {
  const clips = await fill(30);
  const some = clips.slice(3, 20);
  const sum = (of: (clip: IndexedClip) => number): number =>
    some.reduce((total, clip) => total + of(clip), 0);
  const expected = {
    clips: some.length,
    seconds: sum((clip) => clip.seconds),
    bytes: sum((clip) => clip.bytes),
    charged: sum((clip) => clip.charged ?? 0),
    favourites: sum((clip) => (clip.edits.favourite ? 1 : 0)),
    flags: {
      keep: sum((clip) => (clip.edits.flag === 'keep' ? 1 : 0)),
      reject: sum((clip) => (clip.edits.flag === 'reject' ? 1 : 0)),
    },
  };
  const gone = '01999999-0000-7000-8000-000000000001';
  const byId = value(await library.sum({ ids: [...some.map(({ id }) => id), gone] }));
  expect(byId).toMatchObject(expected);
  expect(asRecord(byId.tags)).toEqual(counted(some.flatMap(({ edits }) => edits.tags)));
  const places = some.map(({ place }) => place);
  const { generation } = library;
  expect(value(await library.sum({ generation, places }))).toMatchObject(expected);
  expect(await library.sum({ generation: 'other', places })).toMatchObject({
    error: { code: 'library-renewed' },
  });
});

test('siblings are of the same batch or begin with the same picture, without itself, the newest first', async () => {
  const clips = await fill(30);
  const [clip] = clips;
  if (!clip) return;
  const siblings = library.siblingsOf(clip);
  const same = clips.filter((each) => each.batchId === clip.batchId && each.id !== clip.id);
  expect(siblings.map(({ id }) => id)).toEqual(same.map(({ id }) => id));
  const alike = { ...clip, batchId: null, recipe: { ...clip.recipe, inputs: clips[9]?.recipe.inputs ?? [] } };
  expect(library.siblingsOf(alike).map(({ id }) => id)).toEqual([clips[9]?.id]);
});
