/**
 * What a screen reader is told on every screen and in every state: each control by name, headings in order, areas that
 * can be told apart, and changes that are said. What axe finds is looked for at the same places.
 */
import fs from 'node:fs';
import path from 'node:path';
import type { ElectronApplication, Page } from '@playwright/test';
import { expect, launch, readyPage, test } from './fixtures.ts';
import { look, lookAtEdges } from './support/axe.ts';
import {
  addPictures,
  cards,
  clips,
  describe,
  finished,
  showView,
  shutter,
  writeSettings,
} from './support/creator.ts';
import { listen } from './support/names.ts';
import { SAMPLE } from './support/pictures.ts';
import { libraryOf, seedCounted } from './support/seeded.ts';
import { Service } from './support/service.ts';

// Many looks, each of them short.
test.setTimeout(900_000);

const SCALE = 0.02;

/** Opens one thing after the other from its button, looks at each, and closes it. */
async function through(page: Page, see: See, names: readonly string[]): Promise<void> {
  for (const name of names) {
    const button = page.getByRole('button', { name, exact: true }).first();
    await button.click();
    // What is said in a corner is a dialog, too.
    const opened = page.locator('[role="menu"], [role="dialog"]:not([data-type])');
    await expect(opened.last()).toBeVisible();
    await see(name, ['light']);
    await page.keyboard.press('Escape');
    await expect(opened).toHaveCount(0);
  }
}

/** Names first, then axe. What lies over a screen is looked at in one theme, screens in both. */
type See = (where: string, themes?: readonly ('dark' | 'light')[]) => Promise<void>;

const seer =
  (app: ElectronApplication, page: Page): See =>
  async (where, themes) => {
    await listen(page, where);
    await look(app, page, where, themes);
    await lookAtEdges(page, where);
  };

test('Animate, the queue and Settings are told by name, and clean to axe', async ({ userData }) => {
  const service = await Service.start(path.join(userData, 'service'), { timeScale: SCALE });
  await service.holdJobs('processing');
  writeSettings(userData, { practice: false, monthlyBudget: 60_000_000, askAbove: 100_000 });
  const app = await launch(userData, { env: { ...service.env, KINORA_TIME_SCALE: String(SCALE) } });
  const page = await readyPage(app);
  const see = seer(app, page);
  await see('first start');
  await showView(page, 'Library');
  await expect(page.getByRole('heading', { name: 'Your clips will live here' })).toBeVisible();
  await see('empty library', ['light']);
  await showView(page, 'Animate');
  await addPictures(page, [SAMPLE, SAMPLE]);
  await describe(page);
  await see('two pictures');
  await through(page, see, ['Batch', 'Presets', 'Recent']);
  await page.getByRole('radio', { name: /Wan 2\.7/ }).check();
  for (const fold of await page.locator('summary').all()) await fold.click();
  await see('references, more and advanced');
  await page.locator('[data-key]').first().focus();
  await page.keyboard.press('c');
  await expect(page.getByRole('dialog')).toBeVisible();
  await see('crop', ['dark']);
  await page.keyboard.press('Escape');
  await expect(page.getByRole('dialog')).toHaveCount(0);
  await shutter(page).click();
  const question = page.getByRole('alertdialog');
  await expect(question.getByRole('button', { name: 'Cancel' })).toBeFocused();
  await see('question', ['dark']);
  await question.getByRole('button', { name: /^Animate/ }).click();
  await expect(cards(page, 'processing')).toHaveCount(2);
  await see('working');
  await page
    .getByRole('button', { name: /^More: / })
    .first()
    .click();
  await see('menu of a card', ['dark']);
  await page.keyboard.press('Escape');
  await showView(page, 'Settings');
  await see('settings');
  await through(page, see, [
    '2 in progress',
    'Details… By day and month',
    'Show… Keyboard shortcuts',
    'More for Videos/Kinora',
  ]);
  await page.getByRole('button', { name: /^Show… Support file/ }).click();
  await expect(page.getByRole('region', { name: 'Support file' })).toBeVisible();
  await see('support file');
  await page.keyboard.press('Escape');
  await expect(page.getByRole('dialog')).toHaveCount(0);
  const opening = app.waitForEvent('window');
  await page.getByRole('button', { name: 'Type key…' }).click();
  const small = await opening;
  await expect(small.getByLabel('API key')).toBeFocused();
  await look(app, small, 'the window for a key');
  const gone = small.waitForEvent('close');
  await small.getByRole('button', { name: 'Cancel' }).click();
  await gone;
  await service.clearFaults();
  await showView(page, 'Animate');
  await finished(page, 2);
  await expect(page.getByRole('status', { name: 'Queue', exact: true })).not.toBeEmpty();
});

test('the library, a clip and comparing are told by name, and clean to axe', async ({ userData }) => {
  seedCounted(userData);
  fs.rmSync(path.join(libraryOf(userData), 'wave-01.mp4'));
  const app = await launch(userData);
  const page = await readyPage(app);
  const see = seer(app, page);
  await showView(page, 'Library');
  await expect(clips(page)).toHaveCount(4);
  await see('library');
  await through(page, see, [
    'Date',
    'Model',
    'Tag',
    'Cost',
    'More',
    'Saved searches',
    'Sort: Newest first',
    'Clean up…',
  ]);
  await page.keyboard.press('x');
  await page.keyboard.press('Shift+ArrowRight');
  await expect(page.getByText('2 selected')).toBeVisible();
  await see('selected', ['dark']);
  await through(page, see, ['Tag…', 'Verdict', 'Export…', 'Join…']);
  await page.keyboard.press('Escape');
  await page.keyboard.press('Space');
  await expect(page.getByRole('dialog')).toBeVisible();
  await see('preview', ['dark']);
  await page.keyboard.press('Escape');
  await expect(page.getByRole('dialog')).toHaveCount(0);
  await page.getByRole('searchbox').fill('zebra');
  await expect(page.getByRole('heading', { name: 'No clips match' })).toBeVisible();
  await see('no match', ['dark']);
  await page.getByRole('main').getByRole('button', { name: 'Clear search' }).last().click();
  await expect(clips(page)).toHaveCount(4);
  await page.getByRole('link', { name: /^Numbers of wave-01/ }).click();
  await expect(page.getByText('File missing').first()).toBeVisible();
  await see('missing');
  await page.keyboard.press('ArrowUp');
  await expect(page.getByRole('timer')).toHaveText('0.00 / 2.00 s');
  await see('clip');
  await through(page, see, ['More actions', 'Add tag']);
  await page.keyboard.press('Control+e');
  await expect(page.getByRole('dialog', { name: /^Export / })).toBeVisible();
  await see('export of a clip', ['light']);
  await page.keyboard.press('Escape');
  await expect(page.getByRole('dialog')).toHaveCount(0);
  await page.keyboard.press('c');
  await expect(page.getByRole('dialog', { name: 'Compare with' })).toBeVisible();
  await page.getByRole('checkbox', { name: /Numbers of pier-01/ }).check();
  await see('what to compare with', ['dark']);
  await page.getByRole('button', { name: 'Compare 2 clips' }).click();
  await expect(page.getByRole('slider', { name: 'Where the wipe stands' })).toBeVisible();
  await see('wipe');
  await page.keyboard.press('w');
  await expect(page.getByRole('slider', { name: 'Where the wipe stands' })).toHaveCount(0);
  await see('side by side');
  await page.keyboard.press('Escape');
  await page.keyboard.press('Delete');
  await expect(page.getByRole('button', { name: 'Undo' })).toBeVisible();
  await see('toast', ['dark']);
  // What stands there when the page has crashed twice.
  await page.goto(new URL('trouble.html', page.url()).href);
  await expect(page.getByRole('alert')).toBeVisible();
  await look(app, page, 'trouble');
});
