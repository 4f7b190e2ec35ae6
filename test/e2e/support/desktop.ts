import type { ElectronApplication } from '@playwright/test';

/** What the browser host keeps of the desktop around the app (test/host/state.ts). */
interface HostRecord {
  readonly calls: { readonly name: string; readonly args: readonly unknown[] }[];
  readonly answers: Record<string, unknown[]>;
}
declare global {
  var browserHost: HostRecord;
}

/** What the system was given to tell, as `title | body`, oldest first. */
export const notifications = (app: ElectronApplication): Promise<string[]> =>
  app.evaluate(() =>
    browserHost.calls
      .filter(({ name }) => name === 'Notification.show')
      .map(
        ({ args: [said] }) => `${Reflect.get(Object(said), 'title')} | ${Reflect.get(Object(said), 'body')}`,
      ),
  );

/** Clicks on the nth notification. */
export const clickNotification = (app: ElectronApplication, at: number): Promise<void> =>
  app.evaluate((_electron, index) => {
    const shown = browserHost.calls.filter(({ name }) => name === 'Notification.show')[index]?.args[1];
    Reflect.get(Object(shown), 'emit').call(shown, 'click', {});
  }, at);

/** What the person will choose in the next dialog of this kind. */
export const answerDialog = (
  app: ElectronApplication,
  dialog: 'showOpenDialog' | 'showSaveDialog' | 'showMessageBox',
  answer: object,
): Promise<void> =>
  app.evaluate(
    (_electron, [name, chosen]) => {
      browserHost.answers[name] = [chosen];
    },
    [dialog, answer] as const,
  );

/** Puts a text on the clipboard. */
export const copy = (app: ElectronApplication, text: string): Promise<void> =>
  app.evaluate(({ clipboard }, value) => clipboard.writeText(value), text);

/** The arguments of every call of this name, oldest first; what cannot leave main is left out. */
export const calls = (app: ElectronApplication, name: string): Promise<unknown[][]> =>
  app.evaluate(
    (_electron, wanted) =>
      browserHost.calls
        .filter((call) => call.name === wanted)
        .map(({ args }) => args.filter((value) => Object(value) !== value || !('emit' in Object(value)))),
    name,
  );

/** Whether the window is on the screen. */
export const isShown = (app: ElectronApplication): Promise<boolean> =>
  app.evaluate(({ BrowserWindow }) =>
    BrowserWindow.getAllWindows().some((window) => window.getTitle() === 'Kinora' && window.isVisible()),
  );

/** Closes the window, as its own button does. */
export const closeWindow = (app: ElectronApplication): Promise<void> =>
  app.evaluate(({ BrowserWindow }) => {
    for (const window of BrowserWindow.getAllWindows()) if (window.isVisible()) window.close();
  });
