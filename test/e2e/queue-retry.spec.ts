import path from 'node:path';
import { expect, launch, readyPage, test } from './fixtures.ts';
import { addPictures, cards, describe, shutter, snapshot, writeSettings } from './support/creator.ts';
import { SAMPLE } from './support/pictures.ts';
import { Service } from './support/service.ts';

const SCALE = 0.03;

test('one press tries one clip again, also where a key is held or cards move under the pointer', async ({
  userData,
}) => {
  const service = await Service.start(path.join(userData, 'service'), { timeScale: SCALE });
  await service.fault({ kind: 'fail-job', message: 'Too dark', times: 3 });
  writeSettings(userData, { practice: false });
  const app = await launch(userData, { env: { ...service.env, KINORA_TIME_SCALE: String(SCALE) } });
  const page = await readyPage(app);
  await page.getByRole('slider', { name: 'Duration' }).fill('2');
  await addPictures(page, [SAMPLE, SAMPLE, SAMPLE]);
  await describe(page);
  await shutter(page).click();
  const failed = cards(page, 'failed');
  await expect(failed).toHaveCount(3, { timeout: 120_000 });
  await page.evaluate(() => Reflect.get(window, 'kinora').call('queue.pause', { paused: true }));
  const retryOf = (at: number) => failed.nth(at).getByRole('button', { name: 'Retry $1.00' });
  const clipsOf = async () => (await snapshot(page)).jobs.map(({ state }) => state).toSorted();

  // The first card comes to lie where the second was: at that moment it takes no press of the pointer.
  const first = page.locator(`[data-job="${await failed.nth(0).getAttribute('data-job')}"] [data-costs]`);
  await first.evaluate((button) => {
    const list = button.closest('section ol');
    if (!list) throw new Error('no list');
    const countFailed = (): number => list.querySelectorAll('[data-state="failed"]').length;
    const before = countFailed();
    const moved = new Promise((tell) => {
      const look = (): void => {
        if (countFailed() < before) tell(getComputedStyle(button).pointerEvents);
      };
      new MutationObserver(look).observe(list, { childList: true, subtree: true, attributes: true });
    });
    Reflect.set(window, 'moved', moved);
  });
  await retryOf(1).click();
  expect(await page.evaluate(() => Reflect.get(window, 'moved'))).toBe('none');
  await expect(first).toHaveCSS('pointer-events', 'auto');
  await expect(failed).toHaveCount(2);

  // A key that is held tries that clip again; the focus goes on to what costs nothing.
  await retryOf(1).focus();
  await page.keyboard.down('Enter');
  await expect(failed).toHaveCount(1);
  await expect(failed.locator('[data-control]:focus')).not.toHaveAttribute('data-costs');
  for (let held = 0; held < 5; held += 1) await page.keyboard.down('Enter');
  await page.keyboard.up('Enter');
  expect(await clipsOf()).toEqual(['failed', 'queued', 'queued']);

  // What is cleared can be tried again after all.
  await page.getByRole('button', { name: 'Clear finished' }).click();
  await expect(failed).toHaveCount(0);
  await page.getByText('1 card cleared').waitFor();
  await page.getByRole('button', { name: 'Undo' }).click();
  await expect(retryOf(0)).toBeVisible();
  expect(await service.submits()).toBe(3);
});
