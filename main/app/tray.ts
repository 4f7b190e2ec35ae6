import path from 'node:path';
import { Menu, Tray } from 'electron';
import { WORDS } from './words.ts';

export interface TrayOptions {
  readonly inProgress: () => number;
  readonly paused: () => boolean;
  readonly open: () => void;
  readonly pause: (paused: boolean) => void;
  readonly quit: () => void;
}

/** The icon beside the clock, for as long as the person wants one. */
export class TrayIcon {
  readonly #options: TrayOptions;
  #tray: Tray | null = null;
  #said = '';

  constructor(options: TrayOptions) {
    this.#options = options;
  }

  /** Shows or takes away the icon. Where the system has no place for one, there is none. */
  show(wanted: boolean): void {
    if (wanted === (this.#tray !== null)) return;
    if (!wanted) {
      this.#tray?.destroy();
      this.#tray = null;
      return;
    }
    const file = process.platform === 'darwin' ? 'trayTemplate.png' : 'tray.png';
    this.#tray = new Tray(path.join(import.meta.dirname, '..', 'renderer', file));
    // A click on a Mac opens the menu.
    if (process.platform !== 'darwin') this.#tray.on('click', this.#options.open);
    this.#said = '';
    this.look();
  }

  /** The queue is different now. */
  look(): void {
    if (!this.#tray) return;
    const { inProgress, paused, open, pause, quit } = this.#options;
    const status = WORDS.trayStatus(inProgress(), paused());
    if (status === this.#said) return;
    this.#said = status;
    this.#tray.setToolTip(`Kinora: ${status}`);
    const isPaused = paused();
    this.#tray.setContextMenu(
      Menu.buildFromTemplate([
        { label: status, enabled: false },
        { type: 'separator' },
        { label: WORDS.trayOpen, click: open },
        { label: isPaused ? WORDS.trayResume : WORDS.trayPause, click: () => pause(!isPaused) },
        { type: 'separator' },
        { label: WORDS.trayQuit, click: quit },
      ]),
    );
  }
}
