import { type BrowserWindow, ipcMain } from 'electron';
import { CHANNELS } from '../../preload/contract/bridge.ts';
import { fail } from '../../preload/contract/errors.ts';
import type { Log } from '../core/ports.ts';
import type { Intake } from '../ipc/intake.ts';
import type { Publisher } from '../ipc/publish.ts';
import { answer, type Handlers } from '../ipc/router.ts';
import { isTrusted } from '../ipc/sender.ts';
import { ORIGIN } from './protocol.ts';
import { senderOf } from './sender-of.ts';

/** The one door between the main page and main: gate, then parse, then call, then parse. */
export function openDoor(
  window: () => BrowserWindow | null,
  parts: { handlers: Handlers; intake: Intake; log: Log },
): void {
  const { handlers, intake, log } = parts;
  const trusted = (event: Electron.IpcMainInvokeEvent): boolean => {
    const own = window();
    return own !== null && isTrusted(senderOf(event), { webContentsId: own.webContents.id, origin: ORIGIN });
  };
  ipcMain.handle(CHANNELS.call, (event, route: unknown, input: unknown) =>
    trusted(event) ? answer(handlers, route, input, log) : fail('not-allowed'),
  );
  ipcMain.handle(CHANNELS.intake, (event, input: unknown) =>
    trusted(event) ? intake.check(input) : fail('not-allowed'),
  );
}

/** Sends numbered changes to a window for as long as it lives. */
export function publishTo(window: BrowserWindow, publisher: Publisher): void {
  publisher.to((event) => {
    if (!window.isDestroyed()) window.webContents.send(CHANNELS.changes, event);
  });
  window.on('closed', () => publisher.to(null));
}
