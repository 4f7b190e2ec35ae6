import { expect, test, vi } from 'vitest';
import { cutThePower } from './power-run.ts';

vi.mock('node:fs/promises', async (original) => {
  const { faulty } = await import('./disk.ts');
  return faulty(await original());
});

test.each([true, false])(
  'a power cut at any moment, with hard links: %s',
  { timeout: 600_000 },
  async (links) => {
    const { states, wrong } = await cutThePower({ links, recoverEvery: 3 });
    expect(wrong).toEqual([]);
    expect(states).toBeGreaterThan(150);
  },
);
