import path from 'node:path';
import type { Page } from '@playwright/test';
import { quartersPng } from '../e2e/support/pictures.ts';
import { withApp } from './lib/app.ts';
import { judge, type Report } from './lib/report.ts';
import { quantile } from './lib/stats.ts';

const PICTURES = 200;
const ROUNDS = 7;
/** Milliseconds from the hand to the next picture on the screen, for 95 of 100 interactions. */
const GOAL = 50;

/** Typing, moving the slider, choosing pictures and models with a full strip: the time until what was done is painted. */
export function input(): Promise<Report> {
  return withApp(async (page, folder) => {
    await fill(page, folder);
    await page.evaluate(writeDown);
    const values: number[] = [];
    const each = { type, slide, choosePictures, chooseModels };
    const byKind: Record<string, number[]> = {};
    // The first round warms up caches and compilers and does not count.
    for (let round = -1; round < ROUNDS; round += 1) {
      const all: number[] = [];
      for (const [kind, act] of Object.entries(each)) {
        const times = await act(page);
        all.push(...times);
        if (round >= 0) byKind[kind] = [...(byKind[kind] ?? []), ...times];
      }
      if (round >= 0) values.push(quantile(all, 0.95));
    }
    const report = judge(`${PICTURES} images: 95 % of inputs painted in`, 'ms', values, GOAL);
    return { ...report, figures: { ...report.figures, ...byKind } };
  });
}

/** Two hundred pictures on the table, each another one. */
async function fill(page: Page, folder: string): Promise<void> {
  const files = Array.from({ length: PICTURES }, (_, at) =>
    quartersPng(path.join(folder, `picture-${at}.png`), 900 + at, 600),
  );
  await page.locator('input[type="file"]').first().setInputFiles(files);
  await page.waitForFunction(
    (count) => document.querySelectorAll('[data-key] img').length === count,
    PICTURES,
    { timeout: 300_000 },
  );
}

declare global {
  interface Window {
    benchTimes?: number[];
  }
}

/** Measures each interaction from the moment the system has it to the first task after the frame that shows it. */
function writeDown(): void {
  const times: number[] = [];
  window.benchTimes = times;
  const note = (event: Event): void => {
    requestAnimationFrame(() => {
      const { port1, port2 } = new MessageChannel();
      port1.onmessage = () => times.push(performance.now() - event.timeStamp);
      port2.postMessage(null);
    });
  };
  for (const kind of ['keydown', 'click']) window.addEventListener(kind, note, { capture: true });
}

/** Does something once, and says how long it took to be painted. */
async function timed(page: Page, act: () => Promise<void>): Promise<number> {
  const before = await page.evaluate(() => window.benchTimes?.length ?? 0);
  await act();
  return page.evaluate(
    (count) =>
      new Promise<number>((resolve) => {
        const look = (): void => {
          const time = window.benchTimes?.[count];
          if (time === undefined) setTimeout(look, 4);
          else resolve(time);
        };
        look();
      }),
    before,
  );
}

async function keys(page: Page, all: readonly string[]): Promise<number[]> {
  const times: number[] = [];
  for (const key of all) times.push(await timed(page, () => page.keyboard.press(key)));
  return times;
}

async function type(page: Page): Promise<number[]> {
  await page.locator('#prompt').focus();
  return keys(page, [...'The water moves, ']);
}

async function slide(page: Page): Promise<number[]> {
  await page.getByRole('slider', { name: 'Duration' }).focus();
  return keys(page, [...Array<string>(6).fill('ArrowRight'), ...Array<string>(6).fill('ArrowLeft')]);
}

/** By mouse those in sight, by key from one to the next. */
async function choosePictures(page: Page): Promise<number[]> {
  const tiles = page.locator('[data-key]');
  const times: number[] = [];
  for (const at of [2, 0, 3, 1]) {
    const tile = tiles.nth(at);
    await tile.scrollIntoViewIfNeeded();
    times.push(await timed(page, () => tile.click()));
  }
  return [...times, ...(await keys(page, Array<string>(12).fill('ArrowRight')))];
}

async function chooseModels(page: Page): Promise<number[]> {
  const models = page.getByRole('radiogroup', { name: 'Model' }).getByRole('radio');
  const times: number[] = [];
  for (const at of [1, 0, 1, 0]) times.push(await timed(page, () => models.nth(at).click({ force: true })));
  return times;
}
