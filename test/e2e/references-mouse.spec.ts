import fs from 'node:fs';
import path from 'node:path';
import type { Locator, Page } from '@playwright/test';
import { dropFiles, expect, test } from './fixtures.ts';
import { addPictures, dragUntil } from './support/creator.ts';
import { quartersPng, SAMPLE } from './support/pictures.ts';
import { Toasts } from './support/toasts.ts';

const media = (name: string): string => path.resolve(import.meta.dirname, '../fixtures/media', name);
const slot = (page: Page, name: number | string): Locator => page.locator(`[data-slot="${name}"]`);
/** The button that is the slot itself. */
const face = (page: Page, name: number | string): Locator => slot(page, name).locator('> button').first();
const references = (page: Page): Locator => page.getByRole('region', { name: 'References' });
/** The names of the images in their slots; empty ones as `-`. */
const order = (page: Page): Promise<string[]> =>
  page
    .getByRole('list', { name: 'Reference images' })
    .locator('li > button:first-child')
    .evaluateAll((buttons) => buttons.map((button) => /: (.*)$/.exec(button.ariaLabel ?? '')?.[1] ?? '-'));

test.beforeEach(async ({ page }) => {
  await page.getByRole('radio', { name: /Wan 2\.7/ }).check();
});

test('files are dropped on slots, each finds the one that it belongs to, and what is there can be moved and taken out', async ({
  page,
  userData,
}) => {
  const quarters = quartersPng(path.join(userData, 'quarters.png'), 640, 480);
  await dropFiles(page, '[data-slot="0"]', [SAMPLE, quarters]);
  await expect.poll(() => order(page)).toEqual(['sample.jpg', 'quarters.png', '-', '-', '-']);
  // Without a picture in the strip the first of them is Image 1.
  await expect(slot(page, 0).getByText('Image 1')).toBeVisible();
  await addPictures(page, [SAMPLE]);
  await expect(slot(page, 0).getByText('Image 2')).toBeVisible();
  await expect(slot(page, 1).getByText('Image 3')).toBeVisible();

  // Both are dropped on a slot for images.
  await dropFiles(page, '[data-slot="3"]', [media('clip.mp4'), media('voice.wav')]);
  await expect(slot(page, 'video').getByText('Video 1')).toBeVisible();
  await expect(face(page, 'video')).toHaveAccessibleName('Video 1, 2 s: clip.mp4');
  await expect(slot(page, 'voice').getByText('Voice, 2 s')).toBeVisible();

  const isOrder = async (words: string): Promise<boolean> => (await order(page)).join(' ') === words;
  await dragUntil(
    () => face(page, 1).dragTo(slot(page, 4)),
    () => isOrder('sample.jpg - - - quarters.png'),
  );
  await dragUntil(
    () => face(page, 0).dragTo(slot(page, 4)),
    () => isOrder('quarters.png - - - sample.jpg'),
  );
  // The picture of the strip stays where it is.
  await dragUntil(
    () => page.getByRole('button', { name: /^Image 1 of 1/ }).dragTo(slot(page, 2)),
    () => isOrder('quarters.png - sample.jpg - sample.jpg'),
  );
  await expect(page.locator('[data-part="clips"]')).toHaveText('1');

  const toasts = await Toasts.listen(page);
  await slot(page, 2).hover();
  await slot(page, 2).getByRole('button', { name: 'Remove sample.jpg' }).click();
  // At once: what a toast offers is offered for a few seconds.
  await page.getByRole('button', { name: 'Undo' }).click();
  await toasts.said('sample.jpg removed');
  await expect.poll(() => order(page)).toEqual(['quarters.png', '-', 'sample.jpg', '-', 'sample.jpg']);
});

test('a slot says what is wrong with a file, and its menu offers the rest', async ({ page, userData }) => {
  const cut = path.join(userData, 'cut.mp4');
  fs.writeFileSync(cut, fs.readFileSync(media('clip.mp4')).subarray(0, 200));
  await dropFiles(page, '[data-slot="video"]', [cut]);
  await expect(face(page, 'video')).toHaveAccessibleName('cut.mp4: Video unreadable');
  const chooser = page.waitForEvent('filechooser');
  await face(page, 'video').click();
  await (await chooser).setFiles([media('clip.webm')]);
  await expect(face(page, 'video')).toHaveAccessibleName('Video 1, 2 s: clip.webm');
  await expect(references(page).getByText('Add one image.')).toBeVisible();

  await addPictures(page, [SAMPLE]);
  await expect(references(page).getByText('Add one image.')).toBeHidden();
  await face(page, 1).click({ button: 'right' });
  await page.getByRole('menuitem', { name: 'Use the selected image' }).click();
  await expect.poll(() => order(page)).toEqual(['-', 'sample.jpg', '-', '-', '-']);
  await slot(page, 1).hover();
  await slot(page, 1)
    .getByRole('button', { name: /^More for/ })
    .click();
  await page.getByRole('menuitem', { name: 'Make it the start frame' }).click();
  await expect(face(page, 'startFrame')).toHaveAccessibleName('Start frame: sample.jpg');
  await expect(face(page, 'startFrame')).toBeFocused();
  await expect(page.getByText('The start frame decides the shape.')).toBeVisible();
});
