import { expect, test } from 'vitest';
import { crashEverywhere } from './crash-points.ts';

test.each([1, 2, 3, 4])(
  'no record that was reported as written is lost in 2,500 power cuts, seed %i',
  (seed) => {
    const counts = crashEverywhere(2500, 24, seed);
    expect(counts['with the last write'] ?? 0).toBeGreaterThan(500);
  },
);
