import path from 'node:path';
import type { ElectronApplication, Page } from '@playwright/test';
import { chromiumProcesses, close, expect, killHard, launch, readyPage, test } from './fixtures.ts';
import {
  addPictures,
  cards,
  clips,
  describe,
  play,
  showView,
  shutter,
  total,
  writeSettings,
} from './support/creator.ts';
import { SAMPLE } from './support/pictures.ts';
import { Service } from './support/service.ts';

/** Jobs take 120 s × this. */
const SCALE = 0.05;

async function open(userData: string, service: Service): Promise<[ElectronApplication, Page]> {
  const app = await launch(userData, { env: { ...service.env, KINORA_TIME_SCALE: String(SCALE) } });
  return [app, await readyPage(app)];
}

async function send(page: Page): Promise<void> {
  await addPictures(page, [SAMPLE]);
  await expect(total(page)).toHaveText('$2.50');
  await describe(page);
  await shutter(page).click();
}

let service: Service;
test.beforeEach(async ({ userData }) => {
  service = await Service.start(path.join(userData, 'service'), { timeScale: SCALE });
  writeSettings(userData, { practice: false });
});
test.afterEach(() => service.stop());

const MOMENTS = [
  ['while uploading', 'uploading', { kind: 'slow', route: 'put', ms: 5000 }],
  ['after the submit', 'pending', null],
  ['while generating', 'processing', null],
  ['while downloading', 'downloading', { kind: 'stall-download', bytes: 20_000, ms: 20_000 }],
] as const;

for (const [name, state, fault] of MOMENTS)
  test(`killed ${name}, the next start finishes the clip: one charge, nothing left running`, async ({
    userData,
  }) => {
    if (fault) await service.fault(fault);
    const [first, page] = await open(userData, service);
    await send(page);
    await expect(cards(page, state)).toBeVisible({ timeout: 30_000 });
    await killHard(first);
    await expect.poll(() => chromiumProcesses(userData)).toBe(0);
    await service.clearFaults();

    const [second, after] = await open(userData, service);
    await expect(cards(after, 'done')).toBeVisible({ timeout: 60_000 });
    await showView(after, 'Library');
    await expect(clips(after)).toHaveCount(1);
    expect((await play(after)).played).toBe(true);
    expect(await service.charges()).toEqual([2_500_000]);
    await close(second);
    expect(chromiumProcesses(userData)).toBe(0);
  });

test('a lost answer to the paid request ends in one charge and one clip', async ({ userData }) => {
  await service.fault({ kind: 'reply-lost-after-charge' });
  const [app, page] = await open(userData, service);
  await send(page);
  await expect(cards(page, 'done')).toBeVisible({ timeout: 60_000 });
  await showView(page, 'Library');
  await expect(clips(page)).toHaveCount(1);
  expect(await service.charges()).toEqual([2_500_000]);
  const posts = (await service.requests()).filter(
    ({ method, path: where }) => method === 'POST' && where === '/v1/jobs/submit',
  );
  expect(posts).toHaveLength(1);
  await close(app);
});

test('a request that never arrived is said so and costs nothing until it is asked for again', async ({
  userData,
}) => {
  await service.fault({ kind: 'reply-lost-before-create' });
  const [app, page] = await open(userData, service);
  await send(page);
  await expect(page.getByText('Checking with the service')).toBeVisible({ timeout: 30_000 });
  await expect(page.getByText('You have not been asked to pay again.')).toBeVisible();
  await expect(cards(page, 'absent')).toBeVisible({ timeout: 60_000 });
  expect(await service.charges()).toEqual([]);
  await cards(page, 'absent').getByRole('button', { name: 'Send again $2.50' }).click();
  await expect(cards(page, 'done')).toBeVisible({ timeout: 60_000 });
  expect(await service.charges()).toEqual([2_500_000]);
  await close(app);
});

test('without a network the batch waits and goes out by itself', async ({ userData }) => {
  const { url, key } = service;
  const port = Number(new URL(url).port);
  await service.stop();
  const [app, page] = await open(userData, service);
  await send(page);
  await expect(page.getByText('Sends when online')).toBeVisible({ timeout: 30_000 });
  await expect(page.getByText('Offline', { exact: true })).toBeVisible();
  await showView(page, 'Library');
  await expect(page.getByText('Your clips will live here')).toBeVisible();
  await showView(page, 'Animate');
  service = await Service.start(service.dir, { timeScale: SCALE, port, key });
  await expect(cards(page, 'done')).toBeVisible({ timeout: 60_000 });
  expect(await service.charges()).toEqual([2_500_000]);
  await close(app);
});

test('a rejected key holds the job, with the words of the design, and a good one lets it go on', async ({
  userData,
}) => {
  const wrong = {
    KINORA_API_URL: service.url,
    KINORA_API_KEY: 'pb_not_the_right_key',
    KINORA_TIME_SCALE: String(SCALE),
  };
  const app = await launch(userData, { env: wrong });
  const page = await readyPage(app);
  await send(page);
  await expect(page.getByText('Your API key was rejected.')).toBeVisible({ timeout: 30_000 });
  await expect(page.getByText('Nothing was sent. Check the key in Settings.')).toBeVisible();
  await expect(page.getByText('Waiting for a working key')).toBeVisible();
  expect(await service.charges()).toEqual([]);
  await close(app);

  // Another key is another account; the job stays with its own, which now has a key that works.
  const [again, after] = await open(userData, service);
  await expect(cards(after, 'done')).toBeVisible({ timeout: 60_000 });
  expect(await service.charges()).toEqual([2_500_000]);
  await close(again);
});
