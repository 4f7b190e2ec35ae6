/** What is done with one clip besides watching it: its words, its file, its stars and a copy for others. */
import fs from 'node:fs';
import path from 'node:path';
import { expect, launch, readyPage, test } from './fixtures.ts';
import { clips, dragUntil, showView } from './support/creator.ts';
import { videoFacts } from './support/decode.ts';
import { answerDialog, calls } from './support/desktop.ts';
import { libraryOf, seedCounted } from './support/seeded.ts';
import { Toasts } from './support/toasts.ts';

test('a clip gives away its words and its file, gets stars and leaves as a copy with or without its recipe, by mouse and by key', async ({
  userData,
}) => {
  seedCounted(userData);
  const app = await launch(userData);
  const page = await readyPage(app);
  const said = await Toasts.listen(page);
  const button = (name: string | RegExp) => page.getByRole('button', { name, exact: true });
  await showView(page, 'Library');
  await expect(clips(page)).toHaveCount(4);
  await clips(page).first().click();
  await expect(page.getByRole('timer')).toHaveText('0.00 / 2.00 s');

  // Stars: a press of the last that is lit takes them away.
  await button('Rate 4 stars').click();
  await expect(page.getByRole('group', { name: 'Rating: 4 stars' })).toBeVisible();
  await button('Rate 4 stars').press('Enter');
  await expect(page.getByRole('group', { name: 'Rating: none' })).toBeVisible();

  // The speed is chosen from a menu.
  await button('Speed: 1×').click();
  await page.getByRole('menuitemradio', { name: '2×', exact: true }).click();
  await expect(page.getByRole('menu')).toHaveCount(0);
  await button('Speed: 2×').press('Enter');
  await page.getByRole('menuitemradio', { name: '1×', exact: true }).press('Enter');
  await expect(button('Speed: 1×')).toBeVisible();

  // Where the file lies, and the file itself.
  const file = path.join(libraryOf(userData), 'pier-01.mp4');
  await button('Show in folder').click();
  await expect.poll(() => calls(app, 'shell.showItemInFolder')).toEqual([[file]]);
  await button('Show in folder').press('Enter');
  await expect.poll(() => calls(app, 'shell.showItemInFolder')).toEqual([[file], [file]]);
  const dragged = async () =>
    (await calls(app, 'webContents.startDrag')).map(([item]) => Reflect.get(Object(item), 'files'));
  await dragUntil(
    () => page.locator('[data-part="drag-out"]').dragTo(page.locator('video').first()),
    async () => (await dragged()).length > 0,
  );
  expect((await dragged())[0]).toEqual([file]);

  // A copy as it is, with its recipe beside it and without, and a part of it that is cut.
  const to = (name: string): string => path.join(userData, name);
  const dialog = page.getByRole('dialog', { name: 'Export pier-01' });
  await answerDialog(app, 'showSaveDialog', { canceled: false, filePath: to('with.mp4') });
  await button(/^Export MP4/).click();
  await dialog.getByRole('button', { name: 'Export…' }).click();
  await said.said('Exported with.mp4');
  await expect.poll(() => fs.existsSync(to('with.kinora.json'))).toBe(true);
  expect(fs.readFileSync(to('with.mp4'))).toEqual(fs.readFileSync(file));
  await answerDialog(app, 'showSaveDialog', { canceled: false, filePath: to('without.mp4') });
  await page.keyboard.press('Control+e');
  await dialog.getByRole('switch', { name: 'With its recipe' }).press('Space');
  await dialog.getByRole('button', { name: 'Export…' }).press('Enter');
  await expect.poll(() => fs.existsSync(to('without.mp4'))).toBe(true);
  await expect(page.getByRole('dialog', { name: /^Export/ })).toHaveCount(0);
  expect(fs.existsSync(to('without.kinora.json'))).toBe(false);
  await page.keyboard.press('Shift+ArrowRight');
  await expect(page.getByRole('timer')).toHaveText('1.00 / 2.00 s');
  await page.keyboard.press('i');
  await answerDialog(app, 'showSaveDialog', { canceled: false, filePath: to('part.mp4') });
  await button(/^Export MP4/).press('Enter');
  await expect(dialog.getByText('cut without loss')).toBeVisible();
  await dialog.getByRole('button', { name: 'Export…' }).press('Enter');
  await said.said('Exported part.mp4');
  const facts = await videoFacts(to('part.mp4'));
  expect(facts).toMatchObject({ frames: 24, begins: 0, codec: 'avc', sound: { codec: 'aac' } });
  expect(facts.ends).toBeCloseTo(1, 2);

  // What was copied is pasted where words are.
  await button('Copy prompt').press('Enter');
  await said.said('Prompt copied');
  await page.keyboard.press('1');
  const words = page.getByRole('textbox', { name: 'Describe the motion' });
  await words.focus();
  await page.keyboard.press('Control+v');
  await expect(words).toHaveValue('Numbers of pier-01');
});
