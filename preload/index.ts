import { contextBridge, ipcRenderer, webUtils } from 'electron';
import { BRIDGE, type Bridge, CHANNELS } from './contract/bridge.ts';
import { fail } from './contract/errors.ts';
import { formatMoney, micro } from './contract/money.ts';
import type { ChangesEvent } from './contract/schemas/snapshot.ts';

/** A rejected invoke would lose everything but its message, so the page only ever sees outcomes. */
const invoke = (channel: string, ...args: unknown[]) =>
  ipcRenderer.invoke(channel, ...args).catch(() => fail('internal'));

/** The other pages of this window show no more than their own words. */
const isApp = window.location.pathname === '/index.html';
/**
 * What the page asks for first, asked for while its script is still being loaded. Changes that come before the page
 * listens wait with it: each of them is either in the snapshot or comes after it.
 */
const early = new Map(
  (isApp ? ['app.snapshot', 'form.load'] : []).map((route) => [route, invoke(CHANNELS.call, route, {})]),
);
const missed: ChangesEvent[] = [];
const keep = (_event: unknown, changes: ChangesEvent): void => void missed.push(changes);
if (isApp) {
  ipcRenderer.on(CHANNELS.changes, keep);
  // The first sum that is written takes longest, whoever writes it: now nobody waits for it yet.
  setTimeout(() => formatMoney(micro(0)));
}

const bridge: Bridge<File> = {
  call: (route, input) => {
    const asked = early.get(route);
    if (asked === undefined) return invoke(CHANNELS.call, route, input);
    early.delete(route);
    // One that was refused is asked for again.
    return asked.then((answer) => (answer.ok ? answer : invoke(CHANNELS.call, route, input)));
  },
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
    ipcRenderer.off(CHANNELS.changes, keep);
    for (const changes of missed.splice(0)) listener(changes);
    return () => void ipcRenderer.off(CHANNELS.changes, forward);
  },
};

contextBridge.exposeInMainWorld(BRIDGE, bridge);
