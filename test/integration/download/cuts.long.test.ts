import { expect, test } from 'vitest';
import { clipOfLength, MIB } from './clips.ts';
import { downloadAll, once, pairs, randoms } from './cuts.ts';

const small = clipOfLength(64 * 1024);
const large = clipOfLength(24 * MIB);
const hour = { timeout: 3_600_000 };

function* everyOffset(step: number): Generator<number> {
  for (let offset = 0; offset <= small.length; offset += step) yield offset;
}

test.each([
  ['rst', 1],
  ['fin', 1],
  ['stall', 16],
] as const)('a %s at every offset of 64 KiB (step %i)', hour, async (end, step) => {
  expect(await downloadAll(small, once(everyOffset(step), end))).toEqual([]);
});

test.each(['rst', 'fin', 'stall'] as const)('1,000 pairs of %s', hour, async (end) => {
  expect(await downloadAll(small, pairs(1000, small.length, end, 17))).toEqual([]);
});

test('a reset at 1,000 random offsets of 24 MiB', hour, async () => {
  const random = randoms(23);
  const offsets = Array.from({ length: 1000 }, () => random(large.length + 1));
  expect(await downloadAll(large, once(offsets, 'rst'))).toEqual([]);
});
