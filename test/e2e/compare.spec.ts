import { expect, launch, readyPage, test } from './fixtures.ts';
import { look } from './support/axe.ts';
import { clips, showView } from './support/creator.ts';
import { seedCounted } from './support/seeded.ts';

test('clips are compared in step, as a wipe and side by side, with what their recipes differ in', async ({
  userData,
}) => {
  const ids = seedCounted(userData);
  const app = await launch(userData);
  const page = await readyPage(app);
  await showView(page, 'Library');
  await expect(clips(page)).toHaveCount(4);
  await clips(page).first().click();
  await expect(page.getByRole('timer')).toHaveText('0.00 / 2.00 s');

  // The key asks what to compare with; nothing is chosen yet.
  await page.keyboard.press('c');
  const dialog = page.getByRole('dialog', { name: 'Compare with' });
  const go = dialog.getByRole('button', { name: /^(Choose a clip|Compare \d clips)$/ });
  await expect(go).toHaveText('Choose a clip');
  await dialog.getByRole('checkbox', { name: /Numbers of pier-02/ }).check();
  await go.click();

  // A wipe, whose line is moved by key and by mouse.
  const wipe = page.getByRole('slider', { name: 'Where the wipe stands' });
  await expect(wipe).toHaveAttribute('aria-valuenow', '50');
  await wipe.press('ArrowRight');
  await expect(wipe).toHaveAttribute('aria-valuenow', '52');
  const stage = await page.getByRole('region', { name: 'Comparison' }).first().boundingBox();
  if (!stage) throw new Error('no stage');
  await page.mouse.move(stage.x + stage.width * 0.52, stage.y + stage.height / 2);
  await page.mouse.down();
  await page.mouse.move(stage.x + stage.width * 0.25, stage.y + stage.height / 2, { steps: 4 });
  await page.mouse.up();
  await expect(wipe).toHaveAttribute('aria-valuenow', '25');

  // One transport for both: each stands on the same frame. The arrows are the transport's again.
  await page.locator('[data-view="compare"]').focus();
  const frames = () =>
    page
      .locator('[data-pane] video')
      .evaluateAll((videos) =>
        videos.map((video) => Math.floor(Reflect.get(video, 'currentTime') * 24 + 0.01)),
      );
  await page.keyboard.press('Shift+ArrowRight');
  for (let step = 0; step < 5; step += 1) await page.keyboard.press('ArrowRight');
  await expect(page.getByRole('timer')).toHaveText('1.21 / 2.00 s');
  await expect.poll(frames).toEqual([29, 29]);
  await page.keyboard.press('Home');
  await expect.poll(frames).toEqual([0, 0]);

  // What differs, and nothing else; words that only one of the prompts has are marked in it.
  const table = page.getByRole('table', { name: 'Differences' });
  await expect(table.locator('mark')).toHaveText(['01', '02']);
  await expect(table.getByRole('rowheader', { name: 'Prompt', exact: true })).toBeVisible();
  await expect(table.getByRole('rowheader', { name: 'Length' })).toHaveCount(0);

  // Only the chosen one is heard, and the keys of culling are about it.
  const muted = () =>
    page
      .locator('[data-pane] video')
      .evaluateAll((videos) => videos.map((video) => Reflect.get(video, 'muted')));
  await expect.poll(muted).toEqual([false, true]);
  await page.keyboard.press('ArrowDown');
  await expect.poll(muted).toEqual([true, false]);
  await page.keyboard.press('n');
  const flagOf = (at: number) =>
    page.evaluate(
      async (clipId) => (await Reflect.get(window, 'kinora').call('clip.get', { clipId })).value.clip.flag,
      ids[at],
    );
  await expect.poll(() => flagOf(1)).toBe('reject');
  expect(await flagOf(0)).toBe(null);
  await page.getByText('Side by side').click();
  await expect(wipe).toHaveCount(0);
  await page.keyboard.press('w');
  // Whatever its shape, nothing of the other one is seen through it.
  await expect(page.locator('[data-pane]').nth(1)).not.toHaveCSS('background-color', /, 0\)$|transparent/);
  await look(app, page, 'a wipe');

  // Back to the clip that it began with.
  await page.keyboard.press('Escape');
  await expect(page.getByRole('heading', { name: 'pier-01.mp4' })).toBeVisible();
});

test('a clip of another rate and length plays along, and waits at its end', async ({ userData }) => {
  seedCounted(userData);
  const app = await launch(userData);
  const page = await readyPage(app);
  await showView(page, 'Library');
  await clips(page).first().click();
  await expect(page.getByRole('timer')).toHaveText('0.00 / 2.00 s');
  await page.keyboard.press('c');
  await page.getByRole('checkbox', { name: /Numbers of still-01/ }).check();
  await page.getByRole('checkbox', { name: /Numbers of wave-01/ }).check();
  await page.getByRole('checkbox', { name: /Numbers of pier-02/ }).check();
  await page.getByRole('button', { name: 'Compare 4 clips' }).click();
  await expect(page.locator('[data-pane]')).toHaveCount(4);
  const times = () =>
    page
      .locator('[data-pane] video')
      .evaluateAll((videos) =>
        videos.map((video) => Math.round(Reflect.get(video, 'currentTime') * 100) / 100),
      );
  await expect(page.getByRole('timer')).toHaveText('0.00 / 2.00 s');
  for (let step = 0; step < 12; step += 1) await page.keyboard.press('ArrowRight');
  // Half a second: the middle of frame 12 of 24, and of frame 15 of 30, in the order that they were chosen in.
  await expect.poll(times).toEqual([0.52, 0.52, 0.52, 0.52]);
  await page.keyboard.press('End');
  await expect.poll(times).toEqual([1.98, 0.98, 1.98, 1.98]);

  // It can be played to its end, all together.
  const loop = page.getByRole('button', { name: 'Loop' });
  if ((await loop.getAttribute('aria-pressed')) === 'true') await loop.click();
  await page.keyboard.press('m');
  await page.keyboard.press('Home');
  await page.keyboard.press('k');
  await expect(page.getByRole('timer')).toHaveText('2.00 / 2.00 s');
  const waits = async () => (await times()).map((seconds, at) => seconds >= (at === 1 ? 0.95 : 1.95));
  await expect.poll(waits).toEqual([true, true, true, true]);
  await page.keyboard.press('Delete');
  await expect(page.locator('[data-pane]')).toHaveCount(3);
});
