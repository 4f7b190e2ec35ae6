import { app, type BrowserWindow, dialog } from 'electron';
import { WORDS } from './words.ts';

/** Nothing that is written needs longer; nothing depends on the quit path having run. */
const QUIT_MS = 5000;

/** True for the first start. A second one brings the first's window to the front and ends. */
export function keepOneInstance(window: () => BrowserWindow | null): boolean {
  if (!app.requestSingleInstanceLock()) {
    app.quit();
    return false;
  }
  app.on('second-instance', () => {
    const own = window();
    if (own?.isMinimized()) own.restore();
    own?.focus();
  });
  app.on('window-all-closed', () => app.quit());
  return true;
}

/** Runs `finish` once before the app ends, but never lets it hold the app up. */
export function onQuit(finish: () => Promise<void>): void {
  let finished = false;
  app.on('will-quit', (event) => {
    if (finished) return;
    event.preventDefault();
    const limit = new Promise<void>((end) => setTimeout(end, QUIT_MS));
    void Promise.race([finish().catch(() => undefined), limit]).then(() => {
      finished = true;
      app.quit();
    });
  });
}

/** Says why Kinora cannot start and ends. */
export function refuseToStart(words: string): void {
  console.error(words);
  dialog.showErrorBox(WORDS.cannotStart, words);
  app.exit(1);
}
