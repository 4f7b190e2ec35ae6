import { expect, test } from 'vitest';
import { fetchMany } from './many.ts';

test('a host that never answers does not keep clips that lie elsewhere', { timeout: 120_000 }, async () => {
  const { home, atOnce, silentAtOnce } = await fetchMany(60, 100_000);
  expect(home).toBe(30);
  expect(silentAtOnce).toBe(3);
  expect(atOnce).toBeGreaterThan(3);
  expect(atOnce).toBeLessThanOrEqual(6);
});

test('no more are fetched from one host at once than the person chose', { timeout: 60_000 }, async () => {
  const { home, silentAtOnce } = await fetchMany(12, 50_000, 1);
  expect(home).toBe(6);
  expect(silentAtOnce).toBe(1);
});
