import type { BrowserWindow, IpcMainEvent, IpcMainInvokeEvent } from 'electron';
import { isTrusted } from '../ipc/sender.ts';
import { ORIGIN } from './protocol.ts';

/**
 * Whether a message comes from the top frame of this window while it shows the page that belongs into it. Every
 * listener and handler asks this first, at once: later the frame may be gone.
 */
export function isFrom(
  event: IpcMainEvent | IpcMainInvokeEvent,
  window: BrowserWindow | null,
  page: 'index' | 'key' | 'studio',
): boolean {
  const frame = event.senderFrame;
  const sender = {
    webContentsId: event.sender.id,
    frameUrl: frame?.url ?? null,
    isTopFrame: frame !== null && frame.parent === null,
  };
  return (
    window !== null &&
    isTrusted(sender, { webContentsId: window.webContents.id, page: `${ORIGIN}/${page}.html` })
  );
}
