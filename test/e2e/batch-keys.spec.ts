import path from 'node:path';
import { expect, launch, readyPage, test } from './fixtures.ts';
import { addPictures, snapshot, total, writeSettings } from './support/creator.ts';
import { quartersPng, SAMPLE } from './support/pictures.ts';
import { Service } from './support/service.ts';

const SCALE = 0.01;

async function open(userData: string) {
  const service = await Service.start(path.join(userData, 'service'), { timeScale: SCALE });
  writeSettings(userData, { practice: false, askAbove: null });
  const app = await launch(userData, { env: { ...service.env, KINORA_TIME_SCALE: String(SCALE) } });
  return { service, page: await readyPage(app) };
}

test('several prompts, settings and variations, a cheap look and a choice of pictures, by keyboard alone', async ({
  userData,
}) => {
  const { service, page } = await open(userData);
  const keys = page.keyboard;
  const name = (words: string | RegExp) => page.getByRole('button', { name: words }).first();
  /** Pressed again where the focus was still on its way to what comes after the button before. */
  const takeOut = (words: string | RegExp) =>
    expect(async () => {
      if (await name(words).isVisible()) await name(words).press('Enter', { timeout: 2000 });
      await expect(name(words)).toBeHidden({ timeout: 2000 });
    }).toPass();
  await addPictures(page, [
    SAMPLE,
    ...[1, 2].map((n) => quartersPng(path.join(userData, `${n}.png`), 400 + n, 400)),
  ]);
  await page.getByRole('slider', { name: 'Duration' }).focus();
  await keys.press('Home');
  await page.getByRole('textbox', { name: 'Describe the motion' }).focus();
  await keys.type('Orbit');

  // The last two pictures are chosen together and taken out.
  await name(/^Image 2 of/).focus();
  await keys.press('Enter');
  await keys.press('Shift+ArrowRight');
  await expect(page.getByText('2 selected')).toBeVisible();
  await keys.press('Delete');
  await expect(total(page)).toHaveText('$1.00');

  await name('Batch').focus();
  await keys.press('Enter');
  await name('Add · $1.50 per clip').focus();
  await keys.press('Enter');
  await name('One variation more').focus();
  await keys.press('Space');
  await name('Add another prompt').focus();
  await keys.press('Enter');
  await keys.press('Escape');
  await page.getByRole('textbox', { name: 'Describe the motion' }).focus();
  await keys.type('Pan left');
  await expect(page.locator('[data-part="size"]')).toHaveText(
    '1 image × 2 prompts × 2 settings × 2 variations = 8 clips',
  );
  await expect(total(page)).toHaveText('$10.00');
  await takeOut('Remove 2 variations');
  await expect(total(page)).toHaveText('$5.00');

  // One prompt and one setting are enough after all; the cheap look is sent, and the picture stays.
  await takeOut('Remove prompt 2');
  await takeOut(/^Remove .*1080p/);
  await page.getByRole('slider', { name: 'Duration' }).focus();
  await keys.press('ArrowRight');
  await expect(total(page)).toHaveText('$1.50');
  // A look that costs more than half is none.
  await expect(name(/^Draft first/)).toHaveCount(0);
  await keys.press('ArrowRight');
  await expect(total(page)).toHaveText('$2.00');
  await name('Draft first at 720p, 2 s · $1.00').focus();
  await keys.press('Enter');
  await expect.poll(() => service.charges()).toEqual([1_000_000]);
  await keys.press('Control+Enter');
  await expect.poll(() => service.charges()).toEqual([1_000_000, 2_000_000]);
});

test('references alone make one clip, with the first of them as its image', async ({ userData }) => {
  const { service, page } = await open(userData);
  await page.getByRole('radio', { name: /Wan 2\.7/ }).check();
  const choosing = page.waitForEvent('filechooser');
  await page.locator('[data-slot="0"] button').first().focus();
  await page.keyboard.press('Enter');
  await (await choosing).setFiles(SAMPLE);
  await expect(page.locator('[data-slot="0"]')).toHaveAttribute('data-state', 'filled');
  // What a chip adds is taken back like what was typed.
  const prompt = page.getByRole('textbox', { name: 'Describe the motion' });
  await prompt.fill('Image 1 turns');
  await page.getByRole('button', { name: 'Orbit', exact: true }).focus();
  await page.keyboard.press('Enter');
  await expect(prompt).toHaveValue('Image 1 turns, orbit');
  await prompt.focus();
  await page.keyboard.press('Control+z');
  await expect(prompt).toHaveValue('Image 1 turns');
  await expect(page.locator('[data-part="clips"]')).toHaveText('1');
  await page.keyboard.press('Control+Enter');
  await expect.poll(() => service.charges()).toEqual([750_000]);
  const [job] = (await snapshot(page)).jobs;
  expect(job?.sourceIds).toHaveLength(1);
});
