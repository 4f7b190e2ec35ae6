import { type BrowserWindow, type IpcMainInvokeEvent, ipcMain } from 'electron';
import { CHANNELS } from '../../preload/contract/bridge.ts';
import { fail } from '../../preload/contract/errors.ts';
import type { Publisher } from '../ipc/publish.ts';
import { isFrom } from './sender-of.ts';

/** What answers each channel of the main page, once everything is there. */
export interface Answers {
  readonly call: (route: unknown, input: unknown) => unknown;
  readonly intake: (input: unknown) => unknown;
  readonly importFiles: (input: unknown) => unknown;
}

/**
 * The one door between the main page and main: gate, then wait, then parse, then call, then parse.
 * @param answers what comes before they are there waits for them.
 */
export function openDoor(window: () => BrowserWindow | null, answers: Promise<Answers>): void {
  const open = (channel: string, pass: (answers: Answers, ...args: unknown[]) => unknown): void =>
    ipcMain.handle(channel, async (event: IpcMainInvokeEvent, ...args: unknown[]) =>
      isFrom(event, window(), 'index') ? pass(await answers, ...args) : fail('not-allowed'),
    );
  open(CHANNELS.call, ({ call }, route, input) => call(route, input));
  open(CHANNELS.intake, ({ intake }, input) => intake(input));
  open(CHANNELS.importFiles, ({ importFiles }, input) => importFiles(input));
}

/** Sends numbered changes to a window for as long as it lives. */
export function publishTo(window: BrowserWindow, publisher: Publisher): void {
  publisher.to((event) => {
    if (!window.isDestroyed()) window.webContents.send(CHANNELS.changes, event);
  });
  window.on('closed', () => publisher.to(null));
}
