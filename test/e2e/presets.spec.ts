import fs from 'node:fs';
import path from 'node:path';
import type { Page } from '@playwright/test';
import { close, expect, launch, readyPage, test } from './fixtures.ts';
import { look } from './support/axe.ts';
import { addPictures, describe, finished, shutter } from './support/creator.ts';
import { answerDialog } from './support/desktop.ts';
import { SAMPLE } from './support/pictures.ts';
import { Toasts } from './support/toasts.ts';

const prompt = (page: Page) => page.getByRole('textbox', { name: 'Describe the motion' });
const presets = (page: Page) => page.getByRole('list', { name: 'Presets' });
const open = (page: Page) => page.getByRole('button', { name: 'Presets' }).click();
const model = (page: Page, name: string) => page.getByRole('radio', { name: new RegExp(`^${name}`) });

test('presets are saved, applied, renamed, removed, brought back, exported and imported', async ({
  app,
  page,
  userData,
}) => {
  const toasts = await Toasts.listen(page);
  await describe(page, 'Slow push-in');
  await model(page, 'Wan 2.7').check({ force: true });
  await page.getByRole('slider', { name: 'Duration' }).fill('8');
  await open(page);
  await page.getByRole('textbox', { name: 'Preset name' }).fill('Calm');
  await page.getByRole('button', { name: 'Save', exact: true }).click();
  await expect(presets(page).getByText('Calm')).toBeVisible();
  await page.getByRole('radio', { name: 'Settings', exact: true }).check({ force: true });
  await page.getByRole('textbox', { name: 'Preset name' }).fill('Eight seconds');
  await page.keyboard.press('Enter');
  await expect(presets(page).getByText('Eight seconds')).toBeVisible();
  await look(app, page, 'presets');
  await page.keyboard.press('Escape');

  // Of another model: it is switched to, and all of it can be taken back at once.
  await model(page, 'Wan 2.6 Flash').check({ force: true });
  await prompt(page).fill('Orbit');
  await open(page);
  await presets(page)
    .getByRole('button', { name: /^Eight seconds/ })
    .click();
  await expect(model(page, 'Wan 2.7')).toBeChecked();
  await expect(page.getByRole('slider', { name: 'Duration' })).toHaveValue('8');
  await expect(prompt(page)).toHaveValue('Orbit');
  await page.getByRole('slider', { name: 'Duration' }).focus();
  await page.keyboard.press('Control+z');
  await expect(model(page, 'Wan 2.6 Flash')).toBeChecked();
  await open(page);
  await presets(page).getByRole('button', { name: /^Calm/ }).click();
  await expect(prompt(page)).toHaveValue('Slow push-in');

  await open(page);
  await page.getByRole('button', { name: 'Rename Calm' }).click();
  await page.getByRole('textbox', { name: 'New name for Calm' }).fill('Very calm');
  await page.keyboard.press('Enter');
  await expect(presets(page).getByText('Very calm')).toBeVisible();
  const file = path.join(userData, 'presets for a friend.json');
  await answerDialog(app, 'showSaveDialog', { canceled: false, filePath: file });
  await page.getByRole('button', { name: 'Export…' }).click();
  await expect.poll(() => fs.existsSync(file)).toBe(true);
  await page.getByRole('button', { name: 'Remove Very calm' }).click();
  await expect(presets(page).getByText('Very calm')).toBeHidden();
  await page.getByRole('button', { name: 'Remove Eight seconds' }).click();
  await expect(page.getByText('Save a prompt or settings that you want to use again.')).toBeVisible();
  await answerDialog(app, 'showOpenDialog', { canceled: false, filePaths: [path.resolve('package.json')] });
  await page.getByRole('button', { name: 'Import…' }).click();
  await toasts.said('package.json has no presets that Kinora can read.');
  await answerDialog(app, 'showOpenDialog', { canceled: false, filePaths: [file] });
  await page.getByRole('button', { name: 'Import…' }).click();
  await toasts.said('2 presets added');
  await expect(presets(page).getByRole('listitem')).toHaveCount(2);
});

test('by keyboard alone, and recent prompts outlive a restart and a cleared queue', async ({ userData }) => {
  let app = await launch(userData);
  let page = await readyPage(app);
  await addPictures(page, [SAMPLE]);
  await prompt(page).focus();
  await page.keyboard.type('Pan left');
  await page.getByRole('slider', { name: 'Duration' }).fill('2');
  await page.getByRole('button', { name: 'Presets' }).focus();
  await page.keyboard.press('Enter');
  await page.getByRole('textbox', { name: 'Preset name' }).focus();
  await page.keyboard.type('Mine');
  await page.keyboard.press('Enter');
  const mine = presets(page).getByRole('button', { name: /^Mine/ });
  await expect(mine).toBeVisible();
  await page.getByRole('button', { name: 'Remove Mine' }).focus();
  await page.keyboard.press('Enter');
  await expect(mine).toBeHidden();
  await page.getByRole('button', { name: 'Undo' }).focus();
  await page.keyboard.press('Enter');
  await open(page);
  await mine.focus();
  await page.keyboard.press('Enter');
  await expect(shutter(page)).toBeVisible();
  await shutter(page).click();
  await finished(page);
  await page.getByRole('button', { name: 'Clear finished' }).click();
  await page.getByRole('button', { name: 'Clear the prompt' }).click();
  await expect(prompt(page)).toHaveValue('');
  await close(app);
  app = await launch(userData);
  page = await readyPage(app);
  await page.getByRole('button', { name: 'Recent' }).focus();
  await page.keyboard.press('Enter');
  await page.getByRole('menuitem', { name: 'Pan left' }).press('Enter');
  await expect(prompt(page)).toHaveValue('Pan left');
});
