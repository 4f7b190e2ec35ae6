import { existsSync } from 'node:fs';
import path from 'node:path';
import { app } from 'electron';
import type { UpdateView } from '../../preload/contract/schemas/updates.ts';
import type { UpdateNeeds, Updater, Updates } from './updates.ts';

const NONE: UpdateView = {
  state: 'none',
  version: null,
  share: 0,
  waits: false,
  checkedAt: null,
  problem: null,
};

/**
 * The file that says where updates are published: electron-builder packs it when a place is named. There is none in a
 * build without one, nor where the system has no way to change this copy. Unpackaged, a developer may name one.
 */
export function updateFile(given: string | null): string | null {
  if (!app.isPackaged) return given;
  const { PORTABLE_EXECUTABLE_FILE: portable, APPIMAGE: appImage } = process.env;
  const installed =
    process.platform !== 'linux' ||
    appImage !== undefined ||
    existsSync(path.join(process.resourcesPath, 'package-type'));
  const file = path.join(process.resourcesPath, 'app-update.yml');
  return portable === undefined && installed && existsSync(file) ? file : null;
}

/** Updates as the rest of the app sees them; what does the work is loaded only where there is a place to look. */
export class UpdateDesk {
  readonly #file: string | null;
  readonly #needs: Omit<UpdateNeeds, 'updater'>;
  #started: { readonly updates: Updates; readonly updater: () => Updater } | null = null;
  #restarting = false;

  constructor(file: string | null, needs: Omit<UpdateNeeds, 'updater'>) {
    this.#file = file;
    this.#needs = needs;
  }

  async start(): Promise<void> {
    if (this.#file === null) return;
    const { startUpdates } = await import('./updates-electron.ts');
    this.#started = startUpdates(this.#file, this.#needs);
    this.#needs.changed();
    this.look();
  }

  view(): UpdateView {
    return this.#started?.updates.view() ?? NONE;
  }

  /** Something may have changed that matters to updates: jobs, settings, or the day. */
  look(): void {
    this.#started?.updates.look();
  }

  check(): void {
    this.#started?.updates.check();
  }

  download(): void {
    this.#started?.updates.download();
  }

  /** Ends the app for the update, as if the person had quit. */
  restart(): void {
    if (!this.#started?.updates.isReady()) return;
    // On macOS the system itself changes the app once it has ended; elsewhere that begins when all else has ended.
    if (process.platform === 'darwin') this.#started.updater().install();
    else {
      this.#restarting = true;
      app.quit();
    }
  }

  /** The app goes on: when it ends later, it is not for the update. */
  stay(): void {
    this.#restarting = false;
  }

  /** The very last of a quit. The new copy must find nothing held by this one. */
  finish(): void {
    if (!this.#restarting) return;
    app.releaseSingleInstanceLock();
    this.#started?.updater().install();
  }
}
