import fs from 'node:fs';
import path from 'node:path';
import { type ManyClips, manyClips } from '../lib/many-clips.ts';
import type { PageSession } from '../lib/page-session.ts';
import { type Report, ratio, type Scale } from '../lib/report.ts';
import { memory as memoryOf } from './processes.ts';
import { type OpenWindow, openWindow } from './window.ts';

const ROUNDS = 3;
/** Starts of both apps. */
const STARTS = 7;
const CLIPS = 100;
/** Switches of the view until the heaps of V8 have grown to what they work with, and until the end. */
const WARM = 600;
const SWITCHES = 800;
/** Everything there is, once round. */
const ROUND = 4;
/** How much more there may be at the end. */
const FLAT = 1.05;
const RSS = 1.4;
const SIDES = ['ours', 'theirs'] as const;

interface Held {
  /** MB. */
  readonly heap: number;
  readonly own: number;
  readonly nodes: number;
  readonly listeners: number;
}

/** Whether the page holds more and more the longer it is used, and what all the processes hold. */
export async function memory(scale: Scale): Promise<readonly Report[]> {
  const [warm, switches, rounds, starts] =
    scale === 'full' ? [WARM, SWITCHES, ROUNDS, STARTS] : [ROUND, 2 * ROUND, 1, 1];
  const many = await manyClips(CLIPS);
  const before: Held[] = [];
  const after: Held[] = [];
  try {
    const whole = await wholes(many, starts);
    for (let round = 0; round < rounds; round += 1) {
      const window = await openOn(many);
      try {
        await window.page.send('Performance.enable');
        await switchViews(window.page, warm);
        before.push(await held(window));
        await switchViews(window.page, switches - warm);
        after.push(await held(window));
      } finally {
        await window.close();
      }
    }
    return [...growths(before, after, warm, switches), whole];
  } finally {
    many.remove();
  }
}

/** What is held after the last switch beside what was held when all had been seen often enough. */
function growths(before: readonly Held[], after: readonly Held[], warm: number, switches: number): Report[] {
  const growth = (what: string, of: keyof Held, unit: string): Report => {
    const ours = after.map((each) => each[of]);
    const theirs = before.map((each) => each[of]);
    return ratio({
      what: `${what} after ${switches} views`,
      baseline: `after ${warm}`,
      ours,
      theirs,
      unit,
      goal: FLAT,
    });
  };
  return [
    growth('heap of the page', 'heap', 'MB'),
    growth('memory of page and main', 'own', 'MB'),
    growth('nodes of the document', 'nodes', 'nodes'),
    growth('listeners', 'listeners', 'listeners'),
  ];
}

/** Kinora with this library. */
function openOn(many: ManyClips): Promise<OpenWindow> {
  return openWindow('kinora', {
    prepare: (userData, home) => {
      fs.mkdirSync(path.join(home, 'Videos'));
      fs.symlinkSync(many.folder, path.join(home, 'Videos', 'Kinora'), 'junction');
      fs.copyFileSync(many.indexPath, path.join(userData, 'library.db'));
    },
  });
}

/** What all processes hold when nothing happens any more, in starts of Kinora and of an empty window by turns. */
async function wholes(many: ManyClips, starts: number): Promise<Report> {
  const sizes = { ours: [] as number[], theirs: [] as number[] };
  for (let round = 0; round < starts; round += 1)
    for (const side of Math.random() < 0.5 ? SIDES : SIDES.toReversed()) {
      const window = await (side === 'ours' ? openOn(many) : openWindow('empty'));
      try {
        sizes[side].push(memoryOf(window.pids(), 'VmRSS'));
      } finally {
        await window.close();
      }
    }
  return ratio({
    what: 'memory of all processes',
    baseline: 'an empty window',
    ...sizes,
    unit: 'MB',
    goal: RSS,
  });
}

/** Goes from view to view by keys: the library, a clip of it, the settings, Animate. */
async function switchViews(page: PageSession, count: number): Promise<void> {
  for (let at = 0; at < count; at += ROUND) {
    await page.press('2');
    await page.until(() => document.querySelector('[data-clip]') !== null);
    await page.press('ArrowRight');
    await page.press('Enter');
    await page.until(() => document.querySelector('video') !== null);
    await page.press('3');
    await page.until(() => document.querySelector('h1')?.textContent === 'Settings');
    await page.press('1');
    await page.until(() => document.querySelector('#prompt') !== null);
  }
}

async function held({ page, pids }: OpenWindow): Promise<Held> {
  // What is let go of by the first collection is only found by the next.
  for (let times = 0; times < 3; times += 1) {
    await page.send('HeapProfiler.collectGarbage');
    await page.evaluate(() => new Promise<number>(requestAnimationFrame));
  }
  const { metrics } = await page.send('Performance.getMetrics');
  const metric = (name: string): number => metrics.find((each) => each.name === name)?.value ?? Number.NaN;
  return {
    heap: metric('JSHeapUsedSize') / 1e6,
    own: memoryOf(pids(), 'RssAnon'),
    nodes: metric('Nodes'),
    listeners: metric('JSEventListeners'),
  };
}
