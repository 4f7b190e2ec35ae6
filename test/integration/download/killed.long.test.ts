import { expect, test } from 'vitest';
import { killOften } from './kill-run.ts';

test('killed 500 times at random moments: every clip comes home, whole and once', {
  timeout: 3_600_000,
}, async () => {
  const { kills, clips, mostAgain, wrong } = await killOften(500, Date.now() % 100_000);
  console.log({ kills, clips, mostAgain });
  expect(wrong).toEqual([]);
  expect(kills).toBeGreaterThanOrEqual(500);
});
