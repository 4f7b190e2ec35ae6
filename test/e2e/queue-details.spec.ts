import path from 'node:path';
import AxeBuilder from '@axe-core/playwright';
import type { Page } from '@playwright/test';
import { expect, launch, readyPage, test } from './fixtures.ts';
import { addPictures, cards, describe, shutter, writeSettings } from './support/creator.ts';
import { SAMPLE } from './support/pictures.ts';
import { FOR_EVER, Service } from './support/service.ts';

const SCALE = 0.01;

async function expectNoTrouble(page: Page): Promise<void> {
  const { violations } = await new AxeBuilder({ page }).setLegacyMode(true).analyze();
  const grave = violations.filter(({ impact }) => impact === 'serious' || impact === 'critical');
  expect(grave.flatMap(({ id, nodes }) => nodes.map((node) => `${id}: ${node.html.slice(0, 160)}`))).toEqual(
    [],
  );
}

const focusedCard = (page: Page): Promise<string | null | undefined> =>
  page.evaluate(() => document.activeElement?.closest('[data-job]')?.getAttribute('data-job'));

test('a failed clip tells in the service’s words what happened and whether money moved', async ({
  userData,
}) => {
  const service = await Service.start(path.join(userData, 'service'), { timeScale: SCALE });
  await service.fault({ kind: 'fail-job', message: 'The face is not visible', times: FOR_EVER });
  writeSettings(userData, { practice: false });
  const app = await launch(userData, { env: { ...service.env, KINORA_TIME_SCALE: String(SCALE) } });
  const page = await readyPage(app);
  await addPictures(page, [SAMPLE]);
  await describe(page);
  await shutter(page).click();
  const card = cards(page, 'failed');
  await expect(card.getByText('Failed, refunded')).toBeVisible();
  await card.getByRole('button', { name: /^Details: / }).click();
  const dialog = page.getByRole('dialog', { name: 'Failed, refunded' });
  await expect(dialog.getByText('The service said')).toBeVisible();
  await expect(dialog.getByText('The face is not visible')).toBeVisible();
  await expect(dialog.getByText('$2.50 was refunded.')).toBeVisible();
  await expect(dialog.getByRole('listitem')).toContainText(['Estimate$2.50', 'Charge$2.50', 'Refund$2.50']);
  const id = (await dialog.locator('code').textContent()) ?? '';
  expect(id).not.toBe('');
  await dialog.getByRole('button', { name: 'Copy' }).click();
  await expect(dialog.getByText('Copied')).toBeVisible();
  await expectNoTrouble(page);
  await dialog.getByRole('button', { name: 'Close' }).click();
  await expect(dialog).toBeHidden();
});

test('the strip is walked, read and changed by keyboard alone', async ({ userData }) => {
  writeSettings(userData, { practice: true, paused: true });
  const page = await readyPage(await launch(userData));
  await addPictures(page, [SAMPLE, SAMPLE, SAMPLE]);
  await describe(page);
  await shutter(page).click();
  const waiting = cards(page, 'queued');
  await expect(waiting).toHaveCount(3);
  const ids = await waiting.evaluateAll((all) => all.map((one) => one.getAttribute('data-job')));

  // Q goes to the queue, Tab past its buttons and the batch's to the first card; arrows go from card to card on the same control.
  await page.locator('body').press('Escape');
  await page.evaluate(() => document.activeElement instanceof HTMLElement && document.activeElement.blur());
  await page.keyboard.press('q');
  await expect(page.getByRole('heading', { name: 'Queue' })).toBeFocused();
  for (let tab = 0; tab < 4; tab += 1) await page.keyboard.press('Tab');
  await expect.poll(() => focusedCard(page)).toBe(ids[0]);
  await page.keyboard.press('ArrowRight');
  await expect.poll(() => focusedCard(page)).toBe(ids[1]);
  await page.keyboard.press('End');
  await expect.poll(() => focusedCard(page)).toBe(ids[2]);
  // One card takes part in Tab: after its own controls the strip is left.
  await page.keyboard.press('Tab');
  await expect.poll(() => focusedCard(page)).toBe(ids[2]);
  await page.keyboard.press('Tab');
  await expect.poll(() => focusedCard(page)).not.toBe(ids[2]);
  await page.keyboard.press('Shift+Tab');
  await page.keyboard.press('Home');
  await expect.poll(() => focusedCard(page)).toBe(ids[0]);

  // The menu opens, is walked and gives the focus back.
  await page
    .getByRole('button', { name: /^More: / })
    .first()
    .focus();
  await page.keyboard.press('Enter');
  await expect(page.getByRole('menu')).toBeVisible();
  await page.keyboard.press('End');
  await page.keyboard.press('ArrowUp');
  await expect(page.getByRole('menuitem', { name: 'Details…' })).toBeFocused();
  await page.keyboard.press('Enter');
  const dialog = page.getByRole('dialog', { name: 'Paused' });
  await expect(dialog.getByText('Free, as it was made in practice mode.')).toBeVisible();
  await page.keyboard.press('Escape');
  await expect(dialog).toBeHidden();
  await expect.poll(() => focusedCard(page)).toBe(ids[0]);
});
