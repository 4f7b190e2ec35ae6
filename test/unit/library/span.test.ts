import { expect, test } from 'vitest';
import { Span } from '../../../renderer/features/library/span.ts';

const PAGE = 800;

function span(height: number): Span {
  const made = new Span();
  made.resize(height, PAGE);
  return made;
}

test('a roll that Chromium can lay out is scrolled as it is', () => {
  const roll = span(3_000_000);
  expect(roll.inner).toBe(3_000_000);
  roll.follow(2_500_000);
  expect([roll.top, roll.offset, roll.straighten()]).toEqual([2_500_000, 0, null]);
});

test('past the clamp wheel and keys move the roll pixel by pixel', () => {
  const roll = span(60_000_000);
  expect(roll.inner).toBeLessThan(2 ** 24);
  let scrolled = roll.moveTo(30_000_000);
  for (const by of [40, 400, -1000, 3]) {
    const before = roll.top;
    const seen = 30_000_500 - roll.offset - scrolled;
    scrolled += by;
    roll.follow(scrolled);
    expect(roll.top - before).toBe(by);
    expect(30_000_500 - roll.offset - scrolled).toBe(seen - by);
  }
});

test('a drag of the thumb leads to the same part of the whole', () => {
  const roll = span(60_000_000);
  const end = roll.inner - PAGE;
  roll.follow(end / 4);
  expect(roll.top).toBeCloseTo((60_000_000 - PAGE) / 4);
  roll.follow(end);
  expect(roll.top).toBe(60_000_000 - PAGE);
  roll.follow(0);
  expect(roll.top).toBe(0);
});

test('at rest the thumb goes back to the truth, and what is seen stays', () => {
  const roll = span(60_000_000);
  let scrolled = 0;
  for (let step = 0; step < 3000; step += 1) {
    scrolled += 1000;
    roll.follow(scrolled);
  }
  expect(roll.top).toBe(3_000_000);
  const truth = roll.straighten() ?? 0;
  expect(roll.top).toBe(3_000_000);
  expect(truth / (roll.inner - PAGE)).toBeCloseTo(3_000_000 / (60_000_000 - PAGE), 4);
  expect(roll.straighten()).toBeNull();
});

test('neither end is passed, and both are reached', () => {
  const roll = span(60_000_000);
  let scrolled = roll.moveTo(1e12);
  expect(roll.top).toBe(60_000_000 - PAGE);
  expect(scrolled).toBe(roll.inner - PAGE);
  scrolled = roll.moveTo(1500);
  for (let step = 0; step < 3; step += 1) {
    scrolled -= 600;
    roll.follow(Math.max(0, scrolled));
  }
  // The scroller may end before the roll does; at rest it makes room again.
  expect(roll.top).toBeGreaterThanOrEqual(0);
  roll.moveTo(-5);
  expect([roll.top, roll.offset]).toEqual([0, 0]);
});
