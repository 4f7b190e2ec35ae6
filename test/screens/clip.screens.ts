import fs from 'node:fs';
import path from 'node:path';
import type { Page } from '@playwright/test';
import { expect, launch, readyPage, test } from '../e2e/fixtures.ts';
import {
  addPictures,
  clips,
  describe,
  finished,
  showView,
  shutter,
  writeSettings,
} from '../e2e/support/creator.ts';
import { libraryOf, seedCounted } from '../e2e/support/seeded.ts';
import { Service } from '../e2e/support/service.ts';
import { pictures, shoot } from './shoot.ts';

const PROMPT =
  'Slow push-in. A light wind moves the water and the mist, the light turns a little warmer. Keep the horizon level.';

async function open(userData: string): Promise<Page> {
  const service = await Service.start(path.join(userData, 'service'), { timeScale: 0.005 });
  writeSettings(userData, { practice: false, askAbove: null });
  const app = await launch(userData, { env: { ...service.env, KINORA_TIME_SCALE: '0.005' } });
  return readyPage(app);
}

const call = (page: Page, route: string, input: object) =>
  page.evaluate(([name, value]) => Reflect.get(window, 'kinora').call(name, value), [route, input] as const);

test('a clip, trimmed, with all that made it; what it is varied and compared with', async ({ userData }) => {
  const page = await open(userData);
  await page.getByRole('radio', { name: /Wan 2\.7/ }).check();
  await addPictures(page, pictures(2));
  await describe(page, PROMPT);
  await shutter(page).click();
  await finished(page, 2);
  await page.getByRole('radio', { name: /Wan 2\.6/ }).check();
  await page.getByRole('radio', { name: '720p' }).check();
  await addPictures(page, pictures(1));
  await describe(page, `${PROMPT.replace('Slow', 'Quick')} A gull.`);
  await shutter(page).click();
  await finished(page, 3);

  await showView(page, 'Library');
  await clips(page).nth(1).click();
  await expect(page.getByRole('button', { name: /^Run again \$/ })).toBeEnabled();
  await shoot(page, 'clip');
  const id = (await page.locator('video').getAttribute('src'))?.split('/').at(-1) ?? '';
  await call(page, 'clip.edit', {
    target: { ids: [id] },
    edit: { favourite: true, rating: 4, addTags: ['water', 'dawn'] },
  });
  for (let step = 0; step < 20; step += 1) await page.keyboard.press('ArrowRight');
  await page.keyboard.press('i');
  for (let step = 0; step < 3; step += 1) await page.keyboard.press('Shift+ArrowRight');
  await page.keyboard.press('o');
  await page.keyboard.press('Shift+ArrowLeft');
  await shoot(page, 'clip-trimmed');
  await page.getByRole('button', { name: 'More actions' }).click();
  await shoot(page, 'clip-more');
  await page.getByRole('menuitem', { name: 'Vary…' }).click();
  await expect(page.getByRole('dialog', { name: 'Vary this clip' })).toBeVisible();
  await shoot(page, 'clip-vary');
  await page.keyboard.press('Escape');
  await page.keyboard.press('c');
  await expect(page.getByRole('checkbox').first()).toBeVisible();
  await page.getByRole('checkbox').first().check();
  await shoot(page, 'clip-pick');
  await page.getByRole('checkbox').nth(1).check();
  await page.getByRole('button', { name: 'Compare 3 clips' }).click();
  await shoot(page, 'compare-side');
  await page.getByRole('button', { name: 'Take it out' }).click();
  await shoot(page, 'compare-wipe');
});

test('a clip whose file is gone, one that cannot be played, and one of a chain', async ({ userData }) => {
  const [first, second] = seedCounted(userData);
  const folder = libraryOf(userData);
  const change = (name: string, more: object): void => {
    const file = path.join(folder, `${name}.kinora.json`);
    fs.writeFileSync(file, JSON.stringify({ ...JSON.parse(fs.readFileSync(file, 'utf8')), ...more }));
  };
  change('pier-02', { lineage: { clipIds: [first], made: 'trim' } });
  change('wave-01', { lineage: { clipIds: [second], made: 'join' } });
  fs.truncateSync(path.join(folder, 'still-01.mp4'), 200);
  const page = await readyPage(await launch(userData));
  const openNamed = async (name: string): Promise<void> => {
    await showView(page, 'Library');
    await clips(page).nth(['pier-01', 'pier-02', 'wave-01', 'still-01'].indexOf(name)).click();
    await expect(page.getByRole('heading', { name: `${name}.mp4` })).toBeVisible();
  };
  await openNamed('pier-02');
  await expect(page.getByRole('list', { name: 'Made from' })).toBeVisible();
  await shoot(page, 'clip-chain');
  await openNamed('still-01');
  await expect(page.getByText('This clip cannot be played here.')).toBeVisible();
  await shoot(page, 'clip-unplayable');
  fs.rmSync(path.join(folder, 'pier-01.mp4'));
  await openNamed('pier-01');
  await expect(page.getByText('File missing')).toBeVisible();
  await shoot(page, 'clip-missing');
});
