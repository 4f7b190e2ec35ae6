import fs from 'node:fs';
import path from 'node:path';
import { launch, readyPage, test } from '../e2e/fixtures.ts';
import { showView } from '../e2e/support/creator.ts';
import { answerDialog } from '../e2e/support/desktop.ts';
import { libraryOf, seedCounted } from '../e2e/support/seeded.ts';
import { shoot } from './shoot.ts';

test('several folders, one of them away, and a clip that is missing', async ({ userData }) => {
  seedCounted(userData);
  fs.rmSync(path.join(libraryOf(userData), 'wave-01.mp4'));
  const app = await launch(userData);
  const page = await readyPage(app);
  await showView(page, 'Settings');
  for (const name of ['Media/Holiday', 'Media/Archive']) {
    const folder = path.join(userData, name);
    fs.mkdirSync(folder, { recursive: true });
    await answerDialog(app, 'showOpenDialog', { canceled: false, filePaths: [folder] });
    await page.getByRole('button', { name: 'Add folder…' }).click();
    await page.locator('[data-folder]').filter({ hasText: name }).waitFor();
  }
  fs.rmSync(path.join(userData, 'Media/Archive'), { recursive: true });
  await page.getByRole('button', { name: 'Look again' }).click();
  await page.getByText('Not connected.').waitFor();
  await shoot(page, 'folders');
  await showView(page, 'Library');
  await shoot(page, 'missing-tile');
});
