import type { IpcMainEvent, IpcMainInvokeEvent } from 'electron';
import type { Sender } from '../ipc/sender.ts';

/** What a message says of its sender, read at once: later the frame may be gone. */
export function senderOf(event: IpcMainEvent | IpcMainInvokeEvent): Sender {
  const frame = event.senderFrame;
  return {
    webContentsId: event.sender.id,
    frameUrl: frame?.url ?? null,
    isTopFrame: frame !== null && frame.parent === null,
  };
}
