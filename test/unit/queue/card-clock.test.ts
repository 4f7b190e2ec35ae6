import { expect, test } from 'vitest';
import type { JobView } from '../../../preload/contract/schemas/views.ts';
import { clockOf, isShort } from '../../../renderer/features/queue/card-view.ts';

type Timed = Pick<JobView, 'state' | 'expectedMs' | 'holdUntil' | 'since'>;
const job = (timed: Partial<Timed>) =>
  ({ state: 'processing', expectedMs: 120_000, holdUntil: null, since: 0, ...timed }) as JobView;

test('a card looks at the clock as often as something of it moves: seldom for minutes, never at its end', () => {
  expect(clockOf(job({ expectedMs: 3600 }), 3000)).toBe(1000);
  expect(clockOf(job({}), 60_000)).toBe(5000);
  expect(clockOf(job({ state: 'pending' }), 60_000)).toBe(5000);
  // Past its time it has nothing more to say.
  expect(clockOf(job({}), 134_000)).toBe(5000);
  expect(clockOf(job({}), 136_000)).toBeNull();
  expect(clockOf(job({ state: 'queued', holdUntil: 1 }), 60_000)).toBe(1000);
  expect(clockOf(job({ state: 'queued' }), 60_000)).toBeNull();
  expect(clockOf(job({ state: 'done' }), 60_000)).toBeNull();
});

test('the edge glides only through work of seconds: through minutes it would have the page drawn all the time', () => {
  expect(isShort(job({ expectedMs: 3600 }))).toBe(true);
  expect(isShort(job({}))).toBe(false);
});
