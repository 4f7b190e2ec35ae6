import { execFileSync } from 'node:child_process';
import fs from 'node:fs';
import { setTimeout as delay } from 'node:timers/promises';
import { withUnwatchedApp } from '../lib/app.ts';
import { manyClips } from '../lib/many-clips.ts';
import type { PageSession } from '../lib/page-session.ts';
import { compare, judge, type Report } from '../lib/report.ts';
import { quantile } from '../lib/stats.ts';
import {
  clearSearch,
  focusSearch,
  type Scrolling,
  scrollAll,
  scrollThrough,
  watchFirstGrid,
  watchResults,
} from './in-page.ts';

const MANY = 100_000;
const FEW = 100;
const ROUNDS = 7;
/** Tiles that fill the window of the reference size. */
const WINDOWFUL = 24;
const FIRST_GRID = 1.1;
const KEYSTROKE_MS = 30;
/** Times between the letters of people: 238 ms on average, deviating by 111 (Dhakal et al., CHI 2018, 168,000 people). */
const BETWEEN_MS = { mean: 238, deviation: 111, shortest: 60 };
/** After which nothing is going on any more. */
const REST_MS = 1500;
/** Three frames. */
const PAINTED_MS = 50;
/** Percent of all frames more than those of an empty scroller. */
const MISSED = 0.5;
const GROWTH_MB = 150;
const TILES = 60;
const FRAMES = 240;
/** All of it from one end to the other. */
const PASSES = 6;

const setSize = (page: PageSession) =>
  page.send('Emulation.setDeviceMetricsOverride', {
    width: 1440,
    height: 900,
    deviceScaleFactor: 1,
    mobile: false,
  });

/** Runs the app on 100,000 clips for the time of `use`. */
async function withMany<T>(use: (page: PageSession, folder: string) => Promise<T>): Promise<T> {
  const many = await manyClips(MANY);
  try {
    return await withUnwatchedApp(async (page, folder) => {
      await setSize(page);
      return use(page, folder);
    }, many);
  } finally {
    many.remove();
  }
}

/** The same with the grid open. */
const withGrid = <T>(use: (page: PageSession, folder: string) => Promise<T>): Promise<T> =>
  withMany(async (page, folder) => {
    await openGrid(page);
    return use(page, folder);
  });

/** From the view's key to a window full of clips, with many clips and with few. */
export function firstGridPage(): Promise<Report> {
  return withMany(async (page) => {
    const few = await manyClips(FEW);
    try {
      return await withUnwatchedApp(async (small) => {
        await setSize(small);
        return firstGrid(page, small);
      }, few);
    } finally {
      few.remove();
    }
  });
}

/** From the key to the clips in the document, and to the frame that shows them. */
export const typingPage = (): Promise<Report[]> => withGrid(typing);

/** Frames that are missed while the grid scrolls slowly, fast and by jumps. */
export const scrollPage = (): Promise<Report[]> =>
  withGrid(async (page) => [
    await scrolling(page, '40 px per frame', 40),
    await scrolling(page, '400 px per frame', 400),
    await scrolling(page, 'by jumps', null),
  ]);

/** How many tiles the document has at most while it scrolls. */
export const tilesPage = (): Promise<Report> => withGrid(tiles);

/** How the page's memory grows when all of it has been scrolled through. */
export const memoryPage = (): Promise<Report> => withGrid(memory);

const painted = (page: PageSession): Promise<number> =>
  page.evaluate(async () => {
    for (const began = performance.now(); performance.now() < began + 30_000; ) {
      if (typeof window.benchPainted === 'number') return window.benchPainted;
      await new Promise((next) => setTimeout(next, 20));
    }
    throw new Error('nothing was painted');
  });

/** Starts the page anew, and measures from the view's key to a window full of clips. */
async function openGrid(page: PageSession): Promise<number> {
  await page.reload();
  await page.evaluate(watchFirstGrid, WINDOWFUL);
  await page.press('2');
  return painted(page);
}

function firstGrid(page: PageSession, small: PageSession): Promise<Report> {
  return compare({
    what: 'key to a window full of clips, 100,000',
    arms: [
      { name: `${MANY} clips`, run: () => openGrid(page) },
      { name: `${FEW} clips`, run: () => openGrid(small) },
    ],
    goal: FIRST_GRID,
    rounds: ROUNDS,
  });
}

async function typing(page: PageSession): Promise<Report[]> {
  const answered: number[] = [];
  const seen: number[] = [];
  for (let round = -1; round < ROUNDS; round += 1) {
    const times = { answered: [] as number[], seen: [] as number[] };
    for (const key of 'storm lighthouse') {
      await page.evaluate(focusSearch);
      await delay(betweenLetters());
      await page.evaluate(watchResults);
      await page.press(key);
      if (key === ' ') continue;
      times.seen.push(await painted(page));
      times.answered.push(Number(await page.evaluate(() => window.benchAnswered)));
    }
    await page.evaluate(clearSearch);
    await delay(REST_MS);
    if (round < 0) continue;
    answered.push(quantile(times.answered, 0.95));
    seen.push(quantile(times.seen, 0.95));
  }
  return [
    judge('95 % of keystrokes have their clips in', 'ms', answered, KEYSTROKE_MS),
    judge('95 % of keystrokes painted in', 'ms', seen, PAINTED_MS),
  ];
}

/** Drawn from the normal distribution (Box and Muller). */
function betweenLetters(): number {
  const { mean, deviation, shortest } = BETWEEN_MS;
  const drawn = Math.sqrt(-2 * Math.log(1 - Math.random())) * Math.cos(2 * Math.PI * Math.random());
  return Math.max(shortest, mean + deviation * drawn);
}

const scroll = (page: PageSession, how: Scrolling) => page.evaluate(scrollThrough, how);

async function scrolling(page: PageSession, what: string, step: number | null): Promise<Report> {
  const values: number[] = [];
  for (let round = 0; round < ROUNDS; round += 1) {
    const arms = (['library', 'empty'] as const).toSorted(() => Math.random() - 0.5);
    const missed: Record<string, number> = {};
    for (const arm of arms) missed[arm] = (await scroll(page, { what: arm, step, frames: FRAMES })).missed;
    values.push((missed['library'] ?? Number.NaN) - (missed['empty'] ?? 0));
  }
  return judge(`${what}: frames missed beyond an empty one`, '%', values, MISSED);
}

/** The goal holds for each value, not for the one in the middle. */
function atWorst(what: string, unit: string, values: readonly number[], goal: number): Report {
  const verdict = Math.max(...values) <= goal ? 'ok' : 'miss';
  return { ...judge(what, unit, values, goal), verdict };
}

async function tiles(page: PageSession): Promise<Report> {
  const values: number[] = [];
  for (let round = 0; round < ROUNDS; round += 1) {
    const most: number[] = [];
    for (const step of [40, 400, null])
      most.push((await scroll(page, { what: 'library', step, frames: FRAMES })).tiles);
    values.push(Math.max(...most));
  }
  return atWorst('in the page while it scrolls', 'tiles', values, TILES);
}

/** Memory of the page's processes that is theirs alone, in MB: where the system does not say so, its scripts' heap. */
async function used(page: PageSession, folder: string): Promise<number> {
  await page.send('HeapProfiler.collectGarbage');
  const heap = await page.send('Runtime.getHeapUsage');
  if (process.platform !== 'linux') return heap.usedSize / 1e6;
  const lines = execFileSync('ps', ['-eo', 'pid,args'], { encoding: 'utf8' }).split('\n');
  const pages = lines.filter((line) => line.includes(folder) && line.includes('--type=renderer'));
  const sizes = pages.map((line) => {
    const status = fs.readFileSync(`/proc/${Number.parseInt(line, 10)}/status`, 'utf8');
    return Number(/RssAnon:\s+(\d+) kB/.exec(status)?.[1] ?? 0) * 1024;
  });
  return sizes.reduce((sum, size) => sum + size, 0) / 1e6;
}

async function memory(page: PageSession, folder: string): Promise<Report> {
  await page.press('Home');
  const before = await used(page, folder);
  const values: number[] = [];
  for (let pass = 0; pass < PASSES; pass += 1) {
    await page.evaluate(scrollAll);
    values.push((await used(page, folder)) - before);
  }
  return atWorst(`growth of the page scrolled through, up to ${PASSES} times`, 'MB', values, GROWTH_MB);
}
