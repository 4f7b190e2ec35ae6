import fs from 'node:fs';
import path from 'node:path';
import type { ElectronApplication, Page } from '@playwright/test';
import { close, expect, launch, readyPage, test } from './fixtures.ts';
import { look } from './support/axe.ts';
import { clips, showView } from './support/creator.ts';
import { numbersAt, stillFacts, videoFacts } from './support/decode.ts';
import { answerDialog } from './support/desktop.ts';
import { libraryOf, seedCounted } from './support/seeded.ts';
import { Toasts } from './support/toasts.ts';

/** Seconds of one frame of the counted clips. */
const FRAME = 1 / 24;

interface Open {
  readonly app: ElectronApplication;
  readonly page: Page;
  readonly said: Toasts;
}

/** Opens a clip of the seeded library: the newest is the first one. */
async function openClip(userData: string, at: number): Promise<Open> {
  const app = await launch(userData);
  const page = await readyPage(app);
  await showView(page, 'Library');
  await expect(clips(page)).toHaveCount(4);
  await clips(page).nth(at).dblclick();
  await page.locator('video').first().waitFor();
  await expect(page.getByRole('timer')).toContainText('/ 2.00');
  return { app, page, said: await Toasts.listen(page) };
}

/** Marks from one frame to another, both within, by keys alone. */
async function mark(page: Page, from: number, to: number): Promise<void> {
  const at = (frame: number) => expect(page.getByRole('timer')).toContainText((frame * FRAME).toFixed(2));
  await page.keyboard.press('Home');
  await at(0);
  for (let frame = 1; frame <= to; frame += 1) {
    await page.keyboard.press('ArrowRight');
    if (frame !== from) continue;
    await at(frame);
    await page.keyboard.press('i');
  }
  await at(to);
  await page.keyboard.press('o');
}

async function saveTrim(page: Page): Promise<void> {
  await page.getByRole('button', { name: 'Save the trim as a clip' }).click();
}

test('a trim on a key frame is taken over as it is, with its sound and where it comes from', async ({
  userData,
}) => {
  const [first] = seedCounted(userData);
  const { app, page, said } = await openClip(userData, 0);
  await mark(page, 12, 29);

  const frame = path.join(userData, 'frame.png');
  await answerDialog(app, 'showSaveDialog', { canceled: false, filePath: frame });
  await page.getByRole('button', { name: 'Save frame' }).click();
  await said.said('Saved frame.png');
  expect(await stillFacts(page, frame)).toMatchObject({ numbers: [29] });

  await saveTrim(page);
  await said.said('Saved as pier-01-trim-01.mp4');

  const file = path.join(libraryOf(userData), 'pier-01-trim-01.mp4');
  const facts = await videoFacts(file);
  expect(facts).toMatchObject({ frames: 18, begins: 0, codec: 'avc', width: 128, height: 72 });
  expect(facts.ends).toBeCloseTo(18 * FRAME, 2);
  expect(facts.sound).toMatchObject({ codec: 'aac' });
  expect(Math.abs((facts.sound?.ends ?? 0) - facts.ends)).toBeLessThan(0.03);
  await expect.poll(() => numbersAt(page, file, [0, 17.5 * FRAME])).toEqual([12, 29]);
  const sidecar = JSON.parse(fs.readFileSync(file.replace('.mp4', '.kinora.json'), 'utf8'));
  expect(sidecar).toMatchObject({
    jobId: null,
    price: { charged: 0 },
    lineage: { clipIds: [first], made: 'trim' },
    recipe: { params: { prompt: 'Numbers of pier-01' } },
  });
});

test('a trim off the key frames begins and ends exactly there, also among frames that need later ones', async ({
  userData,
}) => {
  seedCounted(userData);
  const { page, said } = await openClip(userData, 2);
  await mark(page, 7, 22);

  await saveTrim(page);
  await said.said('Saved as wave-01-trim-01.mp4');

  const file = path.join(libraryOf(userData), 'wave-01-trim-01.mp4');
  const facts = await videoFacts(file);
  expect(facts).toMatchObject({ frames: 16, begins: 0, sound: { codec: 'aac' } });
  expect(facts.ends).toBeCloseTo(16 * FRAME, 2);
  await expect.poll(() => numbersAt(page, file, [0, 8.5 * FRAME, 15.5 * FRAME])).toEqual([7, 15, 22]);
});

test('frames, GIFs and WebMs are what is seen, by keys alone', async ({ userData }) => {
  seedCounted(userData);
  const { app, page, said } = await openClip(userData, 0);
  const to = (name: string): string => path.join(userData, name);
  await mark(page, 12, 23);

  await answerDialog(app, 'showSaveDialog', { canceled: false, filePath: to('frame.png') });
  await page.keyboard.press('s');
  await said.said('Saved frame.png');
  expect(await stillFacts(page, to('frame.png'))).toMatchObject({ width: 128, height: 72, numbers: [23] });

  const dialog = page.getByRole('dialog', { name: 'Export pier-01' });
  await page.keyboard.press('Control+e');
  await dialog.waitFor();
  await look(app, page, 'export');
  await dialog.getByRole('radio', { name: 'MP4' }).focus();
  await page.keyboard.press('ArrowRight');
  await expect(dialog.getByRole('status').locator('p')).toHaveText([
    '128 × 72, 6 frames.',
    'A GIF has no sound.',
  ]);
  await answerDialog(app, 'showSaveDialog', { canceled: false, filePath: to('moving') });
  await dialog.getByRole('button', { name: 'Export…' }).focus();
  await page.keyboard.press('Enter');
  await said.said('Exported moving.gif');
  const gif = await stillFacts(page, to('moving.gif'));
  expect(gif).toMatchObject({ width: 128, height: 72, numbers: [12, 14, 16, 18, 20, 22] });
  expect(gif.delays.reduce((sum, delay) => sum + delay, 0)).toBe(500);

  await page.keyboard.press('Control+e');
  await dialog.getByRole('radio', { name: 'GIF' }).focus();
  await page.keyboard.press('ArrowRight');
  await expect(dialog.getByRole('status')).toContainText('The sound is encoded as Opus.');
  await answerDialog(app, 'showSaveDialog', { canceled: false, filePath: to('part.webm') });
  await dialog.getByRole('button', { name: 'Export…' }).focus();
  await page.keyboard.press('Enter');
  await said.said('Exported part.webm');
  expect(await videoFacts(to('part.webm'))).toMatchObject({
    frames: 12,
    codec: 'vp9',
    sound: { codec: 'opus' },
  });
  await expect.poll(() => numbersAt(page, to('part.webm'), [0, 11.5 * FRAME])).toEqual([12, 23]);
});

test('the last frame goes on as the start of another clip, which says so', async ({ userData }) => {
  const [first] = seedCounted(userData);
  const { page } = await openClip(userData, 0);
  await page.keyboard.press('Shift+S');
  await expect(page.locator('[data-part="clips"]')).toHaveText('1');
  const toasts = page.getByRole('region', { name: 'Notifications' });
  await toasts.getByRole('button', { name: 'Undo' }).click();
  await expect(page.getByRole('button', { name: 'Add an image to begin' })).toBeVisible();
  await page.keyboard.press('Control+Shift+z');
  await expect(page.locator('[data-part="clips"]')).toHaveText('1');
  await page.getByRole('textbox', { name: 'Describe the motion' }).focus();
  await expect(page.getByRole('textbox', { name: 'Describe the motion' })).toBeFocused();
  await page.keyboard.type('The numbers go on');
  await page.keyboard.press('Control+Enter');

  const made = () =>
    fs.readdirSync(libraryOf(userData)).filter((name) => /^pier-01-\d+\.kinora\.json$/.test(name));
  await expect.poll(made, { timeout: 120_000 }).toHaveLength(1);

  const sidecar = JSON.parse(fs.readFileSync(path.join(libraryOf(userData), made()[0] ?? ''), 'utf8'));
  const { from } = sidecar.recipe.inputs[0];
  expect(from.clipId).toBe(first);
  expect(from.seconds).toBeCloseTo(47 * FRAME, 3);

  // A clip that waits shows every file that it takes, also the frame with which it begins.
  await page.evaluate(() => Reflect.get(window, 'kinora').call('queue.pause', { paused: true }));
  await page.getByRole('radio', { name: /Wan 2\.7/ }).check();
  await showView(page, 'Library');
  await clips(page).first().dblclick();
  await page.locator('video').first().waitFor();
  await page.keyboard.press('Shift+S');
  await expect(page.getByText('Start frame', { exact: true }).first()).toBeVisible();
  await page.getByRole('textbox', { name: 'Describe the motion' }).fill('And on');
  await page.keyboard.press('Control+Enter');
  await page.getByRole('button', { name: 'More: And on' }).click();
  await page.getByRole('menuitem', { name: 'Edit…' }).click();
  const files = page.getByRole('dialog', { name: 'Edit clip' }).getByRole('list', { name: 'Made with' });
  const frame = files.getByRole('listitem').filter({ hasText: 'Start frame' }).locator('img');
  await expect.poll(() => frame.evaluate((one) => Reflect.get(one, 'naturalWidth'))).toBeGreaterThan(0);
});

test('a frame for Wan 2.7 goes into its slot, and where it comes from outlasts a restart', async ({
  userData,
}) => {
  const [first] = seedCounted(userData);
  const { app, page } = await openClip(userData, 0);
  await showView(page, 'Animate');
  await page.getByRole('radio', { name: /Wan 2\.7/ }).click();
  const prompt = page.getByRole('textbox', { name: 'Describe the motion' });
  await prompt.fill('The tide');
  await showView(page, 'Library');
  await clips(page).nth(0).dblclick();
  await expect(page.getByRole('timer')).toHaveText('0.00 / 2.00 s');
  for (let frame = 1; frame <= 3; frame += 1) await page.keyboard.press('ArrowRight');
  await expect(page.getByRole('timer')).toHaveText('0.13 / 2.00 s');
  await page.keyboard.press('o');
  await page.getByRole('button', { name: 'Start from out point' }).click();

  const slot = page.locator('[data-slot="startFrame"] img');
  await expect(slot).toBeVisible();
  await page.keyboard.type(' turns');
  await expect(prompt).toHaveValue('The tide turns');
  const kept = () => {
    const file = path.join(userData, 'form.json');
    return fs.existsSync(file) ? JSON.parse(fs.readFileSync(file, 'utf8')).form : null;
  };
  const saved = () =>
    kept()?.references.find(({ field }: { field: string }) => field === 'start_frame_url')?.from;
  // The frame at the out point.
  const frame = { clipId: first, seconds: expect.closeTo(3 * FRAME, 3) };
  await expect.poll(saved).toEqual(frame);
  await close(app);

  const again = await readyPage(await launch(userData));
  await expect(again.locator('[data-slot="startFrame"] img')).toBeVisible();
  await again.getByRole('textbox', { name: 'Describe the motion' }).fill('It goes on');
  // The whole form is kept anew, and still knows.
  await expect.poll(() => kept()?.params.prompt).toBe('It goes on');
  expect(saved()).toEqual(frame);
});

test('what is being made can be stopped, and leaves nothing behind', async ({ userData }) => {
  seedCounted(userData);
  const { app, page, said } = await openClip(userData, 0);
  await page.getByRole('button', { name: 'Export GIF' }).click();
  const dialog = page.getByRole('dialog', { name: 'Export pier-01' });
  await expect(dialog.getByRole('radio', { name: 'GIF' })).toBeChecked();
  await dialog.getByText('WebM').click();
  await dialog.getByText('encoded as VP9').waitFor();
  // From here on nothing more of the clip can be read, so that it is not done before it is stopped.
  await app.evaluate(() => {
    const { promises } = process.getBuiltinModule('node:fs');
    const { stat } = promises;
    Reflect.set(promises, 'stat', (...args: unknown[]) =>
      String(args[0]).endsWith('pier-01.mp4')
        ? new Promise(() => undefined)
        : Reflect.apply(stat, promises, args),
    );
    process.getBuiltinModule('node:module').syncBuiltinESMExports();
  });
  await answerDialog(app, 'showSaveDialog', { canceled: false, filePath: path.join(userData, 'part.webm') });
  await dialog.getByRole('button', { name: 'Export…' }).click();
  await page.getByRole('progressbar').waitFor();
  await page.getByRole('button', { name: 'Cancel' }).click();
  await said.said('Stopped. Nothing was saved.');
  expect(fs.existsSync(path.join(userData, 'part.webm'))).toBe(false);
  await expect.poll(() => fs.readdirSync(path.join(userData, 'outputs'))).toEqual([]);
});
