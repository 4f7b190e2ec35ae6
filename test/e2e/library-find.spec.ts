import fs from 'node:fs';
import path from 'node:path';
import type { ElectronApplication, Locator, Page } from '@playwright/test';
import { close, expect, launch, readyPage, test } from './fixtures.ts';
import { look } from './support/axe.ts';
import { showView } from './support/creator.ts';
import { answerDialog } from './support/desktop.ts';
import { type ManyClip, seedMany } from './support/many-clips.ts';

const DAY = 86_400_000;
const NOW = new Date().setHours(12, 0, 0, 0);
const LAST_YEAR = new Date(new Date().getFullYear() - 1, 5, 14, 12).getTime();
const WAN_27 = 'alibaba-plus/wan-2.7/reference-to-video';

/** 100 clips: every tenth of the sea, every fourth a favourite, the last thirty of last year. */
const clip = (at: number): ManyClip => ({
  prompt: at % 10 === 0 ? `Waves of the sea, take ${at}` : `Pine forest, take ${at}`,
  createdAt: at < 70 ? NOW - at * 60_000 : LAST_YEAR - at * DAY,
  seconds: at % 5 === 0 ? 8 : 5,
  resolution: at % 2 === 0 ? '1080p' : '720p',
  charged: at % 4 === 0 ? 0 : 2_500_000,
  ...(at < 8 ? { batchId: '01930000-0000-7000-8000-0000000000aa' } : {}),
  ...(at % 3 === 0 ? { modelId: WAN_27 } : {}),
  edits: {
    favourite: at % 4 === 0,
    rating: at % 6,
    flag: at % 5 === 1 ? 'keep' : at % 5 === 2 ? 'reject' : null,
    tags: [...(at % 10 === 0 ? ['dawn'] : []), ...(at % 15 === 0 ? ['best'] : [])],
    played: at >= 7,
  },
});

const search = (page: Page): Locator => page.getByRole('searchbox', { name: 'Search clips' });
const found = (page: Page, words: string) =>
  expect(page.getByText(words, { exact: true }).first()).toBeVisible();
const button = (page: Page, name: string | RegExp): Locator =>
  page.getByRole('button', { name, exact: true });
const none = (page: Page): Locator => page.getByRole('heading', { name: 'No clips match' });
const firstTile = (page: Page): Locator =>
  page.getByRole('list', { name: 'Clips' }).getByRole('listitem').first().getByRole('link');

const hasFocus = (target: Locator): Promise<boolean> =>
  target.evaluate((element) => element === document.activeElement);
/** Goes on with Tab until something has the focus. */
async function tabTo(page: Page, target: Locator, key = 'Tab'): Promise<void> {
  await expect(async () => {
    if (!(await hasFocus(target))) await page.keyboard.press(key);
    expect(await hasFocus(target)).toBe(true);
  }).toPass();
}
const toItem = (page: Page, item: Locator): Promise<void> => tabTo(page, item, 'ArrowDown');

async function open(userData: string): Promise<{ app: ElectronApplication; page: Page }> {
  const app = await launch(userData);
  const page = await readyPage(app);
  await showView(page, 'Library');
  await expect(page.getByText('100 clips,', { exact: false })).toBeVisible();
  await expect(firstTile(page)).toBeVisible();
  return { app, page };
}

test('clips are found by words and filters, with the mouse', async ({ userData }) => {
  seedMany(userData, 102, (at) => ({ ...clip(at), ...(at < 100 ? {} : { folder: 'disk/More' }) }));
  const { app, page } = await open(userData);
  await search(page).fill('sea');
  await found(page, '10 clips found');
  await expect(page.getByRole('status').filter({ hasText: '10 clips found' })).toBeAttached();
  // Words are looked for in prompts, tags, models and names of files alike.
  await search(page).fill('daw');
  await found(page, '10 clips found');
  await search(page).fill('clip-00007');
  await found(page, '1 clip found');
  await search(page).fill('zebra');
  await expect(none(page)).toBeVisible();
  await expect(page.getByText('Nothing matches “zebra”.')).toBeVisible();
  await page.getByRole('main').getByRole('button', { name: 'Clear search' }).last().click();
  await expect(search(page)).toHaveValue('');
  await expect(firstTile(page)).toBeVisible();

  await button(page, 'Favourites').click();
  await found(page, '25 clips found');
  await button(page, 'Date').click();
  await page.getByRole('menuitemradio', { name: 'This year' }).click();
  await found(page, '18 clips found');
  // A small window has room for it at its foot.
  await page.setViewportSize({ width: 960, height: 640 });
  await expect(page.locator('footer').getByText('18 clips found')).toBeVisible();
  await expect(page.getByRole('search').getByText('18 clips found').first()).toBeHidden();
  await page.setViewportSize({ width: 1280, height: 720 });
  await button(page, 'Model').click();
  await page.getByRole('menuitemcheckbox', { name: /Wan 2\.7/ }).click();
  await page.keyboard.press('Escape');
  await found(page, '6 clips found');
  await button(page, 'Clear model').click();
  await button(page, 'Tag').click();
  await page.getByRole('checkbox', { name: /dawn/ }).check();
  await found(page, '4 clips found');
  await page.getByRole('checkbox', { name: /best/ }).check();
  await found(page, '2 clips found');
  await expect(button(page, /^Tag: dawn \+ best/)).toBeVisible();
  await page.getByRole('radio', { name: 'Any of them' }).check({ force: true });
  await found(page, '4 clips found');
  await page.keyboard.press('Escape');
  await expect(button(page, /^Tag: dawn or best/)).toBeVisible();
  await button(page, 'Cost').click();
  await page.getByRole('menuitemradio', { name: 'Free' }).click();
  await found(page, '4 clips found');
  await button(page, 'Cost: Free').click();
  await page.getByRole('menuitemradio', { name: '$5.00 or more' }).click();
  await expect(none(page)).toBeVisible();
  await expect(page.getByText('Nothing from this year fits these filters.')).toBeVisible();
  await button(page, 'Clear filters').click();
  await expect(button(page, 'Favourites')).toHaveAttribute('aria-pressed', 'false');

  await button(page, 'More').click();
  await look(app, page, 'more filters');
  const panel = page.getByRole('dialog');
  expect(await panel.evaluate(({ scrollWidth, clientWidth }) => scrollWidth - clientWidth)).toBe(0);
  await page.getByRole('textbox', { name: 'At least, in seconds' }).fill('6');
  await found(page, '20 clips found');
  await page.getByRole('textbox', { name: 'At least, in seconds' }).fill('six');
  await expect(page.getByRole('textbox', { name: 'At least, in seconds' })).toHaveAttribute(
    'aria-invalid',
    'true',
  );
  await found(page, '20 clips found');
  await page.getByRole('checkbox', { name: /1080p/ }).check();
  await found(page, '10 clips found');
  await page.getByRole('radio', { name: /4 stars or more/ }).check({ force: true });
  await found(page, '3 clips found');
  await page.getByRole('checkbox', { name: /1080p/ }).uncheck();
  await page.getByRole('radio', { name: 'Any', exact: true }).first().check({ force: true });
  await page.getByRole('checkbox', { name: /Not yet played/ }).check();
  await found(page, '2 clips found');
  await page.keyboard.press('Escape');
  await button(page, 'Clear played').click();
  await button(page, 'Clear duration').click();
  await button(page, 'More').click();
  await page.getByRole('radio', { name: /Rejected/ }).check({ force: true });
  await found(page, '20 clips found');
  await page.keyboard.press('Escape');
  await look(app, page, 'a filter that is set');

  await button(page, 'Clear verdict').click();
  await button(page, 'More').click();
  await page.getByRole('combobox', { name: 'Batch' }).selectOption({ index: 1 });
  await found(page, '8 clips found');
  await page.keyboard.press('Escape');
  await button(page, 'Clear batch').click();

  // A range of days, both included.
  await button(page, 'Date').click();
  await page.getByRole('menuitem', { name: 'Between…' }).click();
  const year = new Date().getFullYear() - 1;
  await page.getByLabel('From', { exact: true }).fill(`${year}-01-01`);
  await page.getByLabel('To', { exact: true }).fill(`${year}-12-31`);
  await found(page, '30 clips found');
  await page.keyboard.press('Escape');
  await button(page, /^Sort: /).click();
  await page.getByRole('menuitemradio', { name: 'Oldest first' }).click();
  await expect(firstTile(page)).toHaveAccessibleName(/take 99/);

  // Of several folders one alone.
  const more = path.join(userData, 'disk', 'More');
  await answerDialog(app, 'showOpenDialog', { canceled: false, filePaths: [more] });
  await page.evaluate(() => Reflect.get(window, 'kinora').call('folder.add', {}));
  await expect(page.getByText('102 clips,', { exact: false })).toBeVisible();
  await button(page, 'Clear date').click();
  await button(page, 'More').click();
  await page.getByRole('combobox', { name: 'Folder' }).selectOption({ label: 'disk/More (2)' });
  await found(page, '2 clips found');
  await page.keyboard.press('Escape');
  await expect(button(page, 'Folder: disk/More')).toBeVisible();
});

test('by keyboard alone, and searches are saved, picked, renamed, removed and brought back', async ({
  userData,
}) => {
  seedMany(userData, 100, clip);
  const { app, page } = await open(userData);
  const press = async (...keys: string[]): Promise<void> => {
    for (const key of keys) await page.keyboard.press(key);
  };
  await press('/');
  await expect(search(page)).toBeFocused();
  await page.keyboard.type('sea');
  await found(page, '10 clips found');
  await press('Escape');
  await expect(search(page)).toHaveValue('');
  await press('Escape');
  await expect(search(page)).not.toBeFocused();
  await press('Control+f');
  await expect(search(page)).toBeFocused();

  await press('Tab', 'Enter');
  await found(page, '25 clips found');
  await press('Tab', 'ArrowDown');
  await expect(page.getByRole('menuitemradio', { name: 'Today' })).toBeFocused();
  await press('ArrowDown', 'ArrowDown', 'ArrowDown', 'Enter');
  await expect(button(page, 'Date: This year')).toBeFocused();
  await found(page, '18 clips found');
  await press('Delete');
  await expect(button(page, 'Date')).toBeFocused();
  await found(page, '25 clips found');
  await press('Enter');
  await expect(page.getByRole('menuitemradio', { name: 'Today' })).toBeFocused();
  await press('ArrowUp');
  await expect(page.getByRole('menuitem', { name: 'Between…' })).toBeFocused();
  await press('Escape');
  await expect(button(page, 'Date')).toBeFocused();

  // Each kind of filter opens, is set and is closed without the mouse.
  const leave = async (chip: RegExp): Promise<void> => {
    await press('Escape');
    await expect(button(page, chip)).toBeFocused();
  };
  await button(page, 'Model').press('Enter');
  await toItem(page, page.getByRole('menuitemcheckbox', { name: /Wan 2\.7/ }));
  await press('Enter');
  await found(page, '9 clips found');
  await leave(/^Model: /);
  await press('Delete');
  await found(page, '25 clips found');
  await button(page, 'Tag').press('Enter');
  await tabTo(page, page.getByRole('checkbox', { name: /dawn/ }));
  await press('Space');
  await found(page, '5 clips found');
  await tabTo(page, page.getByRole('checkbox', { name: /best/ }));
  await press('Space');
  await found(page, '2 clips found');
  await tabTo(page, page.getByRole('radio', { name: 'All of them' }));
  await press('ArrowRight');
  await found(page, '5 clips found');
  await leave(/^Tag: /);
  await button(page, 'Cost').press('Enter');
  await toItem(page, page.getByRole('menuitemradio', { name: 'Free' }));
  await press('Enter');
  await expect(button(page, 'Cost: Free')).toBeFocused();
  await button(page, 'More').press('Enter');
  await tabTo(page, page.getByRole('textbox', { name: 'At least, in seconds' }));
  await page.keyboard.type('6');
  await tabTo(page, page.getByRole('radio', { name: 'Any', exact: true }).first());
  await press('ArrowRight', 'ArrowRight', 'ArrowRight', 'ArrowRight');
  await found(page, '1 clip found');
  await leave(/^More$/);
  for (const name of ['rating', 'duration', 'cost', 'tag'])
    await button(page, `Clear ${name}`).press('Enter');
  await found(page, '25 clips found');

  const closePanel = async (): Promise<void> => {
    await press('Escape');
    await expect(button(page, 'Saved searches')).toBeFocused();
  };
  await button(page, 'Saved searches').focus();
  await press('Enter');
  await page.getByRole('textbox', { name: 'Name of the search' }).focus();
  await page.keyboard.type('Loved');
  await press('Enter');
  const list = page.getByRole('list', { name: 'Saved searches' });
  await expect(list.getByRole('button', { name: 'Loved', exact: true })).toBeFocused();
  await expect(page.getByRole('textbox', { name: 'Name of the search' })).toHaveCount(0);
  await closePanel();
  await button(page, 'Favourites').press('Enter');
  await search(page).fill('forest');
  await found(page, '90 clips found');
  // Without a name it is called by what it looks for.
  await button(page, 'Saved searches').press('Enter');
  await page.getByRole('textbox', { name: 'Name of the search' }).press('Enter');
  await expect(list.getByRole('button', { name: 'forest', exact: true })).toBeVisible();
  await button(page, 'Rename Loved').press('Enter');
  await page.getByRole('textbox', { name: 'New name for Loved' }).fill('Favourites of mine');
  await press('Enter');
  await button(page, 'Remove forest').press('Enter');
  await expect(list.getByRole('listitem')).toHaveCount(1);
  await closePanel();
  await expect(page.getByText('Search “forest” removed')).toBeVisible();
  await page.getByRole('main').getByRole('button', { name: 'Empty the search field' }).press('Enter');
  await press('Escape', 'Control+z');
  await expect(page.getByText('Search “forest” removed')).toBeHidden();

  // The next start begins where this one ended, with nothing looked for.
  await button(page, /^Sort: /).press('Enter');
  await page.getByRole('menuitemradio', { name: 'Oldest first' }).press('Enter');
  await expect(button(page, 'Sort: Oldest first')).toBeFocused();
  await button(page, 'Date').press('Enter');
  await page.getByRole('menuitemradio', { name: 'This year' }).press('Enter');
  await found(page, '70 clips found');
  await search(page).fill('sea');
  const left = () => JSON.parse(fs.readFileSync(path.join(userData, 'settings.json'), 'utf8')).left;
  await expect.poll(left).toMatchObject({ view: 'library', span: 'year', query: { sort: 'oldest' } });
  await close(app);
  const again = await readyPage(await launch(userData));
  await found(again, '70 clips found');
  await expect(button(again, 'Date: This year')).toBeVisible();
  await expect(button(again, 'Sort: Oldest first')).toBeVisible();
  await expect(search(again)).toHaveValue('');
  await button(again, 'Saved searches').press('Enter');
  const kept = again.getByRole('list', { name: 'Saved searches' });
  await expect(kept.getByRole('listitem')).toHaveCount(2);
  await kept.getByRole('button', { name: 'Favourites of mine', exact: true }).press('Enter');
  await found(again, '25 clips found');
  await expect(button(again, 'Favourites')).toHaveAttribute('aria-pressed', 'true');
});
