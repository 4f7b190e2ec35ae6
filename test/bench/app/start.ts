import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { type Report, ratio, type Scale } from '../lib/report.ts';
import { type OpenWindow, openWindow } from './window.ts';

const ROUNDS = 15;
/**
 * Rounds before those, which do not count: they fill the folders and the system's caches, and Chromium uses what it has
 * compiled of a script from its third load on.
 */
const BEFORE = 3;
const GOAL = 1.35;
const APPS = ['kinora', 'empty'] as const;

type Times = Readonly<Record<(typeof APPS)[number], OpenWindow['times'][]>>;

/** Starts of both apps by turns: on folders of their own that they have used before, or each on a fresh one. */
async function starts(scale: Scale, folders?: Readonly<Record<string, string>>): Promise<Times> {
  const times: Times = { kinora: [], empty: [] };
  const rounds = scale === 'full' ? ROUNDS : 1;
  for (let round = scale === 'full' ? -BEFORE : 0; round < rounds; round += 1)
    for (const app of Math.random() < 0.5 ? APPS : APPS.toReversed()) {
      const folder = folders?.[app];
      const window = await openWindow(app, folder === undefined ? {} : { folder });
      await window.close();
      if (round >= 0) times[app].push(window.times);
    }
  return times;
}

/**
 * From the start of the process until the window shows something and until it can be used, beside an empty window of
 * the same host: for an empty window both are the moment when its one word is there. The start of every day finds what
 * the day before has left; the very first one makes all its files.
 */
export async function start(scale: Scale): Promise<readonly Report[]> {
  const folders = Object.fromEntries(
    APPS.map((app) => [app, fs.mkdtempSync(path.join(os.tmpdir(), 'kinora-bench-'))]),
  );
  try {
    const daily = await starts(scale, folders);
    const first = await starts(scale);
    const report = (what: string, times: Times, of: keyof OpenWindow['times']): Report =>
      ratio({
        what,
        baseline: 'an empty window',
        ours: times.kinora.map((each) => each[of]),
        theirs: times.empty.map((each) => each[of]),
        goal: GOAL,
      });
    return [
      report('daily start to first paint', daily, 'painted'),
      report('daily start to usable', daily, 'usable'),
      report('very first start to first paint', first, 'painted'),
      report('very first start to usable', first, 'usable'),
    ];
  } finally {
    for (const folder of Object.values(folders))
      fs.rmSync(folder, { recursive: true, force: true, maxRetries: 10, retryDelay: 100 });
  }
}
