import path from 'node:path';
import { dropFiles, expect, launch, readyPage, test } from './fixtures.ts';
import {
  addPictures,
  cards,
  describe,
  finished,
  showView,
  shutter,
  typeKey,
  writeSettings,
} from './support/creator.ts';
import { SAMPLE } from './support/pictures.ts';
import { FOR_EVER, Service, VERY_LONG } from './support/service.ts';
import { Toasts } from './support/toasts.ts';

// What only sometimes holds here does not hold.
test.describe.configure({ retries: 0 });

const SCALE = 0.03;

test('undo never puts sent pictures back before a live button, and acts only where it is seen', async ({
  page,
}) => {
  await addPictures(page, [SAMPLE, SAMPLE, SAMPLE]);
  await describe(page);
  await page.getByRole('slider', { name: 'Duration' }).fill('2');
  await page.getByRole('button', { name: 'Remove image 1' }).click({ force: true });
  await expect(page.locator('[data-part="clips"]')).toHaveText('2');
  await showView(page, 'Library');
  await page.keyboard.press('Control+z');
  await showView(page, 'Animate');
  await expect(page.locator('[data-part="clips"]')).toHaveText('2');
  await page.keyboard.press('Control+z');
  await expect(page.locator('[data-part="clips"]')).toHaveText('3');
  await page.getByRole('textbox', { name: 'Describe the motion' }).press('End');
  await page.keyboard.type(', slowly');
  await shutter(page).click();
  // Nothing is multiplied by nothing: only what one clip costs is said.
  await expect(page.locator('[data-part="clips"]')).toHaveCount(0);
  await expect(page.locator('[data-part="total"]')).toHaveCount(0);
  await expect(page.locator('[data-part="per-clip"]')).toHaveText('$1.00');
  await page.keyboard.press('Control+z');
  await expect(page.locator('[data-part="clips"]')).toHaveCount(0);
  await expect(page.getByRole('button', { name: 'Add an image to begin' })).toBeVisible();
  // Nor does the key take words out of a field that has not the focus.
  await expect(page.getByRole('textbox', { name: 'Describe the motion' })).toHaveValue(
    'Slow push-in, the water moves, slowly',
  );
});

test('shortcuts work while an error is being said', async ({ page }) => {
  const toasts = await Toasts.listen(page);
  await dropFiles(page, 'body', [path.resolve('package.json')]);
  await toasts.said("can't be animated");
  await page.keyboard.press('2');
  await expect(page.getByText('Your clips will live here')).toBeVisible();
});

test('what a removed clip would have cost is free again at once', async ({ userData }) => {
  const service = await Service.start(path.join(userData, 'service'), { timeScale: SCALE });
  writeSettings(userData, { practice: false, monthlyBudget: 10_000_000 });
  const app = await launch(userData, { env: { ...service.env, KINORA_TIME_SCALE: String(SCALE) } });
  const page = await readyPage(app);
  await service.fault({ kind: 'slow', route: 'presign', ms: VERY_LONG, times: FOR_EVER });
  await addPictures(page, [SAMPLE]);
  await describe(page);
  await shutter(page).click();
  await expect(page.getByText('$2.50 more is on its way')).toBeVisible();
  await page.locator('[data-job]').hover();
  await page.getByRole('button', { name: /^Remove: / }).click();
  await expect(page.locator('[data-job]')).toHaveCount(0);
  await expect(page.getByText('$2.50 more is on its way')).toBeHidden();
  await expect(page.getByText('$10.00 left this month')).toBeVisible();
  expect(await service.charges()).toEqual([]);
});

test('a rejected key stops the button, and the key that replaces it sends what was waiting', async ({
  userData,
}) => {
  const service = await Service.start(path.join(userData, 'service'), { timeScale: SCALE });
  const app = await launch(userData, {
    env: { KINORA_API_URL: service.url, KINORA_TIME_SCALE: String(SCALE) },
  });
  const page = await readyPage(app);
  const enter = async (key: string): Promise<void> => {
    await showView(page, 'Settings');
    const opening = app.waitForEvent('window');
    await page
      .getByRole('button', { name: /^(Type|Replace)/ })
      .first()
      .click();
    await typeKey(await opening, key);
  };
  // A look at the key gets no answer: the clip is queued with a key of which nothing is known, then refused.
  await service.fault({ kind: 'slow', route: 'list', ms: VERY_LONG, times: FOR_EVER });
  await enter('pb_wrong_00000000');
  await showView(page, 'Animate');
  await addPictures(page, [SAMPLE]);
  await describe(page);
  await shutter(page).click();
  await expect(page.getByText('Waiting for a working key')).toBeVisible();
  await expect(page.getByText('Sends with a working key')).toBeVisible();
  await service.clearFaults();
  await addPictures(page, [SAMPLE]);
  await expect(page.getByRole('button', { name: 'Check your API key in Settings' })).toBeVisible();
  await enter(service.key);
  await showView(page, 'Animate');
  await finished(page);
  expect(await service.charges()).toEqual([2_500_000]);
});

test('without credit nothing is charged, and the reason is in sight', async ({ userData }) => {
  const service = await Service.start(path.join(userData, 'service'), { timeScale: SCALE });
  writeSettings(userData, { practice: false });
  await service.fault({ kind: 'refuse', status: 402, code: 'INSUFFICIENT_BALANCE' });
  const app = await launch(userData, { env: { ...service.env, KINORA_TIME_SCALE: String(SCALE) } });
  const page = await readyPage(app);
  await addPictures(page, [SAMPLE]);
  await describe(page);
  await shutter(page).click();
  await expect(cards(page, 'rejected')).toBeVisible();
  await expect(page.getByText('Not enough credit for this batch.')).toBeVisible();
  expect(await service.charges()).toEqual([]);
  await cards(page, 'rejected').getByRole('button', { name: 'Retry $2.50' }).click();
  await finished(page);
  await expect(page.getByText('Not enough credit for this batch.')).toBeHidden();
  expect(await service.charges()).toEqual([2_500_000]);
});

test('a press counts only for the key or mode that its price was shown for', async ({ userData }) => {
  const service = await Service.start(path.join(userData, 'service'), { timeScale: SCALE });
  writeSettings(userData, { practice: false });
  const app = await launch(userData, { env: { ...service.env, KINORA_TIME_SCALE: String(SCALE) } });
  const page = await readyPage(app);
  await addPictures(page, [SAMPLE]);
  await describe(page);
  await shutter(page).click();
  await finished(page);
  const codes = await page.evaluate(async () => {
    const { call } = Reflect.get(window, 'kinora');
    const [job] = (await call('app.snapshot', {})).value.jobs;
    const inputs = [{ field: 'image_url', sourceId: job.sourceIds[0] }];
    const clips = [{ modelId: job.modelId, params: job.params, inputs }];
    const press = (payer: string) =>
      call('job.animate', {
        clickId: crypto.randomUUID(),
        name: '',
        clips,
        webhookUrl: '',
        total: job.estimate,
        confirmed: true,
        payer,
      });
    const answers = [await press('practice'), await press('another key')];
    return answers.map(({ error }) => error?.code);
  });
  expect(codes).toEqual(['account-changed', 'account-changed']);
  expect(await service.charges()).toEqual([2_500_000]);
});
