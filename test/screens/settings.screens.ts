import path from 'node:path';
import { launch, readyPage, test } from '../e2e/fixtures.ts';
import { showView, writeSettings } from '../e2e/support/creator.ts';
import { Service } from '../e2e/support/service.ts';
import { shoot } from './shoot.ts';

test('with a key', async ({ userData }) => {
  const service = await Service.start(path.join(userData, 'service'), { timeScale: 0.02 });
  writeSettings(userData, { practice: false, askAbove: 8_000_000, monthlyBudget: 60_000_000 });
  const app = await launch(userData, { env: service.env });
  const page = await readyPage(app);
  await showView(page, 'Settings');
  await page.getByRole('button', { name: 'Test', exact: true }).click();
  await shoot(page, 'settings');
});

test('without one', async ({ page }) => {
  await showView(page, 'Settings');
  await shoot(page, 'settings-no-key');
  await page.keyboard.press('?');
  await shoot(page, 'keyboard-map');
});
