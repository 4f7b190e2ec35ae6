import path from 'node:path';
import { expect, launch, readyPage, test } from './fixtures.ts';
import { addPictures, cards, describe, finished, shutter, total, writeSettings } from './support/creator.ts';
import { SAMPLE } from './support/pictures.ts';
import { FOR_EVER, Service } from './support/service.ts';

/** Jobs take 120 s × this. */
const SCALE = 0.01;

test('the price is what the service says, a dearer one needs a yes of its own, and what is shown is charged', async ({
  userData,
}) => {
  const service = await Service.start(path.join(userData, 'service'), { timeScale: SCALE });
  writeSettings(userData, { practice: false });
  const app = await launch(userData, { env: { ...service.env, KINORA_TIME_SCALE: String(SCALE) } });
  const page = await readyPage(app);
  const duration = page.getByRole('slider', { name: 'Duration' });
  const pricing = async (estimateFactor: [number, number]): Promise<void> =>
    service.shape({ estimateFactor, chargeFactor: estimateFactor });

  // Lower: it takes the place of the documented one.
  await pricing([9, 10]);
  await addPictures(page, [SAMPLE]);
  await describe(page);
  await expect(total(page)).toHaveText('$2.25');
  await expect(page.getByText('The service says $2.25 per clip.')).toBeVisible();
  await shutter(page).click();
  await finished(page, 1);

  // Dearer: the button says so, and pressing it agrees. The next batch at that price is an ordinary one.
  await pricing([6, 5]);
  await duration.fill('4');
  await page.getByRole('button', { name: 'Use the last image again' }).click();
  await page.getByRole('button', { name: 'Price changed: animate 1 · $2.40' }).click();
  await finished(page, 2);
  await page.getByRole('button', { name: 'Use the last image again' }).click();
  await expect(shutter(page)).toHaveText(/^Animate 1 image · \$2\.40/);

  // The service does not say: the documented price stays and nothing is said of it. When it turns out to be another
  // one before anything is sent, the job stops there and says what it would cost.
  const asked = async (): Promise<number> => (await service.requests()).filter(isEstimate).length;
  await service.fault({ kind: '5xx', route: 'estimate', times: FOR_EVER });
  const before = await asked();
  await duration.fill('3');
  await expect.poll(asked).toBeGreaterThan(before);
  await expect(total(page)).toHaveText('$1.50');
  await service.clearFaults();
  await shutter(page).click();
  const stopped = cards(page, 'rejected');
  await expect(stopped.getByText('Price changed')).toBeVisible();
  await expect(stopped.getByText('Nothing was sent')).toBeVisible();
  expect(await service.charges()).toEqual([2_250_000, 2_400_000]);
  await stopped.getByRole('button', { name: 'Retry $1.80' }).click();
  await finished(page, 3);
  expect(await service.charges()).toEqual([2_250_000, 2_400_000, 1_800_000]);
});

const isEstimate = ({ path: where }: { readonly path: string }): boolean => where === '/v1/jobs/estimate';
