import { contextBridge, ipcRenderer } from 'electron';
import { CHANNELS } from './contract/bridge.ts';
import { STUDIO_BRIDGE, type StudioBridge, type StudioJob } from './contract/studio.ts';

let listener: ((job: StudioJob) => void) | null = null;
let early: StudioJob | null = null;

// The event object stays on this side: it would carry the channel to the page.
ipcRenderer.on(CHANNELS.studioJob, (_event, job: StudioJob) => {
  if (listener) listener(job);
  else early = job;
});

const bridge: StudioBridge = {
  onJob: (given) => {
    listener = given;
    if (early) given(early);
    early = null;
  },
  done: (result) => ipcRenderer.send(CHANNELS.studioDone, result),
};

contextBridge.exposeInMainWorld(STUDIO_BRIDGE, bridge);
