import { app, autoUpdater, type BrowserWindow, dialog, powerMonitor } from 'electron';
import { handoverIn } from './command/handover.ts';
import { WORDS } from './words.ts';

/** Nothing that is written needs longer; nothing depends on the quit path having run. */
const QUIT_MS = 5000;

/** Puts a window before the person, wherever it was. */
export function bringUp(window: BrowserWindow | null): void {
  if (window?.isMinimized()) window.restore();
  window?.show();
  window?.focus();
}

export interface OneInstance {
  readonly window: () => BrowserWindow | null;
  /** Opens the window where there is none: this instance has only done commands so far. */
  readonly open: () => void;
  /** Whether the app may end with its last window. */
  readonly mayEnd: () => boolean;
  /** The lock is held already. */
  readonly isFirst: boolean;
}

/** True for the first start. A second one brings the first's window to the front and ends; commands need no window. */
export function keepOneInstance({ window, open, mayEnd, isFirst }: OneInstance): boolean {
  if (!isFirst && !app.requestSingleInstanceLock()) {
    app.quit();
    return false;
  }
  const show = (): void => {
    const own = window();
    if (own) bringUp(own);
    else open();
  };
  app.on('second-instance', (_event, _argv, _folder, data) => {
    if (!handoverIn(data)) show();
  });
  app.on('activate', show);
  app.on('window-all-closed', () => {
    if (mayEnd()) app.quit();
  });
  return true;
}

export interface LeavingOptions {
  readonly window: () => BrowserWindow | null;
  /** Jobs to which more will happen without the person. */
  readonly inProgress: () => number;
  /** Whether Kinora goes on without its window. */
  readonly staysOpen: () => boolean;
  /** The person was asked, and does not want it to end. */
  readonly onStay: () => void;
}

/**
 * Asks before Kinora ends while clips are in progress, unless the system ends or the person has been asked. Closing
 * the window ends Kinora, too, or only hides the window.
 */
export class Leaving {
  readonly #options: LeavingOptions;
  #sure = false;
  #asking = false;
  #ending = false;
  /** For an update the system closes the windows, and nothing has been ended yet. */
  #updating = false;

  constructor(options: LeavingOptions) {
    this.#options = options;
    app.on('before-quit', (event) => {
      if (this.#sure || options.inProgress() === 0) {
        this.#ending = true;
        return;
      }
      event.preventDefault();
      void this.#ask();
    });
    // A computer that is switched off does not wait for an answer, and nothing would be lost by it.
    powerMonitor.on('shutdown', () => this.#beSure());
    // There the system closes the windows before it says that the app quits.
    if (process.platform === 'darwin' && app.isPackaged) {
      autoUpdater.on('before-quit-for-update', () => {
        this.#updating = true;
        this.#beSure();
      });
      // It did not come to that: the app goes on, and asks again. Any other error has nothing to do with leaving.
      autoUpdater.on('error', () => {
        if (this.#updating) this.#stay();
      });
      // From here on everything is being ended: nothing is left to stay with.
      app.on('will-quit', () => {
        this.#updating = false;
      });
    }
    for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) process.on(signal, () => this.quit());
  }

  /** Jobs to which more will happen without the person. */
  inProgress(): number {
    return this.#options.inProgress();
  }

  /** Ends Kinora without a question. */
  quit(): void {
    this.#beSure();
    app.quit();
  }

  /** What happens when the person closes this window. */
  watch(window: BrowserWindow): void {
    window.on('query-session-end', () => this.#beSure());
    window.on('session-end', () => this.#beSure());
    window.on('close', (event) => {
      if (this.#ending || this.#sure) return;
      event.preventDefault();
      if (this.#options.staysOpen()) window.hide();
      else app.quit();
    });
  }

  #stay(): void {
    this.#updating = false;
    this.#sure = false;
    this.#ending = false;
    this.#options.onStay();
  }

  #beSure(): void {
    this.#sure = true;
  }

  async #ask(): Promise<void> {
    if (this.#asking) return;
    this.#asking = true;
    const own = this.#options.window();
    const question = {
      type: 'question' as const,
      message: WORDS.quitTitle(this.#options.inProgress()),
      detail: WORDS.quitBody,
      buttons: [WORDS.stay, WORDS.quit],
      defaultId: 0,
      cancelId: 0,
      noLink: true,
    };
    if (own) bringUp(own);
    const { response } = await (own ? dialog.showMessageBox(own, question) : dialog.showMessageBox(question));
    this.#asking = false;
    if (response === 1) this.quit();
    else this.#options.onStay();
  }
}

/**
 * Takes all steps, one after the other, once before the app ends, but never lets them hold it up. One that fails is told
 * and does not keep those after it from being taken.
 * @param exitCode of a start that was a command; null for any other.
 */
export function onQuit(
  steps: readonly (() => unknown)[],
  failed: (error: unknown) => void,
  exitCode: () => Promise<number | null> = async () => null,
): void {
  let finished = false;
  app.on('will-quit', (event) => {
    if (finished) return;
    event.preventDefault();
    const limit = new Promise<void>((end) => setTimeout(end, QUIT_MS));
    void Promise.race([takeAll(steps, failed), limit]).then(async () => {
      const code = await exitCode();
      finished = true;
      if (code === null) app.quit();
      else app.exit(code);
    });
  });
}

async function takeAll(steps: readonly (() => unknown)[], failed: (error: unknown) => void): Promise<void> {
  for (const step of steps)
    try {
      await step();
    } catch (error) {
      failed(error);
    }
}

/** Says why Kinora cannot start and ends. */
export function refuseToStart(words: string): void {
  console.error(words);
  dialog.showErrorBox(WORDS.cannotStart, words);
  app.exit(1);
}
