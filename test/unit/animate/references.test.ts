import { describe, expect, it, test } from 'vitest';
import { MODELS } from '../../../main/core/catalogue/catalogue.ts';
import type { Model } from '../../../preload/contract/model.ts';
import type { MediaKind } from '../../../preload/contract/vocabulary.ts';
import {
  matching,
  mentionAt,
  namesGone,
  promptNames,
  withName,
} from '../../../renderer/features/animate/references/names.ts';
import { referenceNotes } from '../../../renderer/features/animate/references/notes.ts';
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

describe('names in a prompt', () => {
  const strip = { key: 'a', name: 'harbour.jpg', source: null };
  const names = promptNames(wan, all, strip, 3);

  it('counts what is there by kind, and knows none for a model without references', () => {
    expect(names.map(({ name, what }) => `${name} ${what}`)).toEqual([
      'Image 1 Each of the 3 images',
      'Image 2 vase.file',
      'Image 3 balloon.file',
      'Video 1 train.file',
    ]);
    expect(promptNames(wan, all, null, 0)[0]).toMatchObject({ name: 'Image 1', sourceId: 'vase' });
    expect(promptNames(flash, all, strip, 3)).toEqual([]);
  });

  it('points out what a prompt names that is not there', () => {
    expect(namesGone('Image 2 waves at image 4, as Image 04 does in Video 2', names)).toEqual([
      'Image 4',
      'Video 2',
    ]);
    expect(namesGone('Image 9', [])).toEqual([]);
  });

  it.each([
    ['A @', 3, { from: 2, query: '' }],
    ['@vid', 4, { from: 0, query: 'vid' }],
    ['(@image 2', 9, { from: 1, query: 'image 2' }],
    ['me@home', 7, null],
    ['@ and so on', 0, null],
    ['@ but much later', 16, null],
  ])('knows a name that is being typed: %s', (text, caret, mention) => {
    expect(mentionAt(text, caret)).toEqual(mention);
  });

  it.each([
    ['', ['Image 1', 'Image 2', 'Image 3', 'Video 1']],
    ['im', ['Image 1', 'Image 2', 'Image 3']],
    ['image2', ['Image 2']],
    ['1', ['Image 1', 'Video 1']],
    ['x', []],
  ])('finds names by what was typed: %s', (query, found) => {
    expect(matching(names, query).map(({ name }) => name)).toEqual(found);
  });

  it('writes a gap after a name only where the text has none', () => {
    expect(withName('A @', { from: 2, query: '' }, 'Image 2')).toBe('Image 2 ');
    expect(withName('A @im turns', { from: 2, query: 'im' }, 'Image 2')).toBe('Image 2');
  });
});

describe('what is said of references', () => {
  it('asks for an image where there is none', () => {
    const video = { ...NO_REFERENCES, video: held('train', 'video') };
    expect(referenceNotes(wan, video, 0)).toEqual(['Add one image.']);
    expect(referenceNotes(wan, video, 1)).toEqual([]);
    expect(referenceNotes(flash, video, 0)).toEqual([]);
    expect(referenceNotes(wan, NO_REFERENCES, 0)).toEqual([]);
  });

  it('tells that a file which could not be read is left out', () => {
    const failed: Reference = { ...held('bad'), source: null, failure: { code: 'undecodable' } };
    expect(referenceNotes(wan, { ...NO_REFERENCES, startFrame: failed }, 1)).toEqual([
      'bad.file cannot be used. The clips are made without it.',
    ]);
  });

  it('warns above five in all, the start frame and the voice left out', () => {
    expect(referenceNotes(wan, all, 2)).toEqual([]);
    const images = [...['a', 'b', 'c', 'd'].map((id) => held(id)), null];
    expect(referenceNotes(wan, { ...all, images }, 0)).toEqual([]);
    expect(referenceNotes(wan, { ...all, images }, 2)).toEqual([
      'That makes 6 references for each clip. The model takes 5; it may ignore the rest.',
    ]);
  });

  it('warns of sides and shapes that the model does not take', () => {
    const shaped = (kind: MediaKind, width: number, height: number): References => {
      const item = held('x', kind);
      const source = item.source && { ...item.source, width, height };
      return { ...NO_REFERENCES, video: { ...item, source } };
    };
    expect(referenceNotes(wan, shaped('image', 240, 239), 1)).toEqual([
      'x.file is small: 239 px on its short side. The model wants at least 240 px.',
    ]);
    expect(referenceNotes(wan, shaped('video', 4097, 2000), 1)[0]).toMatch(/4,097|4097/);
    expect(referenceNotes(wan, shaped('video', 3000, 300), 1)).toEqual([
      'x.file is too narrow. The model takes shapes up to 8 : 1.',
    ]);
    expect(referenceNotes(wan, shaped('audio', 0, 0), 1)).toEqual([]);
  });
});
