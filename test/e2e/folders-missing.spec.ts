import fs from 'node:fs';
import path from 'node:path';
import { expect, launch, readyPage, test } from './fixtures.ts';
import { clips, showView } from './support/creator.ts';
import { answerDialog } from './support/desktop.ts';
import { libraryOf, seedCounted } from './support/seeded.ts';
import { Toasts } from './support/toasts.ts';

const opens = (...filePaths: string[]) => ({ canceled: false, filePaths });

test('a missing clip is located with its neighbour, or taken out of the library and back', async ({
  userData,
}) => {
  seedCounted(userData);
  const library = libraryOf(userData);
  const elsewhere = path.join(userData, 'elsewhere');
  fs.mkdirSync(elsewhere);
  for (const name of ['wave-01', 'still-01'])
    fs.renameSync(path.join(library, `${name}.mp4`), path.join(elsewhere, `${name}.mp4`));
  fs.rmSync(path.join(library, 'pier-02.mp4'));
  const app = await launch(userData);
  const page = await readyPage(app);
  const toasts = await Toasts.listen(page);
  await showView(page, 'Library');
  await expect(page.getByText('File missing')).toHaveCount(3);

  // Another video is not taken for it unasked.
  await answerDialog(app, 'showOpenDialog', opens(path.join(elsewhere, 'still-01.mp4')));
  await page.getByRole('button', { name: 'Locate wave-01.mp4…' }).click();
  await toasts.said('This video is not the same.');
  await answerDialog(app, 'showOpenDialog', opens(path.join(elsewhere, 'wave-01.mp4')));
  await page.getByRole('button', { name: 'Locate wave-01.mp4…' }).press('Enter');
  await toasts.said('2 clips found');
  await expect(page.getByText('File missing')).toHaveCount(1);
  expect(fs.existsSync(path.join(library, 'still-01.mp4'))).toBe(true);

  // What is gone for good leaves the library, and comes back.
  await clips(page).nth(1).press('Enter');
  await page.getByRole('button', { name: 'Remove from library' }).click();
  await toasts.said('moved');
  await showView(page, 'Library');
  await expect(clips(page)).toHaveCount(3);
  await page.keyboard.press('ControlOrMeta+z');
  await expect(clips(page)).toHaveCount(4);
});
