import { type Report, ratio, type Scale } from '../lib/report.ts';
import { type OpenWindow, openWindow } from './window.ts';

const ROUNDS = 9;
const GOAL = 1.35;
const APPS = ['kinora', 'empty'] as const;

/**
 * From the start of the process until the window shows something and until it can be used, beside an empty window of
 * the same host: for an empty window both are the moment when its one word is there. Each start has a fresh data folder.
 */
export async function start(scale: Scale): Promise<readonly Report[]> {
  const times = { kinora: [] as OpenWindow['times'][], empty: [] as OpenWindow['times'][] };
  const rounds = scale === 'full' ? ROUNDS : 1;
  // The first round fills the system's caches and does not count.
  for (let round = scale === 'full' ? -1 : 0; round < rounds; round += 1)
    for (const app of Math.random() < 0.5 ? APPS : APPS.toReversed()) {
      const window = await openWindow(app);
      await window.close();
      if (round >= 0) times[app].push(window.times);
    }
  const report = (what: string, of: keyof OpenWindow['times'], notes: readonly string[] = []): Report =>
    ratio({
      what,
      baseline: 'an empty window',
      ours: times.kinora.map((each) => each[of]),
      theirs: times.empty.map((each) => each[of]),
      goal: GOAL,
      notes,
    });
  return [report('start to first paint', 'painted'), report('start to usable', 'usable')];
}
