import { app, type BrowserWindow, powerSaveBlocker } from 'electron';
import type { Engine } from '../core/job/engine.ts';
import { isTransferring, isUnderWay, Round } from '../core/job/under-way.ts';

/** Changes come in bursts; nobody sees more of them. */
const LOOK_MS = 200;
/** No bar at all. */
const NONE = -1;

export interface SignsOptions {
  readonly engine: Engine;
  readonly window: () => BrowserWindow | null;
}

/**
 * What the desktop shows of the queue without the window: the bar on the icon, the number of clips that are ready and
 * not looked at. While something is being sent or fetched, the computer does not fall asleep by itself.
 */
export class Signs {
  readonly #options: SignsOptions;
  readonly #round = new Round();
  #waiting = false;
  #shown = '';
  #ready = 0;
  #blocker: number | null = null;

  constructor(options: SignsOptions) {
    this.#options = options;
  }

  /** A job is different now, or was until a moment ago. */
  look(): void {
    if (this.#waiting) return;
    this.#waiting = true;
    this.#options.engine.clock.after(LOOK_MS, () => {
      this.#waiting = false;
      const { engine } = this.#options;
      const jobs = engine.jobs();
      const holdOf = (id: string) => engine.notes(id).hold;
      this.#keepAwake(isTransferring(engine));
      const moving = jobs.filter(isUnderWay);
      this.#showBar(
        this.#round.share(jobs),
        moving.every(({ id }) => holdOf(id) !== null && holdOf(id) !== 'slot'),
      );
    });
  }

  /** A clip has come home. */
  ready(): void {
    if (!this.#options.window()?.isFocused()) this.#count(this.#ready + 1);
  }

  /** The person is here. */
  seen(): void {
    if (this.#ready > 0) this.#count(0);
  }

  stop(): void {
    this.#keepAwake(false);
  }

  #showBar(share: number | null, held: boolean): void {
    const value = share === null ? NONE : Math.round(share * 100) / 100;
    const mode = held ? 'paused' : 'normal';
    const window = this.#options.window();
    if (!window || this.#shown === `${value} ${mode}`) return;
    this.#shown = `${value} ${mode}`;
    window.setProgressBar(value, { mode: value === NONE ? 'none' : mode });
  }

  #count(ready: number): void {
    this.#ready = ready;
    // Windows has no numbers on its icons: there the button of the window lights up.
    if (process.platform === 'win32') this.#options.window()?.flashFrame(ready > 0);
    else app.setBadgeCount(ready);
  }

  #keepAwake(awake: boolean): void {
    if (awake && this.#blocker === null) this.#blocker = powerSaveBlocker.start('prevent-app-suspension');
    else if (!awake && this.#blocker !== null) {
      powerSaveBlocker.stop(this.#blocker);
      this.#blocker = null;
    }
  }
}
