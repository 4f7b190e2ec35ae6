/** Cells of the memory that both threads see. */
const WANTED = 0;
const STATE = 1;
const ENDED = 2;
const CELLS = 3;

const STARTING = 0;
const INSIDE = 1;
const GONE = 2;

/** Nobody waits longer than this for the other, in milliseconds. */
const MOST_WAIT = 1000;

/**
 * One thread fills a database in large transactions, the other must never wait long for its own small ones, nor close
 * or move the file while the first is still in it. SQLite's lock would do for the rest.
 */
export class SharedTurn {
  readonly memory: SharedArrayBuffer;
  readonly #cells: Int32Array<SharedArrayBuffer>;

  constructor(memory = new SharedArrayBuffer(CELLS * Int32Array.BYTES_PER_ELEMENT)) {
    this.memory = memory;
    this.#cells = new Int32Array(memory);
  }

  /** Does work that needs the database's lock: the thread that fills it gives way as soon as it can. */
  first<T>(work: () => T): T {
    Atomics.add(this.#cells, WANTED, 1);
    try {
      return work();
    } finally {
      Atomics.sub(this.#cells, WANTED, 1);
      Atomics.notify(this.#cells, WANTED);
    }
  }

  /** Has the other thread leave the database, and waits until it has. */
  end(): void {
    Atomics.store(this.#cells, ENDED, 1);
    Atomics.notify(this.#cells, ENDED);
    // It may sleep to give way, or be about to: another number keeps it from that.
    Atomics.add(this.#cells, WANTED, 1);
    Atomics.notify(this.#cells, WANTED);
    if (Atomics.compareExchange(this.#cells, STATE, STARTING, GONE) === INSIDE)
      Atomics.wait(this.#cells, STATE, INSIDE, MOST_WAIT);
  }

  /** Of the thread that fills: whether it may open the database. */
  enter(): boolean {
    return Atomics.compareExchange(this.#cells, STATE, STARTING, INSIDE) === STARTING;
  }

  /** Of the thread that fills: the database is closed. */
  leave(): void {
    Atomics.store(this.#cells, STATE, GONE);
    Atomics.notify(this.#cells, STATE);
  }

  /** Whether the other thread waits for the lock, or for the end. */
  get isWanted(): boolean {
    return Atomics.load(this.#cells, WANTED) > 0 || this.isEnded;
  }

  /** Settles when the other thread calls for the end. */
  async ended(): Promise<void> {
    await Atomics.waitAsync(this.#cells, ENDED, 0).value;
  }

  get isEnded(): boolean {
    return Atomics.load(this.#cells, ENDED) > 0;
  }

  /** Of the thread that fills, without the lock: lets the other go first. */
  giveWay(): void {
    const wanted = Atomics.load(this.#cells, WANTED);
    if (wanted > 0 && !this.isEnded) Atomics.wait(this.#cells, WANTED, wanted, MOST_WAIT);
  }
}
