import type { JobView } from '../../../preload/contract/schemas/views.ts';
import { useJobs } from '../../state/jobs.ts';
import { readyWords } from './news.ts';

/** Screen readers hear of what is ready at most once in this time. */
const QUIET_MS = 10_000;
/** Clips that end together are told of together. */
const TOGETHER_MS = 500;
/** After so long it has been heard; whoever comes across it later would take it for what is so now. */
const HEARD_MS = 5000;

/** Tells of clips that are ready: politely, and not too often. */
export class Spoken {
  readonly #say: (words: string) => void;
  #waiting: JobView[] = [];
  #last = Number.NEGATIVE_INFINITY;
  #speaks: ReturnType<typeof setTimeout> | undefined;
  #clears: ReturnType<typeof setTimeout> | undefined;

  /** @param say takes what is said now; empty once it has been heard. */
  constructor(say: (words: string) => void) {
    this.#say = say;
  }

  /** These have become ready. */
  add(ready: readonly JobView[]): void {
    if (ready.length === 0) return;
    this.#waiting.push(...ready);
    const quiet = this.#last + QUIET_MS - performance.now();
    this.#speaks ??= setTimeout(() => this.#speak(), Math.max(TOGETHER_MS, quiet));
  }

  stop(): void {
    clearTimeout(this.#speaks);
    clearTimeout(this.#clears);
  }

  #speak(): void {
    this.#speaks = undefined;
    this.#last = performance.now();
    this.#say(readyWords(this.#waiting, useJobs.getState().jobs));
    this.#waiting = [];
    clearTimeout(this.#clears);
    this.#clears = setTimeout(() => this.#say(''), HEARD_MS);
  }
}
