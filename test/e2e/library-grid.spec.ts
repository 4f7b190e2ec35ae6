import fs from 'node:fs';
import path from 'node:path';
import type { Page } from '@playwright/test';
import { expect, launch, readyPage, test } from './fixtures.ts';
import { look } from './support/axe.ts';
import { showView, snapshot } from './support/creator.ts';
import { galleryId, galleryWords, makeGallery } from './support/gallery.ts';
import { libraryOf } from './support/seeded.ts';

const CLIPS = 400;

const tile = (page: Page, at: number) => page.locator(`[data-clip="${galleryId(at)}"]`);
const item = (page: Page, at: number) => page.locator('li', { has: tile(page, at) });
const grid = (page: Page) => page.getByRole('region', { name: 'Library' });
const selected = (page: Page) => page.getByRole('checkbox', { name: /^Select /, checked: true });
const scrolled = (page: Page) => grid(page).evaluate((element) => element.scrollTop);

async function open(userData: string): Promise<Page> {
  makeGallery(userData, {
    clips: CLIPS,
    perDay: 20,
    missing: (at) => at === 6,
    edits: (at) => ({ favourite: at === 1, rating: at === 2 ? 4 : 0, played: at !== 0 }),
  });
  const page = await readyPage(await launch(userData));
  await showView(page, 'Library');
  await expect(tile(page, 0)).toBeVisible();
  // The comparison of folder and index has ended, and nothing will come in between any more.
  await expect(page.getByText(`${CLIPS} clips, `)).toBeVisible();
  await expect(item(page, 0)).toHaveAttribute('aria-setsize', String(CLIPS));
  return page;
}

test('rows by day with what each clip is, by mouse', async ({ userData }) => {
  const page = await open(userData);
  await expect(page.getByRole('heading', { name: 'Today 20 clips' })).toBeVisible();
  await expect(page.getByRole('heading', { name: 'Yesterday 20 clips' })).toBeVisible();
  await expect(item(page, 0)).toHaveAttribute('aria-posinset', '1');
  await expect(tile(page, 0)).toHaveAccessibleName(`${galleryWords(0)}, 2 seconds, clip-000001`);
  expect(await page.locator('li[aria-posinset]').count()).toBeLessThanOrEqual(60);
  // Every clip in its own shape: 16:9, 9:16 and square side by side in one row.
  const boxes = await Promise.all([0, 1, 2].map((at) => item(page, at).boundingBox()));
  for (const [at, shape] of [16 / 9, 9 / 16, 1].entries()) {
    const box = boxes[at];
    expect(box && Math.abs(box.width / box.height - shape)).toBeLessThan(0.03);
    expect(box?.y).toBe(boxes[0]?.y);
  }
  await expect(item(page, 0)).toContainText('Not yet played');
  await expect(item(page, 2)).toContainText('Rated4');
  await expect(item(page, 6)).toContainText('clip-000007File missing');
  // The line at the foot tells what is on the disk.
  const folder = libraryOf(userData);
  const sizes = fs
    .readdirSync(folder)
    .filter((name) => name.endsWith('.mp4'))
    .map((name) => fs.statSync(path.join(folder, name)).size);
  const { library } = await snapshot(page);
  const disk = fs.statfsSync(folder);
  expect(library).toMatchObject({
    clips: CLIPS,
    bytes: sizes.reduce((sum, size) => sum + size, 0),
    diskBytes: disk.blocks * disk.bsize,
  });
  const foot = page.locator('main footer');
  const [, shown = ''] = /^400 clips, ([\d.]+) MB in Videos\/Kinora/.exec(await foot.innerText()) ?? [];
  expect(Math.abs(Number(shown) - library.bytes / 1e6)).toBeLessThanOrEqual(0.5);
  await expect(foot).toContainText(/[\d.]+ [GT]B free$/);
  await expect(foot.getByRole('img', { name: /^Disk \d+% full$/ })).toBeVisible();
  const heart = item(page, 3).getByRole('button', { name: /^Favourite/ });
  await tile(page, 3).hover();
  // The first three times only, so where the pointer comes first.
  await expect(item(page, 3)).toContainText('Move across to scrub');
  await heart.click();
  await expect(heart).toHaveAttribute('aria-pressed', 'true');

  // Under the pointer: the moment at its place, and what the clip was asked for.
  const box = boxes[0];
  if (!box) throw new Error('no tile');
  await page.mouse.move(box.x + box.width * 0.75, box.y + box.height / 2, { steps: 4 });
  await expect(item(page, 0)).toContainText('1.5 s');
  await expect
    .poll(() =>
      item(page, 0)
        .locator('video')
        .evaluate((video: HTMLVideoElement) => video.currentTime),
    )
    .toBeCloseTo(1.5, 1);
  await page.mouse.move(2, 2);
  await expect(page.locator('li video')).toHaveCount(0);
});

test('clips are selected by mouse, one by one, in ranges and far apart', async ({ userData }) => {
  const page = await open(userData);
  await tile(page, 1).hover();
  await item(page, 1).getByRole('checkbox').click();
  await expect(selected(page)).toHaveCount(1);
  await tile(page, 4).click({ modifiers: ['Shift'] });
  await expect(selected(page)).toHaveCount(4);
  await tile(page, 2).click({ modifiers: ['ControlOrMeta'] });
  await expect(selected(page)).toHaveCount(3);
  await page.keyboard.press('End');
  await expect(tile(page, CLIPS - 1)).toBeInViewport();
  await tile(page, CLIPS - 2).click({ modifiers: ['Shift'] });
  await page.keyboard.press('Home');
  // A range that reaches over clips which were never loaded.
  await expect(selected(page).first()).toBeVisible();
  await expect(item(page, 5).getByRole('checkbox')).toBeChecked();
  await page.keyboard.press('Escape');
  await expect(selected(page)).toHaveCount(0);
});

test('everything in the grid by keyboard', async ({ userData }) => {
  const page = await open(userData);
  // Straight from the view's key, without a way to the grid.
  await page.keyboard.press('1');
  await page.keyboard.press('2');
  await expect(tile(page, 0)).toBeFocused();
  await page.keyboard.press('ArrowRight');
  await page.keyboard.press('ArrowRight');
  await expect(tile(page, 1)).toBeFocused();
  const first = await tile(page, 1).boundingBox();
  await page.keyboard.press('ArrowDown');
  const under = await page.locator(':focus').boundingBox();
  expect(under && first && under.y > first.y && under.x < first.x + first.width).toBe(true);
  await page.keyboard.press('ArrowUp');
  await expect(tile(page, 1)).toBeFocused();

  await page.keyboard.press('x');
  await expect(selected(page)).toHaveCount(1);
  await page.keyboard.press('Shift+ArrowRight');
  await page.keyboard.press('Shift+ArrowRight');
  await expect(selected(page)).toHaveCount(3);
  await page.keyboard.press('Shift+ArrowLeft');
  await expect(selected(page)).toHaveCount(2);
  await page.keyboard.press('Control+a');
  await expect(page.getByRole('checkbox', { name: /^Select /, checked: false })).toHaveCount(0);
  await page.keyboard.press('Escape');
  await expect(selected(page)).toHaveCount(0);

  await page.keyboard.press('End');
  await expect(tile(page, CLIPS - 1)).toBeFocused();
  await expect(tile(page, CLIPS - 1)).toBeInViewport();
  await page.keyboard.press('PageUp');
  await expect(tile(page, CLIPS - 1)).not.toBeFocused();
  await page.keyboard.press('Home');
  await expect(tile(page, 0)).toBeFocused();

  // Read out in the order in which it is seen, however it came there.
  const positions = () =>
    page
      .locator('li[aria-posinset]')
      .evaluateAll((items) => items.map((one) => Number(one.getAttribute('aria-posinset'))));
  await expect
    .poll(async () => {
      const all = await positions();
      return all.length > 20 && all.every((at, index) => at > (all[index - 1] ?? 0));
    })
    .toBe(true);

  // The keys follow a focus that came otherwise, as from a screen reader.
  await tile(page, 3).focus();
  await page.keyboard.press('x');
  await expect(item(page, 3).getByRole('checkbox')).toBeChecked();
  const bar = await page.getByRole('toolbar', { name: '1 clip selected' }).boundingBox();
  await page.keyboard.press('Space');
  await expect(page.getByRole('dialog')).toHaveAccessibleName(`Preview: ${galleryWords(3)}`);
  // Nothing lies over the preview.
  const middle = bar && { x: bar.x + bar.width / 2, y: bar.y + bar.height / 2 };
  expect(
    await page.evaluate(
      (at) => at && document.elementFromPoint(at.x, at.y)?.closest('[role="dialog"]') !== null,
      middle,
    ),
  ).toBe(true);
  await page.keyboard.press('Escape');
  await page.keyboard.press('x');
  await page.keyboard.press('Home');

  await page.keyboard.press('Space');
  const preview = page.getByRole('dialog', { name: /^Preview: / });
  await expect(preview).toHaveAccessibleName(`Preview: ${galleryWords(0)}`);
  await expect(preview).toContainText(`1 of ${CLIPS}`);
  await page.keyboard.press('ArrowRight');
  await expect(preview).toHaveAccessibleName(`Preview: ${galleryWords(1)}`);
  // One that is upright is seen whole, with its words, in the smallest window.
  await page.setViewportSize({ width: 960, height: 640 });
  await expect
    .poll(async () => {
      const [over, words] = [await preview.boundingBox(), await preview.locator('figcaption').boundingBox()];
      return over && words && words.y + words.height <= over.y + over.height;
    })
    .toBe(true);
  await page.setViewportSize({ width: 1440, height: 900 });
  await page.keyboard.press('Escape');
  await expect(preview).toBeHidden();
  await expect(tile(page, 1)).toBeFocused();
  await page.keyboard.press('Enter');
  await expect(page.locator('[data-view="clip"]')).toBeFocused();
  // Back to the clip that was watched last.
  await page.keyboard.press('ArrowDown');
  await expect(page.getByRole('heading', { name: 'clip-000003.mp4' })).toBeVisible();
  await page.keyboard.press('Escape');
  await expect(tile(page, 2)).toBeFocused();
});

test('the place is kept over views, clips, sizes and windows, and dates are a step away', async ({
  userData,
}) => {
  const page = await open(userData);
  const rail = page.getByRole('slider', { name: 'Jump to date' });
  await rail.focus();
  await page.keyboard.press('PageDown');
  await page.keyboard.press('PageDown');
  await page.keyboard.press('PageDown');
  await expect.poll(() => scrolled(page)).toBeGreaterThan(500);
  const first = await page.evaluate(firstInSight);
  await showView(page, 'Animate');
  await showView(page, 'Library');
  expect(await page.evaluate(firstInSight)).toBe(first);

  const link = page.locator(`[data-clip="${first}"]`);
  await link.click();
  await expect(page.locator('[data-view="clip"]')).toBeFocused();
  await page.keyboard.press('Escape');
  await expect(link).toBeFocused();
  expect(await page.evaluate(firstInSight)).toBe(first);

  await page.setViewportSize({ width: 1100, height: 760 });
  await expect(link).toBeInViewport();
  await page.setViewportSize({ width: 1440, height: 900 });
  await page.getByRole('slider', { name: 'Clip size' }).fill('260');
  await expect(link).toBeInViewport();
  const before = await link.boundingBox();
  expect(before?.height).toBeGreaterThan(200);
  await page.getByRole('slider', { name: 'Clip size' }).press('Home');
  await expect.poll(async () => (await link.boundingBox())?.height).toBeLessThan(180);
  await expect(link).toBeInViewport();

  await rail.focus();
  await page.keyboard.press('Home');
  await expect.poll(() => scrolled(page)).toBe(0);
  await expect(rail).toHaveAttribute('aria-valuetext', /^Today · \d+ clips in /);
  const area = await rail.boundingBox();
  if (!area) throw new Error('no rail');
  await page.mouse.click(area.x + area.width / 2, area.y + area.height - 1);
  await expect(tile(page, CLIPS - 1)).toBeInViewport();
  await expect(rail).toHaveAttribute('aria-valuenow', '100');
  const heading = page.getByRole('heading', { level: 2 }).last();
  const oldest = await heading.evaluate(({ firstChild }) => firstChild?.textContent?.trim() ?? '');
  await expect(rail).toHaveAttribute('aria-valuetext', new RegExp(`^${oldest} · `));
});

test('the grid is clean to axe, selected and previewed', async ({ userData }) => {
  makeGallery(userData, { clips: 60, missing: (at) => at === 2, edits: (at) => ({ rating: at % 6 }) });
  const app = await launch(userData);
  const page = await readyPage(app);
  await showView(page, 'Library');
  await expect(tile(page, 0)).toBeVisible();
  await item(page, 1).getByRole('checkbox').check({ force: true });
  await look(app, page, 'library grid');
  await tile(page, 0).focus();
  await page.keyboard.press('Space');
  await expect(page.getByRole('dialog')).toBeVisible();
  await look(app, page, 'library preview');
});

/** In the page: the clip whose tile is the first that is wholly in sight. */
function firstInSight(): string | null {
  const scroller = document.querySelector('section[aria-label="Library"]');
  const top = scroller?.getBoundingClientRect().top ?? 0;
  const tiles = [...document.querySelectorAll('[data-clip]')]
    .map((link) => ({ id: link.getAttribute('data-clip'), box: link.getBoundingClientRect() }))
    .filter(({ box }) => box.top >= top)
    .sort((a, b) => a.box.top - b.box.top || a.box.left - b.box.left);
  return tiles[0]?.id ?? null;
}
