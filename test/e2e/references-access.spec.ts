import fs from 'node:fs';
import path from 'node:path';
import { dropFiles, expect, test } from './fixtures.ts';
import { look } from './support/axe.ts';
import { addPictures, describe } from './support/creator.ts';
import { quartersPng, SAMPLE } from './support/pictures.ts';

const media = (name: string): string => path.resolve(import.meta.dirname, '../fixtures/media', name);

test('references are clean to axe whatever is in them, and large text in a small window keeps price and button in sight', async ({
  app,
  page,
  userData,
}) => {
  const cut = path.join(userData, 'cut.png');
  fs.writeFileSync(cut, fs.readFileSync(media('picture.png')).subarray(0, 60));
  await page.getByRole('radio', { name: /Wan 2\.7/ }).check();
  await page.locator('summary', { hasText: 'More' }).click();
  await addPictures(page, [SAMPLE]);
  await dropFiles(page, '[data-slot="0"]', [SAMPLE, quartersPng(path.join(userData, 'tiny.png'), 300, 200)]);
  await dropFiles(page, '[data-slot="voice"]', [media('voice.wav')]);
  await dropFiles(page, '[data-slot="startFrame"]', [SAMPLE]);
  await dropFiles(page, '[data-slot="video"]', [media('clip.mp4')]);
  await dropFiles(page, '[data-slot="3"]', [cut]);
  await expect(page.locator('[data-state="filled"]')).toHaveCount(5);
  await expect(page.locator('[data-state="failed"]')).toHaveCount(1);
  await page.getByRole('radio', { name: 'Multi' }).check();
  await page.getByRole('switch', { name: /^Prompt expansion/ }).uncheck();
  await describe(page, 'Image 9 waves');
  await page.getByRole('textbox', { name: 'Describe the motion' }).press('End');
  await page.keyboard.type(' at @');
  await expect(page.getByRole('listbox')).toBeVisible();
  // A toast that is leaving is not to be judged.
  await expect(page.getByRole('button', { name: 'Dismiss' })).toHaveCount(0);
  await look(app, page, 'slots and names');
  await page.locator('[data-slot="2"] > button').first().click({ button: 'right' });
  await page.getByRole('menuitem', { name: 'Choose from library…' }).click();
  await expect(page.getByText('There are no clips yet.')).toBeVisible();
  await look(app, page, 'library');
  await page.keyboard.press('Escape');

  await page.setViewportSize({ width: 960, height: 640 });
  await page.evaluate(() => document.documentElement.style.setProperty('font-size', '200%'));
  await page.locator('[data-slot="voice"] > button').first().scrollIntoViewIfNeeded();
  await expect(page.locator('[data-slot="voice"] > button').first()).toBeInViewport();
  await expect(page.locator('[data-part="total"]')).toBeInViewport({ ratio: 1 });
  await expect(page.getByRole('button', { name: /^Try 1 image/ })).toBeInViewport({ ratio: 1 });
  const wider = await page
    .locator('[data-part="references"]')
    .evaluate((section) => section.scrollWidth - section.clientWidth);
  expect(wider).toBeLessThanOrEqual(0);
});
