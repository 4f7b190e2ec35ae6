import { beforeEach, describe, expect, test } from 'vitest';
import { Watchdog } from '../../../main/core/download/watchdog.ts';
import { ManualClock } from '../../integration/download/manual-clock.ts';

const STALL_MS = 30_000;
let clock: ManualClock;
let dog: Watchdog;
let stalls: number;
beforeEach(() => {
  clock = new ManualClock();
  stalls = 0;
  dog = new Watchdog(clock, STALL_MS, () => {
    stalls += 1;
  });
});

/** Feeds `bytes` every second for so many seconds. */
function flow(bytes: number, seconds: number): void {
  for (let second = 0; second < seconds; second += 1) {
    clock.advance(1000);
    dog.feed(bytes);
  }
}

test('silence from the start ends it after the stall time, once', () => {
  clock.advance(STALL_MS - 1);
  expect(stalls).toBe(0);
  clock.advance(1);
  expect(stalls).toBe(1);
  clock.advance(10 * STALL_MS);
  expect(stalls).toBe(1);
});

test.each([
  ['fast', 200_000, STALL_MS],
  ['at the limit', 64_000, STALL_MS],
  ['slower than 64 kB/s', 63_000, 2 * STALL_MS],
])('a line that was %s and falls silent has so much time (%i bytes/s: %i ms)', (_, rate, patience) => {
  flow(rate, 120);
  clock.advance(patience - 1001);
  expect(stalls).toBe(0);
  clock.advance(2000);
  expect(stalls).toBe(1);
});

test('a slow line may go on for ever', () => {
  flow(1000, 24 * 3600);
  expect(stalls).toBe(0);
});

test('a few bytes now and then are as good as none', () => {
  flow(10, 200);
  expect(stalls).toBe(1);
});

describe('while this side does not read', () => {
  test('silence does not count', () => {
    flow(200_000, 10);
    dog.hold(true);
    clock.advance(3_600_000);
    expect(stalls).toBe(0);
    dog.hold(false);
    clock.advance(STALL_MS - 1);
    expect(stalls).toBe(0);
    clock.advance(3_600_000);
    expect(stalls).toBe(1);
  });
});

test('stopped, it leaves no timer behind', () => {
  dog.stop();
  expect(clock.waiting).toBe(0);
  clock.advance(10 * STALL_MS);
  expect(stalls).toBe(0);
});
