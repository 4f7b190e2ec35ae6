import { expect, test } from './fixtures.ts';
import { look } from './support/axe.ts';
import { addPictures, clips, describe, finished, showView, shutter } from './support/creator.ts';
import { SAMPLE } from './support/pictures.ts';

test.use({ appOptions: { env: { KINORA_TIME_SCALE: '0.01' } } });

test('a clip is gone through frame by frame, trimmed, played both ways and seen on the whole screen, by keys and by mouse', async ({
  app,
  page,
}) => {
  await page.getByRole('slider', { name: 'Duration' }).fill('2');
  await addPictures(page, [SAMPLE]);
  await describe(page);
  await shutter(page).click();
  await finished(page);
  await showView(page, 'Library');
  await clips(page).first().click();
  const clock = page.getByRole('timer');
  const video = page.locator('video');
  await expect(clock).toHaveText('0.00 / 2.00 s');
  await expect.poll(() => video.evaluate((one) => Reflect.get(one, 'readyState'))).toBeGreaterThan(1);

  // Each frame by itself: 24 of them in a second, and the player stands in the middle of the one that is seen.
  for (let step = 0; step < 3; step += 1) await page.keyboard.press('ArrowRight');
  await expect(clock).toHaveText('0.13 / 2.00 s');
  const at = () => video.evaluate((one) => Math.round(Reflect.get(one, 'currentTime') * 24 * 10) / 10);
  await expect.poll(at).toBe(3.5);
  await page.keyboard.press('ArrowLeft');
  await expect.poll(at).toBe(2.5);
  await page.keyboard.press('Shift+ArrowRight');
  await expect.poll(at).toBe(26.5);
  await page.keyboard.press('End');
  await expect.poll(at).toBe(47.5);

  // In and out point by key; Home and End go there.
  await page.keyboard.press('Home');
  for (let step = 0; step < 12; step += 1) await page.keyboard.press('ArrowRight');
  await page.setViewportSize({ width: 960, height: 640 });
  const button = page.getByRole('button', { name: 'Play', exact: true });
  const place = () => button.evaluate((it) => Math.round(it.getBoundingClientRect().x));
  await expect.poll(() => page.evaluate(() => window.innerWidth)).toBe(960);
  const left = await place();
  await page.keyboard.press('i');
  await page.keyboard.press('Shift+ArrowRight');
  await page.keyboard.press('o');
  await expect(page.locator('[data-part="trim"]')).toHaveText('Trim 1.04 s');
  await expect(page.locator('[data-part="trim"]')).toHaveAttribute('title', 'From 0.50 to 1.54 s');
  // There is room for all of it, also in the smallest window.
  await expect.poll(place).toBe(left);
  await expect(page.getByRole('button', { name: 'Full screen' })).toBeInViewport({ ratio: 1 });
  await page.setViewportSize({ width: 1280, height: 720 });
  await page.keyboard.press('Home');
  await expect(clock).toHaveText('0.50 / 2.00 s');
  await page.keyboard.press('End');
  await expect(clock).toHaveText('1.50 / 2.00 s');

  // What is played stays between them, and stops at the last of its frames.
  const loop = page.getByRole('button', { name: 'Loop' });
  if ((await loop.getAttribute('aria-pressed')) === 'true') await page.keyboard.press('Shift+L');
  await expect(loop).toHaveAttribute('aria-pressed', 'false');
  await page.keyboard.press('m');
  await page.keyboard.press('Home');
  await expect(clock).toHaveText('0.50 / 2.00 s');
  await expect.poll(at).toBe(12.5);
  await page.keyboard.press('l');
  await expect(clock).toHaveText('1.50 / 2.00 s');
  await expect.poll(at).toBe(36.5);
  await expect(page.getByRole('button', { name: 'Play', exact: true })).toBeVisible();

  // Backward, twice as fast when it is pressed again, to the in point.
  await page.keyboard.press('j');
  await page.keyboard.press('j');
  await expect(clock).toHaveText('0.50 / 2.00 s');
  await expect.poll(at).toBe(12.5);
  await expect(page.getByRole('button', { name: 'Play', exact: true })).toBeVisible();

  // The handles are sliders in seconds: by arrow, and by mouse.
  const inPoint = page.getByRole('slider', { name: 'In point' });
  await inPoint.press('ArrowRight');
  await expect(inPoint).toHaveAttribute('aria-valuetext', '0.54 seconds');
  const strip = await page.locator('[data-part="time"]').boundingBox();
  const handle = await page.getByRole('slider', { name: 'Out point' }).boundingBox();
  if (!strip || !handle) throw new Error('no strip');
  // Beside the handle counts as well.
  await page.mouse.move(handle.x + handle.width + 6, handle.y + 20);
  await page.mouse.down();
  await page.mouse.move(strip.x + strip.width * 0.51, handle.y + 20, { steps: 4 });
  await page.mouse.up();
  await expect(page.locator('[data-part="trim"]')).toHaveAttribute('title', /^From 0\.54 to 1\.0\d s$/);
  await look(app, page, 'a trimmed clip');
  await page.getByRole('button', { name: 'Clear trim' }).click();
  await expect(page.locator('[data-part="trim"]')).toHaveCount(0);

  // Faster, slower; then the whole screen, where the transport is in reach.
  await page.keyboard.press('.');
  await expect(page.getByRole('button', { name: 'Speed: 1.5×' })).toBeVisible();
  await page.keyboard.press(',');
  await page.keyboard.press('f');
  await expect.poll(() => page.evaluate(() => document.fullscreenElement !== null)).toBe(true);
  await page.getByRole('button', { name: 'Leave full screen' }).click();
  await expect.poll(() => page.evaluate(() => document.fullscreenElement)).toBe(null);

  // It has really been played.
  const played = (): Promise<boolean> =>
    page.evaluate(async () => {
      const id = document.querySelector('video')?.getAttribute('src')?.split('/').at(-1);
      return (await Reflect.get(window, 'kinora').call('clip.get', { clipId: id })).value.clip.played;
    });
  await expect.poll(played).toBe(true);
});
