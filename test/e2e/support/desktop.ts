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
  dialog: 'showOpenDialog' | 'showSaveDialog',
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
