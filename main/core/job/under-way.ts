import { isFinal } from '../../../preload/contract/vocabulary.ts';
import type { Engine } from './engine.ts';
import { isAt, type Job } from './state.ts';

/** Whether more will happen to a job without the person. */
export function isUnderWay(job: Job): boolean {
  return !isFinal(job.state.name) && !isAt(job, 'draft', 'absent', 'asking');
}

/** Whether any job sends or fetches something at this moment. */
export const isTransferring = (engine: Pick<Engine, 'jobs' | 'notes'>): boolean =>
  engine
    .jobs()
    .some(
      (job) =>
        isAt(job, 'uploading', 'prepared', 'sending', 'downloading') && engine.notes(job.id).hold === null,
    );

/** How much of a job is done in each place, from 0 to 1; roughly, because nobody knows how long the service takes. */
const SHARES: Readonly<Partial<Record<Job['state']['name'], number>>> = {
  queued: 0,
  uploading: 0.05,
  prepared: 0.1,
  sending: 0.1,
  unknown: 0.1,
  pending: 0.15,
  processing: 0.4,
  cancelling: 0.4,
  downloading: 0.9,
};

/** How far the queue has come since it last had nothing to do. */
export class Round {
  #ids = new Set<string>();

  /** @returns from 0 to 1, or null while nothing is under way. Jobs that have left the queue count as done. */
  share(jobs: readonly Job[]): number | null {
    const moving = new Map(jobs.filter(isUnderWay).map((job) => [job.id, job]));
    if (moving.size === 0) {
      this.#ids = new Set();
      return null;
    }
    for (const id of moving.keys()) this.#ids.add(id);
    let done = 0;
    for (const id of this.#ids) {
      const job = moving.get(id);
      done += job ? (SHARES[job.state.name] ?? 0) : 1;
    }
    return done / this.#ids.size;
  }
}
