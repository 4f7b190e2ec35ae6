import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import type { JobView } from '../../../preload/contract/schemas/views.ts';
import { Spoken } from '../../../renderer/features/queue/spoken.ts';
import { setJobs } from '../../../renderer/state/jobs.ts';

await vi.hoisted(() => import('../page/page.ts'));

const said: string[] = [];
let spoken: Spoken;
/** The first so many of four clips are ready; `fresh` of them since the last time. */
function ready(count: number, fresh: number): void {
  const jobs = ['a', 'b', 'c', 'd'].map(
    (id, at) =>
      ({ id, batchId: 'batch', position: at, state: at < count ? 'done' : 'processing' }) as JobView,
  );
  setJobs(jobs);
  spoken.add(jobs.slice(count - fresh, count));
}

beforeEach(() => {
  vi.useFakeTimers();
  said.length = 0;
  spoken = new Spoken((words) => said.push(words));
});
afterEach(() => {
  spoken.stop();
  vi.useRealTimers();
});

test('the first clip of a batch is told of before the next one, and not again when it is heard', () => {
  ready(1, 1);
  vi.advanceTimersByTime(500);
  expect(said).toEqual(['1 of 4 clips ready']);
  // Nobody comes across it later, when it is no longer so.
  vi.advanceTimersByTime(5000);
  expect(said).toEqual(['1 of 4 clips ready', '']);
  ready(2, 1);
  vi.advanceTimersByTime(4999);
  expect(said).toHaveLength(2);
  vi.advanceTimersByTime(1);
  expect(said.at(-1)).toBe('2 of 4 clips ready');
});

test('clips that end together are told of together, at most once in ten seconds', () => {
  ready(2, 2);
  vi.advanceTimersByTime(100);
  ready(3, 1);
  vi.advanceTimersByTime(400);
  expect(said).toEqual(['3 of 4 clips ready']);
  ready(4, 1);
  vi.advanceTimersByTime(9999);
  expect(said).toEqual(['3 of 4 clips ready', '']);
  vi.advanceTimersByTime(1);
  expect(said.at(-1)).toBe('4 of 4 clips ready');
});
