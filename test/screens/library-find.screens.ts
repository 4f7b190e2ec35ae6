import { expect, launch, readyPage, test } from '../e2e/fixtures.ts';
import { showView } from '../e2e/support/creator.ts';
import { type ManyClip, seedMany } from '../e2e/support/many-clips.ts';
import { rest, shoot } from './shoot.ts';

const SHAPES = [
  [1280, 720],
  [720, 900],
  [720, 720],
  [1280, 720],
  [720, 1280],
] as const;
const PROMPTS = ['Aurora ripples over the cabin', 'Sails drift past at first light', 'Koi circle each other'];

const clip = (at: number): ManyClip => {
  const [width, height] = SHAPES[at % SHAPES.length] ?? [1280, 720];
  return {
    prompt: PROMPTS[at % 3] ?? '',
    width,
    height,
    seconds: 2 + (at % 9),
    resolution: at % 3 === 0 ? '1080p' : '720p',
    charged: (at % 5) * 1_250_000,
    createdAt: Date.now() - at * 5 * 3_600_000,
    batchId: `01930000-0000-7000-8000-0000000000${10 + (at % 4)}`,
    ...(at % 2 === 0 ? { modelId: 'alibaba-plus/wan-2.7/reference-to-video' } : {}),
    edits: {
      favourite: at % 4 === 0,
      rating: at % 6,
      flag: at % 5 === 1 ? 'keep' : at % 5 === 2 ? 'reject' : null,
      tags: ['sea', 'dawn', 'night', 'slow'].filter((_, tag) => at % (tag + 2) === 0),
      played: at % 3 !== 0,
    },
  };
};

test('finding', async ({ userData }) => {
  seedMany(userData, 120, clip);
  const app = await launch(userData);
  const page = await readyPage(app);
  await showView(page, 'Library');
  await page
    .getByRole('link', { name: /Aurora/ })
    .first()
    .waitFor();
  await shoot(page, 'find-plain');
  const open = (name: string) => page.getByRole('button', { name, exact: true }).click();
  for (const name of ['Date', 'Model', 'Tag', 'Cost', 'More', 'Saved searches']) {
    await open(name);
    await page.locator('[role="menu"], [role="dialog"]').last().waitFor();
    await rest(page);
    await page.screenshot({ path: `test-results/screens/find-${name}.png` });
    await page.keyboard.press('Escape');
    await expect(page.locator('[role="menu"], [role="dialog"]')).toHaveCount(0);
  }
  await open('Date');
  await page.getByRole('menuitemradio', { name: 'This month' }).click();
  await open('Tag');
  await page.getByRole('checkbox', { name: /sea/ }).check();
  await page.keyboard.press('Escape');
  await shoot(page, 'find-set');
  await page.keyboard.press('x');
  await page.keyboard.press('Shift+ArrowRight');
  await page.keyboard.press('Shift+ArrowRight');
  await page.getByText('3 selected').waitFor();
  await shoot(page, 'find-selected');
  await page.keyboard.press('t');
  await page.getByRole('combobox', { name: 'Find or make a tag' }).waitFor();
  await shoot(page, 'find-tags');
  await page.keyboard.press('Escape');
  await page.keyboard.press('p');
  await page.getByText('3 clips kept').waitFor();
  await shoot(page, 'find-kept');
  await page.getByRole('searchbox').fill('zebra');
  await page.getByRole('heading', { name: 'No clips match' }).waitFor();
  await shoot(page, 'find-none');
});

test('cleaning up', async ({ userData }) => {
  seedMany(userData, 60, clip);
  const page = await readyPage(await launch(userData));
  await showView(page, 'Library');
  await page.getByRole('button', { name: 'Clean up…' }).click();
  await page.getByText(/would be freed$/).waitFor();
  await shoot(page, 'clean-up');
});
