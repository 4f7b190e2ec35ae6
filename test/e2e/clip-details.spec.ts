import fs from 'node:fs';
import path from 'node:path';
import { expect, launch, readyPage, test } from './fixtures.ts';
import { look } from './support/axe.ts';
import {
  addPictures,
  clips,
  describe,
  finished,
  showView,
  shutter,
  snapshot,
  writeSettings,
} from './support/creator.ts';
import { quartersPng, SAMPLE } from './support/pictures.ts';
import { libraryOf, seedCounted } from './support/seeded.ts';
import { Service } from './support/service.ts';
import { Toasts } from './support/toasts.ts';

const SCALE = 0.004;

test('a clip says everything that made it, gives its recipe to the form and is varied in one thing', async ({
  userData,
}) => {
  const service = await Service.start(path.join(userData, 'service'), { timeScale: SCALE });
  writeSettings(userData, { practice: false, askAbove: null, webhookUrl: 'https://example.org/hook' });
  const app = await launch(userData, { env: { ...service.env, KINORA_TIME_SCALE: String(SCALE) } });
  const page = await readyPage(app);
  await page.getByRole('radio', { name: /Wan 2\.7/ }).check();
  await page.getByRole('slider', { name: 'Duration' }).fill('2');
  await page.getByRole('radio', { name: '720p' }).check();
  await page.locator('summary', { hasText: 'More' }).click();
  await page.getByRole('textbox', { name: 'Negative prompt' }).fill('text, blur');
  await addPictures(page, [SAMPLE]);
  await describe(page, 'A gull crosses the harbour');
  await shutter(page).click();
  await finished(page);

  await showView(page, 'Library');
  await clips(page).first().click();
  const details = page.getByRole('complementary', { name: 'Details' });
  for (const [term, words] of [
    ['Model', 'Wan 2.7 reference to video'],
    ['Settings', '2 s, 720p, 16:9'],
    ['Shots', 'Single'],
    ['Negative prompt', 'text, blur'],
    ['Prompt expansion', 'On'],
    ['Webhook', 'https://example.org/hook'],
    ['Cost', '$0.30'],
  ] as const)
    await expect(
      details.getByRole('definition').and(details.locator(`dt:text-is("${term}") + dd`)),
    ).toHaveText(words);
  // Nothing is said twice.
  await expect(details.getByRole('term').filter({ hasText: 'Aspect ratio' })).toHaveCount(0);
  await details.getByRole('button', { name: /sample\.jpg/ }).click();
  await expect(page.getByRole('dialog', { name: 'sample.jpg' }).getByRole('img')).toBeVisible();
  await page.keyboard.press('Escape');

  // The recipe goes to the form with everything, in place of what is there, and back in one step.
  const toasts = await Toasts.listen(page);
  await showView(page, 'Animate');
  await page.getByRole('radio', { name: /Wan 2\.6/ }).check();
  await addPictures(page, [quartersPng(path.join(userData, 'other.png'), 640, 480)]);
  await describe(page, 'Something else');
  await showView(page, 'Library');
  await clips(page).first().click();
  await expect(page.getByRole('button', { name: /^Run again \$0\.30$/ })).toBeEnabled();
  await page.keyboard.press('r');
  await toasts.said('The recipe is in the form');
  const words = page.getByRole('textbox', { name: 'Describe the motion' });
  await expect(words).toHaveValue('A gull crosses the harbour');
  await expect(page.getByRole('radio', { name: /Wan 2\.7/ })).toBeChecked();
  await expect(page.getByRole('slider', { name: 'Duration' })).toHaveValue('2');
  await expect(page.locator('[data-part="total"]')).toHaveText('$0.30');
  await page.keyboard.press('Control+z');
  await expect(words).toHaveValue('Something else');
  await expect(page.getByRole('radio', { name: /Wan 2\.6/ })).toBeChecked();
  expect(await service.submits()).toBe(1);

  // One thing is different, at its own price, and nothing else.
  await showView(page, 'Library');
  await clips(page).first().click();
  await page.getByRole('button', { name: 'More actions' }).click();
  await page.getByRole('menuitem', { name: 'Vary…' }).click();
  const dialog = page.getByRole('dialog', { name: 'Vary this clip' });
  await expect(dialog.getByRole('button', { name: 'Run it · $0.30' })).toBeVisible();
  await look(app, page, 'vary');
  await dialog.getByText('Duration', { exact: true }).click();
  await expect(dialog.getByRole('button', { name: 'Change it first' })).toBeVisible();
  await dialog.getByRole('slider', { name: 'Duration' }).fill('3');
  await dialog.getByRole('button', { name: 'Run it · $0.45' }).click();
  await expect(dialog).toHaveCount(0);
  await expect.poll(async () => (await snapshot(page)).library.clips, { timeout: 120_000 }).toBe(2);
  expect(await service.charges()).toEqual([300_000, 450_000]);

  // A picture that is gone is named, and nothing can be sent without it.
  const folder = path.join(userData, 'home', 'Videos', 'Kinora', '.kinora', 'sources');
  for (const name of fs.readdirSync(folder)) fs.rmSync(path.join(folder, name));
  await expect(page.getByText('2 of 2')).toBeVisible();
  await page.keyboard.press('ArrowUp');
  await expect(page.getByText('1 of 2')).toBeVisible();
  // The other one is of another batch, and says what is different about it.
  await expect(
    page.getByRole('heading', { name: 'From the same image What differs: duration' }),
  ).toBeVisible();
  await expect(page.getByRole('list', { name: 'Same batch' })).toHaveCount(0);
  const again = page.getByRole('button', { name: /^Run again/ });
  await expect(again).toHaveAttribute('title', /not there any more/);
  await again.press('Enter');
  await toasts.said('sample.jpg is not there any more: add it again.');
  expect(await service.submits()).toBe(2);
});

test('the chain that a clip stands in can be read and gone along, by key as well', async ({ userData }) => {
  const [first, second, third] = seedCounted(userData);
  const madeFrom = (name: string, clipId: string | undefined): void => {
    const file = path.join(libraryOf(userData), `${name}.kinora.json`);
    const sidecar = JSON.parse(fs.readFileSync(file, 'utf8'));
    const batchId = '01930000-0000-7000-8000-0000000000aa';
    const recipe = { ...sidecar.recipe, params: {} };
    const lineage = { clipIds: [clipId], made: 'trim' };
    fs.writeFileSync(file, JSON.stringify({ ...sidecar, batchId, recipe, lineage }));
  };
  madeFrom('pier-02', first);
  madeFrom('wave-01', second);
  const app = await launch(userData);
  const page = await readyPage(app);
  await showView(page, 'Library');
  await clips(page).nth(2).click();
  await expect(page.getByRole('heading', { name: 'wave-01.mp4' })).toBeVisible();
  const chain = page.getByRole('list', { name: 'Made from' }).getByRole('button');
  await expect(chain).toHaveText(['', '', '']);
  await expect(chain.nth(2)).toHaveAttribute('aria-current', 'true');
  await chain.nth(1).press('Enter');
  await expect(page.getByRole('heading', { name: 'pier-02.mp4' })).toBeVisible();
  await expect(chain).toHaveCount(2);
  await expect(page.getByText('Trim', { exact: true })).toBeVisible();
  await expect(page.getByRole('definition').filter({ hasText: '2 s' })).toHaveText('2 s, 128 × 72');
  const next = page.getByRole('list', { name: 'Trimmed' }).getByRole('button');
  await expect(next).toHaveCount(1);
  // What goes on from it is not said to be of the same batch besides.
  await expect(page.getByRole('list', { name: 'Same batch' })).toHaveCount(0);
  await next.click();
  await expect(page.locator('video')).toHaveAttribute('src', `/media/${third}`);
});
