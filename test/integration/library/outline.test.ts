import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { setImmediate as tick } from 'node:timers/promises';
import { afterAll, afterEach, beforeAll, beforeEach, expect, test, vi } from 'vitest';
import { type ClipIndex, openClipIndex } from '../../../main/core/library/clip-index.ts';
import { saidOf } from '../../../main/core/library/clip-row.ts';
import { parseSidecar, recordOf } from '../../../main/core/library/sidecar.ts';
import { systemClock } from '../../../main/core/system.ts';
import { EVERY_CLIP } from '../../../preload/contract/every-clip.ts';
import type { ClipQuery } from '../../../preload/contract/schemas/library.ts';
import { describeClip } from '../../bench/lib/many-clips.ts';

/** More than are sorted. */
const CLIPS = 5500;
const root = mkdtempSync(path.join(tmpdir(), 'kinora-outline-'));
let index: ClipIndex;

beforeAll(() => {
  const indexPath = path.join(root, 'library.db');
  const opened = openClipIndex({ indexPath, clock: systemClock, log: () => undefined });
  if (!opened.ok) throw new Error(opened.error.detail);
  index = opened.value;
  for (let n = 0; n < CLIPS; n += 1) {
    const { name, sidecar } = describeClip(n, Buffer.alloc(0));
    const parsed = parseSidecar(JSON.stringify(sidecar));
    if (!parsed.ok) throw new Error(parsed.error.detail);
    index.table.add(recordOf(parsed.value, 'here', name, false));
  }
  index.table.commit();
});
afterAll(() => {
  index.close();
  rmSync(root, { recursive: true, force: true });
});
// Every look at the time finds that a pause is due.
beforeEach(() => {
  let now = 0;
  vi.spyOn(performance, 'now').mockImplementation(() => {
    now += 100;
    return now;
  });
});
afterEach(() => void vi.restoreAllMocks());

const orderOf = (query: ClipQuery): number[] => [...index.table.outline(query)].map(([place]) => place);

function rate(place: number | undefined, rating: number): void {
  index.change((table) => {
    const [row] = table.narrow(place === undefined ? [] : [place]);
    if (!row) throw new Error('no such clip');
    table.setSaid([{ row, edits: { ...saidOf(row), rating } }]);
  });
}

const queries: [string, ClipQuery][] = [
  ['all', { ...EVERY_CLIP, sort: 'best' }],
  ['a word of very many', { ...EVERY_CLIP, sort: 'best', search: 'waves' }],
];

test.each(queries)('an edit while the order is read: each clip is there once (%s)', async (_, query) => {
  const before = orderOf(query);
  expect(before).toHaveLength(CLIPS);
  const reading = index.outline(query);
  await tick();
  rate(before[0], 0);
  rate(before.at(-1), 5);
  const read = await reading;
  expect(read.ok && [...read.value.places]).toEqual(orderOf(query));
});

test.each(queries)('edits without end: it is answered all the same (%s)', async (_, query) => {
  const done = new AbortController();
  const reading = index.outline(query).finally(() => done.abort());
  for (let edits = 0; !done.signal.aborted; edits += 1) {
    const order = orderOf(query);
    rate(order[edits % 2 === 0 ? 0 : CLIPS - 1], edits % 2 === 0 ? 0 : 5);
    await tick();
  }
  const read = await reading;
  if (!read.ok) throw new Error(read.error.detail);
  expect(new Set(read.value.places).size).toBe(CLIPS);
  expect(read.value.places).toHaveLength(CLIPS);
});
