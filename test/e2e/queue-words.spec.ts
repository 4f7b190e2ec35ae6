import { expect, launch, readyPage, test } from './fixtures.ts';
import { addPictures, cards, describe, showView, shutter, writeSettings } from './support/creator.ts';
import { SAMPLE } from './support/pictures.ts';

test('what a pause keeps back is not in progress, and practice shows what a change would cost', async ({
  userData,
}) => {
  writeSettings(userData, { practice: true, paused: true });
  const page = await readyPage(await launch(userData));
  await addPictures(page, [SAMPLE, SAMPLE, SAMPLE]);
  await describe(page);
  await shutter(page).click();
  await expect(cards(page, 'queued')).toHaveCount(3);
  const queue = page.getByRole('region', { name: 'Queue' });
  await expect(queue.getByText('Paused · 3 waiting')).toBeVisible();

  // No card cuts its words off.
  const cut = await cards(page, 'queued')
    .locator('p')
    .evaluateAll((lines) => lines.filter((line) => line.scrollWidth > line.clientWidth).length);
  expect(cut).toBe(0);

  await page
    .getByRole('button', { name: /^More: / })
    .first()
    .click();
  await page.getByRole('menuitem', { name: 'Edit…' }).click();
  const dialog = page.getByRole('dialog', { name: 'Edit clip' });
  await expect(dialog.getByText('Would cost')).toBeVisible();
  await dialog.getByRole('slider', { name: 'Duration' }).fill('3');
  await expect(dialog.getByText('was $2.50')).toBeVisible();
  await expect(dialog.getByText('$1.50', { exact: true })).toHaveCSS('text-decoration-line', 'line-through');
  await dialog.getByRole('button', { name: 'Save' }).click();
  await expect(dialog).toBeHidden();

  await showView(page, 'Settings');
  await page.getByRole('button', { name: '3 paused' }).click();
  await expect(page.getByRole('dialog', { name: 'Queue' }).getByText('Paused · 3 waiting')).toBeVisible();
});
