import { expect, test } from 'vitest';
import { MODELS } from '../../../main/core/catalogue/catalogue.ts';
import type { Model } from '../../../preload/contract/model.ts';
import type { MediaKind } from '../../../preload/contract/vocabulary.ts';
import {
  filledSlots,
  NO_REFERENCES,
  type Reference,
  type References,
  readingSlots,
  referenceInputs,
} from '../../../renderer/state/references.ts';

function modelNamed(name: string): Model {
  const model = MODELS.find((one) => one.name === name);
  if (!model) throw new Error(`no ${name}`);
  return model;
}
const flash = modelNamed('Wan 2.6 Flash');
const wan = modelNamed('Wan 2.7');

const held = (id: string, kind: MediaKind = 'image'): Reference => ({
  key: `key-${id}`,
  name: `${id}.file`,
  source: { id, kind, name: `${id}.file`, width: 800, height: 600, seconds: null, bytes: 1, digest: id },
  failure: null,
  wave: null,
});
const all: References = {
  images: [null, held('vase'), null, held('balloon'), null],
  video: held('train', 'video'),
  startFrame: held('frame'),
  voice: held('voice', 'audio'),
};
const sent = (model: Model, references: References, image: string | null): string[] =>
  referenceInputs(model, references, image).map(({ field, sourceId }) => `${field} ${sourceId}`);

test('the picture of the clip is Image 1, the slots follow in their order, and the rest has fields of its own', () => {
  expect(sent(wan, all, 'picture')).toEqual([
    'image_url picture',
    'image_urls vase',
    'image_urls balloon',
    'video_url train',
    'start_frame_url frame',
    'reference_voice_url voice',
  ]);
});

test('without a picture the first image that is there takes its place', () => {
  expect(sent(wan, all, null).slice(0, 2)).toEqual(['image_url vase', 'image_urls balloon']);
  expect(sent(wan, { ...NO_REFERENCES, video: held('train', 'video') }, null)).toEqual(['video_url train']);
});

test('a model without references takes none of them, not even in place of its picture', () => {
  expect(sent(flash, all, 'picture')).toEqual(['image_url picture']);
  expect(sent(flash, all, null)).toEqual([]);
});

test('what is still read, or could not be, is no input; only the former is waited for', () => {
  const reading: Reference = { ...held('late'), source: null };
  const failed: Reference = { ...held('bad'), source: null, failure: { code: 'too-large' } };
  const references: References = { ...NO_REFERENCES, images: [reading, failed, null, null, null] };
  expect(sent(wan, references, 'picture')).toEqual(['image_url picture']);
  expect(filledSlots(references)).toHaveLength(2);
  expect(readingSlots(references)).toBe(1);
});
