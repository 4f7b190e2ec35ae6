import { execFileSync } from 'node:child_process';
import fs from 'node:fs';
import type { Page } from '@playwright/test';
import { withApp } from '../lib/app.ts';
import { manyClips } from '../lib/many-clips.ts';
import { compare, judge, type Report } from '../lib/report.ts';
import { quantile } from '../lib/stats.ts';
import { type Scrolling, scrollAll, scrollThrough, watchFirstGrid, watchResults } from './in-page.ts';

const MANY = 100_000;
const FEW = 100;
const ROUNDS = 7;
/** Tiles that fill the window of the reference size. */
const WINDOWFUL = 24;
const FIRST_GRID = 1.1;
const KEYSTROKE_MS = 30;
/** Three frames. */
const PAINTED_MS = 50;
/** Percent of all frames more than those of an empty scroller. */
const MISSED = 0.5;
const GROWTH_MB = 150;
const TILES = 60;
const FRAMES = 240;

/** The grid on 100,000 clips: how soon it is there, how it follows typing and scrolling, and what it takes. */
export async function libraryPage(): Promise<Report[]> {
  const many = await manyClips(MANY);
  const few = await manyClips(FEW);
  try {
    return await withApp(
      (page, folder) =>
        withApp(async (small) => {
          for (const each of [page, small]) await each.setViewportSize({ width: 1440, height: 900 });
          const first = await firstGrid(page, small);
          await openGrid(page);
          return [
            first,
            ...(await typing(page)),
            await scrolling(page, 'scroll 40 px per frame', 40),
            await scrolling(page, 'scroll 400 px per frame', 400),
            await scrolling(page, 'scroll by jumps', null),
            await tiles(page),
            await memory(page, folder),
          ];
        }, few),
      many,
    );
  } finally {
    many.remove();
    few.remove();
  }
}

async function painted(page: Page): Promise<number> {
  const time = await page.waitForFunction(() => window.benchPainted ?? false, undefined, { polling: 20 });
  return Number(await time.jsonValue());
}

/** Starts the page anew, and measures from the view's key to a window full of clips. */
async function openGrid(page: Page): Promise<number> {
  await page.reload();
  await page.locator('body[data-ready]').waitFor({ state: 'attached' });
  await page.evaluate(watchFirstGrid, WINDOWFUL);
  await page.keyboard.press('2');
  return painted(page);
}

function firstGrid(page: Page, small: Page): Promise<Report> {
  return compare(
    'library first grid',
    [
      { name: `${MANY} clips`, run: () => openGrid(page) },
      { name: `${FEW} clips`, run: () => openGrid(small) },
    ],
    FIRST_GRID,
    ROUNDS,
  );
}

/** From the key to the clips in the document, and to the frame that shows them. */
async function typing(page: Page): Promise<Report[]> {
  const field = page.getByRole('searchbox');
  const answered: number[] = [];
  const seen: number[] = [];
  for (let round = -1; round < ROUNDS; round += 1) {
    const times = { answered: [] as number[], seen: [] as number[] };
    for (const key of 'storm lighthouse') {
      await field.focus();
      await page.evaluate(watchResults);
      await page.keyboard.press(key === ' ' ? 'Space' : key);
      if (key === ' ') continue;
      times.seen.push(await painted(page));
      times.answered.push(Number(await page.evaluate(() => window.benchAnswered)));
    }
    await field.fill('');
    await page.waitForTimeout(500);
    if (round < 0) continue;
    answered.push(quantile(times.answered, 0.95));
    seen.push(quantile(times.seen, 0.95));
  }
  const what = '95 % of keystrokes';
  return [
    judge('library keystroke', `${what} have their clips in the page after`, 'ms', answered, KEYSTROKE_MS),
    judge('library keystroke', `${what} painted with them after`, 'ms', seen, PAINTED_MS),
  ];
}

const scroll = (page: Page, how: Scrolling) => page.evaluate(scrollThrough, how);

async function scrolling(page: Page, what: string, step: number | null): Promise<Report> {
  const values: number[] = [];
  for (let round = 0; round < ROUNDS; round += 1) {
    const arms = (['library', 'empty'] as const).toSorted(() => Math.random() - 0.5);
    const missed: Record<string, number> = {};
    for (const arm of arms) missed[arm] = (await scroll(page, { what: arm, step, frames: FRAMES })).missed;
    values.push((missed['library'] ?? Number.NaN) - (missed['empty'] ?? 0));
  }
  return judge('library scroll', `${what}: frames missed beyond an empty scroller`, '%', values, MISSED);
}

async function tiles(page: Page): Promise<Report> {
  const values: number[] = [];
  for (const step of [40, 400, null])
    values.push((await scroll(page, { what: 'library', step, frames: 60 })).tiles);
  return judge('library tiles', 'tiles in the page while it scrolls', 'tiles', [Math.max(...values)], TILES);
}

/** Memory of the page's processes that is theirs alone, in MB: where the system does not say so, its scripts' heap. */
async function used(page: Page, folder: string): Promise<number> {
  const cdp = await page.context().newCDPSession(page);
  await cdp.send('HeapProfiler.collectGarbage');
  const heap = await cdp.send('Runtime.getHeapUsage');
  await cdp.detach();
  if (process.platform !== 'linux') return heap.usedSize / 1e6;
  const lines = execFileSync('ps', ['-eo', 'pid,args'], { encoding: 'utf8' }).split('\n');
  const pages = lines.filter((line) => line.includes(folder) && line.includes('--type=renderer'));
  const sizes = pages.map((line) => {
    const status = fs.readFileSync(`/proc/${Number.parseInt(line, 10)}/status`, 'utf8');
    return Number(/RssAnon:\s+(\d+) kB/.exec(status)?.[1] ?? 0) * 1024;
  });
  return sizes.reduce((sum, size) => sum + size, 0) / 1e6;
}

async function memory(page: Page, folder: string): Promise<Report> {
  await page.keyboard.press('Home');
  const before = await used(page, folder);
  await page.evaluate(scrollAll);
  const growth = (await used(page, folder)) - before;
  return judge('library memory', 'growth of the page after scrolling all of it', 'MB', [growth], GROWTH_MB);
}
