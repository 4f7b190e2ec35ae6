import path from 'node:path';
import type { ElectronApplication, Locator, Page } from '@playwright/test';
import { expect, launch, onElectron, readyPage, test } from './fixtures.ts';
import { look } from './support/axe.ts';
import { addPictures, cards, describe, finished, showView, shutter } from './support/creator.ts';
import { copy } from './support/desktop.ts';
import { SAMPLE } from './support/pictures.ts';
import { FOR_EVER, Service } from './support/service.ts';
import { Toasts } from './support/toasts.ts';

const SCALE = 0.01;

/** The rows of one key. */
const keyRows = (page: Page, name: string): Locator => page.getByRole('region', { name, exact: true });

async function paste(app: ElectronApplication, page: Page, key: string): Promise<void> {
  await copy(app, key);
  await page.getByRole('button', { name: 'Paste key' }).click();
}

async function start(userData: string): Promise<{ service: Service; app: ElectronApplication; page: Page }> {
  const service = await Service.start(path.join(userData, 'service'), { timeScale: SCALE });
  const env = { KINORA_API_URL: service.url, KINORA_TIME_SCALE: String(SCALE) };
  const app = await launch(userData, { env });
  const page = await readyPage(app);
  await showView(page, 'Settings');
  return { service, app, page };
}

test('a test tells what is wrong with a key, without cost, and what to do', async ({ userData }) => {
  const { service, app, page } = await start(userData);
  const found: readonly (readonly [key: string, words: string])[] = [
    ['pb_wrong_0000', 'The service does not know this key.'],
    ['pb_inactive', 'This key is switched off.'],
    ['pb_expired', 'This key has expired.'],
    ['pb_elsewhere', 'This key does not work from this network.'],
    ['pb_banned', 'The account of this key is blocked.'],
    ['pb_submit_only', 'This key may not look at clips and prices. Give it the permission check_status'],
    ['pb_models_only', 'This key may not look at clips and prices, or start or cancel clips.'],
    ['pb_status_only', 'This key may not start or cancel clips. Give it the permission submit_job'],
  ];
  for (const [key, words] of found) {
    await paste(app, page, key);
    await expect(page.getByText(words)).toBeVisible();
  }
  const wrong = keyRows(page, 'Key …0000');
  await wrong.getByText('Details').click();
  await expect(wrong.getByText('The service said: The API key is not valid')).toBeVisible();
  await look(app, page, 'rejected keys');
  await expect(page.getByRole('region', { name: /^(Key …|Test Key)/ })).toHaveCount(found.length);

  await paste(app, page, service.key);
  const good = keyRows(page, `Key …${service.key.slice(-4)}`);
  await expect(good.getByText(/Key works, checked today at \d\d:\d\d/)).toBeVisible();
  await service.fault({ kind: '5xx', route: 'list', status: 503, times: FOR_EVER });
  const again = good.getByRole('button', { name: /^Test/ });
  await again.click();
  await expect(good.getByText('The service has a fault.')).toBeVisible();
  await service.stop();
  await again.click();
  await expect(good.getByText('The service cannot be reached.')).toBeVisible();
});

test('with several keys one is in use, and a clip is followed with the key it was sent with', async ({
  userData,
}) => {
  const { service, app, page } = await start(userData);
  const toasts = await Toasts.listen(page);
  await paste(app, page, service.key);
  const first = keyRows(page, `Key …${service.key.slice(-4)}`);
  await expect(first.getByText('Key works')).toBeVisible();
  await paste(app, page, service.key);
  await toasts.said('That key is in your list already.');
  await paste(app, page, 'pb_second');
  const second = keyRows(page, 'Key …cond');
  await expect(second.getByText('Key works')).toBeVisible();
  await expect(first.getByText('In use')).toBeVisible();
  await second.getByRole('button', { name: /^Rename/ }).click();
  await page.getByRole('textbox', { name: 'Name of Key …cond' }).fill('Client work');
  await page.keyboard.press('Enter');
  const client = keyRows(page, 'Client work');
  await client.getByRole('button', { name: 'Use Client work' }).click();
  await expect(client.getByText('In use')).toBeVisible();

  await service.holdJobs('processing');
  await showView(page, 'Animate');
  await addPictures(page, [SAMPLE]);
  await describe(page);
  await shutter(page).click();
  await expect(cards(page, 'processing')).toBeVisible();
  await showView(page, 'Settings');
  await client.getByRole('button', { name: 'Remove key Client work' }).click();
  await toasts.said('Client work removed');
  await toasts.said('1 clip in progress waits until you enter it again. New clips use Key …');
  await expect(page.getByText('You removed this key. 1 clip in progress waits for it.')).toBeVisible();
  await page.getByRole('button', { name: 'Undo' }).click();
  await expect(client.getByText('In use')).toBeVisible();
  await first.getByRole('button', { name: /^Use/ }).click();
  await expect(first.getByText('In use')).toBeVisible();
  await service.clearFaults();
  await showView(page, 'Animate');
  await finished(page);
  expect(await service.charges()).toEqual([2_500_000]);
});

test('keys are entered, named, taken and removed by keyboard alone', async ({ userData }) => {
  const { service, app, page } = await start(userData);
  const press = async (button: Locator): Promise<void> => {
    await button.focus();
    await page.keyboard.press('Enter');
  };
  const opening = app.waitForEvent('window');
  await press(page.getByRole('button', { name: 'Type key…' }));
  const small = await opening;
  const field = small.getByLabel('API key');
  await field.fill('pb_12');
  await small.keyboard.press('Enter');
  await expect(small.getByText('That is only the beginning of an API key.')).toBeVisible();
  await field.fill('hello');
  await small.keyboard.press('Enter');
  await expect(small.getByText('That does not look like an API key.')).toBeVisible();
  const gone = small.waitForEvent('close');
  await field.fill(service.key);
  // The window may go before the release of the key is told.
  await small.keyboard.press('Enter').catch(() => undefined);
  await gone;
  await expect(page.getByText('Key works')).toBeVisible();
  await copy(app, 'pb_second');
  await press(page.getByRole('button', { name: 'Paste key' }));
  await press(page.getByRole('button', { name: 'Rename… Key …cond' }));
  await page.keyboard.type('No');
  await page.keyboard.press('Escape');
  await expect(page.getByRole('button', { name: 'Rename… Key …cond' })).toBeFocused();
  await page.keyboard.press('Enter');
  await page.keyboard.type('Spare');
  await page.keyboard.press('Enter');
  await press(page.getByRole('button', { name: 'Use Spare' }));
  await expect(keyRows(page, 'Spare').getByText('In use')).toBeVisible();
  await press(page.getByRole('button', { name: 'Remove key Spare' }));
  await expect(page.getByRole('button', { name: 'Remove key Spare' })).toHaveCount(0);
  await press(page.getByRole('button', { name: 'Undo' }));
  await expect(keyRows(page, 'Spare').getByText('In use')).toBeVisible();
  await page.getByRole('switch', { name: /Practice mode/ }).focus();
  await page.keyboard.press('Space');
  await page.keyboard.press('1');
  await expect(page.getByText('nothing is sent, nothing is charged')).toBeVisible();
});

test('without a keychain a key is asked for again after a restart, by name', async ({ userData }) => {
  test.skip(onElectron, 'only the browser host can have no keychain');
  const service = await Service.start(path.join(userData, 'service'), { timeScale: SCALE });
  const env = { HOST_KEYCHAIN: 'none', KINORA_API_URL: service.url };
  const first = await launch(userData, { env });
  const before = await readyPage(first);
  await showView(before, 'Settings');
  await paste(first, before, service.key);
  await expect(before.getByText('Key works')).toBeVisible();
  await expect(before.getByText('In memory, for this session only.')).toBeVisible();
  await first.close();

  const app = await launch(userData, { env });
  const page = await readyPage(app);
  await showView(page, 'Settings');
  await expect(page.getByText('It was in memory only and is gone. Enter it again.')).toBeVisible();
  await look(app, page, 'to be entered again');
  await showView(page, 'Animate');
  await expect(page.getByText('Enter your API key again.')).toBeVisible();
  await showView(page, 'Settings');
  await paste(app, page, service.key);
  await expect(page.getByText('Key works')).toBeVisible();
  await expect(page.getByRole('button', { name: /^Remove key/ })).toHaveCount(1);
});
