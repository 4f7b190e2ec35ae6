import fs from 'node:fs';
import path from 'node:path';
import type { Page } from '@playwright/test';
import { SAMPLE } from '../e2e/support/pictures.ts';

const OUT = path.resolve(import.meta.dirname, '../../test-results/screens');
/** The reference size, the middle one, and the smallest that a window can have. */
const SIZES = [
  [1440, 900],
  [1024, 680],
  [960, 640],
] as const;

/** A picture of the window as it is, in both themes and every size. */
export async function shoot(page: Page, name: string): Promise<void> {
  fs.mkdirSync(OUT, { recursive: true });
  for (const [width, height] of SIZES) {
    await page.setViewportSize({ width, height });
    for (const colorScheme of ['dark', 'light'] as const) {
      await page.emulateMedia({ colorScheme });
      await rest(page);
      await page.screenshot({ path: path.join(OUT, `${name}-${width}-${colorScheme}.png`) });
    }
  }
  await page.setViewportSize({ width: 1440, height: 900 });
}

/** Waits until nothing moves any more. */
export const rest = (page: Page): Promise<void> => page.evaluate(atRest);

/** Waits until pictures are there and what moves to an end soon has got there. */
async function atRest(): Promise<void> {
  const shown = [...document.images].filter(({ loading }) => loading !== 'lazy');
  await Promise.all(shown.map((image) => image.decode().catch(() => undefined)));
  const moving = document
    .getAnimations()
    .filter((animation) => animation.effect?.getComputedTiming().endTime !== Number.POSITIVE_INFINITY);
  const rest = Promise.all(moving.map((animation) => animation.finished.catch(() => undefined)));
  await Promise.race([rest, new Promise((go) => setTimeout(go, 1000))]);
}

/**
 * Pictures for the strip: those in the folder `KINORA_PICTURES`, else our own over and over.
 * @param count how many.
 */
export function pictures(count: number): string[] {
  const folder = process.env['KINORA_PICTURES'];
  const files = folder ? fs.readdirSync(folder).sort() : [];
  return Array.from({ length: count }, (_, at) => {
    const file = files[at % files.length];
    return folder && file ? path.join(folder, file) : SAMPLE;
  });
}
