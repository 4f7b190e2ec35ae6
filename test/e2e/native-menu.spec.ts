/** The menu, crashes, the support file and how the window follows the system. */
import fs from 'node:fs';
import path from 'node:path';
import type { ElectronApplication } from '@playwright/test';
import { expect, launch, onElectron, readyPage, test } from './fixtures.ts';
import {
  addPictures,
  cards,
  describe,
  showView,
  shutter,
  snapshot,
  writeSettings,
} from './support/creator.ts';
import { answerDialog, calls, copy } from './support/desktop.ts';
import { SAMPLE } from './support/pictures.ts';
import { Service } from './support/service.ts';

const click = (app: ElectronApplication, id: string): Promise<void> =>
  app.evaluate(({ Menu, BrowserWindow }, wanted) => {
    const item = Menu.getApplicationMenu()?.getMenuItemById(wanted);
    if (item?.enabled !== true) throw new Error(`${wanted} is not offered`);
    item.click({}, BrowserWindow.getAllWindows()[0], {});
  }, id);
const isOffered = (app: ElectronApplication, id: string): Promise<boolean | undefined> =>
  app.evaluate(({ Menu }, wanted) => Menu.getApplicationMenu()?.getMenuItemById(wanted)?.enabled, id);
/** What the page shows, also when it is not the one that the spec began with. */
const words = (app: ElectronApplication): Promise<string> =>
  app.evaluate(({ BrowserWindow }) =>
    BrowserWindow.getAllWindows()[0]?.webContents.executeJavaScript('document.body.innerText'),
  );

test('the menu does what the keys do, offers what is of use where the person is, and leaves texts alone', async ({
  app,
  page,
}) => {
  await expect.poll(() => isOffered(app, 'settingsView')).toBe(true);
  await click(app, 'settingsView');
  await expect(page.getByRole('heading', { name: 'Notifications' })).toBeVisible();
  await expect.poll(() => isOffered(app, 'animate')).toBe(false);
  await click(app, 'animateView');
  await expect.poll(() => isOffered(app, 'animate')).toBe(true);
  expect(await isOffered(app, 'favourite')).toBe(false);
  await addPictures(page, [SAMPLE]);
  await describe(page, 'The water moves');
  // The words have the focus: their own undo is meant, and a single key is still one of the menu.
  await click(app, 'undo');
  await expect(page.getByRole('textbox', { name: 'Describe the motion' })).toHaveValue('');
  const duration = page.getByRole('slider', { name: 'Duration' });
  await expect(duration).toHaveValue('5');
  await click(app, 'longer');
  await expect(duration).toHaveValue('6');
  await page.getByRole('navigation').getByText('Animate', { exact: true }).focus();
  await click(app, 'imageRemove');
  await expect(page.locator('[data-part="clips"]')).toHaveCount(0);
  await click(app, 'undo');
  await expect(page.locator('[data-part="clips"]')).toHaveText('1');
  await click(app, 'map');
  await expect(page.getByRole('dialog', { name: 'Keyboard shortcuts' })).toBeVisible();
  await click(app, 'back');
  await expect(page.getByRole('dialog')).toBeHidden();
  if (onElectron) return;
  await page.keyboard.press('F10');
  await expect.poll(() => calls(app, 'Menu.popup')).toHaveLength(1);
});

test('a page that crashes is back with its jobs, one that crashes again says so, and its button leads back', async ({
  userData,
}) => {
  test.skip(onElectron, 'Playwright does not follow a page over a crash of real Electron');
  const service = await Service.start(path.join(userData, 'service'), { timeScale: 0.01 });
  writeSettings(userData, { practice: false });
  const app = await launch(userData, { env: { ...service.env, KINORA_TIME_SCALE: '0.01' } });
  const page = await readyPage(app);
  await service.holdJobs('processing');
  await addPictures(page, [SAMPLE]);
  await describe(page);
  await shutter(page).click();
  await expect(cards(page, 'processing')).toBeVisible();
  const crash = (): Promise<void> =>
    app.evaluate(({ BrowserWindow }) =>
      BrowserWindow.getAllWindows()[0]?.webContents.forcefullyCrashRenderer(),
    );
  await crash();
  await expect.poll(() => words(app).catch(() => '')).toMatch(/loaded again[\s\S]*went on|Generating/);
  await expect.poll(() => words(app)).toContain('The window stopped working and was loaded again.');
  await crash();
  await expect.poll(() => words(app).catch(() => '')).toContain('The window stopped working again');
  await service.clearFaults();
  await app.evaluate(({ BrowserWindow }) =>
    BrowserWindow.getAllWindows()[0]?.webContents.executeJavaScript(
      "document.querySelector('#again').click()",
    ),
  );
  // The job has gone on without any page.
  await expect.poll(() => words(app).catch(() => '')).toContain('Ready');
  expect(await service.charges()).toEqual([2_500_000]);
});

test('the support file is shown before it is saved, to the letter, and holds no secret', async ({
  app,
  page,
  userData,
}) => {
  const key = 'pb_live_support_canary_0123456789';
  await copy(app, key);
  await showView(page, 'Settings');
  await page.getByRole('button', { name: 'Paste key' }).click();
  await page.getByLabel('Webhook URL').fill('https://hooks.example/services/T0K3N');
  await page.getByLabel('Webhook URL').blur();
  await expect.poll(async () => (await snapshot(page)).settings.webhookUrl).not.toBe('');
  await page.getByRole('button', { name: 'Show… Support file' }).click();
  const shown = page.getByRole('region', { name: 'Support file' });
  await expect(shown).toContainText('webhook: set');
  const text = (await shown.locator('pre').textContent()) ?? '';
  for (const secret of [key, 'T0K3N', 'hooks.example', userData]) expect(text).not.toContain(secret);
  test.skip(onElectron, 'only the browser host answers dialogs');
  const place = path.join(userData, 'support.txt');
  await answerDialog(app, 'showSaveDialog', { canceled: false, filePath: place });
  await page.getByRole('button', { name: 'Save…' }).click();
  await expect(page.getByText('Support file saved as support.txt')).toBeVisible();
  expect(fs.readFileSync(place, 'utf8')).toBe(text);
});

test('a theme that changes while Kinora runs is followed, down to the caption buttons', async ({
  app,
  page,
}) => {
  const dark = (): Promise<boolean> =>
    page.evaluate(() => {
      const [light = 0] =
        getComputedStyle(document.body)
          .backgroundColor.match(/[\d.]+/g)
          ?.map(Number) ?? [];
      return light < (getComputedStyle(document.body).backgroundColor.startsWith('oklch') ? 0.5 : 128);
    });
  await page.emulateMedia({ colorScheme: 'light' });
  await expect.poll(dark).toBe(false);
  await page.emulateMedia({ colorScheme: 'dark' });
  await expect.poll(dark).toBe(true);
  await showView(page, 'Settings');
  await page.getByText('Light', { exact: true }).click();
  await expect.poll(dark).toBe(false);
  if (onElectron) return;
  const caption = async (): Promise<unknown> =>
    (await calls(app, 'BrowserWindow.setTitleBarOverlay')).at(-1)?.[0];
  await expect.poll(caption).toMatchObject({ symbolColor: '#4f4c48', height: 48 });
  await page.getByText('Dark', { exact: true }).click();
  await expect.poll(caption).toMatchObject({ symbolColor: '#bab6b1' });
});

test('less motion and forced colours are heeded', async ({ page }) => {
  const moving = (): Promise<number> =>
    page.evaluate(
      () =>
        [...document.querySelectorAll('button, main, [role="switch"]')].filter((element) => {
          const { transitionDuration, animationDuration } = getComputedStyle(element);
          return [...transitionDuration.split(','), ...animationDuration.split(',')].some(
            (time) => Number.parseFloat(time) * (time.trim().endsWith('ms') ? 1 : 1000) > 20,
          );
        }).length,
    );
  await showView(page, 'Settings');
  await expect(page.getByRole('switch', { name: /tray/ })).toBeVisible();
  await expect.poll(moving).toBeGreaterThan(0);
  await page.emulateMedia({ reducedMotion: 'reduce' });
  await expect.poll(moving).toBe(0);
  await page.emulateMedia({ forcedColors: 'active' });
  const edges = await page.getByRole('switch').evaluateAll((all) =>
    all.map((one) => {
      const { borderTopStyle, outlineStyle } = getComputedStyle(one);
      return borderTopStyle !== 'none' || outlineStyle !== 'none';
    }),
  );
  expect(edges.length).toBeGreaterThan(3);
  expect(edges).toEqual(edges.map(() => true));
});
