/** Of a person's last letters so many tell how fast they type. */
const LETTERS = 4;
/** Half as long again as the longest time between two of them is a rest. */
const LONGER = 1.5;
const SHORTEST_MS = 200;
/** Few letters come later than this; people take 0.24 s on average (Dhakal et al., CHI 2018). */
const LONGEST_MS = 500;

/** Tells when a person who types has come to rest: sooner of one who types fast. */
export class Rhythm {
  #last = Number.NEGATIVE_INFINITY;
  #between: readonly number[] = [];

  /** A letter was typed at `now`, in milliseconds of any clock. */
  letter(now: number): void {
    const since = now - this.#last;
    this.#last = now;
    // A longer one is a rest itself.
    if (since <= LONGEST_MS) this.#between = [...this.#between, since].slice(-LETTERS);
  }

  /** How long after the last letter no further one is expected, in milliseconds. */
  get rest(): number {
    if (this.#between.length === 0) return LONGEST_MS;
    return Math.min(LONGEST_MS, Math.max(SHORTEST_MS, LONGER * Math.max(...this.#between)));
  }
}
