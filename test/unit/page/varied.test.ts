import { expect, test } from 'vitest';
import { sharedBy, variedIn } from '../../../renderer/features/clip/details/varied.ts';

const one = {
  modelId: 'a/wan/one',
  params: { prompt: 'Waves', seed: 1, duration: 5, negative_prompt: 'text' },
  sourceIds: ['picture'],
};

test('a variation says what differs, in words', () => {
  expect(variedIn(one, one)).toEqual([]);
  expect(variedIn(one, { ...one, params: { ...one.params, seed: 2 } })).toEqual(['Seed']);
  const { negative_prompt: _, ...rest } = one.params;
  expect(variedIn(one, { ...one, params: { ...rest, prompt: 'Rain' } })).toEqual([
    'Prompt',
    'Negative prompt',
  ]);
  expect(variedIn(one, { ...one, sourceIds: ['other'] })).toEqual(['Image']);
});

test('of another model only what both take is compared', () => {
  const other = {
    modelId: 'a/wan/two',
    params: { prompt: 'Rain', shot_type: 'single' },
    sourceIds: ['picture'],
  };
  expect(variedIn(one, other)).toEqual(['Model', 'Prompt']);
});

test('what differs about all of a batch in the same way is said once', () => {
  expect(sharedBy(['Image', 'Image', 'Image'])).toBe('Image');
  expect(sharedBy(['Seed'])).toBe('Seed');
  expect(sharedBy(['Image', 'Image and Seed'])).toBeNull();
  expect(sharedBy([])).toBeNull();
});
