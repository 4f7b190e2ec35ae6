import { describe, expect, it } from 'vitest';
import { numberAt, type Place, placeAfter, placeOver } from '../../../renderer/features/queue/order.ts';

const ids = ['a', 'b', 'c', 'd'];

/** The line after main has moved one before another. */
function moved(id: string, place: Place | null): string {
  if (!place) return ids.join('');
  const others = ids.filter((one) => one !== id);
  const at = place.beforeId === null ? others.length : others.indexOf(place.beforeId);
  return others.toSpliced(at, 0, id).join('');
}

describe('the line of waiting clips', () => {
  it.each([
    ['c', 'first', 'cabd'],
    ['c', 'up', 'acbd'],
    ['b', 'down', 'acbd'],
    ['c', 'down', 'abdc'],
    ['b', 'last', 'acdb'],
    ['a', 'first', 'abcd'],
    ['a', 'up', 'abcd'],
    ['d', 'down', 'abcd'],
    ['d', 'last', 'abcd'],
    ['gone', 'up', 'abcd'],
    ['gone', 'last', 'abcd'],
  ] as const)('%s moved %s is %s', (id, step, after) => {
    const place = placeAfter(ids, id, step);
    expect(moved(id, place)).toBe(after);
    // What changes nothing is not offered.
    expect(place === null).toBe(after === ids.join(''));
    if (place) expect(numberAt(ids, id, place)).toBe(after.indexOf(id) + 1);
  });

  it.each([
    ['d', 'b', false, 'adbc'],
    ['d', 'b', true, 'abdc'],
    ['a', 'c', false, 'bacd'],
    ['a', 'c', true, 'bcad'],
    ['a', 'd', true, 'bcda'],
    ['b', 'b', true, 'abcd'],
    ['b', 'a', true, 'abcd'],
    ['b', 'c', false, 'abcd'],
    ['b', 'gone', true, 'abcd'],
  ] as const)('%s let go over %s, farther half %s, is %s', (id, over, farther, after) => {
    const place = placeOver(ids, id, over, farther);
    expect(moved(id, place)).toBe(after);
    expect(place === null).toBe(after === ids.join(''));
  });
});
