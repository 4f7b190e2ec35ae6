import { expect, test } from 'vitest';
import { layOut } from '../../../renderer/features/library/layout.ts';

type Clip = Parameters<typeof layOut>[0][number];

const clip = (at: number, width: number, height: number): Clip => ({
  id: `00000000-0000-4000-8000-${String(at).padStart(12, '0')}`,
  jobId: null,
  batchId: null,
  name: `clip-${at}.mp4`,
  createdAt: 1_700_000_000_000,
  modelId: 'model',
  prompt: '',
  params: {},
  seconds: 5,
  width,
  height,
  bytes: 1,
  charged: null,
  practice: false,
  sourceIds: [],
  sourceName: null,
  place: at,
  folder: 'main',
  parents: [],
  made: null,
  favourite: false,
  rating: 0,
  flag: null,
  tags: [],
  played: false,
  missing: false,
});

const TARGET = 172;
const WIDTH = 1390;

test.each([1, 3, 4, 6, 9])('a short last row keeps the target height, from the left: %i clips', (n) => {
  const [day] = layOut(
    Array.from({ length: n }, (_, at) => clip(at, 1280, 800)),
    WIDTH,
    TARGET,
  );
  const boxes = day?.boxes ?? [];
  expect(boxes).toHaveLength(n);
  const last = boxes.filter(({ y }) => y === boxes.at(-1)?.y);
  expect(last.map(({ height }) => height)).toEqual(last.map(() => TARGET));
  expect(last[0]?.x).toBe(0);
  for (const { width, height } of last) expect(width / height).toBeCloseTo(1.6);
});

test('full rows fill the width', () => {
  const [day] = layOut(
    Array.from({ length: 12 }, (_, at) => clip(at, at % 3 === 0 ? 800 : 1280, 800)),
    WIDTH,
    TARGET,
  );
  const first = day?.boxes.filter(({ y }) => y === 0) ?? [];
  const last = first.at(-1);
  expect((last?.x ?? 0) + (last?.width ?? 0)).toBeCloseTo(WIDTH);
});
