import { PRACTICE_ACCOUNT } from '../../../preload/contract/vocabulary.ts';
import { findModel } from '../catalogue/catalogue.ts';
import type { RunKind, RunsTable } from '../store/runs-table.ts';
import { type Completion, ENOUGH_RUNS, fitCompletion, HISTORY } from './poll/completion.ts';
import type { Job } from './state.ts';

/** Where neither the service nor the catalogue says how long such a job takes. */
const UNKNOWN_SECONDS = 300;
/** What can be meant by a job's time, in milliseconds. */
const MEANT = { least: 1000, most: 24 * 3_600_000 };

/** The service is believed this many times more or less than usual: a wild estimate must not keep a clip waiting. */
const FACTOR = 4;

const kindOf = ({ accountId, recipe }: Job): RunKind => {
  const { duration } = recipe.params;
  const seconds = Number.isSafeInteger(Number(duration)) ? Number(duration) : 0;
  return { practice: accountId === PRACTICE_ACCOUNT, modelId: recipe.modelId, seconds };
};

const keyOf = ({ practice, modelId, seconds }: RunKind): string => `${practice} ${modelId} ${seconds}`;

/**
 * How long jobs take: from our own runs, before that from what the service expects, before that from the catalogue.
 * All times are the real service's; who runs faster scales them.
 */
export class History {
  readonly #runs: RunsTable;
  /** Seconds that the last runs of a kind took. */
  readonly #seconds = new Map<string, number[]>();
  readonly #guesses = new Map<string, number>();
  readonly #completions = new Map<string, Completion>();

  constructor(runs: RunsTable) {
    this.#runs = runs;
  }

  /** When a job like this one is done, in seconds after the service took it on. The same object until more is known. */
  completion(job: Job): Completion {
    const kind = keyOf(kindOf(job));
    let seconds = this.#seconds.get(kind);
    if (!seconds) {
      seconds = this.#runs.last(kindOf(job), HISTORY).map((ms) => ms / 1000);
      this.#seconds.set(kind, seconds);
    }
    const guess = seconds.length < ENOUGH_RUNS ? this.#guess(job) : 0;
    const key = `${kind} ${guess}`;
    let completion = this.#completions.get(key);
    if (!completion) {
      completion = fitCompletion(seconds, guess);
      this.#completions.set(key, completion);
    }
    return completion;
  }

  /** The service expects this job to take so many milliseconds; to be called inside a journal transaction. */
  expect(job: Job, ms: number): void {
    if (!(ms >= MEANT.least && ms <= MEANT.most)) return;
    this.#runs.expect(job.id, kindOf(job), ms);
    this.#guesses.delete(job.id);
  }

  /** This job has made its clip; to be called inside a journal transaction. */
  ended(job: Job, ms: number, at: number): void {
    // What was asked of an imported job is not known.
    if (job.imported || !(ms >= MEANT.least && ms <= MEANT.most)) return;
    this.#runs.end(job.id, kindOf(job), ms, at);
    this.#guesses.delete(job.id);
    this.#seconds.clear();
    this.#completions.clear();
  }

  /** Whole seconds: jobs that are expected to take as long share what is known of them. */
  #guess(job: Job): number {
    let guess = this.#guesses.get(job.id);
    if (guess === undefined) {
      const expected = this.#runs.expected(job.id);
      const usual = typical(job);
      guess = Math.round(
        Math.min(usual * FACTOR, Math.max(usual / FACTOR, (expected ?? usual * 1000) / 1000)),
      );
      this.#guesses.set(job.id, guess);
    }
    return guess;
  }
}

const typical = (job: Job): number => findModel(job.recipe.modelId)?.typicalSeconds ?? UNKNOWN_SECONDS;
