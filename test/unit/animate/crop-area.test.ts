import fc from 'fast-check';
import { expect, test } from 'vitest';
import {
  type Corner,
  dragCorner,
  fitArea,
  MIN_SHARE,
  moveArea,
  nearestRatio,
  ratioOf,
  sizeArea,
  WHOLE,
} from '../../../renderer/features/animate/crop/area.ts';

const RATIOS = ['16:9', '4:3', '1:1', '3:4', '9:16'];
const wide = { width: 1600, height: 1000 };

test('the largest part of a shape lies in the middle', () => {
  expect(fitArea(wide, ratioOf('1:1'))).toEqual({ x: 0.1875, y: 0, width: 0.625, height: 1 });
  const flat = fitArea(wide, ratioOf('16:9'));
  expect(flat).toMatchObject({ x: 0, width: 1 });
  expect([flat.y, flat.height]).toEqual([expect.closeTo(0.05), expect.closeTo(0.9)]);
  expect(fitArea(wide, ratioOf('no shape'))).toEqual(WHOLE);
});

test('the ratio that is most like the picture is offered first', () => {
  expect(nearestRatio(wide, RATIOS)).toBe('16:9');
  expect(nearestRatio({ width: 1000, height: 1600 }, RATIOS)).toBe('9:16');
  expect(nearestRatio({ width: 10, height: 11 }, RATIOS)).toBe('1:1');
  expect(nearestRatio(wide, [])).toBeNull();
});

test('a corner is followed, and the opposite one stays', () => {
  const square = fitArea(wide, 1);
  const smaller = dragCorner(square, 'se', -0.3125, 0);
  expect(smaller).toEqual({ x: 0.1875, y: 0, width: 0.3125, height: 0.5 });
  const fromTop = dragCorner(square, 'nw', 0, 0.5);
  expect(fromTop).toEqual({ x: 0.5, y: 0.5, width: 0.3125, height: 0.5 });
});

test('whatever is done, the frame keeps its shape and stays inside', () => {
  const delta = fc.double({ min: -3, max: 3, noNaN: true });
  const corner = fc.constantFrom<Corner>('nw', 'ne', 'sw', 'se');
  const step = fc.oneof(
    fc.record({ kind: fc.constant('move' as const), dx: delta, dy: delta }),
    fc.record({ kind: fc.constant('size' as const), share: delta }),
    fc.record({ kind: fc.constant('drag' as const), corner, dx: delta, dy: delta }),
  );
  const picture = fc.record({
    width: fc.integer({ min: 1, max: 9000 }),
    height: fc.integer({ min: 1, max: 9000 }),
  });
  fc.assert(
    fc.property(
      picture,
      fc.constantFrom(...RATIOS),
      fc.array(step, { maxLength: 12 }),
      (size, ratio, steps) => {
        const first = fitArea(size, ratioOf(ratio));
        let area = first;
        for (const each of steps) {
          if (each.kind === 'move') area = moveArea(area, each.dx, each.dy);
          else if (each.kind === 'size') area = sizeArea(area, each.share);
          else area = dragCorner(area, each.corner, each.dx, each.dy);
          for (const edge of [area.x, area.y, 1 - area.x - area.width, 1 - area.y - area.height])
            expect(edge).toBeGreaterThan(-1e-9);
          expect(area.width / area.height).toBeCloseTo(first.width / first.height, 6);
          expect(Math.max(area.width, area.height)).toBeGreaterThan(MIN_SHARE - 1e-9);
        }
      },
    ),
  );
});
