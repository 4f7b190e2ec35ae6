import { expect, test } from 'vitest';
import { crashEverywhere } from './crash-points.ts';

test('no record that was reported as written is lost in 400 power cuts', () => {
  const counts = crashEverywhere(400, 8, 1);
  // Each kind of loss was met, and both ends of the write that was under way.
  for (const what of ['prefix', 'torn', 'scattered', 'all']) {
    expect(counts[`${what} of the log`] ?? 0, what).toBeGreaterThan(10);
    expect(counts[`${what} of the data`] ?? 0, what).toBeGreaterThan(0);
  }
  expect(counts['without the last write'] ?? 0).toBeGreaterThan(50);
  expect(counts['with the last write'] ?? 0).toBeGreaterThan(50);
});
