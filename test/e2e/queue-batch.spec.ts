import path from 'node:path';
import AxeBuilder from '@axe-core/playwright';
import type { Page } from '@playwright/test';
import { expect, launch, readyPage, test } from './fixtures.ts';
import {
  addPictures,
  cards,
  describe,
  finished,
  shutter,
  snapshot,
  writeSettings,
} from './support/creator.ts';
import { SAMPLE } from './support/pictures.ts';
import { Service } from './support/service.ts';

const SCALE = 0.01;

async function expectNoTrouble(page: Page): Promise<void> {
  const { violations } = await new AxeBuilder({ page }).setLegacyMode(true).analyze();
  const grave = violations.filter(({ impact }) => impact === 'serious' || impact === 'critical');
  expect(grave.flatMap(({ id, nodes }) => nodes.map((node) => `${id}: ${node.html.slice(0, 160)}`))).toEqual(
    [],
  );
}

const item = (page: Page, name: string | RegExp) => page.getByRole('menuitem', { name });
const menuOf = (page: Page, name: string) =>
  page.getByRole('button', { name: `More for the batch: ${name}`, exact: true });

/** How large the queue and its cards are; nothing around them moves as long as that stays. */
const sizes = (page: Page): Promise<string[]> =>
  page
    .locator('[data-part="queue"], [data-part="queue"] [data-job]')
    .evaluateAll((all) =>
      all.map((one) => (one instanceof HTMLElement ? `${one.offsetWidth} × ${one.offsetHeight}` : '')),
    );

test('a batch is named, paused, tried again and stopped as one, with undo', async ({ userData }) => {
  const service = await Service.start(path.join(userData, 'service'), { timeScale: SCALE });
  await service.fault({ kind: 'fail-job', message: 'Too dark', times: 2 });
  writeSettings(userData, { practice: false, paused: true });
  const app = await launch(userData, { env: { ...service.env, KINORA_TIME_SCALE: String(SCALE) } });
  const page = await readyPage(app);
  await page.getByRole('slider', { name: 'Duration' }).fill('2');
  await addPictures(page, [SAMPLE, SAMPLE]);
  await describe(page);
  await shutter(page).click();
  await expect(cards(page, 'queued')).toHaveCount(2);

  // By keyboard: the batch gets a name.
  await menuOf(page, 'Batch').focus();
  await page.keyboard.press('Enter');
  await expect(item(page, 'Rename…')).toBeFocused();
  await expectNoTrouble(page);
  await page.keyboard.press('Enter');
  const naming = page.getByRole('dialog', { name: 'Rename batch' });
  await expect(naming.getByRole('textbox', { name: 'Name of the batch' })).toBeFocused();
  await page.keyboard.type('Harbour');
  await page.keyboard.press('Enter');
  await expect(naming).toBeHidden();
  await expect(page.getByText('2 clips · 2 waiting')).toBeVisible();
  const still = await sizes(page);
  expect(new Set(still)).toHaveProperty('size', 2);

  // Paused, it stays behind when the rest is sent; resumed, it goes.
  await menuOf(page, 'Harbour').click();
  await item(page, 'Pause this batch').click();
  await expect(page.getByText('2 clips · paused')).toBeVisible();
  await page.getByRole('button', { name: 'Resume', exact: true }).click();
  await expect(page.getByRole('region', { name: 'Queue' }).getByText('2 paused')).toBeVisible();
  expect(await service.submits()).toBe(0);
  await menuOf(page, 'Harbour').click();
  await item(page, 'Resume this batch').click();
  await expect(page.getByText('2 clips · 2 failed')).toBeVisible();
  await expect.poll(() => sizes(page)).toEqual(still);

  // Both are tried again at the price of both; stopped before that is sent, and brought back.
  await page.evaluate(() => Reflect.get(window, 'kinora').call('queue.pause', { paused: true }));
  await menuOf(page, 'Harbour').click();
  await item(page, 'Retry 2 · $2.00').click();
  await expect(page.getByText('2 clips · 2 waiting')).toBeVisible();
  const before = (await snapshot(page)).jobs.map(({ position }) => position);
  await menuOf(page, 'Harbour').click();
  await item(page, 'Cancel what has not started').click();
  await expect(page.locator('[data-job]')).toHaveCount(0);
  await page.getByRole('button', { name: 'Undo' }).click();
  await expect(page.getByText('2 clips · 2 waiting')).toBeVisible();
  const { jobs } = await snapshot(page);
  expect(jobs.map(({ position }) => position)).toEqual(before);
  await page.getByRole('button', { name: 'Resume', exact: true }).click();
  await finished(page, 2);
  await expect(page.getByText('2 clips · 2 ready')).toBeVisible();
  await expect.poll(() => sizes(page)).toEqual(still);
  expect(await service.charges()).toEqual([1_000_000, 1_000_000, 1_000_000, 1_000_000]);
});

test('a batch of two hundred is drawn as it comes into sight, and walked to its end, where what is ready is found', async ({
  userData,
}) => {
  writeSettings(userData, { practice: true });
  const page = await readyPage(await launch(userData, { env: { KINORA_TIME_SCALE: String(SCALE) } }));
  await page.getByRole('slider', { name: 'Duration' }).fill('2');
  await addPictures(page, [SAMPLE]);
  await describe(page);
  await shutter(page).click();
  await finished(page);
  await page.evaluate(async () => {
    const { call } = Reflect.get(window, 'kinora');
    await call('queue.pause', { paused: true });
    const { value } = await call('app.snapshot', {});
    const [job] = value.jobs;
    const clip = {
      modelId: job.modelId,
      params: job.params,
      inputs: [{ field: 'image_url', sourceId: job.sourceIds[0] }],
    };
    await call('job.animate', {
      clickId: crypto.randomUUID(),
      name: 'Many',
      clips: Array.from({ length: 200 }, () => clip),
      webhookUrl: '',
      total: job.estimate * 200,
      confirmed: true,
      payer: 'practice',
    });
  });
  await expect(page.getByText('200 clips · 200 waiting')).toBeVisible();
  await expect(page.getByText(/^and 1\d\d more$/)).toBeAttached();
  await cards(page, 'queued')
    .last()
    .getByRole('button', { name: /^More: / })
    .focus();
  await expect
    .poll(async () => {
      await page.keyboard.press('End');
      return page.locator('[data-job]').count();
    })
    .toBe(201);
  await expect(page.getByText(/^and \d+ more$/)).toBeHidden();

  // What is ready lies behind all of them, where a press finds it also before it is drawn.
  await page.reload();
  await expect(page.getByText(/^and 1\d\d more$/)).toBeAttached();
  await expect(cards(page, 'done')).toHaveCount(0);
  await page.getByRole('button', { name: '1 ready', exact: true }).click();
  await expect(cards(page, 'done')).toBeInViewport({ ratio: 1 });
  await expect(cards(page, 'done').getByRole('button', { name: /^Play: / })).toBeFocused();
});
