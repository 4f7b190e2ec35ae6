import path from 'node:path';
import type { ElectronApplication, Page } from '@playwright/test';
import { chromiumProcesses, close, expect, killHard, launch, readyPage, test } from './fixtures.ts';
import {
  addPictures,
  cards,
  clips,
  describe,
  finished,
  play,
  showView,
  shutter,
  total,
  writeSettings,
} from './support/creator.ts';
import { SAMPLE } from './support/pictures.ts';
import { FOR_EVER, ownPort, Service, VERY_LONG } from './support/service.ts';

// What only sometimes holds here does not hold.
test.describe.configure({ retries: 0 });

/** Jobs take 120 s × this; what a spec wants to look at is held until it has. */
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
  service = await Service.start(path.join(userData, 'service'), { timeScale: SCALE, port: await ownPort() });
  writeSettings(userData, { practice: false });
});

const held = { ms: VERY_LONG, times: FOR_EVER } as const;
const MOMENTS: readonly (readonly [string, string, () => Promise<void>])[] = [
  ['while uploading', 'uploading', () => service.fault({ kind: 'slow', route: 'put', ...held })],
  ['after the submit', 'pending', () => service.holdJobs('pending')],
  ['while generating', 'processing', () => service.holdJobs('processing')],
  [
    'while downloading',
    'downloading',
    () => service.fault({ kind: 'stall-download', bytes: 20_000, ...held }),
  ],
];

for (const [name, state, hold] of MOMENTS)
  test(`killed ${name}, the next start finishes the clip: one charge, nothing left running`, async ({
    userData,
  }) => {
    await hold();
    const [first, page] = await open(userData, service);
    await send(page);
    await expect(cards(page, state)).toBeVisible();
    await killHard(first);
    await expect.poll(() => chromiumProcesses(userData)).toBe(0);
    await service.clearFaults();

    const [second, after] = await open(userData, service);
    await finished(after);
    await showView(after, 'Library');
    await expect(clips(after)).toHaveCount(1);
    expect((await play(after)).played).toBe(true);
    expect(await service.charges()).toEqual([2_500_000]);
    await close(second);
  });

test('a lost answer to the paid request ends in one charge and one clip', async ({ userData }) => {
  await service.fault({ kind: 'reply-lost-after-charge' });
  const [, page] = await open(userData, service);
  await send(page);
  await finished(page);
  await showView(page, 'Library');
  await expect(clips(page)).toHaveCount(1);
  expect(await service.charges()).toEqual([2_500_000]);
  expect(await service.submits()).toBe(1);
});

test('a request that never arrived is said so and costs nothing until it is asked for again', async ({
  userData,
}) => {
  await service.fault({ kind: 'reply-lost-before-create' });
  const [, page] = await open(userData, service);
  await send(page);
  // Without a list nobody can know: the question stays open until the spec has seen it.
  await expect.poll(() => service.submits()).toBe(1);
  await service.fault({ kind: '5xx', route: 'list', times: FOR_EVER });
  await expect(page.getByText('Checking with the service')).toBeVisible();
  await expect(page.getByText('You have not been asked to pay again.')).toBeVisible();
  await service.clearFaults();
  await expect(cards(page, 'absent')).toBeVisible({ timeout: 120_000 });
  expect(await service.charges()).toEqual([]);
  await cards(page, 'absent').getByRole('button', { name: 'Send again $2.50' }).click();
  await finished(page);
  expect(await service.charges()).toEqual([2_500_000]);
});

test('while the service does not answer the batch waits, says so, and goes out by itself', async ({
  userData,
}) => {
  const { url, key } = service;
  const port = Number(new URL(url).port);
  await service.stop();
  const [, page] = await open(userData, service);
  await send(page);
  await expect(page.getByText(/^The service does not answer\./)).toBeVisible();
  await expect(page.getByText('Service not answering')).toBeVisible();
  await expect(page.getByText('Offline', { exact: true })).toBeHidden();
  await showView(page, 'Library');
  await expect(page.getByText('Your clips will live here')).toBeVisible();
  await showView(page, 'Animate');
  service = await Service.start(service.dir, { timeScale: SCALE, port, key });
  await finished(page);
  expect(await service.charges()).toEqual([2_500_000]);
});

test('what the service has put off for an hour is tried at once when the computer wakes up or the network is back', async ({
  userData,
}) => {
  await service.fault({ kind: '429', retryAfter: 3600, times: FOR_EVER });
  const app = await launch(userData, { env: service.env });
  const page = await readyPage(app);
  await send(page);
  await expect.poll(() => service.submits()).toBe(1);
  const wakeUp = (): Promise<boolean> => app.evaluate(({ powerMonitor }) => powerMonitor.emit('resume'));
  // What is told while the answer is still on its way comes too early.
  await expect.poll(async () => (await wakeUp()) && (await service.submits())).toBeGreaterThan(1);
  await service.clearFaults();
  const online = (): Promise<boolean> => page.evaluate(() => window.dispatchEvent(new Event('online')));
  await expect.poll(async () => (await online()) && (await service.charges())).toEqual([2_500_000]);
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
  await expect(page.getByText('Your API key was rejected.')).toBeVisible();
  await expect(page.getByText('Nothing was sent. Check the key in Settings.')).toBeVisible();
  await expect(page.getByText('Waiting for a working key')).toBeVisible();
  expect(await service.charges()).toEqual([]);
  await close(app);

  // Another key is another account; the job stays with its own, which now has a key that works.
  const [, after] = await open(userData, service);
  await finished(after);
  expect(await service.charges()).toEqual([2_500_000]);
});
