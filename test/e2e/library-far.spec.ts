import type { ElectronApplication, Page } from '@playwright/test';
import { CHANNELS } from '../../preload/contract/bridge.ts';
import { expect, launch, readyPage, test } from './fixtures.ts';
import { showView } from './support/creator.ts';
import { makeGallery } from './support/gallery.ts';

const CLIPS = 1_000_000;

/** From now on main tells of a million clips, one every ten minutes, and of nothing else. */
async function tellOfAMillion(app: ElectronApplication): Promise<void> {
  await app.evaluate(
    ({ ipcMain }, { channel, clips }) => {
      const newest = 1_795_000_000_000;
      const shapes = [1778, 562, 1000, 1778, 1333];
      const placeOf = (at: number): number => (newest - at * 600_000) * 1024;
      const clipAt = (at: number) => ({
        id: `01950000-0000-7000-8000-${String(at).padStart(12, '0')}`,
        jobId: null,
        batchId: null,
        place: placeOf(at),
        name: `clip-${at}.mp4`,
        folder: 'main',
        createdAt: newest - at * 600_000,
        modelId: 'model',
        prompt: `Clip ${at + 1}`,
        params: {},
        seconds: 5,
        width: shapes[at % shapes.length] ?? 1000,
        height: 1000,
        bytes: 1,
        charged: null,
        practice: true,
        sourceIds: [],
        sourceName: null,
        parents: [],
        made: null,
        favourite: false,
        rating: 0,
        flag: null,
        tags: [],
        played: true,
        missing: false,
      });
      const generation = 'far';
      const answers: Record<string, (input: { places: number[] }) => unknown> = {
        'library.page': () => ({
          clips: Array.from({ length: 80 }, (_, at) => clipAt(at)),
          next: 'x',
          generation,
        }),
        'library.outline': () => ({
          generation,
          places: new Uint8Array(Float64Array.from({ length: clips }, (_, at) => placeOf(at)).buffer),
          shapes: new Uint8Array(
            Uint16Array.from({ length: clips }, (_, at) => shapes[at % 5] ?? 1000).buffer,
          ),
        }),
        'library.clips': ({ places }) => ({
          clips: places.map((place) => clipAt(Math.round((newest - place / 1024) / 600_000))),
        }),
      };
      ipcMain.removeHandler(channel);
      ipcMain.handle(channel, (_event, route: string, input: { places: number[] }) => {
        const value = answers[route]?.(input);
        return value ? { ok: true, value } : { ok: false, error: { code: 'internal' } };
      });
    },
    { channel: CHANNELS.call, clips: CLIPS },
  );
}

/** Where the first tile after the middle of the window is, by its number. */
const middle = (page: Page) =>
  page.evaluate(() => {
    const tiles = [...document.querySelectorAll<HTMLElement>('li[aria-posinset]')]
      .map((tile) => ({ at: Number(tile.ariaPosInSet), y: tile.getBoundingClientRect().y }))
      .filter(({ y }) => y > 300)
      .sort((a, b) => a.y - b.y || a.at - b.at);
    return tiles[0] ?? { at: 0, y: 0 };
  });
const heightOf = (page: Page, at: number) =>
  page.evaluate(
    (position) =>
      document.querySelector(`li[aria-posinset="${position}"]`)?.getBoundingClientRect().y ?? null,
    at,
  );
const scrolled = (page: Page) =>
  page.getByRole('region', { name: 'Library' }).evaluate((element) => element.scrollTop);
const tile = (page: Page, at: number) => page.locator(`li[aria-posinset="${at}"]`);

test('a million clips are scrolled to the pixel, past what Chromium can lay out', async ({ userData }) => {
  makeGallery(userData, { clips: 1 });
  const app = await launch(userData);
  const page = await readyPage(app);
  await tellOfAMillion(app);
  await showView(page, 'Library');
  await expect(tile(page, 1)).toHaveAttribute('aria-setsize', String(CLIPS));
  await page.getByRole('slider', { name: 'Clip size' }).fill('260');
  await expect.poll(async () => (await tile(page, 1).boundingBox())?.height).toBeGreaterThan(220);

  // To the very end by key, and a step back.
  await tile(page, 1).getByRole('link').focus();
  await page.keyboard.press('End');
  await expect(tile(page, CLIPS)).toBeInViewport();
  await expect(tile(page, CLIPS).getByRole('link')).toBeFocused();
  await expect(tile(page, CLIPS)).toContainText(`Clip ${CLIPS}`);
  await page.keyboard.press('ArrowLeft');
  await expect(tile(page, CLIPS - 1).getByRole('link')).toBeFocused();

  // To the middle by the rail, which tells the truth of it.
  const rail = page.getByRole('slider', { name: 'Jump to date' });
  const area = await rail.boundingBox();
  if (!area) throw new Error('no rail');
  await page.mouse.click(area.x + area.width / 2, area.y + area.height / 2);
  await expect(rail).toHaveAttribute('aria-valuenow', '50');
  const there = await middle(page);
  expect(Math.abs(there.at - CLIPS / 2)).toBeLessThan(CLIPS / 500);

  // The wheel moves what is seen as far as it says, and no rest afterwards moves it again.
  await page.mouse.move(600, 500);
  for (const by of [40, 400, -120]) {
    const from = await middle(page);
    const before = await scrolled(page);
    await page.mouse.wheel(0, by);
    await expect.poll(() => heightOf(page, from.at)).toBe(from.y - by);
    // The scroller itself goes back to where it belongs: a part of the way only.
    await expect.poll(async () => Math.abs((await scrolled(page)) - before)).toBeLessThan(Math.abs(by) / 2);
    expect(await heightOf(page, from.at)).toBe(from.y - by);
  }
  expect(await page.locator('li[aria-posinset]').count()).toBeLessThanOrEqual(60);

  // Page by page the keys go on where one is, and Home comes back.
  await rail.focus();
  await page.keyboard.press('Home');
  await expect(tile(page, 1)).toBeInViewport();
  await expect(rail).toHaveAttribute('aria-valuenow', '0');
});
