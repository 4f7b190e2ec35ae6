/** Of what a tile costs to draw so much counts anew. */
const FRESH = 0.2;
const MOST = 12;
/** While it scrolls, evenly: laying out and painting come on top, in a frame that must not be late. */
const MOST_MOVING = 2;

/** How many tiles can be drawn in the time that there is, as far as those before tell. */
export class Pace {
  #cost = 1;

  /** @param time milliseconds that are left. */
  room(time: number, moving: boolean): number {
    return Math.min(moving ? MOST_MOVING : MOST, Math.max(1, Math.floor(time / this.#cost)));
  }

  /** So many tiles took so many milliseconds. */
  took(time: number, tiles: number): void {
    this.#cost += FRESH * (time / tiles - this.#cost);
  }
}
