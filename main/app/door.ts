import { type BrowserWindow, ipcMain } from 'electron';
import * as z from 'zod/mini';
import { CHANNELS } from '../../preload/contract/bridge.ts';
import { fail } from '../../preload/contract/errors.ts';
import { importInput } from '../../preload/contract/schemas/folders.ts';
import type { Log } from '../core/ports.ts';
import type { Intake } from '../ipc/intake.ts';
import type { Publisher } from '../ipc/publish.ts';
import { answer, type Handlers } from '../ipc/router.ts';
import type { FileDesk } from './file-desk.ts';
import { rememberPictures } from './recent.ts';
import { isFrom } from './sender-of.ts';

/** The one door between the main page and main: gate, then parse, then call, then parse. */
export function openDoor(
  window: () => BrowserWindow | null,
  parts: { handlers: Handlers; intake: Intake; files: Pick<FileDesk, 'take'>; log: Log },
): void {
  const { handlers, intake, files, log } = parts;
  ipcMain.handle(CHANNELS.call, (event, route: unknown, input: unknown) =>
    isFrom(event, window(), 'index') ? answer(handlers, route, input, log) : fail('not-allowed'),
  );
  ipcMain.handle(CHANNELS.intake, async (event, input: unknown) => {
    if (!isFrom(event, window(), 'index')) return fail('not-allowed');
    const checked = await intake.check(input);
    if (checked.ok) rememberPictures(checked.value, (id) => intake.pathOf(id));
    return checked;
  });
  ipcMain.handle(CHANNELS.importFiles, (event, input: unknown) => {
    if (!isFrom(event, window(), 'index')) return fail('not-allowed');
    const parsed = z.safeParse(importInput, input);
    if (!parsed.success) return fail('bad-request');
    return files.take(parsed.data.files.map(({ path }) => path).filter((path) => path !== ''));
  });
}

/** Sends numbered changes to a window for as long as it lives. */
export function publishTo(window: BrowserWindow, publisher: Publisher): void {
  publisher.to((event) => {
    if (!window.isDestroyed()) window.webContents.send(CHANNELS.changes, event);
  });
  window.on('closed', () => publisher.to(null));
}
