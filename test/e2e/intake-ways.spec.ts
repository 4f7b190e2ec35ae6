/** Every way in which files come in, and what is said of them. */
import fs from 'node:fs';
import path from 'node:path';
import type { Page } from '@playwright/test';
import { dropFiles, expect, launch, onElectron, readyPage, test } from './fixtures.ts';
import { addPictures, snapshot } from './support/creator.ts';
import { calls, copy } from './support/desktop.ts';
import { quartersPng, SAMPLE } from './support/pictures.ts';
import { Toasts } from './support/toasts.ts';

const media = path.resolve(import.meta.dirname, '../fixtures/media');
const clips = (page: Page) => page.locator('[data-part="clips"]');
const heading = (page: Page, count: number) =>
  page.getByRole('heading', { name: count === 1 ? '1 image' : `${count} images` });

test('the same picture is taken once, said once, and added anyway when asked', async ({ page, userData }) => {
  await addPictures(page, [SAMPLE]);
  const again = path.join(userData, 'again.jpg');
  fs.copyFileSync(SAMPLE, again);
  const other = quartersPng(path.join(userData, 'other.png'), 800, 600);
  await dropFiles(page, 'body', [again, other, other, SAMPLE]);
  const toast = page.getByRole('dialog', { name: '3 images are here already.' });
  await expect(toast).toBeVisible();
  await expect(clips(page)).toHaveText('2');
  await toast.getByRole('button', { name: 'Add anyway' }).click();
  await expect(clips(page)).toHaveText('5');
  await expect(page.getByRole('button', { name: 'Image 5 of 5: sample.jpg' })).toBeVisible();
});

test('while files are held over the window it says the new count and total', async ({ page, userData }) => {
  await addPictures(page, [SAMPLE]);
  const files = [quartersPng(path.join(userData, 'a.png'), 800, 600), SAMPLE];
  const cdp = await page.context().newCDPSession(page);
  const data = { items: [], files, dragOperationsMask: 1 };
  for (const type of ['dragEnter', 'dragOver'] as const)
    await cdp.send('Input.dispatchDragEvent', { type, x: 400, y: 300, data });
  await expect(page.getByRole('status').getByText('Drop to add 2 images')).toBeVisible();
  await expect(page.getByText('3 clips in this batch, practice')).toBeVisible();
  await cdp.detach();
  // Only a real pointer can leave the window: this is the event that comes then.
  await page.evaluate(() => document.body.dispatchEvent(new DragEvent('dragleave', { bubbles: true })));
  await expect(page.getByText('Drop to add 2 images')).toBeHidden();
  await expect(clips(page)).toHaveText('1');
});

test('copied pictures are pasted, several at once, and words stay words', async ({ page }) => {
  await page.evaluate(
    async ([one, two]) => {
      const data = new DataTransfer();
      for (const bytes of [one, two])
        data.items.add(new File([new Uint8Array(bytes ?? [])], 'image.png', { type: 'image/png' }));
      document.dispatchEvent(new ClipboardEvent('paste', { clipboardData: data, bubbles: true }));
    },
    ['picture.png', 'picture-alpha.webp'].map((name) => [...fs.readFileSync(path.join(media, name))]),
  );
  await expect(clips(page)).toHaveText('2');
  await expect(page.getByRole('button', { name: 'Image 2 of 2: Pasted image' })).toBeVisible();
  const prompt = page.getByRole('textbox', { name: 'Describe the motion' });
  const taken = await prompt.evaluate((field) => {
    const data = new DataTransfer();
    data.setData('text/plain', 'cells of a table');
    data.items.add(new File([new Uint8Array(9)], 'image.png', { type: 'image/png' }));
    const event = new ClipboardEvent('paste', { clipboardData: data, bubbles: true, cancelable: true });
    field.dispatchEvent(event);
    return event.defaultPrevented;
  });
  expect(taken).toBe(false);
  await expect(clips(page)).toHaveText('2');
});

test('the button Paste takes the picture from the clipboard, by key and by mouse, and says when there is none', async ({
  app,
  page,
}) => {
  const toasts = await Toasts.listen(page);
  const paste = page.getByRole('button', { name: 'Paste' });
  // A screen reader presses it without a key or a mouse, as a script could: it is told the keys, which need no leave.
  await paste.dispatchEvent('click');
  await toasts.said('to paste.');
  await copy(app, 'pb_live_words_are_no_picture');
  await paste.press('Enter');
  await toasts.said('There is no image on the clipboard.');
  await app.evaluate(
    async ({ clipboard, ClipboardItem }, base64) => {
      const picture = new Blob([Buffer.from(base64, 'base64')], { type: 'image/png' });
      await clipboard.write([new ClipboardItem({ 'image/png': picture })]);
    },
    fs.readFileSync(path.join(media, 'picture.png')).toString('base64'),
  );
  await paste.click();
  await expect(page.getByRole('button', { name: /^Image 1 of 1: Pasted image/ })).toBeVisible();
});

test('every format that a browser knows becomes a picture, an animation its first frame', async ({
  page,
}) => {
  for (const name of ['png', 'jpg', 'webp', 'avif', 'gif', 'bmp'].map((ending) => `picture.${ending}`)) {
    await dropFiles(page, 'body', [path.join(media, name)]);
    // They are as small as stamps, and said to be.
    const tile = `Image 1 of 1: ${name}, may not suit the model`;
    await expect(page.getByRole('button', { name: tile, exact: true })).toBeVisible();
    await page.getByRole('button', { name: 'Clear', exact: true }).click();
  }
});

test('files that the system gives Kinora to open are on the table, at the first start and later', async ({
  userData,
}) => {
  const first = quartersPng(path.join(userData, 'first.png'), 640, 480);
  const second = quartersPng(path.join(userData, 'second.png'), 800, 600);
  const third = quartersPng(path.join(userData, 'third.png'), 900, 600);
  const notes = path.join(userData, 'notes.pdf');
  fs.writeFileSync(notes, '%PDF-1.7');
  const app = await launch(userData, { args: [first] });
  const page = await readyPage(app);
  await expect(heading(page, 1)).toBeVisible();
  await expect(page.getByRole('button', { name: 'Image 1 of 1: first.png' })).toBeVisible();

  const toasts = await Toasts.listen(page);
  await page.getByRole('navigation').getByText('Library', { exact: true }).click();
  await launch(userData, { args: [second, notes] }).catch(() => undefined);
  await expect(page.getByRole('button', { name: 'Image 2 of 2: second.png' })).toBeVisible();
  await toasts.said("notes.pdf can't be animated.");

  await app.evaluate(({ app: kinora }, file) => {
    kinora.emit('open-file', { preventDefault: () => undefined }, file);
  }, third);
  await expect(page.getByRole('button', { name: 'Image 3 of 3: third.png' })).toBeVisible();
  if (!onElectron) {
    // Dropped: the first ten of them, and of everything only pictures.
    const many = Array.from({ length: 11 }, (_, at) =>
      quartersPng(path.join(userData, `many-${at}.png`), 700 + at, 480),
    );
    const video = path.join(media, 'clip.mp4');
    await dropFiles(page, 'body', [video, ...many]);
    await expect(heading(page, 14)).toBeVisible();
    const recent = (await calls(app, 'app.addRecentDocument')).map(([file]) => file);
    expect(recent).toEqual([first, second, third, ...many.slice(0, 10).reverse()]);

    // In a small window they lie in one row: the chosen one beside what fades out, the ends a key away.
    await page.setViewportSize({ width: 960, height: 640 });
    const tile = (number: number) =>
      page.getByRole('button', { name: new RegExp(`^Image ${number} of 14: `) });
    const fromLeft = (number: number) =>
      tile(number).evaluate((one) => {
        const strip = one.closest('ul')?.getBoundingClientRect();
        return Math.round(one.getBoundingClientRect().left - (strip?.left ?? 0));
      });
    await tile(1).click();
    await page.keyboard.press('End');
    await expect(tile(14)).toBeFocused();
    await expect(tile(14)).toBeInViewport({ ratio: 1 });
    for (let step = 0; step < 7; step += 1) await page.keyboard.press('ArrowLeft');
    await expect(tile(7)).toBeFocused();
    await expect.poll(() => fromLeft(7)).toBeGreaterThanOrEqual(56);
    await page.keyboard.press('Home');
    await expect(tile(1)).toBeFocused();
    await expect(tile(1)).toBeInViewport({ ratio: 1 });
  }
  const seen = JSON.stringify([await page.content(), await snapshot(page)]);
  expect(seen).not.toContain(userData);
});
