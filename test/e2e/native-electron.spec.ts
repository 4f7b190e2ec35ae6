/** What only real Electron can show of the desktop. Run by the public workflows; skipped on the browser host. */
import { once } from 'node:events';
import { expect, launch, onElectron, readyPage, test } from './fixtures.ts';
import { writeSettings } from './support/creator.ts';

test.skip(!onElectron, 'needs Electron');

test('with an icon in the tray the window hides, and quitting ends Kinora', async ({ userData }) => {
  writeSettings(userData, { tray: true });
  const app = await launch(userData);
  await readyPage(app);
  const shown = (): Promise<boolean | undefined> =>
    app.evaluate(({ BrowserWindow }) => BrowserWindow.getAllWindows()[0]?.isVisible());
  await expect.poll(shown).toBe(true);
  await app.evaluate(({ BrowserWindow }) => BrowserWindow.getAllWindows()[0]?.close());
  await expect.poll(shown).toBe(false);
  const gone = once(app.process(), 'exit');
  await app.evaluate(({ app: it }) => it.quit()).catch(() => undefined);
  expect(await gone).toEqual([0, null]);
});

test('the menu is built, and a page that crashes is loaded again', async ({ app, page }) => {
  await expect(page.locator('body')).toBeVisible();
  await expect
    .poll(() => app.evaluate(({ Menu }) => Menu.getApplicationMenu()?.getMenuItemById('map')?.label))
    .toContain('Keyboard Shortcuts');
  await app.evaluate(({ BrowserWindow }) =>
    BrowserWindow.getAllWindows()[0]?.webContents.forcefullyCrashRenderer(),
  );
  const words = (): Promise<string> =>
    app.evaluate(({ BrowserWindow }) =>
      BrowserWindow.getAllWindows()[0]?.webContents.executeJavaScript('document.body.innerText'),
    );
  await expect
    .poll(() => words().catch(() => ''))
    .toContain('The window stopped working and was loaded again.');
});
