import fs from 'node:fs';
import path from 'node:path';
import type { ElectronApplication, Locator, Page } from '@playwright/test';
import { expect, launch, readyPage, test } from './fixtures.ts';
import { look } from './support/axe.ts';
import { showView } from './support/creator.ts';
import { answerDialog } from './support/desktop.ts';
import { type ManyClip, seedMany } from './support/many-clips.ts';
import { libraryOf } from './support/seeded.ts';
import { Toasts } from './support/toasts.ts';

const tile = (page: Page, number: number): Locator =>
  page.getByRole('listitem').filter({ has: page.getByRole('link', { name: `Number ${number}, 5 seconds` }) });
const link = (page: Page, number: number): Locator => tile(page, number).getByRole('link');
const bar = (page: Page): Locator => page.getByRole('toolbar', { name: /selected$/ });
const toast = (page: Page, words: string): Locator =>
  page.getByRole('region', { name: 'Notifications' }).getByText(words, { exact: true });
const undo = (page: Page): Locator =>
  page.getByRole('region', { name: 'Notifications' }).getByRole('button', { name: 'Undo' });
const stored = (page: Page, words: string) =>
  expect(page.getByText(words, { exact: false }).first()).toBeVisible();

/** What the sidecar of a clip says, once it has been written. */
function edits(userData: string, number: number): unknown {
  const name = `clip-${String(number).padStart(5, '0')}.kinora.json`;
  return JSON.parse(fs.readFileSync(path.join(libraryOf(userData), name), 'utf8')).edits;
}

async function open(
  userData: string,
  count: number,
  of?: (at: number) => ManyClip,
): Promise<{ app: ElectronApplication; page: Page }> {
  seedMany(userData, count, of);
  const app = await launch(userData);
  const page = await readyPage(app);
  await showView(page, 'Library');
  await stored(page, `${count.toLocaleString('en-US')} clips,`);
  await expect(link(page, 1)).toBeVisible();
  return { app, page };
}

test('clips are judged by keys, one after the other, and it can be taken back', async ({ userData }) => {
  const { page } = await open(userData, 30);
  const press = (key: string) => page.keyboard.press(key);
  await link(page, 1).focus();
  // What is typed before the field for tags is there is meant for it, and says nothing of any clip.
  await press('t');
  await page.keyboard.type('nike');
  await expect(page.getByRole('combobox', { name: 'Find or make a tag' })).toHaveValue('nike');
  await press('Escape');
  await expect(link(page, 1)).toBeFocused();
  await expect(tile(page, 1)).not.toContainText('Rejected');
  await press('p');
  await expect(tile(page, 1)).toContainText('Keep');
  await expect(link(page, 2)).toBeFocused();
  await press('n');
  await expect(tile(page, 2)).toContainText('Rejected');
  await expect(link(page, 3)).toBeFocused();
  // What is taken back by the same key leaves one where one is.
  await press('ArrowLeft');
  await press('n');
  await expect(tile(page, 2)).not.toContainText('Rejected');
  await expect(link(page, 2)).toBeFocused();
  await press('n');
  await expect(tile(page, 2)).toContainText('Rejected');
  await expect(link(page, 3)).toBeFocused();
  await press('Alt+4');
  await expect(tile(page, 3)).toContainText('4');
  await expect(toast(page, 'Rated 4 stars')).toBeVisible();
  await expect(link(page, 4)).toBeFocused();
  // Taking it back leads back to the clip.
  await press('Control+z');
  await expect(link(page, 3)).toBeFocused();
  await expect(tile(page, 3)).not.toContainText('Rated');
  await press('Alt+4');
  await expect(link(page, 4)).toBeFocused();
  const heart = tile(page, 4).getByRole('button', { name: /avourite/ });
  await press('h');
  await expect(heart).toHaveAttribute('aria-pressed', 'true');
  await expect(link(page, 4)).toBeFocused();
  await press('h');
  await expect(heart).toHaveAttribute('aria-pressed', 'false');
  await expect(toast(page, 'Removed from favourites')).toBeVisible();
  await press('Control+z');
  await expect(heart).toHaveAttribute('aria-pressed', 'true');
  await expect(toast(page, 'Removed from favourites')).toBeHidden();
  await press('Control+Shift+z');
  await expect(heart).toHaveAttribute('aria-pressed', 'false');
  await press('Control+z');
  await expect(heart).toHaveAttribute('aria-pressed', 'true');

  // Tags are found or made by typing.
  await press('t');
  const field = page.getByRole('combobox', { name: 'Find or make a tag' });
  await expect(field).toBeFocused();
  await page.keyboard.type('Dawn');
  await press('Enter');
  await expect(toast(page, 'Tagged “Dawn”')).toBeVisible();
  await press('Escape');
  await expect(link(page, 4)).toBeFocused();
  await press('ArrowRight');
  await press('t');
  await expect(field).toBeFocused();
  await page.keyboard.type('da');
  await expect(page.getByRole('option', { name: 'Dawn', exact: true })).toHaveAttribute(
    'aria-checked',
    'false',
  );
  await press('Enter');
  await expect(page.getByRole('option', { name: 'Dawn', exact: true })).toHaveAttribute(
    'aria-checked',
    'true',
  );
  await press('Escape');
  await page.getByRole('searchbox').fill('dawn');
  await stored(page, '2 clips found');
  await page.getByRole('searchbox').fill('');
  await expect(link(page, 1)).toBeVisible();

  await link(page, 6).focus();
  await press('Delete');
  await expect(link(page, 7)).toBeFocused();
  await expect(tile(page, 6)).toHaveCount(0);
  await expect(toast(page, '1 clip moved to trash')).toBeVisible();
  await stored(page, '29 clips,');
  await press('Control+z');
  await expect(tile(page, 6)).toHaveCount(1);
  await expect(link(page, 6)).toBeFocused();
  await stored(page, '30 clips,');
  // One toast for three of the same brings back the last of them, and the key the others.
  for (const number of [6, 7, 8]) {
    await expect(link(page, number)).toBeFocused();
    await press('Delete');
    await expect(tile(page, number)).toHaveCount(0);
  }
  await stored(page, '27 clips,');
  await press('Control+z');
  await stored(page, '28 clips,');
  await press('Control+z');
  await press('Control+z');
  await stored(page, '30 clips,');
  await expect.poll(() => edits(userData, 1)).toMatchObject({ flag: 'keep' });
  await expect.poll(() => edits(userData, 2)).toMatchObject({ flag: 'reject' });
  await expect.poll(() => edits(userData, 3)).toMatchObject({ rating: 4 });
  await expect.poll(() => edits(userData, 4)).toMatchObject({ favourite: true, tags: ['Dawn'] });
});

test('what is selected is worked on with the mouse', async ({ userData }) => {
  const { app, page } = await open(userData, 12);
  await expect(bar(page)).toBeHidden();
  for (const number of [1, 2, 3]) {
    await tile(page, number).hover();
    await tile(page, number).getByRole('checkbox').check();
  }
  await expect(bar(page)).toContainText('3 selected');
  await expect(bar(page)).toContainText('15 s, ');
  await bar(page).getByRole('button', { name: 'Favourite' }).click();
  await expect(toast(page, '3 clips added to favourites')).toBeVisible();
  await expect(bar(page).getByRole('button', { name: 'Favourite' })).toHaveAttribute('aria-pressed', 'true');
  await bar(page).getByRole('button', { name: 'Verdict' }).click();
  await page.getByRole('menuitem', { name: 'Reject' }).click();
  await expect(tile(page, 2)).toContainText('Rejected');
  await bar(page).getByRole('button', { name: 'Tag…' }).click();
  // In the smallest window they meet.
  await page.setViewportSize({ width: 960, height: 640 });
  await page.getByRole('combobox', { name: 'Find or make a tag' }).fill('sea');
  await page.getByRole('option', { name: 'Make “sea”' }).click();
  await expect(toast(page, '3 clips tagged “sea”')).toBeVisible();
  // It stays while it is pointed at, and lies beneath what has been opened, not over it.
  await toast(page, '3 clips tagged “sea”').hover();
  await expect.poll(() => page.evaluate(overlap)).toEqual({ meets: true, covered: false });
  // A comma ends a tag; one that is there in other letters is not made again.
  const field = page.getByRole('combobox', { name: 'Find or make a tag' });
  await field.fill('dusk, Sea,  quiet harbour,');
  await field.press('Enter');
  await expect(toast(page, '3 clips tagged “dusk”, “Sea” and “quiet harbour”')).toBeVisible();
  await expect.poll(() => edits(userData, 2)).toMatchObject({ tags: ['sea', 'dusk', 'quiet harbour'] });
  await look(app, page, 'tags');
  await page.keyboard.press('Escape');
  await bar(page).getByRole('button', { name: 'Move to trash' }).click();
  await expect(tile(page, 2)).toHaveCount(0);
  await expect(bar(page)).toBeHidden();
  await expect(toast(page, '3 clips moved to trash')).toBeVisible();
  await undo(page).first().click();
  await expect(tile(page, 2)).toContainText('Rejected');
});

/** In the page: whether a toast lies where the open panel lies, and is seen there. */
function overlap(): { readonly meets: boolean; readonly covered: boolean } {
  const box = (part: string) => document.querySelector(part)?.getBoundingClientRect() ?? new DOMRect();
  const toast = box('[role="region"][aria-label="Notifications"]');
  const panel = box('[role="combobox"]');
  const x = (Math.max(toast.left, panel.left) + Math.min(toast.right, panel.right)) / 2;
  const y = (Math.max(toast.top, panel.top) + Math.min(toast.bottom, panel.bottom)) / 2;
  const meets = x > toast.left && x < toast.right && y > toast.top && y < toast.bottom;
  const seen = document.elementFromPoint(x, y);
  return { meets, covered: seen?.closest('[aria-label="Notifications"]') != null };
}

test('the clean-up helper shows what could go, and it goes to the trash with a way back', async ({
  userData,
}) => {
  const { app, page } = await open(userData, 12, (at) => ({
    film: at === 11 ? 0 : at,
    edits: { flag: at < 4 ? 'reject' : null, rating: at === 11 ? 5 : 0 },
  }));
  await page.getByRole('button', { name: 'Clean up…' }).click();
  const dialog = page.getByRole('dialog', { name: 'Clean up' });
  await expect(dialog.getByRole('radio', { name: /^Rejected 4/ })).toBeChecked();
  await expect(dialog.getByText(/^4 clips, .* would be freed$/)).toBeVisible();
  await look(app, page, 'clean-up');
  await dialog.getByRole('checkbox', { name: /clip-00002/ }).uncheck();
  await expect(dialog.getByText(/^3 clips, .* would be freed$/)).toBeVisible();
  await dialog.getByRole('radio', { name: /^Duplicates 1/ }).check({ force: true });
  await expect(dialog.getByRole('checkbox', { name: /clip-00001/ })).toBeChecked();
  await dialog.getByRole('radio', { name: /^Rejected/ }).check({ force: true });
  await dialog.getByRole('button', { name: 'Move to trash' }).last().click();
  await expect(dialog).toBeHidden();
  await expect(toast(page, '3 clips moved to trash')).toBeVisible();
  await expect(tile(page, 1)).toHaveCount(0);
  await expect(tile(page, 2)).toHaveCount(1);
  await page.keyboard.press('Control+z');
  await expect(tile(page, 1)).toHaveCount(1);
  await stored(page, '12 clips,');
});

test('more clips than are known to the page are exported until that is stopped, and tagged at once', async ({
  userData,
}) => {
  const { app, page } = await open(userData, 400);
  await link(page, 1).focus();
  await page.keyboard.press('Control+a');
  await expect(bar(page)).toContainText('400 selected');
  // Fewer would be joined than are selected: none are, and it says so.
  await expect(bar(page).getByRole('button', { name: 'Join…' })).toHaveAttribute(
    'title',
    'Up to 50 clips can be joined at once.',
  );
  const there = path.join(userData, 'there');
  fs.mkdirSync(there);
  await app.evaluate(holdCopies, 30);
  await answerDialog(app, 'showOpenDialog', { canceled: false, filePaths: [there] });
  await bar(page).getByRole('button', { name: 'Export…' }).click();
  const dialog = page.getByRole('dialog', { name: 'Export 400 clips' });
  await look(app, page, 'export of many');
  await dialog.getByRole('button', { name: 'Export…' }).click();
  await expect(page.getByRole('progressbar')).toHaveAttribute('value', '0.05');
  const said = await Toasts.listen(page);
  await page.getByRole('button', { name: 'Cancel' }).click();
  await app.evaluate(() => Reflect.get(globalThis, 'releaseCopies')());
  await said.said('Stopped. 40 of 400 clips are in there.');
  expect(fs.readdirSync(there).filter((name) => name.endsWith('.mp4'))).toHaveLength(40);

  await page.keyboard.press('t');
  await page.getByRole('combobox', { name: 'Find or make a tag' }).fill('everything');
  await page.keyboard.press('Enter');
  await expect(toast(page, '400 clips tagged “everything”')).toBeVisible();
  await page.keyboard.press('Escape');
  await page.getByRole('searchbox').fill('everything');
  await stored(page, '400 clips found');
  await page.getByRole('searchbox').press('Escape');
  await page.getByRole('searchbox').press('Escape');
  await page.keyboard.press('Control+z');
  await expect(toast(page, '400 clips tagged “everything”')).toBeHidden();
  await page.getByRole('searchbox').fill('everything');
  await expect(page.getByRole('heading', { name: 'No clips match' })).toBeVisible();
});

/** In main: so many files are copied, the others wait. */
function holdCopies(_electron: unknown, most: number): void {
  const { promises } = process.getBuiltinModule('node:fs');
  const { copyFile } = promises;
  let copied = 0;
  const released = new Promise((go) => Reflect.set(globalThis, 'releaseCopies', go));
  Reflect.set(promises, 'copyFile', async (...args: unknown[]) => {
    copied += 1;
    if (copied > most) await released;
    return Reflect.apply(copyFile, promises, args);
  });
  process.getBuiltinModule('node:module').syncBuiltinESMExports();
}
