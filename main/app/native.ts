import { app, type BrowserWindow, Menu } from 'electron';
import type { Place } from '../../preload/contract/keyboard.ts';
import type { Engine } from '../core/job/engine.ts';
import type { Job } from '../core/job/state.ts';
import { isUnderWay } from '../core/job/under-way.ts';
import type { ClipRecord } from '../core/library/clip-record.ts';
import type { Log } from '../core/ports.ts';
import { watchForCrashes } from './crash.ts';
import { bringUp, type Leaving } from './lifecycle.ts';
import { isUsed, menuTemplate, PLACED } from './menu.ts';
import { Notifier } from './notify.ts';
import type { SettingsStore } from './settings.ts';
import { Signs } from './signs.ts';
import type { Tell } from './tell.ts';
import { TrayIcon } from './tray.ts';
import { WORDS } from './words.ts';

/** Under the title bar. */
const MENU_AT = { x: 12, y: 48 };

export interface NativeOptions {
  readonly engine: Engine;
  readonly settings: SettingsStore;
  readonly tell: Tell;
  readonly leaving: Pick<Leaving, 'quit' | 'inProgress'>;
  readonly window: BrowserWindow;
  readonly setPaused: (paused: boolean) => void;
  readonly openStatus: () => void;
  readonly log: Log;
}

/** Everything around the window that tells of the queue. Loaded when the window is there. */
export class Native {
  readonly #notifier: Notifier;
  readonly #signs: Signs;
  readonly #tray: TrayIcon;
  readonly #options: NativeOptions;
  #menu = new Menu();
  #place: Place = 'animate';

  constructor(options: NativeOptions) {
    const { engine, settings, tell, leaving, window, setPaused, log } = options;
    this.#options = options;
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
    watchForCrashes({
      window,
      clock: engine.clock,
      log,
      tell: (code) => tell.notice('warning', { code }),
    });
    // Its page was there before anybody watched it.
    if (window.webContents.isCrashed()) window.webContents.reload();
    this.showMenu();
  }

  /** Makes the menu, in the language that is spoken now. */
  showMenu(): void {
    const { tell, openStatus } = this.#options;
    const { platform } = process;
    const press = tell.press.bind(tell);
    const template = menuTemplate({ platform, packaged: app.isPackaged, words: WORDS, press, openStatus });
    this.#menu = Menu.buildFromTemplate(template);
    this.setPlace(this.#place);
    Menu.setApplicationMenu(this.#menu);
  }

  /** The person is somewhere else: what is of no use there is greyed out. */
  setPlace(place: Place): void {
    this.#place = place;
    for (const id of PLACED) {
      const item = this.#menu.getMenuItemById(id);
      if (item) item.enabled = isUsed(id, place);
    }
  }

  /** Shows all of it beside the page. */
  openMenu(): void {
    const { window } = this.#options;
    if (!window.isDestroyed()) this.#menu.popup({ window, ...MENU_AT });
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
