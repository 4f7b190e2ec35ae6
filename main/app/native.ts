import type { BrowserWindow } from 'electron';
import type { Engine } from '../core/job/engine.ts';
import type { Job } from '../core/job/state.ts';
import { isUnderWay } from '../core/job/under-way.ts';
import type { ClipRecord } from '../core/library/clip-record.ts';
import { bringUp, type Leaving } from './lifecycle.ts';
import { Notifier } from './notify.ts';
import type { SettingsStore } from './settings.ts';
import { Signs } from './signs.ts';
import type { Tell } from './tell.ts';
import { TrayIcon } from './tray.ts';

export interface NativeOptions {
  readonly engine: Engine;
  readonly settings: SettingsStore;
  readonly tell: Tell;
  readonly leaving: Pick<Leaving, 'quit' | 'inProgress'>;
  readonly window: BrowserWindow;
  readonly setPaused: (paused: boolean) => void;
}

/** Everything around the window that tells of the queue. Loaded when the window is there. */
export class Native {
  readonly #notifier: Notifier;
  readonly #signs: Signs;
  readonly #tray: TrayIcon;

  constructor({ engine, settings, tell, leaving, window, setPaused }: NativeOptions) {
    const own = (): BrowserWindow | null => (window.isDestroyed() ? null : window);
    this.#notifier = new Notifier({
      settings,
      clock: engine.clock,
      window: own,
      moneyOf: (jobId) => engine.journal.ledger.ofJob(jobId),
      isUnderWay: (batchId) =>
        engine.jobsOfBatch(batchId).some((job) => {
          const { hold } = engine.notes(job.id);
          return isUnderWay(job) && (hold === null || hold === 'slot');
        }),
      show: (show) => tell.show(show),
      chime: () => tell.chime(),
    });
    this.#signs = new Signs({ engine, window: own });
    this.#tray = new TrayIcon({
      inProgress: () => leaving.inProgress(),
      paused: () => engine.paused,
      open: () => bringUp(own()),
      pause: setPaused,
      quit: () => leaving.quit(),
    });
    this.#tray.show(settings.get().tray);
    this.#signs.look();
    window.on('focus', () => this.#signs.seen());
  }

  job(job: Job): void {
    this.#notifier.job(job);
    this.queue();
  }

  clip(clip: ClipRecord): void {
    this.#notifier.ready(clip);
    this.#signs.ready();
  }

  /** The queue is different now. */
  queue(): void {
    this.#signs.look();
    this.#tray.look();
  }

  showTray(wanted: boolean): void {
    this.#tray.show(wanted);
  }

  stop(): void {
    this.#signs.stop();
    this.#tray.show(false);
  }
}
