import fc from 'fast-check';
import { expect, test } from 'vitest';
import { wordsBeside } from '../../../renderer/features/compare/words.ts';

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
