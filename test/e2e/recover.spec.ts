import fs from 'node:fs';
import path from 'node:path';
import { close, expect, launch, readyPage, test } from './fixtures.ts';
import { addPictures, clips, describe, finished, showView, shutter } from './support/creator.ts';
import { SAMPLE } from './support/pictures.ts';
import { libraryOf } from './support/seeded.ts';
import { Toasts } from './support/toasts.ts';

// What only sometimes holds here does not hold.
test.describe.configure({ retries: 0 });

async function makeOne(userData: string): Promise<void> {
  const app = await launch(userData);
  const page = await readyPage(app);
  await addPictures(page, [SAMPLE]);
  await describe(page);
  await page.getByRole('slider', { name: 'Duration' }).fill('2');
  await shutter(page).click();
  await finished(page);
  await close(app);
}

test('the library is the files: without its index, and with a damaged one, every clip is there', async ({
  userData,
}) => {
  await makeOne(userData);
  const index = path.join(userData, 'library.db');
  const still = (): fs.Stats | undefined => {
    const folder = path.join(libraryOf(userData), '.kinora', 'posters');
    const [name] = fs.existsSync(folder) ? fs.readdirSync(folder) : [];
    return name === undefined ? undefined : fs.statSync(path.join(folder, name));
  };
  let made: fs.Stats | undefined;
  for (const damage of ['deleted', 'damaged'] as const) {
    if (damage === 'deleted') for (const end of ['', '-wal', '-shm']) fs.rmSync(index + end, { force: true });
    else fs.writeFileSync(index, 'not a database, and long enough to be read as one'.repeat(200));
    const app = await launch(userData);
    const page = await readyPage(app);
    await showView(page, 'Library');
    await expect(clips(page)).toHaveCount(1);
    const picture = page.getByRole('list', { name: 'Clips' }).locator('img');
    await expect.poll(() => picture.evaluate((one: HTMLImageElement) => one.naturalWidth)).toBeGreaterThan(0);
    await close(app);
    // Its still picture is made once, however often the index is.
    made ??= still();
    expect(made?.size).toBeGreaterThan(0);
    expect(still()).toMatchObject({ ino: made?.ino, mtimeMs: made?.mtimeMs });
  }
});

test('damaged settings and a damaged journal are moved aside, said so, and the app starts', async ({
  userData,
}) => {
  await makeOne(userData);
  fs.writeFileSync(path.join(userData, 'settings.json'), '{"theme": "da');
  fs.writeFileSync(path.join(userData, 'journal.db'), Buffer.alloc(20_000, 7));
  for (const end of ['-wal', '-shm']) fs.rmSync(path.join(userData, `journal.db${end}`), { force: true });
  const app = await launch(userData);
  const page = await readyPage(app);
  const toasts = await Toasts.listenFromStart(page);
  await toasts.said('The list of jobs was damaged.');
  await toasts.said('Your settings were damaged.');
  const kept = fs.readdirSync(userData).filter((name) => name.includes('.corrupt-'));
  expect(kept.some((name) => name.startsWith('journal.db'))).toBe(true);
  expect(kept.some((name) => name.startsWith('settings.json'))).toBe(true);
  await showView(page, 'Library');
  await expect(clips(page)).toHaveCount(1);
});

test('a second start brings the first to the front and ends', async ({ app, page, userData }) => {
  const { spawn } = await import('node:child_process');
  const second = spawn(
    path.resolve('test/host/electron-host'),
    [path.resolve('.'), `--user-data-dir=${userData}`],
    {
      stdio: 'ignore',
    },
  );
  const code = await new Promise((go) => second.on('exit', go));
  expect(code).toBe(0);
  expect(app.windows()).toHaveLength(1);
  await expect(page.getByText('Drop images here')).toBeVisible();
});
