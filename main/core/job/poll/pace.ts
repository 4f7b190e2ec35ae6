/** Requests per second that an account may be asked for, as long as the service does not say less. */
const PER_SECOND = 5;
const LEAST_PER_SECOND = 0.1;
/** Each answer allows so many more per second again. */
const REGAIN = 0.1;
/** Requests even out on the way: asked for a little less, none arrives above the quota. */
const MARGIN = 1.1;
/** Usual pauses until the next look after the first, second and every later failure in a row. */
const BACK_OFF = [1, 4, 16];
const LONGEST_BACK_OFF = 150;

/** How fast one account may be asked: a quota, and patience with a service that refuses. Times in seconds. */
export class Pace {
  readonly #most: number;
  #perSecond: number;
  #askedAt = Number.NEGATIVE_INFINITY;
  #notBefore = Number.NEGATIVE_INFINITY;
  #failures = 0;

  constructor(perSecond = PER_SECOND) {
    this.#most = perSecond;
    this.#perSecond = perSecond;
  }

  /** No request before this moment. */
  get freeAt(): number {
    return Math.max(this.#notBefore, this.#askedAt + MARGIN / this.#perSecond);
  }

  asked(now: number): void {
    this.#askedAt = now;
  }

  answered(): void {
    this.#failures = 0;
    this.#perSecond = Math.min(this.#most, this.#perSecond + REGAIN);
  }

  /**
   * The service refused or was not there.
   * @param usual the pause there would have been otherwise; `slower` when it said that there are too many requests.
   */
  refused(now: number, usual: number, slower: boolean, random: number): void {
    if (slower) this.#perSecond = Math.max(LEAST_PER_SECOND, this.#perSecond / 2);
    const pauses = BACK_OFF[Math.min(this.#failures, BACK_OFF.length - 1)] ?? 1;
    this.#failures += 1;
    this.#notBefore = now + Math.min(LONGEST_BACK_OFF, usual * pauses) * (0.5 + random);
  }

  /** What was learned from failures no longer holds back, from `at` on. */
  forgive(at: number): void {
    this.#failures = 0;
    this.#notBefore = at;
  }
}
