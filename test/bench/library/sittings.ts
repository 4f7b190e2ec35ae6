import { fork } from 'node:child_process';
import path from 'node:path';
import * as z from 'zod/mini';
import { nextMessage } from '../lib/child.ts';
import type { ManyClips } from '../lib/many-clips.ts';
import { median } from '../lib/stats.ts';

const sittingTimes = z.tuple([z.number(), z.number()]);

/** What one process measures of a line: medians of both sides, in milliseconds. */
export type Sitting = (places: readonly Place[]) => readonly [ours: number, theirs: number];
export type Place = Pick<ManyClips, 'folder' | 'indexPath'>;

/** Processes of a line: how memory and caches lie differs more between them than within one. */
const SITTINGS = 9;
const ROUNDS = 9;

/** Times both by turns, in an order drawn anew; the first round does not count. */
export function byTurns(ours: () => number, theirs: () => number): readonly [number, number] {
  const times: [number[], number[]] = [[], []];
  for (let round = -1; round < ROUNDS; round += 1)
    for (const at of Math.random() < 0.5 ? ([0, 1] as const) : ([1, 0] as const)) {
      const ms = (at === 0 ? ours : theirs)();
      if (round >= 0) times[at].push(ms);
    }
  return [median(times[0]), median(times[1])];
}

/** Lets processes of their own measure, one after the other. */
export async function inSittings(
  name: 'gridSitting' | 'statementSitting',
  places: readonly ManyClips[],
): Promise<{ ours: number[]; theirs: number[] }> {
  const times = { ours: [] as number[], theirs: [] as number[] };
  try {
    for (let sitting = 0; sitting < SITTINGS; sitting += 1) {
      const known = JSON.stringify(places.map(({ folder, indexPath }) => ({ folder, indexPath })));
      const child = fork(path.join(import.meta.dirname, 'sitting.ts'), [name, known]);
      const [ours, theirs] = sittingTimes.parse(await nextMessage(child));
      times.ours.push(ours);
      times.theirs.push(theirs);
    }
  } finally {
    for (const place of places) place.remove();
  }
  return times;
}
