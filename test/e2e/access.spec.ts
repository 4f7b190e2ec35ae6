import AxeBuilder from '@axe-core/playwright';
import type { ElectronApplication, Page } from '@playwright/test';
import { expect, test } from './fixtures.ts';
import { addPictures, cards, clips, describe, showView, shutter } from './support/creator.ts';
import { SAMPLE } from './support/pictures.ts';

async function theme(app: ElectronApplication, source: 'dark' | 'light'): Promise<void> {
  await app.evaluate(({ nativeTheme }, value) => {
    nativeTheme.themeSource = value;
  }, source);
}

/** What axe finds that matters, as one line each. */
async function trouble(page: Page): Promise<string[]> {
  // Legacy mode: a blank page for the results cannot be opened in Electron.
  const { violations } = await new AxeBuilder({ page }).setLegacyMode(true).analyze();
  return violations
    .filter(({ impact }) => impact === 'serious' || impact === 'critical')
    .flatMap(({ id, nodes }) => nodes.map((node) => `${id}: ${node.html.slice(0, 160)}`));
}

test('every view is clean to axe in both themes', async ({ app, page }) => {
  const look = async (where: string): Promise<void> => {
    for (const source of ['dark', 'light'] as const) {
      await theme(app, source);
      await page.waitForTimeout(400);
      expect({ where, source, found: await trouble(page) }).toEqual({ where, source, found: [] });
    }
  };
  await look('empty');
  await addPictures(page, [SAMPLE, SAMPLE]);
  await describe(page);
  await page.getByRole('slider', { name: 'Duration' }).fill('2');
  await look('two pictures');
  await shutter(page).click();
  await expect(cards(page, 'processing').first()).toBeVisible({ timeout: 30_000 });
  await look('working');
  await expect(cards(page, 'done')).toHaveCount(2, { timeout: 60_000 });
  await look('done');
  await showView(page, 'Library');
  await expect(clips(page)).toHaveCount(2);
  await look('library');
  await clips(page).first().click();
  await page.locator('video').first().waitFor();
  await look('clip');
  await showView(page, 'Settings');
  await look('settings');
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
  await page.keyboard.press('Control+Enter');
  await expect(cards(page, 'done')).toBeVisible({ timeout: 60_000 });
  await page.keyboard.press('2');
  await clips(page).first().focus();
  await page.keyboard.press('Enter');
  const video = page.locator('video').first();
  await video.waitFor();
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
    const box = await part.boundingBox();
    expect(box && box.y + box.height).toBeLessThanOrEqual(640);
    expect(box && box.x + box.width).toBeLessThanOrEqual(960);
  }
  expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBeLessThanOrEqual(960);
});
