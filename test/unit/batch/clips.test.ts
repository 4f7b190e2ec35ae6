import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { MODELS } from '../../../main/core/catalogue/catalogue.ts';
import { defaultsOf, fieldOf, type Model, priceOf } from '../../../preload/contract/model.ts';
import { sum, times } from '../../../preload/contract/money.ts';
import {
  type ClipSetting,
  cheapest,
  clipsOf,
  clipsPerSetting,
  distinct,
  type Form,
  settingsInUse,
  sizeOf,
} from '../../../renderer/features/animate/batch/clips.ts';

function model(name: string): Model {
  const found = MODELS.find((one) => one.name === name);
  if (!found) throw new Error(`no ${name}`);
  return found;
}
const FLASH = model('Wan 2.6 Flash');
const WAN = model('Wan 2.7');
const setting = (of: Model, params = {}): ClipSetting => ({
  model: of,
  params: { ...defaultsOf(of), ...params },
});

/** Wan 2.7 with a reference: it can start without a picture. */
const withReference: Form['inputs'] = (of, sourceId) => {
  if (sourceId !== null) return [{ field: 'image_url', sourceId }];
  return of === WAN ? [{ field: 'image_url', sourceId: 'reference' }] : [];
};
const form = (change: Partial<Form> = {}): Form => ({
  pictures: [],
  prompts: ['go'],
  each: false,
  settings: [setting(FLASH)],
  variations: 1,
  reading: 0,
  inputs: (_of, sourceId) => (sourceId === null ? [] : [{ field: 'image_url', sourceId }]),
  ...change,
});
const pictures = (count: number) =>
  Array.from({ length: count }, (_, at) => ({ key: `k${at}`, sourceId: `s${at}` }));

const anySetting = fc.oneof(
  fc
    .record({ duration: fc.integer({ min: 2, max: 15 }), resolution: fc.constantFrom('720p', '1080p') })
    .map((params) => setting(FLASH, params)),
  fc
    .record({
      duration: fc.integer({ min: 2, max: 10 }),
      resolution: fc.constantFrom('720p', '1080p'),
      seed: fc.integer({ min: 0, max: 2_147_483_647 }),
    })
    .map((params) => setting(WAN, params)),
);
const anyForm = fc
  .record({
    count: fc.integer({ min: 0, max: 6 }),
    own: fc.array(fc.string(), { maxLength: 6 }),
    prompts: fc.array(fc.string(), { minLength: 1, maxLength: 3 }),
    each: fc.boolean(),
    settings: fc.array(anySetting, { minLength: 1, maxLength: 3 }),
    variations: fc.integer({ min: 1, max: 10 }),
    references: fc.boolean(),
  })
  .map(({ count, own, settings, references, ...rest }) =>
    form({
      ...rest,
      pictures: pictures(count).map((picture, at) => ({ ...picture, prompt: own[at] })),
      settings: distinct(settings),
      ...(references ? { inputs: withReference } : {}),
    }),
  );

describe('what the form comes to', () => {
  it('is the product of pictures, prompts, settings and variations, and the sum of the prices', () => {
    fc.assert(
      fc.property(anyForm, (one) => {
        const clips = clipsOf(one);
        const size = sizeOf(one);
        expect(clips).toHaveLength(size.count);
        expect(size.count).toBe(Math.max(1, size.images) * size.prompts * size.settings * size.variations);
        const each = clips.map((clip) => {
          const of = MODELS.find(({ id }) => id === clip.modelId) ?? FLASH;
          return priceOf(of, clip.params);
        });
        const lines = settingsInUse(one).map((used) =>
          times(priceOf(used.model, used.params), clipsPerSetting(one)),
        );
        expect(sum(each)).toBe(sum(lines));
      }),
    );
  });

  it('is in the order of the pictures, the same each time, with values that the models take', () => {
    fc.assert(
      fc.property(anyForm, (one) => {
        const clips = clipsOf(one);
        expect(clipsOf(one)).toEqual(clips);
        const order = clips.map(({ inputs }) =>
          one.pictures.findIndex((p) => p.sourceId === inputs[0]?.sourceId),
        );
        expect(order).toEqual(order.toSorted((a, b) => a - b));
        for (const { modelId, params } of clips) {
          const of = MODELS.find(({ id }) => id === modelId) ?? FLASH;
          expect(Object.keys(params).every((key) => fieldOf(of, key))).toBe(true);
          const seed = fieldOf(of, 'seed')?.kind;
          if (seed?.type === 'integer')
            expect(params['seed']).toSatisfy((value: number) => value >= seed.min && value <= seed.max);
        }
      }),
    );
  });

  it('gives each picture its own words, and the form’s to those without', () => {
    const [a, b] = pictures(2);
    if (!a || !b) throw new Error('no pictures');
    const one = form({ pictures: [{ ...a, prompt: 'sway' }, b], prompts: ['go', 'unused'], each: true });
    expect(clipsOf(one).map(({ params }) => params['prompt'])).toEqual(['sway', 'go']);
    expect(sizeOf(one)).toMatchObject({ prompts: 1, count: 2 });
  });

  it('makes one clip of references alone, with the model that can', () => {
    const one = form({ settings: [setting(FLASH), setting(WAN)], inputs: withReference });
    expect(clipsOf(one)).toMatchObject([{ modelId: WAN.id, inputs: [{ sourceId: 'reference' }] }]);
    expect(sizeOf(form()).count).toBe(0);
  });

  it('counts a picture that is still being read, and has no clip of it yet', () => {
    const one = form({ pictures: [...pictures(1), { key: 'reading', sourceId: null }] });
    expect(sizeOf(one).count).toBe(2);
    expect(clipsOf(one)).toHaveLength(1);
  });

  it('gives variations seeds that follow the one that was set, round the end, and leaves the rest to the service', () => {
    const seeds = (params: object) =>
      clipsOf(form({ pictures: pictures(1), settings: [setting(WAN, params)], variations: 3 })).map(
        (clip) => clip.params['seed'],
      );
    expect(seeds({ seed: 7 })).toEqual([7, 8, 9]);
    expect(seeds({ seed: 2_147_483_646 })).toEqual([2_147_483_646, 2_147_483_647, 0]);
    expect(seeds({})).toEqual([undefined, undefined, undefined]);
  });

  it('knows the same settings by their values', () => {
    const reordered = {
      model: FLASH,
      params: Object.fromEntries(Object.entries(defaultsOf(FLASH)).toReversed()),
    };
    expect(distinct([setting(FLASH), reordered, setting(FLASH, { duration: 6 }), setting(WAN)])).toHaveLength(
      3,
    );
  });

  it('finds the cheapest look at a setting', () => {
    fc.assert(
      fc.property(anySetting, (one) => {
        const look = cheapest(one);
        expect(look.params).toMatchObject({ duration: 2, resolution: '720p' });
        expect(priceOf(look.model, look.params)).toBeLessThanOrEqual(priceOf(one.model, one.params));
      }),
    );
  });
});
