import { app, type BrowserWindow, dialog } from 'electron';
import type { ErrorCode } from '../../preload/contract/errors.ts';
import type { Clock, Log } from '../core/ports.ts';
import { ORIGIN } from './protocol.ts';
import { WORDS } from './words.ts';

/** A page that breaks again within this time would go on breaking. */
const AGAIN_MS = 60_000;

export interface CrashOptions {
  readonly window: BrowserWindow;
  readonly clock: Pick<Clock, 'monotonic'>;
  readonly log: Log;
  readonly tell: (code: ErrorCode) => void;
}

/** Survives the page, its graphics and main's own mistakes, and says so. Jobs live in main: they go on. */
export function watchForCrashes({ window, clock, log, tell }: CrashOptions): void {
  const { webContents } = window;
  let last = Number.NEGATIVE_INFINITY;
  webContents.on('render-process-gone', (_event, { reason, exitCode }) => {
    if (reason === 'clean-exit') return;
    const now = clock.monotonic();
    const again = now - last < AGAIN_MS;
    last = now;
    log('error', 'page.gone', { reason, exitCode, again });
    // Not from within the event: what is left of the process is still being cleared away.
    setImmediate(() => {
      if (window.isDestroyed()) return;
      if (again) void webContents.loadURL(`${ORIGIN}/trouble.html`).catch(() => undefined);
      else {
        tell('page-restarted');
        webContents.reload();
      }
    });
  });
  app.on('child-process-gone', (_event, { type, reason, exitCode }) => {
    if (reason === 'clean-exit') return;
    log('warn', 'child.gone', { type, reason, exitCode });
    // Chromium starts it again by itself.
    if (type === 'GPU') tell('graphics-restarted');
  });
  watchForSilence(window, log);
}

/** A page that does not answer is offered another start, for as long as it stays silent. */
function watchForSilence(window: BrowserWindow, log: Log): void {
  let asking: AbortController | null = null;
  window.on('unresponsive', () => {
    if (asking) return;
    log('warn', 'page.silent');
    asking = new AbortController();
    const { signal } = asking;
    const question = {
      type: 'warning' as const,
      message: WORDS.silentTitle,
      detail: WORDS.silentBody,
      buttons: [WORDS.wait, WORDS.reload],
      defaultId: 0,
      cancelId: 0,
      noLink: true,
      signal,
    };
    void dialog.showMessageBox(window, question).then(({ response }) => {
      asking = null;
      // One that hangs cannot load anything: it is ended, and begins anew like one that has crashed.
      if (response === 1 && !signal.aborted && !window.isDestroyed())
        window.webContents.forcefullyCrashRenderer();
    });
  });
  window.on('responsive', () => asking?.abort());
}
