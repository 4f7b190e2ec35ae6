import { expect, test } from 'vitest';
import { fetchMany } from './many.ts';

test('a host that never answers does not keep clips that lie elsewhere', { timeout: 120_000 }, async () => {
  const { home, atOnce, silentAtOnce } = await fetchMany(60, 100_000);
  expect(home).toBe(30);
  expect(silentAtOnce).toBe(3);
  expect(atOnce).toBeGreaterThan(3);
  expect(atOnce).toBeLessThanOrEqual(6);
});
