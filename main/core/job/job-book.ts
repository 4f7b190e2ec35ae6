import { type MicroCents, sum } from '../../../preload/contract/money.ts';
import { isFinal, PRACTICE_ACCOUNT } from '../../../preload/contract/vocabulary.ts';
import type { Journal } from '../store/journal.ts';
import { expectedCost, isCharged, type Job } from './state.ts';

/** Nothing goes on with it by itself. */
const isOver = ({ state }: Job): boolean => isFinal(state.name) || state.name === 'absent';

/** The jobs that the queue shows, as the journal has them, in the queue's order. */
export class JobBook {
  readonly #journal: Journal;
  readonly #jobs = new Map<string, Job>();

  constructor(journal: Journal) {
    this.#journal = journal;
  }

  /**
   * Reads every job that the journal holds.
   * @param unreadable called for each row that makes no sense.
   */
  load(unreadable: () => void): void {
    for (const job of this.#journal.jobs.shown(unreadable)) this.#jobs.set(job.id, job);
  }

  all(): Job[] {
    return [...this.#jobs.values()];
  }

  ofBatch(batchId: string): Job[] {
    return this.all().filter((job) => job.batchId === batchId);
  }

  get(id: string): Job | null {
    return this.#jobs.get(id) ?? null;
  }

  /** Takes in a job as it was just written. */
  set(job: Job): void {
    this.#jobs.set(job.id, job);
  }

  /** Takes in new jobs, each at its own place. */
  add(jobs: readonly Job[]): void {
    for (const job of jobs) this.set(job);
    this.#sort();
  }

  /**
   * Takes finished jobs out, and writes `also` in the same transaction; their rows and their money stay.
   * @returns those that were finished.
   */
  dismiss(ids: readonly string[], also?: () => void): string[] {
    const gone = ids.filter((id) => {
      const job = this.#jobs.get(id);
      return job !== undefined && isOver(job);
    });
    this.#journal.write(() => {
      for (const id of gone) this.#journal.jobs.dismiss(id);
      also?.();
    });
    for (const id of gone) this.#jobs.delete(id);
    return gone;
  }

  /** Brings back what was taken out, but where another job stands in its place. @returns those that are back. */
  undismiss(ids: readonly string[]): Job[] {
    const { jobs } = this.#journal;
    const back = ids.flatMap((id) => {
      const job = this.#jobs.has(id) || jobs.isReplaced(id) ? null : jobs.get(id);
      return job && isOver(job) ? [job] : [];
    });
    this.#journal.write(() => {
      for (const { id } of back) jobs.undismiss(id);
    });
    this.add(back);
    return back;
  }

  /** Puts jobs into this order among themselves, durably. @returns those whose place is another one now. */
  reorder(ids: readonly string[]): Job[] {
    const jobs = ids.flatMap((id) => this.#jobs.get(id) ?? []);
    const places = jobs.map(({ position }) => position).sort((a, b) => a - b);
    const placed = jobs.flatMap((job, index) => {
      const position = places[index] ?? job.position;
      return position === job.position ? [] : [{ ...job, position }];
    });
    if (placed.length === 0) return [];
    this.#journal.write(() => {
      for (const { id, position } of placed) this.#journal.jobs.place(id, position);
    });
    for (const job of placed) this.set(job);
    this.#sort();
    return placed;
  }

  #sort(): void {
    const all = this.all().sort((a, b) => a.position - b.position);
    this.#jobs.clear();
    for (const job of all) this.set(job);
  }

  /** Prices of jobs that may still be charged, practice left out. */
  pendingMoney(): MicroCents {
    const open = this.all().filter(
      ({ accountId, state }) =>
        accountId !== PRACTICE_ACCOUNT &&
        state.name !== 'absent' &&
        !isFinal(state.name) &&
        !isCharged(state),
    );
    return sum(open.map(expectedCost));
  }
}
