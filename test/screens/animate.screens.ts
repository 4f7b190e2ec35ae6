import path from 'node:path';
import type { Page } from '@playwright/test';
import { dropFiles, expect, launch, readyPage, test } from '../e2e/fixtures.ts';
import { addPictures, cards, describe, shutter, writeSettings } from '../e2e/support/creator.ts';
import { FOR_EVER, Service, VERY_LONG } from '../e2e/support/service.ts';
import { pictures, shoot } from './shoot.ts';

const PROMPT =
  'Slow push-in. A light wind moves the water and the mist, the light turns a little warmer. Keep the horizon level.';

async function open(
  userData: string,
  settings: Readonly<Record<string, unknown>> = {},
): Promise<[Page, Service]> {
  const service = await Service.start(path.join(userData, 'service'), { timeScale: 0.02 });
  writeSettings(userData, { practice: false, askAbove: 8_000_000, monthlyBudget: 60_000_000, ...settings });
  const app = await launch(userData, { env: { ...service.env, KINORA_TIME_SCALE: '0.02' } });
  return [await readyPage(app), service];
}

async function filled(page: Page, count = 4): Promise<void> {
  await addPictures(page, pictures(count));
  await describe(page, PROMPT);
  await expect(shutter(page).or(page.getByRole('button', { name: /^Over budget/ }))).toBeVisible();
}

const model = (page: Page, name: string) => page.getByRole('radio', { name: new RegExp(name) }).check();

test('empty', async ({ page }) => {
  await shoot(page, 'animate-empty');
});

test('practice', async ({ page }) => {
  await filled(page);
  await shoot(page, 'animate-practice');
});

test('pictures of both models, with a full queue', async ({ userData }) => {
  const [page, service] = await open(userData);
  const send = async (state: string): Promise<void> => {
    await page.getByRole('slider', { name: 'Duration' }).fill('2');
    await shutter(page).click();
    await expect(cards(page, state).first()).toBeVisible({ timeout: 120_000 });
  };
  await addPictures(page, pictures(1));
  await describe(page, PROMPT);
  await send('done');
  await service.fault({ kind: 'fail-job' });
  await addPictures(page, pictures(2).slice(1));
  await send('failed');
  await service.fault({ kind: 'stall-download', bytes: 20_000, ms: VERY_LONG, times: FOR_EVER });
  await addPictures(page, pictures(3).slice(2));
  await send('downloading');
  await service.holdJobs('processing');
  await addPictures(page, pictures(4).slice(3));
  await send('processing');
  await service.fault({ kind: 'slow', route: 'put', ms: VERY_LONG, times: FOR_EVER });
  await addPictures(page, pictures(5).slice(4));
  await send('uploading');
  await page.getByRole('slider', { name: 'Duration' }).fill('5');
  await addPictures(page, pictures(9).slice(5));
  await expect(shutter(page)).toBeVisible();
  await shoot(page, 'animate');
  await model(page, 'Wan 2.7');
  await shoot(page, 'animate-reference');
});

test('asking, over the budget, and pictures held over the window', async ({ userData }) => {
  const [page] = await open(userData);
  await filled(page);
  await shutter(page).click();
  await shoot(page, 'animate-confirm');
  await page.getByRole('button', { name: 'Cancel' }).click();
  const cdp = await page.context().newCDPSession(page);
  const data = { items: [], files: pictures(3), dragOperationsMask: 1 };
  for (const type of ['dragEnter', 'dragOver'] as const)
    await cdp.send('Input.dispatchDragEvent', { type, x: 500, y: 400, data });
  await shoot(page, 'animate-drop');
});

test('over the budget', async ({ userData }) => {
  const [page] = await open(userData, { monthlyBudget: 7_600_000 });
  await filled(page);
  await shoot(page, 'animate-over');
});

test('what cannot be taken', async ({ userData }) => {
  const [page] = await open(userData);
  await filled(page, 2);
  await dropFiles(page, 'body', [path.resolve('package.json')]);
  await shoot(page, 'animate-error');
});

test('a service that does not answer', async ({ userData }) => {
  const [page, service] = await open(userData);
  await service.stop();
  await filled(page, 2);
  await page.getByRole('slider', { name: 'Duration' }).fill('2');
  await shutter(page).click();
  await expect(page.getByText('Service not answering')).toBeVisible();
  await filled(page, 2);
  await shoot(page, 'animate-offline');
});

test('a batch of everything, its panel, presets, and a picture being cropped', async ({ userData }) => {
  const [page] = await open(userData);
  await filled(page);
  const button = (name: string) => page.getByRole('button', { name, exact: true });
  await button('Batch').click();
  await page.getByRole('button', { name: /^Add · / }).click();
  await button('One variation more').click();
  await page.getByLabel('Batch name').fill('Harbour at dawn');
  await shoot(page, 'animate-batch-panel');
  await button('Add another prompt').click();
  await page.keyboard.press('Escape');
  await describe(page, 'Orbit, slowly');
  await shoot(page, 'animate-batch');
  await button('Presets').click();
  await shoot(page, 'animate-presets');
  await page.keyboard.press('Escape');
  await page.getByRole('button', { name: /^Image 1 of/ }).focus();
  await page.keyboard.press('c');
  await expect(page.getByRole('dialog')).toBeVisible();
  await shoot(page, 'animate-crop');
});

test('references of every kind', async ({ userData }) => {
  const [page] = await open(userData);
  await filled(page);
  await model(page, 'Wan 2.7');
  const media = (name: string) => path.resolve('test/fixtures/media', name);
  await dropFiles(page, '[data-slot="0"]', pictures(2));
  await dropFiles(page, '[data-slot="2"]', [media('clip.mp4'), media('voice.wav')]);
  await expect(page.locator('[data-slot="voice"]')).toHaveAttribute('data-state', 'filled');
  await shoot(page, 'animate-references-filled');
});
