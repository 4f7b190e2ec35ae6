import fc from 'fast-check';
import { expect, test, vi } from 'vitest';
import type { ClipView } from '../../../preload/contract/schemas/views.ts';
import { differencesOf } from '../../../renderer/features/compare/differences.ts';
import { wordsBeside } from '../../../renderer/features/compare/words.ts';

const { WORLD } = await vi.hoisted(() => import('./page.ts'));

const marked = (text: string, other: string): string =>
  wordsBeside(text, other)
    .map((piece) => (piece.same ? piece.text : `[${piece.text}]`))
    .join('');

test('words that only one of two prompts has are marked in it', () => {
  expect(marked('Slow push-in, calm water', 'Slow pull-out, calm water')).toBe(
    'Slow [push]-[in], calm water',
  );
  expect(marked('Slow pull-out, calm water', 'Slow push-in, calm water')).toBe(
    'Slow [pull]-[out], calm water',
  );
  expect(marked('A gull', 'A gull')).toBe('A gull');
  expect(marked('', 'A gull')).toBe('');
  expect(marked('A gull', '')).toBe('[A gull]');
});

test('nothing of a text is lost, and what is the same is the same in both', () => {
  const words = fc
    .array(fc.constantFrom('sea', 'sky', 'gull', ' ', ',', 'é'), { maxLength: 12 })
    .map((all) => all.join(' '));
  fc.assert(
    fc.property(words, words, (one, other) => {
      const [there, back] = [wordsBeside(one, other), wordsBeside(other, one)];
      const all = (pieces: typeof there): string => pieces.map(({ text }) => text).join('');
      const same = (pieces: typeof there): number =>
        pieces.filter((piece) => piece.same).reduce((sum, { text }) => sum + text.length, 0);
      expect([all(there), all(back)]).toEqual([one, other]);
      expect(same(wordsBeside(one, one))).toBe(one.length);
      expect(same(there) > 0).toBe(same(back) > 0);
    }),
  );
});

test('a setting has its name also where no clip is of a model that has it', () => {
  const clip = (on: boolean): ClipView => ({
    id: String(on),
    jobId: null,
    batchId: null,
    name: '',
    createdAt: 0,
    modelId: 'gone',
    prompt: '',
    params: { enable_prompt_expansion: on },
    seconds: 5,
    width: 0,
    height: 0,
    bytes: 0,
    charged: null,
    practice: false,
    sourceIds: [],
    sourceName: null,
    place: 0,
    folder: '',
    parents: [],
    made: null,
    favourite: false,
    rating: 0,
    flag: null,
    tags: [],
    played: false,
    missing: false,
  });
  const compared = [true, false].map((on) => ({ clip: clip(on), recipe: null }));
  expect(differencesOf(compared, WORLD.models)).toMatchObject([
    { label: 'Prompt expansion', values: ['On', 'Off'] },
  ]);
});
