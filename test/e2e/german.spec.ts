import { close, expect, launch, readyPage, test } from './fixtures.ts';
import { addPictures, describe, showView } from './support/creator.ts';
import { SAMPLE } from './support/pictures.ts';

test('the language changes at once, keeps what is on the table, and stays over a restart', async ({
  page,
  userData,
  app,
}) => {
  await addPictures(page, [SAMPLE]);
  await describe(page, 'Nebel zieht über den Hafen');
  await showView(page, 'Settings');
  await page.getByText('Deutsch', { exact: true }).click();
  await expect(page.locator('html')).toHaveAttribute('lang', 'de');
  await expect(page.getByRole('radio', { name: 'Deutsch' })).toBeFocused();
  await page.getByRole('navigation', { name: 'Ansichten' }).getByText('Animieren', { exact: true }).click();
  await expect(page.getByRole('textbox', { name: 'Beschreibe die Bewegung' })).toHaveValue(
    'Nebel zieht über den Hafen',
  );
  await expect(page.getByRole('button', { name: /^1 Bild ausprobieren · 0,00/ })).toBeVisible();
  await close(app);
  const again = await launch(userData);
  const after = await readyPage(again);
  await expect(after.locator('html')).toHaveAttribute('lang', 'de');
  await after.getByText('Einstellungen', { exact: true }).click();
  await after.getByText('English', { exact: true }).click();
  await expect(after.locator('html')).toHaveAttribute('lang', 'en');
  await expect(after.getByRole('heading', { name: 'Appearance' })).toBeVisible();
});
