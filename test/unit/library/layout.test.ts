import fc from 'fast-check';
import { expect, test } from 'vitest';
import {
  boxesOf,
  boxOf,
  dayAt,
  GAP,
  layOut,
  neighbour,
  rowAt,
  rowOf,
} from '../../../renderer/features/library/layout.ts';

const DAY = 86_400_000;
const NOON = new Date(2026, 10, 21, 12).getTime();

/** Clips of these shapes, the newest first, a minute apart. */
function outline(shapes: readonly number[], at = (index: number) => NOON - index * 60_000) {
  return [
    Float64Array.from(shapes, (_, index) => at(index) * 1024),
    Uint16Array.from(shapes, (shape) => shape * 1000),
  ] as const;
}

const frame = { width: 1392, target: 172, byDay: true };
const MIXED = [1.778, 0.8, 1, 1.778, 0.5625, 1, 1.778, 0.8, 1.5, 0.5625, 1.778, 1, 0.5625, 1.5, 1, 1.778];

test('full rows reach the edge, and a short last row keeps the target height', () => {
  const layout = layOut(...outline(MIXED), frame);
  const rows = Array.from({ length: layout.rows.count }, (_, row) => boxesOf(layout, row));
  const last = rows.pop();
  for (const row of rows) {
    const end = row.at(-1);
    expect(end && end.x + end.width).toBe(1392);
    expect(row[0]?.x).toBe(0);
  }
  expect(last?.every(({ height }) => height === 172)).toBe(true);
});

test('every clip has one place, in order, in its own shape and without touching another', () => {
  fc.assert(
    fc.property(
      fc.array(fc.double({ min: 0.4, max: 3.2, noNaN: true }), { minLength: 1, maxLength: 80 }),
      fc.integer({ min: 300, max: 3000 }),
      fc.integer({ min: 120, max: 260 }),
      fc.boolean(),
      (shapes, width, target, byDay) => {
        const layout = layOut(...outline(shapes, (index) => NOON - index * 7_200_000), {
          width,
          target,
          byDay,
        });
        let seen = 0;
        let bottom = -GAP;
        for (let row = 0; row < layout.rows.count; row += 1) {
          const boxes = boxesOf(layout, row);
          let right = -GAP;
          for (const box of boxes) {
            expect(box.index).toBe(seen);
            expect(box.x).toBeGreaterThanOrEqual(right + GAP - 1);
            expect(rowOf(layout, box.index)).toBe(row);
            const shape = Math.floor((shapes[box.index] ?? 1) * 1000) / 1000;
            if (boxes.length > 1) expect(Math.abs(box.width - shape * box.height)).toBeLessThan(4);
            right = box.x + box.width;
            seen += 1;
          }
          expect(right).toBeLessThanOrEqual(width + 1);
          const [first] = boxes;
          expect(first?.y).toBeGreaterThanOrEqual(bottom + GAP);
          bottom = (first?.y ?? 0) + (first?.height ?? 0);
          expect(rowAt(layout, (first?.y ?? 0) + 1)).toBe(row);
        }
        expect(seen).toBe(shapes.length);
        expect(layout.height).toBeGreaterThanOrEqual(bottom);
      },
    ),
  );
});

test('each local day has its heading with the number of its clips; other orders have none', () => {
  const shapes = [1, 1, 1, 1, 1];
  const times = [NOON, NOON - 60_000, NOON - DAY, NOON - 400 * DAY, NOON - 400 * DAY - 60_000];
  const at = (index: number): number => times[index] ?? 0;
  const layout = layOut(...outline(shapes, at), frame);
  expect(layout.days.map(({ count, first }) => [first, count])).toEqual([
    [0, 2],
    [2, 1],
    [3, 2],
  ]);
  expect(layout.days.map((_, day) => dayAt(layout, (layout.days[day]?.top ?? 0) + 60))).toEqual([0, 1, 2]);
  const flat = layOut(...outline(shapes, at), { ...frame, byDay: false });
  expect(flat.days).toEqual([]);
  expect(flat.rows.count).toBe(1);
  expect(dayAt(flat, 10)).toBe(-1);
});

test('unknown shapes lie flat, and extreme ones are drawn less so', () => {
  const layout = layOut(...outline([0, 20, 0.1]), { ...frame, width: 5000 });
  const widths = boxesOf(layout, 0).map(({ width }) => width);
  expect(widths).toEqual([Math.round((172 * 16) / 9), Math.round(172 * 3.2), Math.round(172 * 0.4)]);
});

test('arrows go to what is nearest, pages and ends as far as they say', () => {
  const layout = layOut(
    ...outline(Array.from({ length: 400 }, (_, at) => MIXED[at % MIXED.length] ?? 1)),
    frame,
  );
  const go = (index: number, key: string): number => neighbour(layout, index, key, 700);
  expect(go(0, 'ArrowLeft')).toBe(0);
  expect(go(0, 'ArrowRight')).toBe(1);
  expect(go(0, 'ArrowUp')).toBe(0);
  const under = go(3, 'ArrowDown');
  const middle = (index: number): number => {
    const box = boxOf(layout, index);
    return box ? box.x + box.width / 2 : 0;
  };
  expect(rowOf(layout, under)).toBe(1);
  const second = boxesOf(layout, 1).map(({ index }) => Math.abs(middle(index) - middle(3)));
  expect(Math.abs(middle(under) - middle(3))).toBe(Math.min(...second));
  const page = go(3, 'PageDown');
  expect(rowOf(layout, page)).toBeGreaterThan(1);
  expect((boxOf(layout, page)?.y ?? 0) - (boxOf(layout, 3)?.y ?? 0)).toBeLessThanOrEqual(700);
  expect(rowOf(layout, go(page, 'PageUp'))).toBeLessThan(rowOf(layout, page));
  expect(go(3, 'End')).toBe(399);
  expect(go(399, 'ArrowDown')).toBe(399);
  expect(go(399, 'Home')).toBe(0);
});
