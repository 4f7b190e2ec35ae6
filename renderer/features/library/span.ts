/**
 * Chromium lays nothing out past 2^25 pixels (LayoutUnit: 32 bits, 1/64 pixel), and places things to the pixel only
 * up to about 2^24 (32-bit floats of the compositor). A roll that is longer is scrolled through a shorter one.
 */
const LONGEST = 8_000_000;
/** A longer way than this within one event is no wheel and no key. */
const LEAP = 4000;

/** Where a roll of any length is scrolled to, and how a scroller of limited length says so. */
export class Span {
  /** Height of the roll, and of what is seen of it. */
  #height = 0;
  #page = 0;
  /** Distance from the roll's beginning to what is seen. */
  #top = 0;
  /** The same of the scroller, as last heard or told. */
  #scrolled = 0;

  get top(): number {
    return this.#top;
  }

  get page(): number {
    return this.#page;
  }

  get height(): number {
    return this.#height;
  }

  /** How far the roll is scrolled at its end. */
  get end(): number {
    return Math.max(0, this.#height - this.#page);
  }

  /** Height of what is inside the scroller. */
  get inner(): number {
    return Math.min(this.#height, LONGEST);
  }

  /** To be taken from a distance within the roll to find the place inside the scroller. */
  get offset(): number {
    return this.#top - this.#scrolled;
  }

  get #innerEnd(): number {
    return Math.max(0, this.inner - this.#page);
  }

  /** Where the scroller must be for the roll to be where it is, and its thumb at the truth. */
  get #truth(): number {
    if (this.#height <= LONGEST) return this.#top;
    return Math.round((this.#top / this.end) * this.#innerEnd);
  }

  resize(height: number, page: number): void {
    this.#height = height;
    this.#page = page;
    this.moveTo(this.#top);
  }

  /** Goes to a distance from the roll's beginning. Returns where the scroller has to be put. */
  moveTo(top: number): number {
    this.#top = Math.min(this.end, Math.max(0, top));
    this.#scrolled = this.#truth;
    return this.#scrolled;
  }

  /** The scroller was found here: by wheel and keys the roll moves just as far, by a leap to the same part of the whole. */
  follow(scrolled: number): void {
    const by = scrolled - this.#scrolled;
    this.#scrolled = scrolled;
    const there =
      this.#height <= LONGEST
        ? scrolled
        : Math.abs(by) > LEAP
          ? (scrolled / this.#innerEnd) * this.end
          : this.#top + by;
    this.#top = Math.min(this.end, Math.max(0, there));
  }

  /** The scroller is about to end where the roll goes on. */
  get cornered(): boolean {
    const { top, end } = this;
    const before = this.#scrolled < this.#page && top > this.#page;
    return before || (this.#innerEnd - this.#scrolled < this.#page && end - top > this.#page);
  }

  /** Where the scroller belongs, when it is not there; null: it is. What is seen does not move by it. */
  straighten(): number | null {
    const truth = this.#truth;
    if (Math.abs(truth - this.#scrolled) < 1) return null;
    this.#scrolled = truth;
    return truth;
  }
}
