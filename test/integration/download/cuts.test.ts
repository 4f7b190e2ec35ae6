import { describe, expect, test } from 'vitest';
import { clipOfLength, fixture, MIB } from './clips.ts';
import { downloadAll, once, pairs, randoms } from './cuts.ts';

const small = clipOfLength(64 * 1024);
const large = clipOfLength(24 * MIB);

/** Both ends of the file, where the blocks of a disk meet, and a comb in between. */
function* someOffsets(step: number): Generator<number> {
  for (let offset = 0; offset <= small.length; offset += 1) {
    const nearEnd = offset < 32 || offset > small.length - 32;
    const nearBlock = (offset + 1) % 4096 < 3;
    if (nearEnd || nearBlock || offset % step === 0) yield offset;
  }
}

describe('a line that is cut', () => {
  test.each(['rst', 'fin'] as const)('by a %s, close together in a small file', async (end) => {
    expect(await downloadAll(small, once(someOffsets(401), end))).toEqual([]);
  });

  test('that falls silent', async () => {
    expect(await downloadAll(small, once(someOffsets(2003), 'stall'))).toEqual([]);
  });

  test.each(['rst', 'fin', 'stall'] as const)('by a %s, and once more in what follows', async (end) => {
    expect(await downloadAll(small, pairs(60, small.length, end, 11))).toEqual([]);
  });

  test('at random offsets of a large file', { timeout: 120_000 }, async () => {
    const random = randoms(3);
    const offsets = Array.from({ length: 8 }, () => random(large.length));
    expect(await downloadAll(large, once(offsets, 'rst'))).toEqual([]);
    expect(await downloadAll(large, pairs(2, large.length, 'fin', 5))).toEqual([]);
  });

  test('one byte at a time', async () => {
    const tiny = fixture('clip-smallest.mp4');
    const runs = Array.from({ length: 40 }, (_, n) => ({ offsets: [n * 21], end: 'rst' as const, slice: 1 }));
    expect(await downloadAll(tiny, runs)).toEqual([]);
  });
});
