import { expect, test } from './fixtures.ts';
import { addPictures, describe, shutter } from './support/creator.ts';
import { SAMPLE } from './support/pictures.ts';

test('in the smallest window the price and the button are always in sight', async ({ page }) => {
  await page.setViewportSize({ width: 960, height: 640 });
  await addPictures(page, [SAMPLE, SAMPLE, SAMPLE]);
  await describe(page);
  for (const part of [page.locator('[data-part="total"]'), shutter(page)]) {
    await expect(part).toBeVisible();
    const end = async (side: 'x' | 'y'): Promise<number> => {
      const box = await part.boundingBox();
      if (!box) return Number.POSITIVE_INFINITY;
      return side === 'x' ? box.x + box.width : box.y + box.height;
    };
    await expect.poll(() => end('y')).toBeLessThanOrEqual(640);
    await expect.poll(() => end('x')).toBeLessThanOrEqual(960);
  }
  expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBeLessThanOrEqual(960);
});
