import { readFile } from 'node:fs/promises';
import path from 'node:path';
import AxeBuilder from '@axe-core/playwright';
import type { Page } from '@playwright/test';
import { expect, launch, readyPage, test } from './fixtures.ts';
import {
  addPictures,
  cards,
  describe,
  dragUntil,
  finished,
  showView,
  shutter,
  snapshot,
  writeSettings,
} from './support/creator.ts';
import { SAMPLE } from './support/pictures.ts';
import { Service } from './support/service.ts';

/** Jobs take 120 s × this. */
const SCALE = 0.01;

const menuOf = (page: Page, at: number) =>
  cards(page, 'queued')
    .nth(at)
    .getByRole('button', { name: /^More: / });
const item = (page: Page, name: string) => page.getByRole('menuitem', { name, exact: true });

/** Ids of the waiting jobs as they are drawn. */
const drawn = (page: Page): Promise<(string | null)[]> =>
  cards(page, 'queued').evaluateAll((all) => all.map((one) => one.getAttribute('data-job')));

/** Ids of the waiting jobs as main will send them. */
async function stored(page: Page): Promise<string[]> {
  const { jobs } = await snapshot(page);
  const waiting = jobs.filter(({ state }) => state === 'queued');
  return waiting.sort((one, other) => one.position - other.position).map(({ id }) => id);
}

async function expectOrder(page: Page, ids: readonly (string | undefined)[]): Promise<void> {
  await expect.poll(() => stored(page)).toEqual(ids);
  await expect.poll(() => drawn(page)).toEqual(ids);
}

async function expectNoTrouble(page: Page): Promise<void> {
  const { violations } = await new AxeBuilder({ page }).setLegacyMode(true).analyze();
  const grave = violations.filter(({ impact }) => impact === 'serious' || impact === 'critical');
  expect(grave.flatMap(({ id, nodes }) => nodes.map((node) => `${id}: ${node.html.slice(0, 160)}`))).toEqual(
    [],
  );
}

test('what waits can be moved, changed at its price and removed, until it is too late', async ({
  userData,
}) => {
  const service = await Service.start(path.join(userData, 'service'), { timeScale: SCALE });
  writeSettings(userData, { practice: false, paused: true, askAbove: 5_000_000 });
  const app = await launch(userData, { env: { ...service.env, KINORA_TIME_SCALE: String(SCALE) } });
  const page = await readyPage(app);
  await page.getByRole('slider', { name: 'Duration' }).fill('2');
  await addPictures(page, [SAMPLE, SAMPLE, SAMPLE]);
  await describe(page);
  await shutter(page).click();
  await expect(cards(page, 'queued')).toHaveCount(3);
  const [a, b, c] = await stored(page);
  await expectOrder(page, [a, b, c]);

  // By menu, by key with the focus staying where it was, by mouse.
  await menuOf(page, 0).click();
  await expect(item(page, 'Send first')).toBeDisabled();
  await expectNoTrouble(page);
  await item(page, 'Send last').click();
  await expectOrder(page, [b, c, a]);
  await expect(menuOf(page, 2)).toBeFocused();
  await page.keyboard.press('Alt+ArrowLeft');
  await expectOrder(page, [b, a, c]);
  await expect(menuOf(page, 1)).toBeFocused();
  await expect(page.getByText('Now number 2 of 3 to be sent')).toBeAttached();
  await dragUntil(
    () =>
      cards(page, 'queued')
        .nth(2)
        .dragTo(cards(page, 'queued').first(), { targetPosition: { x: 8, y: 30 } }),
    async () => (await stored(page)).join() === [c, b, a].join(),
  );
  await expectOrder(page, [c, b, a]);

  // Other settings cost what is shown for them; above the limit they are asked about.
  const dialog = page.getByRole('dialog', { name: 'Edit clip' });
  await menuOf(page, 0).click();
  await item(page, 'Edit…').click();
  await expect(dialog.getByRole('textbox', { name: 'Prompt' })).toBeFocused();
  await dialog.getByRole('textbox', { name: 'Prompt' }).fill('Waves roll in');
  await dialog.getByRole('slider', { name: 'Duration' }).fill('12');
  await expectNoTrouble(page);
  await dialog.getByRole('button', { name: 'Save · $6.00' }).click();
  const question = page.getByRole('alertdialog', { name: 'Spend $6.00 on 1 clip?' });
  await expect(question.getByRole('button', { name: 'Cancel' })).toBeFocused();
  await question.getByRole('button', { name: 'Cancel' }).click();
  await dialog.getByRole('slider', { name: 'Duration' }).fill('3');
  await dialog.getByRole('button', { name: 'Save · $1.50' }).click();
  await expect(dialog).toBeHidden();
  await menuOf(page, 1).click();
  await item(page, 'Remove').click();
  await expect(page.getByText('1 clip removed from the queue')).toBeVisible();
  await expectOrder(page, [c, a]);

  // Once it is being sent, nothing can be changed any more, and that is said.
  await menuOf(page, 1).click();
  await item(page, 'Edit…').click();
  await expect(dialog.getByRole('button', { name: 'Save · $1.00' })).toBeVisible();
  await page.evaluate(() => Reflect.get(window, 'kinora').call('queue.pause', { paused: false }));
  await expect(dialog.getByText('Too late to change.')).toBeVisible();
  await expect(dialog.getByRole('button', { name: /^Save/ })).toBeHidden();
  await dialog.getByRole('button', { name: 'Close' }).click();
  await finished(page, 2);
  expect((await service.charges()).toSorted()).toEqual([1_000_000, 1_500_000]);
  await showView(page, 'Library');
  await expect(page.getByText('Waves roll in, 3 seconds')).toBeAttached();
});

test('another order and other settings can be taken back, and what costs more than the limit is asked again', async ({
  userData,
}) => {
  const service = await Service.start(path.join(userData, 'service'), { timeScale: SCALE });
  writeSettings(userData, { practice: false, paused: true, askAbove: 5_000_000 });
  const app = await launch(userData, { env: { ...service.env, KINORA_TIME_SCALE: String(SCALE) } });
  const page = await readyPage(app);
  await page.getByRole('slider', { name: 'Duration' }).fill('2');
  await addPictures(page, [SAMPLE, SAMPLE, SAMPLE]);
  await describe(page);
  await shutter(page).click();
  await expect(cards(page, 'queued')).toHaveCount(3);
  const [a, b, c] = await stored(page);

  await menuOf(page, 0).click();
  await item(page, 'Send last').click();
  await expectOrder(page, [b, c, a]);
  // Keys are the menu's own until it has gone.
  await expect(menuOf(page, 2)).toBeFocused();
  await page.keyboard.press('Control+z');
  await expectOrder(page, [a, b, c]);
  await page.keyboard.press('Control+Shift+z');
  await expectOrder(page, [b, c, a]);
  await page.keyboard.press('Control+z');
  await expectOrder(page, [a, b, c]);

  const dialog = page.getByRole('dialog', { name: 'Edit clip' });
  const edit = async (seconds: string, save: string): Promise<void> => {
    await menuOf(page, 0).click();
    await item(page, 'Edit…').click();
    await dialog.getByRole('slider', { name: 'Duration' }).fill(seconds);
    await dialog.getByRole('button', { name: save }).click();
  };
  const price = async (): Promise<number | undefined> =>
    (await snapshot(page)).jobs.find(({ id }) => id === a)?.estimate;
  const question = page.getByRole('alertdialog', { name: 'Spend $6.00 on 1 clip?' });
  await edit('12', 'Save · $6.00');
  await question.getByRole('button', { name: 'Save · $6.00' }).click();
  await expect(page.getByText('Now $6.00. Undo makes it $1.00 again.')).toBeVisible();
  await page.getByRole('button', { name: 'Undo' }).click();
  await expect.poll(price).toBe(1_000_000);
  await expect(page.getByText('Clip of sample.jpg changed')).toBeHidden();

  await edit('12', 'Save · $6.00');
  await question.getByRole('button', { name: 'Save · $6.00' }).click();
  await expect.poll(price).toBe(6_000_000);
  await edit('3', 'Save · $1.50');
  // The offer before that is gone: the clip is not any more as it left it.
  await expect(page.getByText('Now $6.00. Undo makes it $1.00 again.')).toBeHidden();
  await expect(page.getByText('Now $1.50. Undo makes it $6.00 again.')).toBeVisible();
  await page.keyboard.press('Control+z');
  await question.getByRole('button', { name: 'Cancel' }).click();
  await expect(page.getByText('Now $1.50. Undo makes it $6.00 again.')).toBeVisible();
  await page.keyboard.press('Control+z');
  await expect(question).toBeVisible();
  expect(await price()).toBe(1_500_000);
  await question.getByRole('button', { name: 'Save · $6.00' }).click();
  await expect.poll(price).toBe(6_000_000);
  expect((await snapshot(page)).jobs.find(({ id }) => id === a)?.params['duration']).toBe(12);

  // What is being sent is offered no more.
  await edit('4', 'Save · $2.00');
  const offer = page.getByText('Now $2.00. Undo makes it $6.00 again.');
  await expect(offer).toBeVisible();
  await page.evaluate(() => Reflect.get(window, 'kinora').call('queue.pause', { paused: false }));
  await expect(offer).toBeHidden();
  await finished(page, 3);
  expect((await service.charges()).toSorted()).toEqual([1_000_000, 1_000_000, 2_000_000]);
});

/** Another program with the same key. */
async function startElsewhere({ url, key }: Service): Promise<void> {
  const post = async (where: string, body: unknown): Promise<Record<string, string>> => {
    const headers = { authorization: `Bearer ${key}`, 'content-type': 'application/json' };
    const answer = await fetch(url + where, { method: 'POST', headers, body: JSON.stringify(body) });
    return (await answer.json()).data;
  };
  const { fileUrl = '', uploadUrl = '' } = await post('/v1/uploads/presign', {
    filename: 'image.jpg',
    contentType: 'image/jpeg',
  });
  await fetch(uploadUrl, {
    method: 'PUT',
    body: await readFile(SAMPLE),
    headers: { 'content-type': 'image/jpeg' },
  });
  await post('/v1/jobs/submit', {
    model: 'alibaba-plus/wan-2.6-flash/image-to-video',
    input: { image_url: fileUrl, prompt: 'Started elsewhere', duration: '2', resolution: '720p' },
  });
}

test('clips that were started elsewhere on the key come home when asked, and cost nothing here', async ({
  userData,
}) => {
  const service = await Service.start(path.join(userData, 'service'), { timeScale: SCALE });
  writeSettings(userData, { practice: false });
  await startElsewhere(service);
  await startElsewhere(service);
  const app = await launch(userData, { env: { ...service.env, KINORA_TIME_SCALE: String(SCALE) } });
  const page = await readyPage(app);
  await expect(page.getByText('2 jobs on this key were not started here.')).toBeVisible();
  await page.getByRole('button', { name: 'Not now' }).click();
  await expect(page.getByText('not started here')).toBeHidden();
  await startElsewhere(service);
  await showView(page, 'Settings');
  await page.getByRole('button', { name: 'Test', exact: true }).click();
  await expect(page.getByText('1 job on this key was not started here.')).toBeVisible();
  await page.getByRole('button', { name: 'Import' }).click();
  await showView(page, 'Animate');
  await finished(page);
  await expect(cards(page, 'done').getByText('Started elsewhere')).toBeVisible();
  // Its own first frame stands in for the picture that is not here.
  const poster = cards(page, 'done').locator('video');
  await expect.poll(() => poster.evaluate((video: HTMLVideoElement) => video.videoWidth)).toBeGreaterThan(0);
  await expect(page.getByText('$0.00 spent this month')).toBeVisible();
  expect(await service.charges()).toHaveLength(3);
});
