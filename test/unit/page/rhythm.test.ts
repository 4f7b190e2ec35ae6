import { expect, test } from 'vitest';
import { Rhythm } from '../../../renderer/state/library/rhythm.ts';

/** The rest after letters that come so many milliseconds after one another. */
function restAfter(...between: readonly number[]): number {
  const rhythm = new Rhythm();
  let now = 10_000;
  rhythm.letter(now);
  for (const ms of between) {
    now += ms;
    rhythm.letter(now);
  }
  return rhythm.rest;
}

test('of somebody who types fast a rest is seen sooner', () => {
  expect(restAfter(180, 200, 190)).toBe(300);
  expect(restAfter(280, 240, 300)).toBe(450);
});

test('a rest is never so short that it splits a word, nor so long that it is waited for', () => {
  expect(restAfter(20, 30, 20)).toBe(200);
  expect(restAfter(450, 480)).toBe(500);
});

test('the first letter tells nothing yet, and a long pause nothing of the letters', () => {
  expect(restAfter()).toBe(500);
  expect(restAfter(200, 5000, 200)).toBe(300);
});

test('only the last letters count', () => {
  expect(restAfter(480, 200, 200, 200, 200)).toBe(300);
});
