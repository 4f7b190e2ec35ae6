import path from 'node:path';
import type { ElectronApplication, Page } from '@playwright/test';
import { expect, killHard, launch, readyPage, test } from './fixtures.ts';
import {
  addPictures,
  cards,
  describe,
  showView,
  shutter,
  snapshot,
  total,
  writeSettings,
} from './support/creator.ts';
import { quartersPng } from './support/pictures.ts';
import { ownPort, Service } from './support/service.ts';

const SCALE = 0.004;
const HALF = 20;

/** So many pictures, no two of them alike. */
const pictures = (folder: string, count: number, from = 0): string[] =>
  Array.from({ length: count }, (_, at) =>
    quartersPng(path.join(folder, `photo ${from + at}.png`), 640 + 2 * (from + at), 480),
  );

/** Clips in the library. */
const inLibrary = async (page: Page): Promise<number> => (await snapshot(page)).library.clips;
const waiting = async (page: Page): Promise<number> =>
  (await snapshot(page)).jobs.filter(({ state }) => !['done', 'failed'].includes(state)).length;

test('a creator’s day: forty pictures, both models, two failures, a lost network, a restart, and every cent right', async ({
  userData,
}) => {
  const port = await ownPort();
  let service = await Service.start(path.join(userData, 'service'), { timeScale: SCALE, port });
  const { env } = service;
  writeSettings(userData, { practice: false, askAbove: 15_000_000, monthlyBudget: 100_000_000 });
  const open = async (): Promise<[ElectronApplication, Page]> => {
    const app = await launch(userData, { env: { ...env, KINORA_TIME_SCALE: String(SCALE) } });
    return [app, await readyPage(app)];
  };
  const [morning, page] = await open();

  // Morning: twenty pictures with Flash. Two of them fail at the service.
  await service.fault({ kind: 'fail-job', times: 2 });
  await addPictures(page, pictures(userData, HALF));
  await describe(page);
  await page.getByRole('slider', { name: 'Duration' }).fill('2');
  await expect(total(page)).toHaveText('$20.00');
  await shutter(page).click();
  await expect(page.getByText('Spend $20.00 on 20 clips?')).toBeVisible();
  await page.getByRole('alertdialog').getByRole('button', { name: 'Animate 20 images · $20.00' }).click();
  await expect(cards(page, 'failed')).toHaveCount(2, { timeout: 120_000 });

  // Noon: twenty more with Wan 2.7, longer ones in another shape. The network goes while they are on their way.
  await addPictures(page, pictures(userData, HALF, HALF));
  await page.getByRole('radio', { name: /Wan 2\.7/ }).check();
  await page.getByRole('slider', { name: 'Duration' }).fill('3');
  await page.getByRole('radio', { name: '720p' }).check();
  await page.getByRole('radio', { name: '9:16' }).check();
  await expect(total(page)).toHaveText('$9.00');
  await shutter(page).click();
  await expect.poll(() => service.submits(), { timeout: 120_000 }).toBeGreaterThan(HALF + 3);
  await service.stop();
  await expect(page.getByText('Service not answering').first()).toBeVisible({ timeout: 120_000 });

  // The machine goes down in the middle of it, and comes back with the network.
  await killHard(morning);
  service = await Service.start(service.dir, { timeScale: SCALE, port, key: service.key });
  const [, evening] = await open();
  // One that was just being sent may never have come to the service: only a person sends it again.
  const lost = evening.getByRole('button', { name: 'Send again $0.45' });
  await expect
    .poll(
      async () => {
        if ((await lost.count()) > 0)
          await lost
            .first()
            .click({ timeout: 5_000 })
            .catch(() => undefined);
        return waiting(evening);
      },
      { timeout: 240_000 },
    )
    .toBe(0);

  // Evening: what failed is made again, at its price.
  for (const left of [1, 0]) {
    await cards(evening, 'failed').first().getByRole('button', { name: 'Retry $1.00' }).click();
    await expect(cards(evening, 'failed')).toHaveCount(left);
  }
  await expect.poll(() => waiting(evening), { timeout: 120_000 }).toBe(0);
  expect(await inLibrary(evening)).toBe(2 * HALF);
  // 22 of the morning's, two of them refunded, and the afternoon's twenty.
  expect(await service.spent()).toBe(20_000_000 + 9_000_000);
  await showView(evening, 'Settings');
  await expect(evening.getByText('$29.00', { exact: true }).first()).toBeVisible();
});
