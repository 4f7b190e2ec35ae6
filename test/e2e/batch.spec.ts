import path from 'node:path';
import type { Page } from '@playwright/test';
import { expect, launch, readyPage, test } from './fixtures.ts';
import { look } from './support/axe.ts';
import {
  addPictures,
  describe,
  dragUntil,
  shutter,
  snapshot,
  total,
  writeSettings,
} from './support/creator.ts';
import { quartersPng, SAMPLE } from './support/pictures.ts';
import { Service } from './support/service.ts';

const SCALE = 0.01;
const prompt = (page: Page) => page.getByRole('textbox', { name: 'Describe the motion' });
const tile = (page: Page, at: number) => page.getByRole('button', { name: new RegExp(`^Image ${at} of`) });

/** Kinora with a key and a service of its own, and so many pictures on the table. */
async function withPictures(userData: string, count: number, settings: object = {}) {
  const service = await Service.start(path.join(userData, 'service'), { timeScale: SCALE });
  writeSettings(userData, { practice: false, askAbove: null, ...settings });
  const app = await launch(userData, { env: { ...service.env, KINORA_TIME_SCALE: String(SCALE) } });
  const page = await readyPage(app);
  const files = Array.from({ length: count }, (_, at) =>
    quartersPng(path.join(userData, `quarters-${at + 1}.png`), 400 + at * 20, 400),
  );
  await addPictures(page, files);
  return { service, app, page };
}

/** The service's own words on what was charged, as the screen said it. */
async function charged(service: Service, expected: readonly number[]): Promise<void> {
  const sorted = (amounts: readonly number[]): number[] => amounts.toSorted((a, b) => a - b);
  await expect
    .poll(async () => sorted(await service.charges()), { timeout: 120_000 })
    .toEqual(sorted(expected));
}

test('pictures × prompts × settings × variations: count and total first, then exactly that is sent and charged', async ({
  userData,
}) => {
  const { service, app, page } = await withPictures(userData, 2);
  await page.getByRole('slider', { name: 'Duration' }).fill('2');
  await describe(page, 'Orbit');
  await page.getByRole('button', { name: 'Batch', exact: true }).click();
  await page.getByRole('button', { name: 'Add · $1.50 per clip' }).click();
  await page.getByRole('button', { name: 'One variation more' }).click();
  await page.getByLabel('Batch name').fill('Matrix');
  await look(app, page, 'batch panel');
  await page.getByRole('button', { name: 'Add another prompt' }).click();
  await page.keyboard.press('Escape');
  await expect(page.getByRole('button', { name: 'Describe how it should move' })).toBeVisible();
  await prompt(page).fill('Pan left');
  await expect(page.locator('[data-part="size"]')).toHaveText(
    '2 images × 2 prompts × 2 settings × 2 variations = 16 clips',
  );
  await expect(page.getByText('8 × $1.00')).toBeVisible();
  await expect(page.getByText('8 × $1.50')).toBeVisible();
  await expect(total(page)).toHaveText('$20.00');
  await look(app, page, 'matrix');
  // A chip that is taken out can be put back.
  await page.getByRole('button', { name: 'Remove 2 variations' }).click();
  await expect(total(page)).toHaveText('$10.00');
  await page.getByRole('button', { name: 'Undo' }).click();
  await expect(total(page)).toHaveText('$20.00');
  await page.getByRole('button', { name: 'Remove prompt 1' }).click();
  await expect(prompt(page)).toHaveValue('Pan left');
  await expect(total(page)).toHaveText('$10.00');
  await page.getByRole('button', { name: /^Animate 8 clips · \$10\.00/ }).click();
  await charged(service, [...Array(4).fill(1_000_000), ...Array(4).fill(1_500_000)]);
  const { jobs, batches } = await snapshot(page);
  expect(batches.map(({ name }) => name)).toEqual(['Matrix']);
  expect(new Set(jobs.map(({ prompt: words }) => words))).toEqual(new Set(['Pan left']));
  await expect(page.getByRole('button', { name: 'Add an image to begin' })).toBeVisible();
});

test('each image has its own words, by keyboard alone', async ({ userData }) => {
  const { service, app, page } = await withPictures(userData, 3);
  await page.getByRole('slider', { name: 'Duration' }).fill('2');
  await prompt(page).focus();
  await page.keyboard.type('Slow push-in');
  await page.getByRole('button', { name: 'Batch', exact: true }).focus();
  await page.keyboard.press('Enter');
  await page.getByRole('radio', { name: 'One for all' }).focus();
  await page.keyboard.press('ArrowRight');
  await page.keyboard.press('Escape');
  await expect(page.getByRole('button', { name: 'Batch', exact: true })).toBeFocused();
  await tile(page, 1).focus();
  await page.keyboard.press('ArrowRight');
  await expect(tile(page, 2)).toBeFocused();
  await prompt(page).focus();
  await page.keyboard.press('Control+a');
  await page.keyboard.type('Only the second');
  await expect(tile(page, 2)).toHaveAccessibleName(/has its own prompt$/);
  await expect(tile(page, 3)).not.toHaveAccessibleName(/own prompt/);
  await tile(page, 3).focus();
  await page.keyboard.press('Enter');
  await expect(prompt(page)).toHaveValue('Slow push-in');
  await page.keyboard.press('Alt+ArrowLeft');
  await expect(tile(page, 2)).toHaveAccessibleName(/quarters-3/);
  await page.keyboard.press('Control+z');
  await expect(tile(page, 2)).toHaveAccessibleName(/quarters-2/);
  await look(app, page, 'own words');
  await page.keyboard.press('Control+Enter');
  await charged(service, [1_000_000, 1_000_000, 1_000_000]);
  const { jobs } = await snapshot(page);
  expect(jobs.map(({ prompt: words }) => words).toSorted()).toEqual([
    'Only the second',
    'Slow push-in',
    'Slow push-in',
  ]);
});

test('a cheap look first leaves the pictures for the full batch, and neither is paid twice by a double press', async ({
  userData,
}) => {
  const { service, page } = await withPictures(userData, 1);
  await describe(page);
  const first = page.getByRole('button', { name: 'Draft first at 720p, 2 s · $1.00' });
  // What is nearly as short and cheap itself needs no look before.
  const duration = page.getByRole('slider', { name: 'Duration' });
  await duration.fill('3');
  await expect(shutter(page)).toHaveText(/^Animate 1 image · \$1\.50/);
  await expect(first).toHaveCount(0);
  await duration.fill('5');
  await expect(shutter(page)).toHaveText(/^Animate 1 image · \$2\.50/);
  await first.dblclick();
  await expect(page.getByRole('button', { name: 'Draft again at 720p, 2 s · $1.00' })).toBeVisible();
  await charged(service, [1_000_000]);
  const again = page.getByRole('button', { name: 'Draft again at 720p, 2 s · $1.00' });
  await expect(again).toBeEnabled();
  await again.focus();
  while ((await service.submits()) < 2) await page.keyboard.down('Enter');
  await expect(again).toBeEnabled();
  for (let held = 0; held < 10; held += 1) await page.keyboard.down('Enter');
  await page.keyboard.up('Enter');
  await shutter(page).click();
  await charged(service, [1_000_000, 1_000_000, 2_500_000]);
  expect(await service.submits()).toBe(3);
});

test('pictures are selected together, moved by mouse and taken out, and each step can be taken back', async ({
  page,
  userData,
}) => {
  await addPictures(page, [
    SAMPLE,
    ...[1, 2, 3].map((at) => quartersPng(path.join(userData, `quarters-${at}.png`), 380 + at * 20, 400)),
  ]);
  const order = () =>
    page
      .locator('[data-key]')
      .evaluateAll((tiles) =>
        tiles.map((one) => one.getAttribute('aria-label')?.replace(/^.*: (quarters-)?|\..*$/g, '')).join(' '),
      );
  const start = 'sample 1 2 3';
  await expect.poll(order).toBe(start);
  await dragUntil(
    () => tile(page, 4).dragTo(tile(page, 1), { targetPosition: { x: 6, y: 6 } }),
    async () => (await order()) === '3 sample 1 2',
  );
  await page.getByRole('slider', { name: 'Duration' }).focus();
  await page.keyboard.press('Control+z');
  await expect.poll(order).toBe(start);
  await page.keyboard.press('Control+Shift+z');
  await expect.poll(order).toBe('3 sample 1 2');
  await page.keyboard.press('Control+z');
  await tile(page, 2).click();
  await tile(page, 4).click({ modifiers: ['Control'] });
  await expect(page.getByText('2 selected')).toBeVisible();
  await page.keyboard.press('Delete');
  await expect.poll(order).toBe('sample 2');
  await page.getByRole('button', { name: 'Undo' }).click();
  await expect.poll(order).toBe(start);
  await tile(page, 2).click();
  await tile(page, 4).click({ modifiers: ['Shift'] });
  await expect(page.getByText('3 selected')).toBeVisible();
  await page.keyboard.press('Alt+ArrowLeft');
  await expect.poll(order).toBe('1 2 3 sample');
});
