import fs from 'node:fs';
import path from 'node:path';
import type { ElectronApplication, Page } from '@playwright/test';
import { expect, launch, readyPage, test } from './fixtures.ts';
import { look } from './support/axe.ts';
import { clips, dragUntil, showView } from './support/creator.ts';
import { numbersAt, videoFacts } from './support/decode.ts';
import { answerDialog } from './support/desktop.ts';
import { libraryOf, seedCounted } from './support/seeded.ts';
import { Toasts } from './support/toasts.ts';

interface Open {
  readonly app: ElectronApplication;
  readonly page: Page;
  readonly said: Toasts;
}

/** The seeded library with some of its clips selected: the newest is the first one. */
async function select(userData: string, places: readonly number[]): Promise<Open> {
  const app = await launch(userData);
  const page = await readyPage(app);
  await showView(page, 'Library');
  await expect(clips(page)).toHaveCount(4);
  for (const at of places)
    await clips(page)
      .nth(at)
      .click({ modifiers: ['Control'] });
  return { app, page, said: await Toasts.listen(page) };
}

const bar = (page: Page) => page.getByRole('toolbar').filter({ hasText: 'Join' });
const names = (page: Page) => page.getByRole('dialog').getByRole('listitem').locator('p');

test('clips that are alike are joined without loss, in the order that keys give them', async ({
  userData,
}) => {
  const [first, second] = seedCounted(userData);
  const { app, page, said } = await select(userData, [0, 1]);
  await bar(page).getByRole('button', { name: 'Join' }).click();
  const dialog = page.getByRole('dialog', { name: 'Join 2 clips' });
  await expect(dialog.getByText('The sound stays as it is.')).toBeVisible();
  await expect(dialog.getByText('Joined without loss.')).toBeVisible();
  await expect(dialog.getByText('Total 4.00 s')).toBeVisible();
  await look(app, page, 'join');

  await expect(names(page)).toHaveText(['pier-01', 'pier-02']);
  await dialog.getByRole('button', { name: 'Move pier-01 down' }).focus();
  await page.keyboard.press('Alt+ArrowDown');
  await expect(names(page)).toHaveText(['pier-02', 'pier-01']);
  await expect(dialog.getByRole('button', { name: 'Move pier-01 down' })).toBeFocused();
  await expect(dialog.getByText('Joined without loss.')).toBeVisible();
  await dialog.getByRole('button', { name: 'Join 2 clips' }).focus();
  await page.keyboard.press('Enter');
  await said.said('Saved as pier-02-join-01.mp4');

  const file = path.join(libraryOf(userData), 'pier-02-join-01.mp4');
  const facts = await videoFacts(file);
  expect(facts).toMatchObject({ frames: 96, begins: 0, codec: 'avc', sound: { codec: 'aac' } });
  expect(facts.ends).toBeCloseTo(4, 2);
  expect(Math.abs((facts.sound?.ends ?? 0) - 4)).toBeLessThan(0.03);
  await expect.poll(() => numbersAt(page, file, [0, 1.99, 2.01, 3.99])).toEqual([0, 47, 0, 47]);
  const sidecar = JSON.parse(fs.readFileSync(file.replace('.mp4', '.kinora.json'), 'utf8'));
  expect(sidecar).toMatchObject({ lineage: { clipIds: [second, first], made: 'join' } });
});

test('clips that differ are joined in the size of the first one, silent ones with silence', async ({
  userData,
}) => {
  seedCounted(userData);
  const { page, said } = await select(userData, [0, 2, 3]);
  await bar(page).getByRole('button', { name: 'Join' }).click();
  const dialog = page.getByRole('dialog', { name: 'Join 3 clips' });
  await dialog.getByText('all are encoded again at 128 × 72').waitFor();
  await expect(names(page)).toHaveText(['pier-01', 'wave-01', 'still-01']);
  await dialog.getByRole('listitem').nth(2).dragTo(dialog.getByRole('listitem').nth(1));
  await expect(names(page)).toHaveText(['pier-01', 'still-01', 'wave-01']);
  await dialog.getByText('all are encoded again at 128 × 72').waitFor();
  await dialog.getByRole('button', { name: 'Join 3 clips' }).click();
  await said.said('Saved as pier-01-join-01.mp4');

  const file = path.join(libraryOf(userData), 'pier-01-join-01.mp4');
  const facts = await videoFacts(file);
  expect(facts).toMatchObject({ frames: 126, width: 128, height: 72, sound: { codec: 'aac' } });
  expect(facts.ends).toBeCloseTo(5, 2);
  expect(Math.abs((facts.sound?.ends ?? 0) - 5)).toBeLessThan(0.03);
  await expect.poll(() => numbersAt(page, file, [0, 1.99, 3.01, 4.99])).toEqual([0, 47, 0, 47]);
});

test('several clips leave as files: copied with their recipes, or dragged out', async ({ userData }) => {
  seedCounted(userData);
  const { app, page, said } = await select(userData, [0, 1]);
  const folder = path.join(userData, 'there');
  fs.mkdirSync(folder);
  await bar(page).getByRole('button', { name: 'Export' }).click();
  await answerDialog(app, 'showOpenDialog', { canceled: false, filePaths: [folder] });
  await page.getByRole('dialog', { name: 'Export 2 clips' }).getByRole('button', { name: 'Export…' }).click();
  await said.said('Exported 2 clips to there');
  expect(fs.readdirSync(folder).sort()).toEqual([
    'pier-01.kinora.json',
    'pier-01.mp4',
    'pier-02.kinora.json',
    'pier-02.mp4',
  ]);
  const calls = (of: string) =>
    app.evaluate(
      (_, name) => browserHost.calls.filter((call) => call.name === name).map(({ args }) => args),
      of,
    );
  await page.getByRole('button', { name: 'Show in folder' }).click();
  await expect.poll(() => calls('shell.showItemInFolder')).toEqual([[folder]]);

  const dragged = async () =>
    (await calls('webContents.startDrag')).map(([item]) => Reflect.get(Object(item), 'files'));
  const files = (...names: string[]) => names.map((name) => path.join(libraryOf(userData), `${name}.mp4`));
  await bar(page).getByRole('button', { name: 'Drag out' }).dragTo(page.locator('main'));
  await expect.poll(dragged).toEqual([files('pier-01', 'pier-02')]);
  // Any of their tiles does the same, and Ctrl takes a single one.
  const isOut = (count: number) => async () => (await dragged()).length >= count;
  await dragUntil(() => clips(page).nth(1).dragTo(page.getByRole('searchbox')), isOut(2));
  expect((await dragged()).at(-1)).toEqual(files('pier-01', 'pier-02'));
  const before = (await dragged()).length;
  await page.keyboard.down('Control');
  await dragUntil(() => clips(page).nth(2).dragTo(page.getByRole('searchbox')), isOut(before + 1));
  await page.keyboard.up('Control');
  expect((await dragged()).at(-1)).toEqual(files('wave-01'));
});
