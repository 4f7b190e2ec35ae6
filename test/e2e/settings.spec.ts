import path from 'node:path';
import type { Page } from '@playwright/test';
import { close, expect, launch, onElectron, readyPage, test } from './fixtures.ts';
import {
  addPictures,
  cards,
  describe,
  finished,
  showView,
  shutter,
  snapshot,
  writeSettings,
} from './support/creator.ts';
import { clickNotification, notifications } from './support/desktop.ts';
import { SAMPLE } from './support/pictures.ts';
import { Service } from './support/service.ts';

const SCALE = 0.01;

const textPixels = (page: Page): Promise<string> =>
  page.evaluate(() => getComputedStyle(document.body).fontSize);

test('settings apply at once, by mouse, and are still so after a restart', async ({
  app,
  page,
  userData,
}) => {
  await showView(page, 'Settings');
  expect(await textPixels(page)).toBe('13px');
  await page.getByText('Large', { exact: true }).click();
  await expect.poll(() => textPixels(page)).toBe('15.4375px');
  await page.getByText('Light', { exact: true }).click();
  await expect(page.locator('html')).toHaveAttribute('data-theme', 'light');
  await page.getByText('A clip is ready').click();
  await page.getByText('Only when Kinora is in the background').click();
  const more = page.getByRole('button', { name: 'More', exact: true });
  for (let n = 4; n <= 6; n += 1) {
    await more.click();
    await expect(page.getByRole('group', { name: /Concurrent downloads/ }).locator('output')).toHaveText(
      String(n),
    );
  }
  await expect(more).toHaveAttribute('aria-disabled', 'true');
  await page.getByText('api.pixelbyte.app', { exact: true }).click();
  const changed = {
    textSize: 'large',
    theme: 'light',
    notifyReady: false,
    notifyFailed: true,
    notifyOnlyAway: false,
    downloads: 6,
    apiBase: 'https://api.pixelbyte.app',
  };
  await expect.poll(async () => (await snapshot(page)).settings).toMatchObject(changed);
  const place = { x: 40, y: 60, width: 1100, height: 700 };
  await app.evaluate(
    ({ BrowserWindow }, bounds) => BrowserWindow.getAllWindows()[0]?.setBounds(bounds),
    place,
  );
  await close(app);
  const again = await launch(userData);
  const after = await readyPage(again);
  expect(await again.evaluate(({ BrowserWindow }) => BrowserWindow.getAllWindows()[0]?.getBounds())).toEqual(
    place,
  );
  expect((await snapshot(after)).settings).toMatchObject(changed);
  await expect.poll(() => textPixels(after)).toBe('15.4375px');
});

test('settings apply by keyboard alone', async ({ page }) => {
  await page.keyboard.press('Control+,');
  await page.getByRole('radio', { name: 'Normal' }).focus();
  await page.keyboard.press('ArrowLeft');
  await expect.poll(() => textPixels(page)).toBe('12.1875px');
  await page.keyboard.press('Tab');
  await expect(page.getByRole('switch', { name: /Single-key/ })).toBeFocused();
  await page.keyboard.press('Space');
  await expect.poll(async () => (await snapshot(page)).settings.singleKeys).toBe(false);
  await page.getByRole('switch', { name: 'A clip is ready' }).focus();
  await page.keyboard.press('Space');
  await expect.poll(async () => (await snapshot(page)).settings.notifyReady).toBe(false);
  await page.getByRole('button', { name: 'Fewer' }).focus();
  await page.keyboard.press('Enter');
  await expect.poll(async () => (await snapshot(page)).settings.downloads).toBe(2);
  // The focus stays where the person is.
  await expect(page.getByRole('button', { name: 'Fewer' })).toBeFocused();
});

test('a ready clip and a failed one are told by the system, and a click leads to them', async ({
  userData,
}) => {
  test.skip(onElectron, 'the browser host keeps what the system was told');
  const service = await Service.start(path.join(userData, 'service'), { timeScale: SCALE });
  writeSettings(userData, { notifyOnlyAway: false });
  const app = await launch(userData, { env: { ...service.env, KINORA_TIME_SCALE: String(SCALE) } });
  const page = await readyPage(app);
  await showView(page, 'Settings');
  await expect(page.getByRole('textbox', { name: 'API address' })).toHaveValue(service.url);
  await page.getByRole('switch', { name: /Practice mode/ }).click();
  await showView(page, 'Animate');
  await addPictures(page, [SAMPLE]);
  await describe(page);
  await shutter(page).click();
  await finished(page);
  await expect.poll(() => notifications(app)).toEqual([expect.stringMatching(/^Clip ready \| .+\.mp4$/)]);
  await service.fault({ kind: 'fail-job', message: 'The picture was refused' });
  await addPictures(page, [SAMPLE]);
  await shutter(page).click();
  await expect(cards(page, 'failed')).toBeVisible({ timeout: 60_000 });
  await expect
    .poll(async () => (await notifications(app))[1])
    .toMatch(/^Clip failed \| .+: The picture was refused\. \$2\.50 was refunded\.$/);
  await clickNotification(app, 0);
  await expect(page.locator('[data-view="clip"]')).toBeVisible();
  await clickNotification(app, 1);
  await expect(cards(page, 'failed')).toBeVisible();
});

test('in the smallest window, and at twice the size of text, every setting is in reach', async ({ page }) => {
  await page.setViewportSize({ width: 960, height: 640 });
  await showView(page, 'Settings');
  await expect(page.getByRole('heading', { name: 'Notifications' })).toBeVisible();
  for (const size of ['100%', '200%']) {
    await page.evaluate((value) => {
      document.documentElement.style.fontSize = value;
    }, size);
    const found = await page.evaluate(() => {
      const controls = document.querySelectorAll<HTMLElement>('main :is(button, input, summary)');
      const boxes = [...controls].map((control) => control.getBoundingClientRect());
      const groups = [...document.querySelectorAll('main section h2')].map((title) =>
        Math.round(title.getBoundingClientRect().left),
      );
      const out = [...controls].filter((_, at) => {
        const box = boxes[at];
        return box !== undefined && (box.left < 0 || box.right > innerWidth);
      });
      return { out: out.map(({ outerHTML }) => outerHTML.slice(0, 120)), columns: new Set(groups).size };
    });
    expect({ size, ...found }).toEqual({ size, out: [], columns: 1 });
  }
});

test('the map of keys opens by mouse and by key, and says what is there', async ({ page }) => {
  await showView(page, 'Settings');
  await page.getByRole('button', { name: 'Show… Keyboard shortcuts' }).click();
  const map = page.getByRole('dialog', { name: 'Keyboard shortcuts' });
  for (const group of ['Everywhere', 'Animate', 'Library', 'Clip'])
    await expect(map.getByRole('heading', { name: group, exact: true })).toBeVisible();
  await page.keyboard.press('Escape');
  await expect(map).toBeHidden();
  await page.keyboard.press('?');
  await expect(map.getByText('Undo, redo')).toBeVisible();
  // It begins at its beginning, wherever the focus is.
  await page.setViewportSize({ width: 960, height: 640 });
  await page.keyboard.press('Escape');
  await expect(map).toBeHidden();
  await page.keyboard.press('?');
  await expect(map.getByRole('heading', { name: 'Keyboard shortcuts' })).toBeInViewport();
  await expect(map.getByText('Ctrl Enter').or(map.getByText('Ctrl ↵'))).toBeVisible();
});
