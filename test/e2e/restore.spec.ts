import fs from 'node:fs';
import path from 'node:path';
import type { Page } from '@playwright/test';
import { close, expect, killHard, launch, readyPage, test } from './fixtures.ts';
import { addPictures, describe, total } from './support/creator.ts';
import { quartersPng, SAMPLE } from './support/pictures.ts';

const prompt = (page: Page) => page.getByRole('textbox', { name: 'Describe the motion' });
const tile = (page: Page, at: number) => page.getByRole('button', { name: new RegExp(`^Image ${at} of`) });
const formFile = (userData: string): string => path.join(userData, 'form.json');
const saved = (userData: string): string =>
  fs.existsSync(formFile(userData)) ? fs.readFileSync(formFile(userData), 'utf8') : '';

test('the form is as it was left, after an end and after a crash', async ({ userData }) => {
  let app = await launch(userData);
  let page = await readyPage(app);
  await addPictures(page, [SAMPLE, quartersPng(path.join(userData, 'quarters.png'), 500, 400)]);
  await describe(page, 'Slow push-in');
  await page.getByRole('radio', { name: /^Wan 2\.7/ }).check({ force: true });
  await page.getByRole('slider', { name: 'Duration' }).fill('7');
  await page.locator('summary', { hasText: /^More/ }).click();
  await page.getByRole('textbox', { name: 'Seed' }).fill('42');
  await page.getByRole('button', { name: 'Batch', exact: true }).click();
  await page.getByRole('radio', { name: 'One per image' }).check({ force: true });
  await page.getByRole('button', { name: 'One variation more' }).click();
  await page.keyboard.press('Escape');
  await tile(page, 2).click();
  await prompt(page).fill('Only the second');
  await expect.poll(() => saved(userData)).toContain('Only the second');
  const before = await total(page).textContent();

  const isAsLeft = async (): Promise<void> => {
    await expect(page.locator('[data-part="clips"]')).toHaveText('4');
    await expect(total(page)).toHaveText(String(before));
    await expect(tile(page, 2)).toHaveAttribute('aria-pressed', 'true');
    await expect(prompt(page)).toHaveValue('Only the second');
    await expect(page.getByRole('slider', { name: 'Duration' })).toHaveValue('7');
    await expect(page.getByRole('textbox', { name: 'Seed' })).toHaveValue('42');
    await tile(page, 1).click();
    await expect(prompt(page)).toHaveValue('Slow push-in');
    await tile(page, 2).click();
  };
  await killHard(app);
  app = await launch(userData);
  page = await readyPage(app);
  await isAsLeft();

  // A picture whose file has gone is left out, and a damaged form keeps nobody from starting.
  await close(app);
  const sources = path.join(userData, 'home/Videos/Kinora/.kinora/sources');
  fs.rmSync(path.join(sources, fs.readdirSync(sources)[0] ?? ''));
  app = await launch(userData);
  page = await readyPage(app);
  await expect(page.locator('[data-part="clips"]')).toHaveText('2');
  await close(app);
  fs.writeFileSync(formFile(userData), saved(userData).slice(0, -20));
  app = await launch(userData);
  page = await readyPage(app);
  await expect(page.getByRole('button', { name: 'Add an image to begin' })).toBeVisible();
  expect(fs.readdirSync(userData).filter((name) => name.startsWith('form.json.corrupt'))).toHaveLength(1);
});

/** How far things have jumped since the page began, as Chromium counts it; 0 where nothing has. */
const jumped = (page: Page): Promise<number> =>
  page.evaluate(
    () =>
      new Promise((tell) => {
        let sum = 0;
        new PerformanceObserver((list) => {
          for (const entry of list.getEntries()) sum += Number(Reflect.get(entry, 'value'));
        }).observe({ type: 'layout-shift', buffered: true });
        setTimeout(() => tell(sum), 500);
      }),
  );

test('the first picture is the form as it was left, and nothing jumps after it', async ({ userData }) => {
  let app = await launch(userData);
  let page = await readyPage(app);
  await addPictures(page, [SAMPLE, quartersPng(path.join(userData, 'quarters.png'), 500, 400)]);
  await describe(page, 'Slow push-in');
  await expect.poll(() => saved(userData)).toContain('Slow push-in');
  await close(app);
  app = await launch(userData);
  page = await readyPage(app);
  await expect(tile(page, 2)).toBeVisible();
  expect(await jumped(page)).toBe(0);
});
