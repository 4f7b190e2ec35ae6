import fs from 'node:fs';
import path from 'node:path';
import { CHANNELS } from '../../preload/contract/bridge.ts';
import { expect, launch, onElectron, readyPage, test } from './fixtures.ts';
import { look } from './support/axe.ts';
import {
  addPictures,
  describe,
  finished,
  showView,
  shutter,
  snapshot,
  writeSettings,
} from './support/creator.ts';
import { answerDialog } from './support/desktop.ts';
import { SAMPLE } from './support/pictures.ts';
import { Service } from './support/service.ts';
import { Toasts } from './support/toasts.ts';

const SCALE = 0.01;

test('spending is shown by month and day and written as CSV, without practice', async ({ userData }) => {
  test.skip(onElectron, 'the browser host answers the dialog');
  const service = await Service.start(path.join(userData, 'service'), { timeScale: SCALE });
  writeSettings(userData, { practice: false });
  const app = await launch(userData, { env: { ...service.env, KINORA_TIME_SCALE: String(SCALE) } });
  const page = await readyPage(app);
  const toasts = await Toasts.listen(page);
  await showView(page, 'Settings');
  const details = page.getByRole('button', { name: 'Details… By day and month' });
  await details.click();
  await expect(page.getByText('Nothing was charged yet.')).toBeVisible();
  await page.getByRole('button', { name: 'Close' }).click();
  await showView(page, 'Animate');
  await addPictures(page, [SAMPLE]);
  await describe(page);
  await shutter(page).click();
  await finished(page);

  // By keyboard: open, fold the month's days, write the file, close.
  await showView(page, 'Settings');
  await details.focus();
  await page.keyboard.press('Enter');
  const table = page.getByRole('table', { name: 'Spending by month and day' });
  await expect(table.getByRole('row')).toHaveCount(3);
  for (const at of [1, 2])
    await expect(table.getByRole('row').nth(at).getByRole('cell')).toHaveText([
      '1',
      '$2.50',
      '$0.00',
      '$2.50',
    ]);
  await look(app, page, 'spending');
  await page.getByRole('button', { name: /^Hide the days of / }).focus();
  await page.keyboard.press('Enter');
  await expect(table.getByRole('row')).toHaveCount(2);
  await page.getByRole('button', { name: 'Export CSV…' }).focus();
  await page.setViewportSize({ width: 960, height: 640 });
  const file = path.join(userData, 'mine.csv');
  await answerDialog(app, 'showSaveDialog', { canceled: false, filePath: file });
  await page.keyboard.press('Enter');
  await toasts.said('Spending written to mine.csv');
  // It is seen over the dialog.
  const covered = (toast: Element): boolean => {
    const { x, y, width, height } = toast.getBoundingClientRect();
    return !toast.contains(document.elementFromPoint(x + width / 2, y + height / 2));
  };
  const said = page.getByRole('dialog', { name: 'Spending written to mine.csv' });
  expect(await said.evaluate(covered)).toBe(false);
  const [head, ...lines] = fs.readFileSync(file, 'utf8').split('\r\n');
  expect(head).toBe('date,time,batch,clip,model,estimated USD,charged USD,refunded USD,key');
  expect(lines).toEqual([
    expect.stringMatching(
      /^\d{4}-\d\d-\d\d,\d\d:\d\d:\d\d,[-0-9a-f]{36},[-0-9a-f]{36},.+,2\.500000,,,KINORA_API_KEY$/,
    ),
    expect.stringMatching(/,,2\.500000,,KINORA_API_KEY$/),
    '',
  ]);
  await page.keyboard.press('Escape');
  await expect(table).toBeHidden();
  await expect(details).toBeFocused();
});

test('what is being typed stays when main answers what was typed before, and what nobody types follows', async ({
  app,
  page,
}) => {
  const { settings } = await snapshot(page);
  await showView(page, 'Settings');
  // From now on main answers changes of settings when it is let, each with one more download at once.
  await app.evaluate(
    ({ ipcMain }, { channel, first }) => {
      let now = first;
      let gate = Promise.withResolvers<void>();
      Reflect.set(globalThis, 'answerOne', () => gate.resolve());
      ipcMain.removeHandler(channel);
      ipcMain.handle(channel, async (_event, route: string, input: object) => {
        if (route !== 'settings.update') return { ok: false, error: { code: 'internal' } };
        await gate.promise;
        gate = Promise.withResolvers();
        now = { ...now, ...input, downloads: now.downloads + 1 };
        return { ok: true, value: now };
      });
    },
    { channel: CHANNELS.call, first: { ...settings, downloads: 0, askAbove: 12_000_000 } },
  );
  const answer = async (count: number): Promise<void> => {
    await app.evaluate(() => Reflect.get(globalThis, 'answerOne')());
    await expect(page.getByRole('group', { name: /Concurrent downloads/ }).locator('output')).toHaveText(
      String(count),
    );
  };
  const fields = [
    ['Monthly budget', '7.5', '1.125', '1.125'],
    ['Names of new clips', '{image}', ' {date} ', '{date}'],
    ['Webhook URL', 'https://a.example', ' https://b.example ', 'https://b.example'],
  ] as const;
  let count = 0;
  for (const [label, one, other, stands] of fields) {
    const field = page.getByRole('textbox', { name: label });
    await field.fill(one);
    await field.press('Enter');
    await field.fill(other);
    count += 1;
    await answer(count);
    await expect(field).toHaveValue(other);
    await field.press('Enter');
    // It stands as it will be kept, also before that has been answered.
    await expect(field).toHaveValue(stands);
    count += 1;
    await answer(count);
    await expect(field).toHaveValue(stands);
    // Escape forgets what was typed, and leaving the field keeps nothing then.
    await field.fill(one);
    await field.press('Escape');
    await expect(field).toHaveValue(stands);
    await field.blur();
    await expect(field).toHaveValue(stands);
  }
  await expect(page.getByRole('textbox', { name: 'Ask before a batch above' })).toHaveValue('12.00');
});
