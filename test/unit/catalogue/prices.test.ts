import { describe, expect, it } from 'vitest';
import { checkParams, findModel, MODELS } from '../../../main/core/catalogue/catalogue.ts';
import { requestInput } from '../../../main/core/catalogue/request.ts';
import { defaultsOf, fitParams, type Model, priceOf } from '../../../preload/contract/model.ts';

const model = (id: string): Model => {
  const found = findModel(id);
  if (!found) throw new Error(`no ${id}`);
  return found;
};
const flash = model('alibaba-plus/wan-2.6-flash/image-to-video');
const wan27 = model('alibaba-plus/wan-2.7/reference-to-video');

/** The service's own price tables, seconds → micro-cents. */
const WAN27_TABLE = {
  '720p': [300_000, 450_000, 600_000, 750_000, 900_000, 1_050_000, 1_200_000, 1_350_000, 1_500_000],
  '1080p': [450_000, 675_000, 900_000, 1_125_000, 1_350_000, 1_575_000, 1_800_000, 2_025_000, 2_250_000],
};
const FLASH_RATES = { '720p': 500_000, '1080p': 750_000 };

describe('prices', () => {
  for (const [resolution, row] of Object.entries(WAN27_TABLE))
    it.each(row.map((price, index) => [index + 2, price] as const))(
      `Wan 2.7 at ${resolution}, %i s`,
      (duration, price) => {
        expect(priceOf(wan27, { duration, resolution })).toBe(price);
      },
    );

  for (const [resolution, rate] of Object.entries(FLASH_RATES))
    it.each(Array.from({ length: 14 }, (_, index) => index + 2))(
      `Flash at ${resolution}, %i s`,
      (duration) => {
        expect(priceOf(flash, { duration, resolution })).toBe(rate * duration);
      },
    );

  it('gives both documented defaults', () => {
    expect(priceOf(wan27, defaultsOf(wan27))).toBe(1_125_000);
    expect(priceOf(flash, defaultsOf(flash))).toBe(2_500_000);
  });
});

describe('the catalogue', () => {
  it('has every field of the service’s pages and no other', () => {
    expect(flash.fields.map(({ key }) => key).sort()).toEqual(
      ['duration', 'image_url', 'negative_prompt', 'prompt', 'resolution'].sort(),
    );
    expect(wan27.fields.map(({ key }) => key).sort()).toEqual(
      [
        'aspect_ratio',
        'duration',
        'enable_prompt_expansion',
        'image_url',
        'image_urls',
        'negative_prompt',
        'prompt',
        'reference_voice_url',
        'resolution',
        'seed',
        'shot_type',
        'start_frame_url',
        'video_url',
      ].sort(),
    );
    expect(MODELS).toHaveLength(2);
  });

  it('keeps what fits when the model changes and clamps the rest', () => {
    const from = { ...defaultsOf(flash), prompt: 'p', duration: 15, resolution: '1080p' };
    expect(fitParams(wan27, from)).toMatchObject({
      prompt: 'p',
      duration: 10,
      resolution: '1080p',
      aspect_ratio: '16:9',
    });
    expect(fitParams(flash, fitParams(wan27, from))).toEqual({
      prompt: 'p',
      duration: 10,
      resolution: '1080p',
    });
  });

  it.each([
    ['an empty prompt', { prompt: '   ' }],
    ['too many seconds', { prompt: 'p', duration: 16 }],
    ['half a second', { prompt: 'p', duration: 2.5 }],
    ['a resolution that is not there', { prompt: 'p', resolution: '4k' }],
    ['a field of another model', { prompt: 'p', seed: 3 }],
    ['too long a text', { prompt: 'p'.repeat(2501) }],
  ])('refuses %s', (_name, params) => {
    expect(checkParams(flash, params, [])).toMatchObject({ ok: false, error: { code: 'bad-parameters' } });
  });

  it('makes the request from the recipe: seconds as text, only fields of the model, addresses by source', () => {
    const given = { prompt: ' p ', duration: 3, seed: 5, enable_prompt_expansion: false };
    const inputs = [
      { field: 'image_url', sourceId: 'a', sha256: '' },
      { field: 'image_urls', sourceId: 'b', sha256: '' },
    ];
    const params = checkParams(wan27, given, inputs);
    if (!params.ok) throw new Error(params.error.detail);
    const urls = new Map([
      ['a', 'https://x/a.jpg'],
      ['b', 'https://x/b.jpg'],
    ]);
    expect(requestInput(wan27, params.value, inputs, urls)).toEqual({
      prompt: 'p',
      image_url: 'https://x/a.jpg',
      image_urls: ['https://x/b.jpg'],
      duration: '3',
      resolution: '1080p',
      aspect_ratio: '16:9',
      shot_type: 'single',
      seed: 5,
      enable_prompt_expansion: false,
    });
  });

  it('leaves out what one of the files decides', () => {
    const given = { prompt: 'p', aspect_ratio: '9:16' };
    const params = checkParams(wan27, given, [{ field: 'start_frame_url' }]);
    expect(params.ok && Object.keys(params.value)).not.toContain('aspect_ratio');
    expect(checkParams(wan27, given, [{ field: 'image_url' }])).toMatchObject({ value: given });
  });
});
