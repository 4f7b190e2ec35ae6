/** Longer than this from frame to frame, one was missed. */
const LATE_MS = 21;
/** Farther apart, they do not belong to one motion. */
const APART_MS = 100;
const LEAST = 1;
const MOST = 12;
/** While it scrolls, evenly: a row's worth within the frames that it takes to come. */
const MOST_MOVING = 3;

/** How many tiles may change in a frame: one more after each that came in time, half as many after one that came late. */
export class Stride {
  #room = 4;
  #before = 0;

  /**
   * @param now when this frame began; milliseconds.
   * @param moving whether the roll is scrolled meanwhile.
   */
  next(now: number, moving: boolean): number {
    const passed = now - this.#before;
    this.#before = now;
    if (passed < APART_MS)
      this.#room =
        passed > LATE_MS ? Math.max(LEAST, Math.floor(this.#room / 2)) : Math.min(MOST, this.#room + 1);
    return moving ? Math.min(MOST_MOVING, this.#room) : this.#room;
  }
}
