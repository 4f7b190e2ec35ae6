/** The emulated module `electron` of the main process. A name that is missing here fails when the app is linked. */
import { app, openWindows } from './electron/app.ts';
import { autoUpdater } from './electron/auto-updater.ts';
import { BrowserWindow, webContents } from './electron/browser-window.ts';
import {
  ClipboardItem,
  clipboard,
  crashReporter,
  dialog,
  Notification,
  nativeImage,
  shell,
} from './electron/desktop.ts';
import { ipcMain } from './electron/ipc-main.ts';
import { Menu, MenuItem } from './electron/menu.ts';
import { nativeTheme } from './electron/native-theme.ts';
import { powerMonitor, powerSaveBlocker, screen } from './electron/power.ts';
import * as refused from './electron/refused.ts';
import { safeStorage } from './electron/safe-storage.ts';
import { net, protocol, session } from './electron/session.ts';
import { Tray } from './electron/tray.ts';
import { strict } from './strict.ts';

openWindows.all = () => BrowserWindow.getAllWindows();

export * from './electron/refused.ts';
export {
  app,
  autoUpdater,
  BrowserWindow,
  ClipboardItem,
  clipboard,
  crashReporter,
  dialog,
  ipcMain,
  Menu,
  MenuItem,
  Notification,
  nativeImage,
  nativeTheme,
  net,
  powerMonitor,
  powerSaveBlocker,
  protocol,
  safeStorage,
  screen,
  session,
  shell,
  Tray,
  webContents,
};

/** For `import electron from 'electron'`. */
const electron: object = strict('electron', {
  ...refused,
  app,
  autoUpdater,
  BrowserWindow,
  ClipboardItem,
  clipboard,
  crashReporter,
  dialog,
  ipcMain,
  Menu,
  MenuItem,
  nativeImage,
  nativeTheme,
  net,
  Notification,
  powerMonitor,
  powerSaveBlocker,
  protocol,
  safeStorage,
  screen,
  session,
  shell,
  Tray,
  webContents,
});

export default electron;
