import fs from 'node:fs';
import path from 'node:path';
import { dropFiles, expect, launch, readyPage, test } from './fixtures.ts';
import { addPictures, describe, finished, shutter, writeSettings } from './support/creator.ts';
import { SAMPLE } from './support/pictures.ts';
import { Service } from './support/service.ts';
import { Toasts } from './support/toasts.ts';

const file = (folder: string, name: string, content: string | Buffer): string => {
  const place = path.join(folder, name);
  fs.writeFileSync(place, content);
  return place;
};

test('what is no image is refused by name and leaves everything as it was', async ({ page, userData }) => {
  const refused: readonly (readonly [string, string | Buffer, string])[] = [
    ['notes.pdf', '%PDF-1.7\n1 0 obj', "notes.pdf can't be animated."],
    ['empty.jpg', '', 'empty.jpg is empty.'],
    ['words.png', 'just some words', "words.png can't be animated."],
    [
      'IMG_0042.heic',
      Buffer.from('\0\0\0\x18ftypheic\0\0\0\0mif1heic', 'latin1'),
      'IMG_0042.heic is a HEIC photo.',
    ],
  ];
  const toasts = await Toasts.listen(page);
  for (const [name, content, words] of refused) {
    const before = Buffer.from(content);
    const place = file(userData, name, content);
    await dropFiles(page, 'body', [place]);
    await toasts.said(words);
    expect(fs.readFileSync(place)).toEqual(before);
  }
  await toasts.said('Export it as JPEG and drop that.');
  await toasts.said('Use JPG, PNG, WebP, AVIF, GIF or BMP images.');
  await expect(page.locator('[data-part="clips"]')).toHaveCount(0);
  await expect(page.getByRole('button', { name: 'Add an image to begin' })).toBeVisible();
});

test('a folder is refused, and the good files of a mixed drop are taken', async ({ page, userData }) => {
  const folder = path.join(userData, 'holiday');
  fs.mkdirSync(folder);
  const toasts = await Toasts.listen(page);
  await dropFiles(page, 'body', [folder]);
  await toasts.said('Drop images, not a folder.');
  await dropFiles(page, 'body', [file(userData, 'notes.pdf', '%PDF-1.7'), SAMPLE]);
  await expect(page.locator('[data-part="clips"]')).toHaveText('1');
  await toasts.said("notes.pdf can't be animated.");
});

test('a picture cut in the middle is refused in words', async ({ page, userData }) => {
  const half = fs.readFileSync(SAMPLE).subarray(0, 900);
  const toasts = await Toasts.listen(page);
  await dropFiles(page, 'body', [file(userData, 'half.jpg', half)]);
  await toasts.said("half.jpg can't be");
  await expect(page.locator('[data-part="clips"]')).toHaveCount(0);
});

test('images are chosen through the file dialog as well', async ({ page }) => {
  const chooser = page.waitForEvent('filechooser');
  await page.getByRole('button', { name: 'Choose images…' }).click();
  await (await chooser).setFiles([SAMPLE]);
  await expect(page.locator('[data-part="clips"]')).toHaveText('1');
});

test('above the person’s own limit the batch is asked about first, starting on Cancel', async ({
  userData,
}) => {
  const service = await Service.start(path.join(userData, 'service'), { timeScale: 0.02 });
  writeSettings(userData, { practice: false, askAbove: 5_000_000, monthlyBudget: 20_000_000 });
  const app = await launch(userData, { env: { ...service.env, KINORA_TIME_SCALE: '0.02' } });
  const page = await readyPage(app);
  await addPictures(page, [SAMPLE]);
  await describe(page);
  await page.getByRole('slider', { name: 'Duration' }).fill('12');
  await expect(shutter(page)).toHaveText(/Animate 1 image · \$6\.00/);
  await shutter(page).click();
  const question = page.getByRole('alertdialog').or(page.getByRole('dialog'));
  await expect(question).toContainText('Spend $6.00 on 1 clip?');
  await expect(question).toContainText('You asked to be asked above $5.00.');
  await expect(question.getByRole('button', { name: 'Cancel' })).toBeFocused();
  await page.keyboard.press('Enter');
  await expect(question).toBeHidden();
  expect(await service.charges()).toEqual([]);

  await shutter(page).click();
  await question.getByRole('button', { name: /Animate 1 image/ }).click();
  await finished(page);
  expect(await service.charges()).toEqual([6_000_000]);
  await expect(page.getByText('$6.00 of $20.00 spent this month')).toBeVisible();

  // 15 s cost $7.50: twice that goes over what is left of the budget.
  await addPictures(page, [SAMPLE, SAMPLE]);
  await page.getByRole('slider', { name: 'Duration' }).fill('15');
  await expect(page.getByRole('button', { name: 'Over budget by $1.00' })).toBeVisible();
});
