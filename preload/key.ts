/** Preload of the key window: it hands one text over and can ask to be closed. Nothing comes back but the outcome. */
import { contextBridge, ipcRenderer } from 'electron';
import { CHANNELS } from './contract/bridge.ts';

contextBridge.exposeInMainWorld('kinoraKey', {
  save: (text: unknown): Promise<unknown> => ipcRenderer.invoke(CHANNELS.keySave, String(text)),
  cancel: (): void => ipcRenderer.send(CHANNELS.keyCancel),
});
