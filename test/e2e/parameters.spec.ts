import path from 'node:path';
import type { Page } from '@playwright/test';
import { dropFiles, expect, launch, readyPage, test } from './fixtures.ts';
import { addPictures, describe, finished, shutter, writeSettings } from './support/creator.ts';
import { SAMPLE } from './support/pictures.ts';
import { Service } from './support/service.ts';
import { Wiretap } from './support/wiretap.ts';

const model = (page: Page, name: string | RegExp) => page.getByRole('radio', { name });
const wan = (page: Page) => model(page, /Wan 2\.7/);
const flash = (page: Page) => model(page, /Wan 2\.6 Flash/);
const unfold = (page: Page, words: string) => page.locator('summary', { hasText: words }).click();

test('the model changes with keys, keeps what fits and brings back what it had cut', async ({ page }) => {
  const duration = page.getByRole('slider', { name: 'Duration' });
  await duration.fill('15');
  await unfold(page, 'More');
  await page.getByRole('textbox', { name: 'Negative prompt' }).fill('n'.repeat(700));
  await expect(page.getByText('700 characters; the model may read only the first 500')).toBeVisible();

  await flash(page).focus();
  await page.keyboard.press('ArrowRight');
  await expect(wan(page)).toBeChecked();
  await expect(duration).toHaveValue('10');
  await expect(page.getByRole('textbox', { name: 'Negative prompt' })).toHaveValue('n'.repeat(500));
  await page.getByRole('radio', { name: '9:16' }).check();
  await page.keyboard.press('Control+Shift+m');
  await expect(flash(page)).toBeChecked();
  await expect(duration).toHaveValue('15');
  await expect(page.getByRole('textbox', { name: 'Negative prompt' })).toHaveValue('n'.repeat(700));
  await expect(page.getByText('Same as each image')).toBeVisible();
  await page.keyboard.press('Control+Shift+m');
  await expect(page.getByRole('radio', { name: '9:16' })).toBeChecked();
});

test('several shots ask for prompt expansion, and a seed stays only when it is locked', async ({ page }) => {
  await wan(page).check();
  await unfold(page, 'More');
  await page.getByRole('radio', { name: 'Multi' }).check();
  const expansion = page.getByRole('switch', { name: /^Prompt expansion/ });
  await expect(expansion).toBeChecked();
  await expansion.uncheck();
  await expect(page.getByText('Several shots need prompt expansion.')).toBeVisible();
  await page.getByRole('button', { name: 'Turn it on' }).click();
  await expect(expansion).toBeChecked();
  await expect(page.getByText('Several shots need prompt expansion.')).toBeHidden();

  const seed = page.getByRole('textbox', { name: /^Seed/ });
  await page.getByRole('button', { name: 'New random seed' }).click();
  await expect(seed).toHaveValue(/^\d+$/);
  await seed.fill('9999999999');
  await expect(seed).toHaveValue('2147483647');
  await addPictures(page, [SAMPLE]);
  await describe(page);
  await page.getByRole('slider', { name: 'Duration' }).fill('2');
  const lock = page.getByRole('button', { name: 'Keep the seed for the next batch' });
  await lock.focus();
  await page.keyboard.press('Enter');
  await expect(lock).toHaveAttribute('aria-pressed', 'true');
  await shutter(page).click();
  await expect(page.getByRole('button', { name: 'Use the last image again' })).toBeVisible();
  await expect(seed).toHaveValue('2147483647');
  await lock.click();
  await page.getByRole('button', { name: 'Use the last image again' }).click();
  await shutter(page).click();
  await expect(seed).toHaveValue('');
});

test('a clip is sent with the fields that its model takes, and no other', async ({ userData }) => {
  const service = await Service.start(path.join(userData, 'service'), { timeScale: 0.02 });
  const tap = await Wiretap.start(service.url);
  writeSettings(userData, { practice: false });
  const env = { KINORA_API_URL: tap.url, KINORA_API_KEY: service.key, KINORA_TIME_SCALE: '0.02' };
  const page = await readyPage(await launch(userData, { env }));
  await wan(page).check();
  await addPictures(page, [SAMPLE]);
  await describe(page);
  await page.getByRole('slider', { name: 'Duration' }).fill('2');
  await dropFiles(page, '[data-slot="1"]', [SAMPLE]);
  await dropFiles(page, '[data-slot="startFrame"]', [SAMPLE]);
  await dropFiles(page, '[data-slot="voice"]', [
    path.resolve(import.meta.dirname, '../fixtures/media/voice.wav'),
  ]);
  await expect(page.locator('[data-state="filled"]')).toHaveCount(3);
  await expect(page.getByRole('radiogroup', { name: 'Aspect ratio' })).toHaveAccessibleDescription(
    'The start frame decides the shape.',
  );
  await page.getByRole('radio', { name: '1:1' }).click({ force: true });
  await expect(page.getByRole('radio', { name: '16:9' })).toBeChecked();
  await shutter(page).click();
  await finished(page, 1);

  await page.getByRole('button', { name: 'Use the last image again' }).click();
  await flash(page).check();
  await expect(page.getByText(/^Wan 2\.6 Flash uses none of your 3 references\./)).toBeVisible();
  await expect(page.getByRole('region', { name: 'References' })).toBeHidden();
  await shutter(page).click();
  await finished(page, 2);
  await wan(page).check();
  await expect(page.locator('[data-state="filled"]')).toHaveCount(3);

  const [first, second] = tap.jobs;
  expect(Object.keys(first?.input ?? {}).sort()).toEqual([
    'duration',
    'enable_prompt_expansion',
    'image_url',
    'image_urls',
    'prompt',
    'reference_voice_url',
    'resolution',
    'seed',
    'shot_type',
    'start_frame_url',
  ]);
  expect(first?.input['image_urls']).toHaveLength(1);
  expect(Object.keys(second?.input ?? {}).sort()).toEqual(['duration', 'image_url', 'prompt', 'resolution']);
  tap.stop();
});
