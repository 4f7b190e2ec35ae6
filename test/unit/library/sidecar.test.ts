import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { planSearch } from '../../../main/core/library/search.ts';
import {
  clipNameOf,
  newSidecar,
  parseSidecar,
  recordOf,
  sidecarNameOf,
} from '../../../main/core/library/sidecar.ts';

const id = '01941f29-7c00-7aaa-8bbb-0123456789ab';
const sidecar = {
  schema: 1,
  clipId: id,
  jobId: id,
  batchId: null,
  accountId: 'practice',
  remoteJobId: 'r1',
  createdAt: 1_800_000_000_000,
  recipe: {
    modelId: 'm',
    params: { prompt: 'Waves', duration: 5, enable_prompt_expansion: true },
    inputs: [
      { field: 'image_url', sourceId: id, sha256: 'a'.repeat(64), name: 'a.jpg', width: 10, height: 20 },
    ],
    webhookUrl: '',
    priceVersion: 'v',
  },
  price: { estimate: 1, charged: null, priceVersion: 'v' },
  media: { seconds: 5, width: 10, height: 20, bytes: 30, sha256: 'b'.repeat(64) },
  lineage: { retryOf: id },
};
const parse = (value: unknown) => parseSidecar(JSON.stringify(value));

test('what is written is what is read, unknown keys with it', () => {
  const more = { ...sidecar, stars: 5, recipe: { ...sidecar.recipe, mood: 'calm' } };
  const parsed = parse(more);
  expect(parsed).toEqual({ ok: true, value: more });
  if (parsed.ok) expect(parse(parsed.value)).toEqual(parsed);
});

test('a byte order mark in front, as some editors leave it, is passed over', () => {
  expect(parseSidecar(`\uFEFF${JSON.stringify(sidecar)}`).ok).toBe(true);
});

test('the index gets the recipe without unknown keys', () => {
  const parsed = parse({ ...sidecar, recipe: { ...sidecar.recipe, mood: 'calm' } });
  if (!parsed.ok) throw new Error('fixture');
  expect(recordOf(parsed.value, 'main', 'a-01.mp4', false).recipe).toEqual(sidecar.recipe);
});

const recipe = (more: object) => JSON.stringify({ ...sidecar, recipe: { ...sidecar.recipe, ...more } });

test('ids of other programs and parameters with digits are ours to show', () => {
  const other = '01941f29-7c00-4aaa-8bbb-0123456789ab';
  expect(parse({ ...sidecar, clipId: other }).ok).toBe(true);
  expect(parseSidecar(recipe({ params: { seed2: 7 } })).ok).toBe(true);
});

// The page could not show a clip with any of these.
describe('refused', () => {
  test.each<[string, string]>([
    ['an id of no known version', JSON.stringify({ ...sidecar, clipId: id.replace('-7a', '-0a') })],
    ['a parameter that no model could have', recipe({ params: { 'Not a name': 1 } })],
    ['a parameter that is too long', recipe({ params: { prompt: 'x'.repeat(5001) } })],
    ['a picture without a proper id', recipe({ inputs: [{ ...sidecar.recipe.inputs[0], sourceId: 'x' }] })],
    ['another schema', JSON.stringify({ ...sidecar, schema: 2 })],
    ['a clip id that is a path', JSON.stringify({ ...sidecar, clipId: '../../x' })],
    ['a job id of another type', JSON.stringify({ ...sidecar, jobId: 7 })],
    [
      'an amount that is no money',
      JSON.stringify({ ...sidecar, price: { ...sidecar.price, estimate: 0.5 } }),
    ],
    ['a negative amount', JSON.stringify({ ...sidecar, price: { ...sidecar.price, charged: -1 } })],
    ['a size of text', JSON.stringify({ ...sidecar, media: { ...sidecar.media, bytes: '30' } })],
    ['no recipe', JSON.stringify({ ...sidecar, recipe: undefined })],
    ['__proto__ on top', `{"__proto__":{"admin":1},${JSON.stringify(sidecar).slice(1)}`],
    ['__proto__ deep inside', JSON.stringify(sidecar).replace('"prompt"', '"__proto__":{"x":1},"prompt"')],
    ['constructor', JSON.stringify({ ...sidecar, media: { ...sidecar.media, constructor: 1 } })],
    ['null', 'null'],
    ['a list', '[]'],
    ['nesting without end', '['.repeat(200_000)],
    ['nested but closed', `${'['.repeat(50_000)}${']'.repeat(50_000)}`],
    ['half a file', JSON.stringify(sidecar).slice(0, 200)],
  ])('%s', (_, json) => {
    expect(parseSidecar(json)).toMatchObject({ ok: false, error: { code: 'bad-request' } });
    expect(({} as { admin?: number }).admin).toBeUndefined();
  });

  test('a new clip with such values is not written', () => {
    const { schema: _, ...clip } = sidecar;
    expect(newSidecar({ ...clip, clipId: 'x' } as unknown as Parameters<typeof newSidecar>[0])).toMatchObject(
      {
        ok: false,
        error: { code: 'internal' },
      },
    );
  });

  test('no text at all makes it throw', () => {
    fc.assert(
      fc.property(fc.oneof(fc.string(), fc.json()), (text) => void parseSidecar(text)),
      { numRuns: 1000 },
    );
  });
});

test('names of a clip and its sidecar', () => {
  expect(sidecarNameOf('a-01.mp4')).toBe('a-01.kinora.json');
  expect(sidecarNameOf('A.MP4')).toBe('A.kinora.json');
  expect(clipNameOf('a-01.kinora.json')).toBe('a-01.mp4');
});

test('how words are looked up', () => {
  expect(planSearch('  ', true)).toEqual({ kind: 'all' });
  expect(planSearch('Sea-side "x"', true)).toEqual({ kind: 'words', words: ['Sea', 'side', 'x'] });
  expect(planSearch('sea', false)).toEqual({ kind: 'like', patterns: ['%sea%'] });
  expect(planSearch('50% a_b', false)).toEqual({ kind: 'like', patterns: ['%50\\%%', '%a\\_b%'] });
  expect(planSearch('***', true)).toEqual({ kind: 'like', patterns: ['%***%'] });
  expect(planSearch('海', true)).toEqual({ kind: 'like', patterns: ['%海%'] });
});
