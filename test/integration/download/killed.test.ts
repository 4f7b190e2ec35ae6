import { expect, test } from 'vitest';
import { killOften } from './kill-run.ts';

test('killed 15 times at random moments: every clip comes home, whole and once', {
  timeout: 300_000,
}, async () => {
  const { kills, wrong } = await killOften(15, 5);
  expect(wrong).toEqual([]);
  expect(kills).toBeGreaterThanOrEqual(15);
});
