import fs from 'node:fs';
import path from 'node:path';
import { expect, launch, readyPage, test } from './fixtures.ts';
import {
  addPictures,
  cards,
  clips,
  describe,
  difference,
  finished,
  gridOf,
  play,
  showView,
  shutter,
  snapshot,
  total,
  writeSettings,
} from './support/creator.ts';
import { quartersPng, SAMPLE, SECRET_PLACE, withGps } from './support/pictures.ts';
import { filesIn, Service } from './support/service.ts';

/** Every file that reached the service of practice mode. */
const uploaded = (userData: string): Buffer[] =>
  filesIn(path.join(userData, 'practice'))
    .filter((file) => /upload/i.test(file))
    .map((file) => fs.readFileSync(file));

test('a photo with GPS becomes a clip of that very photo, and its place stays here', async ({
  page,
  userData,
}) => {
  const photo = withGps(path.join(userData, 'IMG_2041.jpg'));
  await addPictures(page, [photo]);
  await expect(total(page)).toHaveText('$2.50');
  await describe(page);
  await expect(shutter(page)).toHaveText(/Try 1 image · \$0\.00/);
  await shutter(page).click();

  await finished(page);

  await showView(page, 'Library');
  await expect(clips(page)).toHaveCount(1);
  const clip = await play(page);
  expect(clip.played).toBe(true);
  expect(Math.abs(clip.seconds - 5)).toBeLessThanOrEqual(0.1);
  expect(Math.abs(clip.width / clip.height / 1.6 - 1)).toBeLessThanOrEqual(0.01);
  expect(difference(clip.grid, await gridOf(page, SAMPLE))).toBeLessThanOrEqual(12);

  const files = uploaded(userData);
  expect(files).toHaveLength(1);
  for (const file of files) {
    expect(file.subarray(0, 2)).toEqual(Buffer.from([0xff, 0xd8]));
    expect(file.includes('Exif')).toBe(false);
    expect(file.includes(SECRET_PLACE)).toBe(false);
  }
  const library = path.join(userData, 'home', 'Videos', 'Kinora');
  const [made] = (await snapshot(page)).jobs;
  const poster = (clipId: string | null | undefined) =>
    page.evaluate(async (id) => {
      const answer = await fetch(`/media/${id}/poster`);
      if (answer.status === 204) return 'not yet';
      const picture = await createImageBitmap(await answer.blob());
      return `${answer.headers.get('content-type')} ${Math.max(picture.width, picture.height)}`;
    }, clipId);
  await expect.poll(() => poster(made?.clipId)).toBe('image/jpeg 640');
  const names = fs.readdirSync(library).filter((name) => !name.startsWith('.'));
  expect(names.sort()).toEqual(['img-2041-01.kinora.json', 'img-2041-01.mp4']);
});

test('the picture develops with the time, until its clip is there', async ({ userData }) => {
  const service = await Service.start(path.join(userData, 'service'), { timeScale: 0.001 });
  await service.holdJobs('processing');
  writeSettings(userData, { practice: false });
  const app = await launch(userData, { env: { ...service.env, KINORA_TIME_SCALE: '0.02' } });
  const page = await readyPage(app);
  await addPictures(page, [SAMPLE]);
  await describe(page);
  await shutter(page).click();
  const developing = cards(page, 'processing').locator('[role="progressbar"]');
  await expect(developing).toBeVisible();
  const [job] = (await snapshot(page)).jobs;
  if (!job) throw new Error('no job');
  // The page's clock stands where it is set: however long each look takes, the picture is as far as it should be.
  for (const percent of [10, 35, 60, 90]) {
    await page.clock.setFixedTime(job.since + (job.expectedMs * percent) / 100);
    await expect(developing).toHaveAttribute('aria-valuenow', String(percent));
  }
  await page.clock.setFixedTime(job.since + 10 * job.expectedMs);
  await expect(developing).toHaveAttribute('aria-valuenow', '95');
  await service.clearFaults();
  await finished(page);
});

test('a photo taken sideways comes out upright', async ({ page, userData }) => {
  await addPictures(page, [withGps(path.join(userData, 'sideways.jpg'), 6)]);
  await describe(page);
  await shutter(page).click();
  await finished(page);
  await showView(page, 'Library');
  const clip = await play(page);
  expect(Math.abs(clip.width / clip.height / (1 / 1.6) - 1)).toBeLessThanOrEqual(0.01);
});

test('three images at once make three clips, each of its own picture', async ({ page, userData }) => {
  const files = [
    withGps(path.join(userData, 'one.jpg')),
    quartersPng(path.join(userData, 'two.png'), 900, 900),
    quartersPng(path.join(userData, 'three.png'), 720, 1280),
  ];
  await addPictures(page, files);
  await expect(total(page)).toHaveText('$7.50');
  await page.getByText('1080p', { exact: false }).first().click();
  await expect(total(page)).toHaveText('$11.25');
  await page.getByText('720p', { exact: true }).first().click();
  await page.getByRole('slider', { name: 'Duration' }).fill('2');
  await expect(total(page)).toHaveText('$3.00');
  await describe(page);
  await shutter(page).click();
  await finished(page, 3);
  await showView(page, 'Library');
  await expect(clips(page)).toHaveCount(3);
  const shapes: number[] = [];
  for (let at = 0; at < 3; at += 1) {
    const clip = await play(page, at);
    expect(Math.abs(clip.seconds - 2)).toBeLessThanOrEqual(0.1);
    shapes.push(clip.width / clip.height);
    await page.keyboard.press('Escape');
  }
  shapes.sort((a, b) => a - b);
  [720 / 1280, 1, 1.6].forEach((shape, index) => {
    expect(Math.abs((shapes[index] ?? 0) / shape - 1)).toBeLessThanOrEqual(0.01);
  });
});

test('a PNG becomes a clip of that picture', async ({ page, userData }) => {
  const png = quartersPng(path.join(userData, 'Quarters.PNG'), 1280, 720);
  await addPictures(page, [png]);
  await describe(page);
  await shutter(page).click();
  await finished(page);
  await showView(page, 'Library');
  const clip = await play(page);
  expect(difference(clip.grid, await gridOf(page, png))).toBeLessThanOrEqual(12);
  for (const file of uploaded(userData)) expect(file.subarray(0, 2)).toEqual(Buffer.from([0xff, 0xd8]));
});

test('Wan 2.7 makes a clip of the chosen shape at its own price', async ({ page, userData }) => {
  await addPictures(page, [quartersPng(path.join(userData, 'wide.png'), 1280, 720)]);
  await page.getByRole('radio', { name: /Wan 2\.7/ }).check({ force: true });
  await expect(total(page)).toHaveText('$0.75');
  await page.getByText('1080p', { exact: false }).first().click();
  await expect(total(page)).toHaveText('$1.125');
  await page.getByText('9:16', { exact: true }).click();
  await page.getByRole('slider', { name: 'Duration' }).fill('2');
  await expect(total(page)).toHaveText('$0.45');
  await describe(page);
  await shutter(page).click();
  await finished(page);
  await showView(page, 'Library');
  const clip = await play(page);
  expect(Math.abs(clip.width / clip.height / (9 / 16) - 1)).toBeLessThanOrEqual(0.01);
  expect(Math.abs(clip.seconds - 2)).toBeLessThanOrEqual(0.1);
});
