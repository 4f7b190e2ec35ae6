import path from 'node:path';
import type { Log } from '../core/ports.ts';
import type { MakeClip } from '../practice/make-clip.ts';
import type { PracticeService } from '../practice/service.ts';

/** Practice jobs take seconds instead of minutes: 120 s become 3.6 s. */
export const PRACTICE_SCALE = 0.03;

export interface PracticeAddress {
  readonly url: string;
  readonly key: string;
}

export interface PracticeOptions {
  readonly userData: string;
  readonly timeScale: number;
  readonly makeClip: MakeClip;
  readonly log: Log;
  /** The service listens: calls that failed meanwhile may be tried again. */
  readonly onStarted: () => void;
}

/** The practice service inside the app. It listens only while it is wanted and keeps its state in `<userData>/practice`. */
export class Practice {
  readonly #options: PracticeOptions;
  #wanted = false;
  /** Counts starts and stops: a start that was overtaken changes nothing any more. */
  #turn = 0;
  #starting: Promise<PracticeService | null> | null = null;
  #service: PracticeService | null = null;
  /** Its folder belongs to one service at a time. */
  #closing: Promise<void> = Promise.resolve();

  constructor(options: PracticeOptions) {
    this.#options = options;
  }

  /** Null while the service does not listen. */
  get address(): PracticeAddress | null {
    return this.#service;
  }

  /**
   * Wants the service and lets it start; `ready` tells when it has.
   * @param when it need not start before, unless somebody asks for it.
   */
  start(when: Promise<void> = Promise.resolve()): void {
    this.#wanted = true;
    void when.then(() => this.ready());
  }

  /** The service's address as soon as it listens; null when it is not wanted or cannot start. Never rejects. */
  ready(): Promise<PracticeAddress | null> {
    if (!this.#wanted) return Promise.resolve(null);
    this.#starting ??= this.#begin();
    return this.#starting;
  }

  /** Ends the service. Its jobs go on by the clock all the same. */
  stop(): Promise<void> {
    const ending = this.#starting;
    this.#wanted = false;
    this.#turn += 1;
    this.#starting = null;
    this.#service = null;
    if (ending) this.#closing = ending.then((service) => service?.close()).catch(() => undefined);
    return this.#closing;
  }

  async #begin(): Promise<PracticeService | null> {
    const { userData, timeScale, makeClip, log, onStarted } = this.#options;
    this.#turn += 1;
    const turn = this.#turn;
    try {
      await this.#closing;
      const dir = path.join(userData, 'practice');
      // A start with a key never needs it.
      const { startService } = await import('../practice/service.ts');
      const service = await startService({ dir, timeScale, makeClip, log });
      // Stopped meanwhile: whoever stopped it closes it.
      if (turn !== this.#turn) return service;
      this.#service = service;
      onStarted();
      return service;
    } catch (error) {
      log('error', 'practice.start', { error: String(error) });
      // The next call that needs the service tries again.
      if (turn === this.#turn) this.#starting = null;
      return null;
    }
  }
}
