import { contextBridge, ipcRenderer, webUtils } from 'electron';
import { BRIDGE, type Bridge, CHANNELS } from './contract/bridge.ts';
import { fail } from './contract/errors.ts';
import type { ChangesEvent } from './contract/schemas/snapshot.ts';

/** A rejected invoke would lose everything but its message, so the page only ever sees outcomes. */
const invoke = (channel: string, ...args: unknown[]) =>
  ipcRenderer.invoke(channel, ...args).catch(() => fail('internal'));

const bridge: Bridge<File> = {
  call: (route, input) => invoke(CHANNELS.call, route, input),
  // Paths are looked up here, from files that a person dropped or picked: a page cannot name one.
  intake: (files) =>
    invoke(CHANNELS.intake, {
      files: files.map((file) => ({ path: webUtils.getPathForFile(file), name: file.name })),
    }),
  importFiles: (files) =>
    invoke(CHANNELS.importFiles, { files: files.map((file) => ({ path: webUtils.getPathForFile(file) })) }),
  onChanges: (listener) => {
    // The event object stays on this side: it would carry the channel to the sender.
    const forward = (_event: unknown, changes: ChangesEvent): void => listener(changes);
    ipcRenderer.on(CHANNELS.changes, forward);
    return () => void ipcRenderer.off(CHANNELS.changes, forward);
  },
};

contextBridge.exposeInMainWorld(BRIDGE, bridge);
