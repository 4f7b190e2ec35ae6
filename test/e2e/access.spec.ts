import path from 'node:path';
import { expect, launch, readyPage, test } from './fixtures.ts';
import { look } from './support/axe.ts';
import {
  addPictures,
  cards,
  clips,
  describe,
  finished,
  showView,
  shutter,
  writeSettings,
} from './support/creator.ts';
import { SAMPLE } from './support/pictures.ts';
import { Service } from './support/service.ts';

const SCALE = 0.02;

test('every view is clean to axe in both themes', async ({ app, page }) => {
  await look(app, page, 'empty');
  await addPictures(page, [SAMPLE, SAMPLE]);
  await describe(page);
  await page.getByRole('slider', { name: 'Duration' }).fill('2');
  await look(app, page, 'two pictures');
  await shutter(page).click();
  await finished(page, 2);
  await look(app, page, 'done');
  await showView(page, 'Library');
  await expect(clips(page)).toHaveCount(2);
  await look(app, page, 'library');
  await clips(page).first().click();
  await page.locator('video').first().waitFor();
  await look(app, page, 'clip');
  await showView(page, 'Settings');
  await look(app, page, 'settings');
});

test('a card at work is clean to axe in both themes', async ({ userData }) => {
  const service = await Service.start(path.join(userData, 'service'), { timeScale: SCALE });
  await service.holdJobs('processing');
  writeSettings(userData, { practice: false });
  const app = await launch(userData, { env: { ...service.env, KINORA_TIME_SCALE: String(SCALE) } });
  const page = await readyPage(app);
  await addPictures(page, [SAMPLE]);
  await describe(page);
  await shutter(page).click();
  await expect(cards(page, 'processing')).toBeVisible();
  await look(app, page, 'working');
});

test('from picture to playing clip without a mouse', async ({ page }) => {
  const chooser = page.waitForEvent('filechooser');
  // Playwright begins to catch choosers in the background: a key at once could be faster.
  await page.evaluate(() => new Promise((go) => requestAnimationFrame(() => requestAnimationFrame(go))));
  await page.keyboard.press('Control+o');
  await (await chooser).setFiles([SAMPLE]);
  await expect(page.locator('[data-part="clips"]')).toHaveText('1');
  await page.getByRole('textbox', { name: 'Describe the motion' }).focus();
  await page.keyboard.type('A light wind moves the water');
  // In a text field single keys are letters; outside they are shortcuts.
  await page.keyboard.press('[');
  await expect(page.getByRole('textbox', { name: 'Describe the motion' })).toHaveValue(
    'A light wind moves the water[',
  );
  await page.keyboard.press('Tab');
  await page.keyboard.press('[');
  await page.keyboard.press('[');
  await expect(page.locator('[data-part="total"]')).toHaveText('$1.50');
  await expect(shutter(page)).toBeEnabled();
  await page.keyboard.press('Control+Enter');
  await finished(page);
  await page.keyboard.press('2');
  await clips(page).first().focus();
  await page.keyboard.press('Enter');
  const video = page.locator('video').first();
  // Its keys are listened to from the moment it has the focus.
  await expect(page.locator('[data-view="clip"]')).toBeFocused();
  await page.keyboard.press('Space');
  await expect
    .poll(() => video.evaluate((element) => element instanceof HTMLVideoElement && element.currentTime))
    .toBeGreaterThan(0.2);
  await page.keyboard.press('Escape');
  await expect(clips(page)).toHaveCount(1);
});

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
