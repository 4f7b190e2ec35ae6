import { app } from 'electron';
import { type Handover, handoverIn } from './handover.ts';

type Serve = (handover: Handover) => Promise<void>;

/** Commands that are at work in this instance: its own, and those that further starts hand over to it. */
export class CommandDesk {
  readonly #waiting: Handover[] = [];
  readonly #watchers = new Set<() => void>();
  #serve: Serve | null = null;
  #running = 0;

  constructor() {
    app.on('second-instance', (_event, _argv, _folder, data) => {
      const handover = handoverIn(data);
      if (handover) this.#add(handover);
    });
  }

  /** Who answers commands from now on, also those that wait already. */
  to(serve: Serve): void {
    this.#serve = serve;
    for (const handover of this.#waiting.splice(0)) this.#add(handover);
  }

  /** Whether somebody waits for one of them. */
  get busy(): boolean {
    return this.#running > 0;
  }

  /** Counts as a command for as long as it takes. */
  async during(work: () => Promise<void>): Promise<void> {
    this.#running += 1;
    try {
      await work();
    } finally {
      this.#running -= 1;
    }
  }

  /** Calls back after each change of a job or clip; returns its own end. */
  watch(look: () => void): () => void {
    this.#watchers.add(look);
    return () => this.#watchers.delete(look);
  }

  /** A job or a clip is different now. */
  changed(): void {
    for (const look of this.#watchers) look();
  }

  #add(handover: Handover): void {
    const serve = this.#serve;
    if (serve) void this.during(() => serve(handover));
    else this.#waiting.push(handover);
  }
}
