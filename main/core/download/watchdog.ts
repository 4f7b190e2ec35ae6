import type { Clock } from '../ports.ts';

/** Fewer bytes than this in a stall window is as good as none. */
const ALIVE_BYTES = 1024;
/** Below this rate in bytes a second a line is slow rather than dead, and gets twice the time. */
const SLOW_RATE = 64_000;

/** Calls back once when too little has come in for too long. */
export class Watchdog {
  readonly #clock: Clock;
  readonly #stallMs: number;
  readonly #onStall: () => void;
  readonly #startedAt: number;
  #bytes = 0;
  #held = false;
  #mark: { at: number; bytes: number };
  #cancel: () => void;

  constructor(clock: Clock, stallMs: number, onStall: () => void) {
    this.#clock = clock;
    this.#stallMs = stallMs;
    this.#onStall = onStall;
    this.#startedAt = clock.monotonic();
    this.#mark = { at: this.#startedAt, bytes: 0 };
    this.#cancel = clock.after(stallMs, () => this.#check());
  }

  /** Tells of bytes that have arrived. */
  feed(bytes: number): void {
    this.#bytes += bytes;
    if (this.#bytes - this.#mark.bytes >= ALIVE_BYTES) this.alive();
  }

  /** Tells of any other sign of life. */
  alive(): void {
    this.#mark = { at: this.#clock.monotonic(), bytes: this.#bytes };
  }

  /** While held, silence is this side's doing and does not count. */
  hold(held: boolean): void {
    this.#held = held;
    this.alive();
  }

  stop(): void {
    this.#cancel();
  }

  #check(): void {
    if (this.#held) this.alive();
    const now = this.#clock.monotonic();
    // Up to the last sign of life: the silence itself must not make a fast line a slow one.
    const rate = (this.#bytes * 1000) / Math.max(1, this.#mark.at - this.#startedAt);
    const patience = this.#bytes > 0 && rate < SLOW_RATE ? 2 * this.#stallMs : this.#stallMs;
    const left = this.#mark.at + patience - now;
    if (left <= 0) this.#onStall();
    else this.#cancel = this.#clock.after(left, () => this.#check());
  }
}
