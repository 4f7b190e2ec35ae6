import fs from 'node:fs';
import path from 'node:path';
import type { Page } from '@playwright/test';
import type { Snapshot } from '../../../preload/contract/schemas/snapshot.ts';
import { dropFiles, expect } from '../fixtures.ts';
import { variant } from './pictures.ts';

/** Settings as they are on disk before the first start. */
export function writeSettings(userData: string, settings: Readonly<Record<string, unknown>>): void {
  fs.mkdirSync(userData, { recursive: true });
  fs.writeFileSync(path.join(userData, 'settings.json'), JSON.stringify(settings));
}

/**
 * Drops files and waits until each is a picture in the strip. A file that is named again is dropped as one that differs
 * a little: the very same picture is taken only once.
 */
export async function addPictures(page: Page, files: readonly string[]): Promise<void> {
  await dropFiles(
    page,
    'body',
    files.map((file, at) => (files.indexOf(file) < at ? variant(file, at) : file)),
  );
  await expect(page.locator('[data-part="clips"]')).toHaveText(String(files.length));
}

export const total = (page: Page) => page.locator('[data-part="total"]');

/** The one button that commits, whatever it says. */
export const shutter = (page: Page) => page.getByRole('button', { name: /^(Animate|Try) \d+ images? · / });

export async function describe(page: Page, words = 'Slow push-in, the water moves'): Promise<void> {
  await page.getByRole('textbox', { name: 'Describe the motion' }).fill(words);
}

export async function showView(page: Page, name: 'Animate' | 'Library' | 'Settings'): Promise<void> {
  await page.getByRole('navigation').getByText(name, { exact: true }).click();
}

/** Types a key into the small window and waits until it has gone. */
export async function typeKey(small: Page, key: string): Promise<void> {
  const gone = small.waitForEvent('close');
  await small.getByLabel('API key').fill(key);
  // The window may go before the release of the key is told.
  await small.keyboard.press('Enter').catch(() => undefined);
  await gone;
}

/** Cards of the queue, by state. */
export const cards = (page: Page, state: string) => page.locator(`[data-job][data-state="${state}"]`);

/** Waits until so many clips are there: making one takes a busy machine a while. */
export async function finished(page: Page, count = 1): Promise<void> {
  await expect(cards(page, 'done')).toHaveCount(count, { timeout: 120_000 });
  for (const card of await cards(page, 'done').all()) await expect(card).toBeVisible();
}

/** What main tells the page of everything. */
export const snapshot = (page: Page): Promise<Snapshot> =>
  page.evaluate(async () => (await Reflect.get(window, 'kinora').call('app.snapshot', {})).value);

/** What the library shows, newest first. */
export const clips = (page: Page) => page.locator('[data-clip]');

export interface Played {
  readonly seconds: number;
  readonly width: number;
  readonly height: number;
  /** Mean colours of a 16 × 16 grid over the first frame: 768 numbers from 0 to 255. */
  readonly grid: readonly number[];
  readonly played: boolean;
}

/** Opens a clip of the library and really plays it. */
export async function play(page: Page, at = 0): Promise<Played> {
  await clips(page).nth(at).click();
  const video = page.locator('video').first();
  await video.waitFor();
  await page.evaluate(installMeanGrid);
  return video.evaluate(async (element) => {
    if (!(element instanceof HTMLVideoElement)) throw new Error('no video');
    const until = (event: string): Promise<void> =>
      new Promise((go, no) => {
        element.addEventListener(event, () => go(), { once: true });
        element.addEventListener('error', () => no(new Error(element.error?.message ?? 'video')), {
          once: true,
        });
      });
    if (element.readyState < 2) await until('loadeddata');
    element.pause();
    const seeked = until('seeked');
    element.currentTime = 0;
    await seeked;
    const grid = window.meanGrid(element, element.videoWidth, element.videoHeight);
    element.muted = true;
    await element.play();
    const start = Date.now();
    while (element.currentTime < 0.3 && Date.now() - start < 60_000)
      await new Promise((go) => setTimeout(go, 20));
    const played = element.currentTime >= 0.3;
    element.pause();
    return {
      seconds: element.duration,
      width: element.videoWidth,
      height: element.videoHeight,
      grid,
      played,
    };
  });
}

/** The same grid over a picture file, decoded by the browser and independent of Kinora. */
export async function gridOf(page: Page, file: string): Promise<number[]> {
  await page.evaluate(installMeanGrid);
  return page.evaluate(
    async (numbers) => {
      const picture = await createImageBitmap(new Blob([new Uint8Array(numbers)]));
      return window.meanGrid(picture, picture.width, picture.height);
    },
    [...fs.readFileSync(file)],
  );
}

declare global {
  interface Window {
    meanGrid(source: CanvasImageSource, width: number, height: number): number[];
  }
}

/** Means over the cells themselves: a resampled miniature would depend on the scaler. */
function installMeanGrid(): void {
  window.meanGrid = (source, width, height) => {
    const context = new OffscreenCanvas(width, height).getContext('2d', { willReadFrequently: true });
    if (!context) throw new Error('no canvas');
    context.drawImage(source, 0, 0, width, height);
    const grid: number[] = [];
    for (let cell = 0; cell < 256; cell += 1) {
      const x = Math.floor(((cell % 16) * width) / 16);
      const y = Math.floor((Math.floor(cell / 16) * height) / 16);
      const { data } = context.getImageData(x, y, Math.floor(width / 16), Math.floor(height / 16));
      for (const channel of [0, 1, 2]) {
        let sum = 0;
        for (let at = channel; at < data.length; at += 4) sum += data[at] ?? 0;
        grid.push(sum / (data.length / 4));
      }
    }
    return grid;
  };
}

/** The largest difference of two grids. */
export function difference(one: readonly number[], other: readonly number[]): number {
  expect(one).toHaveLength(768);
  expect(other).toHaveLength(768);
  return Math.max(...one.map((value, index) => Math.abs(value - (other[index] ?? 0))));
}

/** Drags until what it is for has come true: a page that is busy may not notice that a drag has begun. */
export async function dragUntil(drag: () => Promise<void>, isDone: () => Promise<boolean>): Promise<void> {
  await expect(async () => {
    if (!(await isDone())) await drag();
    expect(await isDone()).toBe(true);
  }).toPass();
}
