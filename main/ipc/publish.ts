import { type Change, type ChangesEvent, change } from '../../preload/contract/schemas/snapshot.ts';
import type { Clock, Log } from '../core/ports.ts';
import { viewsOf } from './leave-out.ts';

/** At most ten pushes a second. */
const PAUSE_MS = 100;

/**
 * Tells the page what changed: merged per thing, numbered without gaps, at most ten times a second, parsed by the
 * contract one by one before they leave. With no page nothing is kept: a page starts from the snapshot.
 */
export class Publisher {
  readonly #clock: Clock;
  readonly #log: Log;
  readonly #pending = new Map<string, () => Change | null>();
  #send: ((event: ChangesEvent) => void) | null = null;
  #revision = 0;
  #waiting = false;
  #last = Number.NEGATIVE_INFINITY;

  constructor(clock: Clock, log: Log) {
    this.#clock = clock;
    this.#log = log;
  }

  /** Number of the last push; a snapshot carries it. */
  get revision(): number {
    return this.#revision;
  }

  /** Where pushes go; null while there is no page. */
  to(send: ((event: ChangesEvent) => void) | null): void {
    this.#send = send;
    this.#pending.clear();
  }

  /**
   * Notes that something changed. The view is made when it is sent, so many changes in a moment cost one.
   * @param key what it is of: a later note of the same key replaces an earlier one.
   */
  note(key: string, view: () => Change | null): void {
    if (!this.#send) return;
    this.#pending.delete(key);
    this.#pending.set(key, view);
    if (this.#waiting) return;
    this.#waiting = true;
    const since = this.#clock.monotonic() - this.#last;
    this.#clock.after(Math.max(0, PAUSE_MS - since), () => this.#flush());
  }

  /** Lets the page load everything anew: the gap in the numbers tells it with the next push. */
  skip(): void {
    this.#revision += 1;
  }

  #flush(): void {
    this.#waiting = false;
    this.#last = this.#clock.monotonic();
    const views = [...this.#pending.values()];
    this.#pending.clear();
    const changes = viewsOf(views, change, (view) => view(), this.#log);
    if (!this.#send || changes.length === 0) return;
    this.#revision += 1;
    this.#send({ revision: this.#revision, changes });
  }
}
