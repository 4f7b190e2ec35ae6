import path from 'node:path';
import type { Page } from '@playwright/test';
import { quartersPng } from '../e2e/support/pictures.ts';
import { putPlainPage } from './input/plain-page.ts';
import { withApp, withEmptyApp } from './lib/app.ts';
import { compare, judge, keeping, type Report } from './lib/report.ts';
import { quantile } from './lib/stats.ts';

const PICTURES = 200;
const ROUNDS = 9;
/** Times as long as plain HTML takes: our own. */
const GOAL = 2.5;
/** Milliseconds from the hand to the next picture on the screen, and how many of 100 interactions may take longer. */
const LATE = { ms: 50, percent: 5 };

/** What is typed, and the keys that move a slider and choose one picture after the other. */
const WORDS = 'The water moves, ';
const ALONG = Array<string>(12).fill('ArrowRight');
const TO_AND_FRO = [...Array<string>(6).fill('ArrowRight'), ...Array<string>(6).fill('ArrowLeft')];

/**
 * Typing, moving the slider, choosing pictures and models with a full strip: the time until what was done is painted,
 * beside the same in plain HTML in a window of the same host.
 */
export function input(): Promise<readonly Report[]> {
  return withEmptyApp((plain) =>
    withApp(async (page, folder) => {
      const files = Array.from({ length: PICTURES }, (_, at) =>
        quartersPng(path.join(folder, `picture-${at}.png`), 900 + at, 600),
      );
      await plain.evaluate(putPlainPage);
      for (const each of [page, plain]) {
        await fill(each, files);
        await each.evaluate(writeDown);
      }
      const [ours, theirs] = [arm('Kinora', page), arm('plain HTML', plain)];
      const what = `${PICTURES} images: 95 % of inputs painted in`;
      const report = await compare({ what, arms: [ours, theirs], goal: GOAL, rounds: ROUNDS });
      const late = ours.found().map((round) => {
        const times = allOf(round);
        return (100 * times.filter((ms) => ms > LATE.ms).length) / times.length;
      });
      return [
        {
          ...report,
          figures: { ...report.figures, ...byKind('', ours.found()), ...byKind('plain ', theirs.found()) },
        },
        judge(`inputs painted later than ${LATE.ms} ms`, '%', late, LATE.percent),
      ];
    }),
  );
}

const KINDS = { type, slide, choosePictures, chooseModels };
/** Milliseconds of each input, by what it was. */
type Times = Readonly<Record<string, readonly number[]>>;
const allOf = (times: Times): number[] => Object.values(times).flat();

const byKind = (name: string, rounds: readonly Times[]): Times =>
  Object.fromEntries(
    Object.keys(KINDS).map((kind) => [`${name}${kind}`, rounds.flatMap((round) => round[kind] ?? [])]),
  );

/** Does all of it each round. Its time is the one within which 95 % was painted. */
function arm(name: string, page: Page) {
  const work = async (): Promise<Times> => {
    const times: Record<string, number[]> = {};
    for (const [kind, act] of Object.entries(KINDS)) times[kind] = await act(page);
    return times;
  };
  return keeping(name, work, (times) => quantile(allOf(times), 0.95));
}

/** All of the pictures on the table. */
async function fill(page: Page, files: readonly string[]): Promise<void> {
  await page
    .locator('input[type="file"]')
    .first()
    .setInputFiles([...files]);
  await page.waitForFunction(
    (count) => document.querySelectorAll('[data-key] img').length === count,
    files.length,
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
  return keys(page, [...WORDS]);
}

async function slide(page: Page): Promise<number[]> {
  await page.getByRole('slider', { name: 'Duration' }).focus();
  return keys(page, TO_AND_FRO);
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
  return [...times, ...(await keys(page, ALONG))];
}

async function chooseModels(page: Page): Promise<number[]> {
  const models = page.getByRole('radiogroup', { name: 'Model' }).getByRole('radio');
  const times: number[] = [];
  for (const at of [1, 0, 1, 0]) times.push(await timed(page, () => models.nth(at).click({ force: true })));
  return times;
}
