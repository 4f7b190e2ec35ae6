import { close, dropFiles, expect, launch, readyPage, test } from './fixtures.ts';
import { look } from './support/axe.ts';
import { addPictures, clips, describe, showView, writeSettings } from './support/creator.ts';
import { fits } from './support/fit.ts';
import { SAMPLE } from './support/pictures.ts';
import { COUNTED, SILENT, seedClips } from './support/seeded.ts';

test('the language changes at once, keeps what is on the table, and stays over a restart', async ({
  page,
  userData,
  app,
}) => {
  await addPictures(page, [SAMPLE]);
  // What a page says while it goes may not be heard.
  await page.evaluate(() =>
    window.addEventListener('pagehide', (event) => event.stopImmediatePropagation(), { capture: true }),
  );
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

test('a language that is chosen while a picture is being read waits for the next start', async ({ page }) => {
  // The workers hear of it when the test lets them.
  const held = await page.evaluateHandle(() => {
    const calls: (() => void)[] = [];
    const post = Worker.prototype.postMessage;
    Worker.prototype.postMessage = function (this: Worker, message: unknown) {
      calls.push(() => post.call(this, message));
    };
    return calls;
  });
  await dropFiles(page, 'body', [SAMPLE]);
  await expect(page.getByRole('button', { name: /, reading$/ })).toHaveCount(1);
  await showView(page, 'Settings');
  await page.getByText('Deutsch', { exact: true }).click();
  await expect(page.getByText('From the next start on, as something is being read')).toBeVisible();
  await held.evaluate((calls) => {
    for (const call of calls) call();
  });
  await showView(page, 'Animate');
  await expect(page.getByRole('button', { name: 'Image 1 of 1: sample.jpg' })).toBeVisible();
  await expect(page.locator('html')).toHaveAttribute('lang', 'en');
});

test('in German every view fits the window, and is clean to axe', async ({ userData }) => {
  writeSettings(userData, { language: 'de', monthlyBudget: 60_000_000 });
  seedClips(userData, [
    { file: COUNTED, name: 'hafen', seconds: 2, width: 128, height: 72 },
    { file: SILENT, name: 'turm', seconds: 1, width: 128, height: 128 },
  ]);
  const app = await launch(userData);
  const page = await readyPage(app);
  await page.setViewportSize({ width: 1024, height: 680 });
  const see = async (where: string): Promise<void> => {
    await fits(page, where);
    await look(app, page, where);
  };
  await see('empty');
  await addPictures(page, [SAMPLE, SAMPLE]);
  await page.getByRole('textbox', { name: 'Beschreibe die Bewegung' }).fill('Nebel zieht');
  await page.getByRole('button', { name: 'Stapel', exact: true }).click();
  await see('batch');
  await page.keyboard.press('Escape');
  await page.getByRole('radio', { name: /Wan 2.7/ }).check();
  await page.locator('summary', { hasText: 'Mehr' }).click();
  await see('references and more');
  const views = page.getByRole('navigation', { name: 'Ansichten' });
  await views.getByText('Bibliothek', { exact: true }).click();
  await expect(clips(page)).toHaveCount(2);
  await page.keyboard.press('Control+a');
  await expect(page.getByText('2 ausgewählt')).toBeVisible();
  await see('library');
  await page.getByRole('toolbar').getByRole('button', { name: 'Mehr' }).click();
  await page.getByRole('menuitem', { name: 'Verbinden…' }).click();
  await expect(page.getByRole('dialog', { name: '2 Clips verbinden' })).toBeVisible();
  await see('join');
  await page.keyboard.press('Escape');
  await page.keyboard.press('c');
  await page.locator('video').first().waitFor();
  await see('compare');
  await page.keyboard.press('Escape');
  await page.keyboard.press('Escape');
  await clips(page).first().click();
  await page.locator('video').first().waitFor();
  await see('clip');
  // Text twice as large in the smallest window stays within its buttons.
  const textAs = (size: string): Promise<void> =>
    page.evaluate((value) => {
      document.documentElement.style.fontSize = value;
    }, size);
  await page.setViewportSize({ width: 960, height: 640 });
  await textAs('200%');
  const tooHigh = await page
    .locator('[data-view="clip"] aside button')
    .evaluateAll((all) =>
      all.filter((one) => one.scrollHeight > one.clientHeight + 1).map((one) => one.textContent),
    );
  expect(tooHigh).toEqual([]);
  await textAs('');
  await page.setViewportSize({ width: 1024, height: 680 });
  await views.getByText('Einstellungen', { exact: true }).click();
  await expect(page.getByRole('heading', { name: 'Darstellung' })).toBeVisible();
  // Sums stand in fields as they are written here, and are read either way.
  const budget = page.getByRole('textbox', { name: /^Monatsbudget/ });
  await expect(budget).toHaveValue('60,00');
  for (const [written, stands] of [
    ['7.5', '7,50'],
    ['1,125', '1,125'],
    ['60', '60,00'],
  ] as const) {
    await budget.fill(written);
    await budget.press('Enter');
    await expect(budget).toHaveValue(stands);
  }
  await budget.blur();
  await see('settings');
  await page.keyboard.press('?');
  await expect(page.getByRole('dialog', { name: 'Tastenkürzel' })).toBeVisible();
  await see('keys');
});
