import { expect, test } from 'vitest';
import type { JobView } from '../../../preload/contract/schemas/views.ts';
import { clockOf, isShort } from '../../../renderer/features/queue/card-view.ts';

type Timed = Pick<JobView, 'state' | 'expectedMs' | 'holdUntil'>;
const job = (timed: Partial<Timed>) =>
  ({ state: 'processing', expectedMs: 120_000, holdUntil: null, ...timed }) as JobView;

test('a card looks at the clock as often as something of it moves: seldom for minutes, never at its end', () => {
  expect(clockOf(job({ expectedMs: 3600 }))).toBe(1000);
  expect(clockOf(job({}))).toBe(5000);
  expect(clockOf(job({ state: 'pending' }))).toBe(5000);
  expect(clockOf(job({ state: 'queued', holdUntil: 1 }))).toBe(1000);
  expect(clockOf(job({ state: 'queued' }))).toBeNull();
  expect(clockOf(job({ state: 'done' }))).toBeNull();
});

test('the edge glides only through work of seconds: through minutes it would have the page drawn all the time', () => {
  expect(isShort(job({ expectedMs: 3600 }))).toBe(true);
  expect(isShort(job({}))).toBe(false);
});
