import fs from 'node:fs';
import path from 'node:path';
import { expect, launch, onElectron, readyPage, test } from './fixtures.ts';
import { look } from './support/axe.ts';
import { addPictures, describe, finished, showView, shutter, writeSettings } from './support/creator.ts';
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
  const file = path.join(userData, 'mine.csv');
  await answerDialog(app, 'showSaveDialog', { canceled: false, filePath: file });
  await page.keyboard.press('Enter');
  await toasts.said('Spending written to mine.csv');
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
