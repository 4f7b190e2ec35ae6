import fs from 'node:fs';
import path from 'node:path';
import { EVERY_CLIP } from '../../preload/contract/every-clip.ts';
import { expect, launch, readyPage, test } from './fixtures.ts';
import {
  addPictures,
  clips,
  describe,
  finished,
  showView,
  shutter,
  snapshot,
  writeSettings,
} from './support/creator.ts';
import { SAMPLE } from './support/pictures.ts';
import { libraryOf } from './support/seeded.ts';
import { Service } from './support/service.ts';

const SCALE = 0.004;

test('a clip is run again at the price on its button, once however it is pressed, also when the journal is lost', async ({
  userData,
}) => {
  const service = await Service.start(path.join(userData, 'service'), { timeScale: SCALE });
  writeSettings(userData, { practice: false, askAbove: null });
  const env = { ...service.env, KINORA_TIME_SCALE: String(SCALE) };
  const first = await launch(userData, { env });
  const before = await readyPage(first);
  await before.getByRole('radio', { name: /Wan 2\.7/ }).check();
  await before.getByRole('slider', { name: 'Duration' }).fill('2');
  await before.getByRole('radio', { name: '720p' }).check();
  await addPictures(before, [SAMPLE]);
  await describe(before, 'A gull crosses the harbour');
  await shutter(before).click();
  await finished(before);
  await first.close();
  // What a lost journal leaves: the clips and the prepared pictures.
  for (const name of fs.readdirSync(userData))
    if (name.startsWith('journal.db')) fs.rmSync(path.join(userData, name));

  const app = await launch(userData, { env });
  const page = await readyPage(app);
  await showView(page, 'Library');
  await clips(page).first().click();
  const again = page.getByRole('button', { name: /^Run (again|once more) \$0\.30$/ });
  await expect(again).toBeEnabled();
  expect(await service.charges()).toEqual([300_000]);
  // No single key spends.
  for (const key of ['a', 'x', 'Enter', 'r']) await page.keyboard.press(key);
  await showView(page, 'Library');
  await clips(page).first().click();
  expect(await service.submits()).toBe(1);

  // A double press and a held key are one press.
  await page.evaluate(() => Reflect.get(window, 'kinora').call('queue.pause', { paused: true }));
  // The rest after a press lasts until all of them have been made, however slow they are; toasts stay until then.
  await page.evaluate(() => {
    const { setTimeout } = window;
    const rests: (() => void)[] = [];
    Object.assign(window, {
      setTimeout: (act: () => void, ms?: number) =>
        ms === 600 ? rests.push(act) : ms === 6000 ? 0 : setTimeout.call(window, act, ms),
      endRests: () => {
        Object.assign(window, { setTimeout });
        for (const end of rests) end();
      },
    });
  });
  await again.dblclick();
  await again.focus();
  await page.keyboard.down('Enter');
  await page.keyboard.down('Enter');
  await page.keyboard.up('Enter');
  await expect(again).toHaveAccessibleName('Run once more $0.30');
  expect((await snapshot(page)).jobs).toHaveLength(1);
  const inQueue = page.getByRole('dialog', { name: '1 clip is in the queue' });
  await expect(inQueue).toBeVisible();
  await page.evaluate(() => Reflect.get(window, 'endRests')());
  await page.evaluate(() => Reflect.get(window, 'kinora').call('queue.pause', { paused: false }));
  await expect.poll(async () => (await snapshot(page)).library.clips, { timeout: 120_000 }).toBe(2);
  // That it is ready takes the place of that.
  await expect(inQueue).toBeHidden();
  expect(await service.charges()).toEqual([300_000, 300_000]);
  const recipes = await page.evaluate(async (query) => {
    const call = Reflect.get(window, 'kinora').call;
    const { clips: found } = (await call('library.page', { query, cursor: null, limit: 2 })).value;
    return Promise.all(
      found.map(async ({ id }: { id: string }) => (await call('clip.recipe', { clipId: id })).value),
    );
  }, EVERY_CLIP);
  expect(recipes[0]).toEqual(recipes[1]);
  expect(recipes[0].params.seed).toEqual(expect.any(Number));

  // Above the limit it asks, and starts on Cancel.
  const limit = { askAbove: 100_000 };
  await page.evaluate((patch) => Reflect.get(window, 'kinora').call('settings.update', patch), limit);
  await expect(again).toBeEnabled();
  await again.click();
  await expect(page.getByText('Spend $0.30 on 1 clip?')).toBeVisible();
  await expect(page.getByRole('button', { name: 'Cancel' })).toBeFocused();
  await page.keyboard.press('Escape');
  await again.click();
  await page.getByRole('alertdialog').getByRole('button', { name: 'Run again · $0.30' }).click();
  await expect.poll(() => service.charges(), { timeout: 120_000 }).toHaveLength(3);
  expect(await service.spent()).toBe(900_000);

  // A button that turns from a free one to a paid one just before it is pressed pays nothing.
  const update = (patch: object) =>
    page.evaluate((given) => Reflect.get(window, 'kinora').call('settings.update', given), patch);
  await update({ practice: true, askAbove: null });
  await expect(page.getByRole('button', { name: 'Run once more $0.30, free in practice' })).toBeEnabled();
  const made = (await snapshot(page)).jobs.length;
  await page.evaluate(() => {
    const button = document.querySelector<HTMLElement>('[data-costs]');
    const watch = new MutationObserver(() => {
      if (!button?.getAttribute('aria-label')?.endsWith('$0.30')) return;
      watch.disconnect();
      button.click();
      Reflect.set(window, 'pressed', true);
    });
    if (button) watch.observe(button, { attributes: true });
  });
  await update({ practice: false });
  await page.waitForFunction(() => Reflect.get(window, 'pressed'));
  await expect(again).toBeEnabled();
  expect((await snapshot(page)).jobs).toHaveLength(made);
  expect(await service.spent()).toBe(900_000);

  // Its file is gone: it can be made anew where it would be played, at its price.
  const library = libraryOf(userData);
  const files = fs.readdirSync(library).filter((name) => name.endsWith('.mp4'));
  for (const name of files) fs.rmSync(path.join(library, name));
  await page.evaluate(() => Reflect.get(window, 'kinora').call('folder.lookAgain', {}));
  const stage = page.getByRole('region', { name: 'Clip', exact: true });
  await expect(stage).toContainText('File missing');
  const anew = stage.getByRole('button', { name: 'Run once more $0.30' });
  await expect(anew).toBeEnabled();
  await anew.press('Enter');
  await expect.poll(() => service.charges(), { timeout: 120_000 }).toHaveLength(4);
});
