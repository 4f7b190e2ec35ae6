import path from 'node:path';
import { expect, test } from './fixtures.ts';
import { addPictures, describe, shutter } from './support/creator.ts';
import { quartersPng, SAMPLE } from './support/pictures.ts';

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

test('the strip stays where it is whatever shape is shown, and the chosen image in sight when the window shrinks', async ({
  page,
  userData,
}) => {
  await page.setViewportSize({ width: 1440, height: 900 });
  const tall = quartersPng(path.join(userData, 'tall.png'), 600, 1000);
  await addPictures(page, [tall, ...Array.from({ length: 9 }, () => SAMPLE)]);
  const tile = (at: number) => page.getByRole('button', { name: new RegExp(`^Image ${at} of 10`) });
  const shown = (at: number) => page.getByRole('figure').getByText(`${at} of 10`);
  await expect(shown(1)).toBeVisible();
  const place = await tile(2).boundingBox();
  await tile(2).click();
  await expect(shown(2)).toBeVisible();
  expect(await tile(2).boundingBox()).toEqual(place);
  await tile(2).press('End');
  await expect(shown(10)).toBeVisible();
  await page.setViewportSize({ width: 960, height: 640 });
  await expect(tile(10)).toBeInViewport();
});
