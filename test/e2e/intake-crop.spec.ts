/** Cropping a picture of the strip, and what is said of pictures that may not suit the model. */
import fs from 'node:fs';
import path from 'node:path';
import AxeBuilder from '@axe-core/playwright';
import type { Page } from '@playwright/test';
import { expect, test } from './fixtures.ts';
import { addPictures } from './support/creator.ts';
import { quartersPng, SAMPLE } from './support/pictures.ts';

const hero = (page: Page) => page.getByRole('figure').getByRole('img');
const dialog = (page: Page) => page.getByRole('dialog', { name: /^Crop / });
const frame = (page: Page) => dialog(page).getByRole('group', { name: /^Part that is sent/ });

/** The picture as it will be sent: its size, and the colour at a place given in shares. */
async function shown(page: Page, x: number, y: number) {
  await expect(dialog(page)).toBeHidden();
  return hero(page).evaluate(
    async (image, [left = 0, top = 0]) => {
      if (!(image instanceof HTMLImageElement)) throw new Error('no picture');
      await image.decode();
      const { naturalWidth: width, naturalHeight: height } = image;
      const context = new OffscreenCanvas(width, height).getContext('2d');
      if (!context) throw new Error('no canvas');
      context.drawImage(image, 0, 0);
      const [red = 0, green = 0, blue = 0] = context.getImageData(left * width, top * height, 1, 1).data;
      return { width, height, colour: [red, green, blue].map((value) => Math.round(value / 40) * 40).join() };
    },
    [x, y],
  );
}

test('a picture is cropped with the mouse, from its original, and brought back', async ({
  page,
  userData,
}) => {
  // Red, green; blue, yellow. Larger than what is sent, so that a part of it can still be sharp.
  const file = quartersPng(path.join(userData, 'quarters.png'), 4000, 2000);
  const before = fs.readFileSync(file);
  await addPictures(page, [file]);
  await expect(hero(page)).toBeVisible();
  await hero(page).hover();
  await page.getByRole('button', { name: 'Crop quarters.png' }).click();
  await dialog(page).getByRole('radio', { name: '1:1' }).check();
  await expect(dialog(page).getByText('Sent as 2,000 × 2,000 px')).toBeVisible();

  // From the middle to the left edge: red above blue.
  const box = await frame(page).boundingBox();
  if (!box) throw new Error('no frame');
  await page.mouse.move(box.x + box.width / 2, box.y + box.height / 2);
  await page.mouse.down();
  await page.mouse.move(box.x - 400, box.y + box.height / 2, { steps: 4 });
  await page.mouse.up();
  // From the corner inwards: half as large, and still the upper left.
  const left = await frame(page).boundingBox();
  if (!left) throw new Error('no frame');
  await page.mouse.move(left.x + left.width - 6, left.y + left.height - 6);
  await page.mouse.down();
  await page.mouse.move(left.x + left.width / 2 - 6, left.y + left.height / 2 - 6, { steps: 4 });
  await page.mouse.up();
  await expect(dialog(page).getByText(/^Sent as (99|1,00)\d × (99|1,00)\d px$/)).toBeVisible();
  await dialog(page).getByRole('button', { name: 'Crop', exact: true }).click();
  const cut = await shown(page, 0.9, 0.9);
  expect(cut.colour).toBe('200,40,40');
  expect(cut.width).toBe(cut.height);
  expect(Math.abs(cut.width - 1000)).toBeLessThan(10);

  await page.keyboard.press('Control+z');
  await expect.poll(() => shown(page, 0.9, 0.9)).toMatchObject({ width: 2000, height: 1000 });
  expect(fs.readFileSync(file)).toEqual(before);
});

test('a picture is cropped with keys alone, and the whole brought back in the dialog', async ({ page }) => {
  await addPictures(page, [SAMPLE]);
  await expect(hero(page)).toBeVisible();
  await page.keyboard.press('c');
  await expect(dialog(page)).toBeVisible();
  await expect(frame(page)).toBeFocused();
  // Colours are measured once nothing fades any more by the clock.
  const fading = () =>
    document.getAnimations().filter(({ timeline }) => timeline === document.timeline).length;
  await expect.poll(() => page.evaluate(fading)).toBe(0);
  const axe = await new AxeBuilder({ page }).setLegacyMode(true).include('[data-modal]').analyze();
  expect(axe.violations.flatMap(({ id, nodes }) => nodes.map(({ html }) => `${id} ${html}`))).toEqual([]);
  const sent = dialog(page).locator('output');
  const first = await sent.textContent();
  await page.keyboard.press('-');
  await page.keyboard.press('-');
  await expect(sent).not.toHaveText(first ?? '');
  await page.keyboard.press('Shift+ArrowLeft');
  await page.keyboard.press('Tab');
  await expect(dialog(page).getByRole('radio', { name: '16:9' })).toBeFocused();
  await page.keyboard.press('ArrowRight');
  await page.keyboard.press('ArrowRight');
  await expect(dialog(page).getByRole('radio', { name: '1:1' })).toBeChecked();
  await page.keyboard.press('Tab');
  await expect(dialog(page).getByRole('slider', { name: 'Size' })).toBeFocused();
  await page.keyboard.press('ArrowLeft');
  await page.keyboard.press('Tab');
  await page.keyboard.press('Tab');
  await page.keyboard.press('Enter');
  const cut = await shown(page, 0.5, 0.5);
  expect(cut.width).toBe(cut.height);

  await page.keyboard.press('c');
  await expect(dialog(page).getByRole('radio', { name: '1:1' })).toBeChecked();
  await dialog(page).getByRole('radio', { name: 'As it is' }).check();
  await dialog(page).getByRole('button', { name: 'Crop', exact: true }).click();
  const whole = await shown(page, 0.5, 0.5);
  expect(whole.width / whole.height).toBeCloseTo(1.6, 2);
});

test('a picture that may not suit the model is warned about, with the limit, and can be sent', async ({
  page,
  userData,
}) => {
  const small = quartersPng(path.join(userData, 'small.png'), 400, 300);
  const long = quartersPng(path.join(userData, 'long.png'), 1990, 245);
  await addPictures(page, [small, long]);
  await expect(page.getByText('300 px on its short side, Wan 2.6 Flash asks for 360')).toBeVisible();
  await expect(
    page.getByRole('button', { name: 'Image 1 of 2: small.png, may not suit the model' }),
  ).toBeVisible();
  await page.getByRole('radio', { name: /Wan 2\.7/ }).check();
  await expect(page.getByText('on its short side')).toBeHidden();
  await expect(page.getByRole('button', { name: 'Image 1 of 2: small.png', exact: true })).toBeVisible();
  await page.getByRole('button', { name: 'Image 2 of 2: long.png, may not suit the model' }).click();
  await expect(page.getByText('Very long image: Wan 2.7 asks for at most 8 to 1')).toBeVisible();
  await page.getByRole('textbox', { name: 'Describe the motion' }).fill('It moves');
  await expect(page.getByRole('button', { name: /^Try 2 images/ })).toBeEnabled();
});
