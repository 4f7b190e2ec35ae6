import { expect, test } from 'vitest';
import { fetchMany } from './many.ts';

test('1,000 downloads, half of them from a host that never answers', async () => {
  const { home, atOnce } = await fetchMany(1000, 10 * 60_000);
  expect(home).toBe(500);
  expect(atOnce).toBeLessThanOrEqual(6);
});
