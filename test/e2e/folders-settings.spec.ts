import fs from 'node:fs';
import path from 'node:path';
import { close, dropFiles, expect, launch, readyPage, test } from './fixtures.ts';
import { look } from './support/axe.ts';
import { clips, showView, snapshot } from './support/creator.ts';
import { answerDialog } from './support/desktop.ts';
import { B_FRAMES, COUNTED, libraryOf, SILENT, seedCounted } from './support/seeded.ts';
import { Toasts } from './support/toasts.ts';

const opens = (...filePaths: string[]) => ({ canceled: false, filePaths });

test('folders are added, moved, taken out and brought back, by mouse and by key; a disk that goes comes back', async ({
  userData,
}) => {
  seedCounted(userData);
  const more = path.join(userData, 'disk', 'More');
  fs.mkdirSync(more, { recursive: true });
  fs.copyFileSync(COUNTED, path.join(more, 'from a phone.mp4'));
  const app = await launch(userData);
  const page = await readyPage(app);
  const toasts = await Toasts.listen(page);
  await showView(page, 'Settings');
  const group = page.getByRole('region', { name: 'Library' });
  const row = (name: string) => group.locator('[data-folder]').filter({ hasText: name });
  await expect(row('Videos/Kinora')).toContainText('4 clips');

  // One more folder; what lies in it without being a clip is offered.
  await answerDialog(app, 'showOpenDialog', opens(more));
  await group.getByRole('button', { name: 'Add folder…' }).click();
  await page.getByRole('button', { name: 'Add its videos' }).click();
  await toasts.said('1 in the library already.');
  fs.copyFileSync(SILENT, path.join(more, 'square.mp4'));
  await row('disk/More').getByRole('button', { name: 'More for disk/More' }).press('Enter');
  await page.getByRole('menuitem', { name: 'Add its videos' }).press('Enter');
  await toasts.said('Nothing new imported');

  // New clips go elsewhere.
  await row('disk/More').getByRole('button', { name: 'More for disk/More' }).click();
  await page.getByRole('menuitem', { name: 'Put new clips here' }).click();
  await expect(row('disk/More')).toContainText('New clips go here');

  // Moved with everything in it.
  const place = path.join(userData, 'Place');
  fs.mkdirSync(place);
  await answerDialog(app, 'showOpenDialog', opens(place));
  await row('Videos/Kinora').getByRole('button', { name: 'More for Videos/Kinora' }).click();
  await page.getByRole('menuitem', { name: 'Move to another place…' }).click();
  await toasts.said('Folder moved');
  await expect(row('Place')).toContainText('4 clips');
  expect(fs.existsSync(libraryOf(userData))).toBe(false);
  expect(fs.readdirSync(place).filter((name) => name.endsWith('.mp4'))).toHaveLength(4);

  // Taken out, and back.
  await row('Place')
    .getByRole('button', { name: /^More for/ })
    .press('Enter');
  await page.getByRole('menuitem', { name: 'Remove from library' }).press('Enter');
  await expect(row('Place')).toHaveCount(0);
  await page.getByRole('button', { name: 'Undo' }).click();
  await expect(row('Place')).toContainText('4 clips');

  // Its disk goes: nothing is missing, and it is back when looked for.
  fs.renameSync(place, `${place} unplugged`);
  await group.getByRole('button', { name: 'Look again' }).click();
  await expect(row('Place')).toContainText('Not connected. Its clips wait for it.');
  await look(app, page, 'a folder away');
  await showView(page, 'Library');
  await expect(clips(page)).toHaveCount(4);
  await expect(page.getByText('File missing')).toHaveCount(0);
  await showView(page, 'Settings');
  fs.renameSync(`${place} unplugged`, place);
  await group.getByRole('button', { name: 'Look again' }).press('Enter');
  await toasts.said('Nothing has changed');
  await expect(row('Place')).not.toContainText('Not connected');
  await close(app);

  // All of it is so after a restart.
  const again = await readyPage(await launch(userData));
  await showView(again, 'Settings');
  await expect(again.locator('[data-folder]')).toHaveCount(2);
  await expect(again.locator('[data-folder]').first()).toContainText('disk/More');
});

test('videos are imported by dialog and by drop, also a folder of them, and what is no video is said so', async ({
  app,
  page,
  userData,
}) => {
  const toasts = await Toasts.listen(page);
  const films = path.join(userData, 'films');
  fs.mkdirSync(films);
  fs.copyFileSync(COUNTED, path.join(films, 'one.mp4'));
  fs.copyFileSync(SILENT, path.join(films, 'two.MP4'));
  fs.writeFileSync(path.join(films, 'broken.mp4'), 'no film');
  // An empty library says what it is for, and leads on.
  await showView(page, 'Library');
  await expect(page.getByRole('heading', { name: 'Your clips will live here' })).toBeVisible();
  await expect(page.getByText('No clips yet. They go to Videos/Kinora')).toBeVisible();
  await page.getByRole('button', { name: 'Animate an image' }).press('Enter');
  await expect(page.getByText('Drop images here')).toBeVisible();
  await showView(page, 'Settings');
  const group = page.getByRole('region', { name: 'Library' });
  await answerDialog(app, 'showOpenDialog', opens(path.join(films, 'one.mp4')));
  await group.getByRole('button', { name: 'Videos…' }).click();
  await toasts.said('1 video imported');
  await answerDialog(app, 'showOpenDialog', opens(films));
  await group.getByRole('button', { name: 'Folder…', exact: true }).press('Enter');
  await toasts.said('1 in the library already.');
  await toasts.said("broken.mp4 can't be read.");
  // What new clips are called shows while it is written.
  const template = group.getByLabel('Names of new clips');
  await template.fill('{foo}/..');
  await template.press('Enter');
  await expect(group.getByText('{foo} means nothing here.')).toBeVisible();
  await expect(template).toHaveAttribute('aria-invalid', 'true');
  expect((await snapshot(page)).settings.nameTemplate).toBe('{image}-{n}');
  await template.fill('{date} ');
  await template.press('End');
  await group.getByRole('button', { name: '{prompt}' }).click();
  await expect(group.getByText(/^\d{4}-\d\d-\d\d-waves-roll-in\.mp4$/)).toBeVisible();
  await expect(template).toHaveValue('{date} {prompt}');
  await showView(page, 'Library');
  await expect(clips(page)).toHaveCount(2);

  // Dropped on the library, a video comes in, too.
  fs.copyFileSync(B_FRAMES, path.join(films, 'three.mp4'));
  await dropFiles(page, 'main', [path.join(films, 'three.mp4')]);
  await expect(clips(page)).toHaveCount(3);
});
