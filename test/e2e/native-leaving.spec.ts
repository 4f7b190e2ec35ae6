/** Leaving Kinora, and what the desktop shows of it meanwhile. */
import { once } from 'node:events';
import path from 'node:path';
import type { ElectronApplication, Page } from '@playwright/test';
import { expect, launch, onElectron, readyPage, test } from './fixtures.ts';
import {
  addPictures,
  cards,
  describe,
  finished,
  showView,
  shutter,
  writeSettings,
} from './support/creator.ts';
import {
  answerDialog,
  calls,
  clickNotification,
  closeWindow,
  isShown,
  notifications,
} from './support/desktop.ts';
import { quartersPng, SAMPLE } from './support/pictures.ts';
import { FOR_EVER, Service, VERY_LONG } from './support/service.ts';

const SCALE = 0.01;
test.skip(onElectron, 'the browser host keeps what the desktop was told, and answers its dialogs');

async function open(userData: string, settings: object = {}): Promise<[ElectronApplication, Page, Service]> {
  const service = await Service.start(path.join(userData, 'service'), { timeScale: SCALE });
  writeSettings(userData, { practice: false, ...settings });
  const app = await launch(userData, { env: { ...service.env, KINORA_TIME_SCALE: String(SCALE) } });
  return [app, await readyPage(app), service];
}

async function send(page: Page, files: readonly string[] = [SAMPLE]): Promise<void> {
  await addPictures(page, files);
  await describe(page);
  await shutter(page).click();
}

const tray = (app: ElectronApplication, label: string): Promise<void> =>
  app.evaluate((_electron, wanted) => {
    const menu = browserHost.calls.findLast(({ name }) => name === 'Tray.setContextMenu')?.args[0];
    const items: { label: string; click(): void }[] = Reflect.get(Object(menu), 'items');
    items.find((item) => item.label === wanted)?.click();
  }, label);

test('whoever quits while clips are in progress is asked, may stay, and quits for good', async ({
  userData,
}) => {
  const [app, page, service] = await open(userData);
  await service.holdJobs('processing');
  await send(page);
  await expect(cards(page, 'processing')).toBeVisible();
  await closeWindow(app);
  await expect
    .poll(() => calls(app, 'dialog.showMessageBox'))
    .toEqual([
      [
        expect.objectContaining({
          message: '1 clip is still in progress',
          detail: 'Clips already sent keep going; Kinora collects them next time.',
          buttons: ['Stay', 'Quit'],
          defaultId: 0,
          cancelId: 0,
        }),
      ],
    ]);
  expect(await isShown(app)).toBe(true);
  await answerDialog(app, 'showMessageBox', { response: 1 });
  const gone = once(app.process(), 'exit');
  await app.evaluate(({ app: it }) => it.quit()).catch(() => undefined);
  expect(await gone).toEqual([0, null]);

  await service.clearFaults();
  const again = await launch(userData, { env: { ...service.env, KINORA_TIME_SCALE: String(SCALE) } });
  const after = await readyPage(again);
  await finished(after);
  expect(await service.charges()).toEqual([2_500_000]);
  // With nothing in progress nobody is asked.
  const ended = once(again.process(), 'exit');
  await closeWindow(again).catch(() => undefined);
  expect(await ended).toEqual([0, null]);
});

test('the computer stays awake only while something is sent or fetched, and the icon shows how far the queue is', async ({
  userData,
}) => {
  const [app, page, service] = await open(userData);
  const awake = async (): Promise<number> =>
    (await calls(app, 'powerSaveBlocker.start')).length - (await calls(app, 'powerSaveBlocker.stop')).length;
  const bar = async (): Promise<unknown> => (await calls(app, 'BrowserWindow.setProgressBar')).at(-1)?.[0];
  await service.holdJobs('processing');
  await send(page);
  await expect(cards(page, 'processing')).toBeVisible();
  await expect.poll(bar).toBe(0.4);
  await expect.poll(awake).toBe(0);
  await service.clearFaults();
  await service.fault({ kind: 'stall-download', bytes: 20_000, ms: VERY_LONG, times: FOR_EVER });
  await expect(cards(page, 'downloading')).toBeVisible();
  await expect.poll(awake).toBe(1);
  await expect.poll(bar).toBe(0.9);
});

test('clips that get ready unseen are counted on the icon, told once for the batch, and a click opens the clip', async ({
  userData,
}) => {
  const [app, page] = await open(userData, { sound: true });
  await page.evaluate(() => {
    const { start } = OscillatorNode.prototype;
    OscillatorNode.prototype.start = function (...args) {
      document.body.dataset['sounded'] = '1';
      start.apply(this, args);
    };
  });
  const blur = (): Promise<void> =>
    app.evaluate(({ BrowserWindow }) => BrowserWindow.getFocusedWindow()?.blur());
  const badge = async (): Promise<unknown> => (await calls(app, 'app.setBadgeCount')).at(-1)?.[0];
  // In front of the person nothing is told.
  await send(page);
  await finished(page);
  await expect(page.locator('body[data-sounded]')).toBeAttached();
  expect(await calls(app, 'app.setBadgeCount')).toEqual([]);
  await blur();
  await send(page, [
    quartersPng(path.join(userData, 'a.png'), 800, 600),
    quartersPng(path.join(userData, 'b.png'), 600, 800),
  ]);
  await finished(page, 3);
  await expect.poll(() => notifications(app)).toEqual([expect.stringMatching(/^2 clips ready \| /)]);
  await expect.poll(badge).toBe(2);
  await send(page, [quartersPng(path.join(userData, 'c.png'), 500, 500)]);
  await finished(page, 4);
  await expect.poll(() => notifications(app)).toHaveLength(2);
  await clickNotification(app, 1);
  await expect(page.locator('[data-view="clip"]')).toBeVisible();
  await expect.poll(badge).toBe(0);
});

test('with an icon in the tray Kinora goes on without its window, and Quit ends it', async ({ userData }) => {
  const [app, page, service] = await open(userData);
  expect(await calls(app, 'Tray')).toEqual([]);
  await showView(page, 'Settings');
  await page.getByRole('switch', { name: /Keep an icon in the tray/ }).click();
  await expect.poll(() => calls(app, 'Tray')).toHaveLength(1);
  await showView(page, 'Animate');
  await service.holdJobs('processing');
  await send(page);
  await expect(cards(page, 'processing')).toBeVisible();
  await expect
    .poll(async () => (await calls(app, 'Tray.setToolTip')).at(-1))
    .toEqual(['Kinora: 1 clip in progress']);
  await closeWindow(app);
  await expect.poll(() => isShown(app)).toBe(false);
  await tray(app, 'Pause sending');
  await expect
    .poll(async () => (await calls(app, 'Tray.setToolTip')).at(-1))
    .toEqual(['Kinora: 1 clip in progress, sending paused']);
  await tray(app, 'Open Kinora');
  await expect.poll(() => isShown(app)).toBe(true);
  await expect(page.getByText('Paused').first()).toBeVisible();
  const gone = once(app.process(), 'exit');
  await tray(app, 'Quit Kinora').catch(() => undefined);
  expect(await gone).toEqual([0, null]);
});
