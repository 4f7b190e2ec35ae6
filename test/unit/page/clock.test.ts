import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { listen } from '../../../renderer/ui/clock.ts';

vi.stubGlobal('document', { hidden: false });

const ends: (() => void)[] = [];
beforeEach(() => vi.useFakeTimers({ now: 1_000_000 }));
afterEach(() => {
  for (const end of ends.splice(0)) end();
  vi.useRealTimers();
});

/** Counts how often somebody who looks every so many milliseconds is told. */
function told(every: number): () => number {
  let count = 0;
  ends.push(
    listen(every, () => {
      count += 1;
    }),
  );
  return () => count;
}

test('everybody is told as often as they asked for, by one timer', () => {
  const [often, seldom] = [told(1000), told(5000)];
  vi.advanceTimersByTime(10_000);
  expect([often(), seldom()]).toEqual([10, 2]);
  expect(vi.getTimerCount()).toBe(1);
});

test('with nobody there no timer is left', () => {
  told(1000);
  for (const end of ends.splice(0)) end();
  expect(vi.getTimerCount()).toBe(0);
});

test('a clock that is set back stops nobody, not even when somebody comes before the next look', () => {
  const first = told(1000);
  vi.setSystemTime(1_000_000 - 3_600_000);
  told(5000);
  vi.advanceTimersByTime(10_000);
  expect(first()).toBeGreaterThanOrEqual(9);
});

test('a timer is for those it was set for, even where the clock says that it is not quite time', () => {
  const count = told(1000);
  const now = vi.spyOn(Date, 'now').mockReturnValue(1_000_500);
  vi.advanceTimersByTime(1000);
  expect(count()).toBe(1);
  now.mockRestore();
});
