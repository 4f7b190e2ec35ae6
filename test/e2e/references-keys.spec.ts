import path from 'node:path';
import type { Locator, Page } from '@playwright/test';
import { expect, test } from './fixtures.ts';
import { addPictures, clips, describe, dragUntil, finished, showView, shutter } from './support/creator.ts';
import { SAMPLE } from './support/pictures.ts';

const media = (name: string): string => path.resolve(import.meta.dirname, '../fixtures/media', name);
const face = (page: Page, name: number | string): Locator =>
  page.locator(`[data-slot="${name}"] > button`).first();

/** Answers every file chooser of the page, from now on: one that is listened for anew each time may be missed. */
function answerChoosers(page: Page): (file: string) => Promise<void> {
  let answer = '';
  page.on('filechooser', (chooser) => void chooser.setFiles([answer]));
  return async (file) => {
    answer = file;
    await page.keyboard.press('Enter');
  };
}

async function tabTo(page: Page, target: Locator): Promise<void> {
  await expect(async () => {
    await page.keyboard.press('Tab');
    expect(await target.evaluate((element) => element === document.activeElement)).toBe(true);
  }).toPass({ intervals: [0] });
}

test('slots are filled, moved and emptied with keys alone, and the prompt names what is in them', async ({
  page,
}) => {
  const enter = answerChoosers(page);
  await addPictures(page, [SAMPLE]);
  await page.getByRole('radio', { name: /Wan 2\.7/ }).focus();
  await page.keyboard.press('Space');
  await tabTo(page, face(page, 0));
  await expect(face(page, 0)).toHaveAccessibleName('Add reference image 1');
  await enter(SAMPLE);
  await expect(face(page, 0)).toHaveAccessibleName('Image 2, reference: sample.jpg');
  await page.keyboard.press('Tab');
  await enter(media('picture.webp'));
  await expect(face(page, 1)).toHaveAccessibleName('Image 3, reference: picture.webp');
  await page.keyboard.press('Alt+ArrowLeft');
  await expect(face(page, 0)).toHaveAccessibleName('Image 2, reference: picture.webp');
  await expect(face(page, 0)).toBeFocused();
  await tabTo(page, face(page, 'voice'));
  await enter(media('voice.wav'));
  await expect(face(page, 'voice')).toHaveAccessibleName('Voice, 2 s: voice.wav');
  await page.keyboard.press('Tab');
  await expect(page.getByRole('button', { name: 'Play the voice' })).toBeFocused();

  const prompt = page.getByRole('textbox', { name: 'Describe the motion' });
  const names = page.getByRole('listbox', { name: 'What the prompt can name' });
  await prompt.focus();
  await page.keyboard.type('The vase of @');
  await expect(names.getByRole('option')).toHaveText([
    'Image 1The image of the clip',
    'Image 2picture.webp',
    'Image 3sample.jpg',
  ]);
  await page.keyboard.press('ArrowDown');
  await page.keyboard.press('ArrowDown');
  await expect(names.getByRole('option', { selected: true })).toHaveText(/^Image 3/);
  await page.keyboard.press('Enter');
  await page.keyboard.type('turns, @2');
  await page.keyboard.press('Tab');
  await expect(prompt).toHaveValue('The vase of Image 3 turns, Image 2 ');
  await page.keyboard.type('@');
  await expect(names).toBeVisible();
  await page.keyboard.press('Escape');
  await expect(names).toBeHidden();
  await expect(prompt).toBeFocused();
  await page.keyboard.press('Backspace');

  await face(page, 1).focus();
  await page.keyboard.press('Delete');
  await expect(face(page, 1)).toHaveAccessibleName('Add reference image 2');
  await expect(page.getByText('The prompt names Image 3, which is not there.')).toBeVisible();
  await expect(face(page, 1)).toBeFocused();
  await page.keyboard.press('Control+z');
  await expect(face(page, 1)).toHaveAccessibleName('Image 3, reference: sample.jpg');
  await expect(page.getByText('The prompt names Image 3')).toBeHidden();
  await page.keyboard.press('Control+Shift+z');
  await expect(face(page, 1)).toHaveAccessibleName('Add reference image 2');
  // Also while other words are in the field.
  await page.getByRole('button', { name: 'Batch', exact: true }).focus();
  await page.keyboard.press('Enter');
  await page.getByRole('button', { name: 'Add another prompt' }).focus();
  await page.keyboard.press('Enter');
  await page.keyboard.press('Escape');
  await expect(page.getByText('Another prompt names Image 3, which is not there.')).toBeVisible();
});

test('a clip of the library becomes a reference by the menu and by dragging, itself or its image', async ({
  page,
}) => {
  await addPictures(page, [SAMPLE]);
  await describe(page);
  await page.getByRole('slider', { name: 'Duration' }).fill('2');
  await shutter(page).click();
  await finished(page);
  await page.getByRole('radio', { name: /Wan 2\.7/ }).check();

  await face(page, 'video').focus();
  await page.keyboard.press('Alt+ArrowDown');
  await expect(page.getByRole('menu')).toBeVisible();
  await page.keyboard.press('ArrowDown');
  await expect(page.getByRole('menuitem', { name: 'Choose a file…' })).toBeFocused();
  await page.keyboard.press('ArrowDown');
  await page.keyboard.press('Enter');
  const dialog = page.getByRole('dialog', { name: 'Choose a reference video' });
  await tabTo(page, dialog.getByRole('button', { name: /^Slow push-in.*, 2 s$/ }));
  await page.keyboard.press('Enter');
  await expect(face(page, 'video')).toHaveAccessibleName(/^Video 1, 2 s: sample-01\.mp4$/);
  await expect(face(page, 'video')).toBeFocused();
  // Nothing but the voice or an image can go without one.
  await expect(page.getByText('Add one image.')).toBeVisible();

  await dragUntil(
    async () => {
      await page.mouse.up();
      await showView(page, 'Library');
      await clips(page).first().hover();
      await page.mouse.down();
      await page.getByRole('navigation').getByText('Animate').hover();
      await page.locator('[data-slot="2"]').hover({ timeout: 10_000 });
      await page.mouse.up();
    },
    () => face(page, 2).evaluate((slot) => slot.ariaLabel === 'Image 1, reference: sample.jpg'),
  );
  await expect(page.getByText('Add one image.')).toBeHidden();

  // Among the images of a model that takes one, its last frame is what the next shot begins with.
  await page.getByRole('radio', { name: /Wan 2\.6/ }).check();
  const table = page.getByRole('region', { name: 'Images' });
  await page.evaluate(() => {
    window.addEventListener('drop', () => document.body.setAttribute('data-dropped', ''), { capture: true });
  });
  await dragUntil(
    async () => {
      await page.mouse.up();
      await showView(page, 'Library');
      await clips(page).first().hover();
      await page.mouse.down();
      await page.getByRole('navigation').getByText('Animate').hover();
      await table.hover({ timeout: 10_000 });
      await page.mouse.up();
    },
    () => page.locator('body[data-dropped]').isVisible(),
  );
  await expect(page.getByRole('button', { name: /^Image 1 of 1: sample-01/ })).toBeVisible();
});
