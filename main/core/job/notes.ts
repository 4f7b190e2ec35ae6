import type { Failure } from '../../../preload/contract/errors.ts';
import type { Hold } from '../../../preload/contract/vocabulary.ts';
import type { Work } from './schedule.ts';

/** What is true of a job beside its row, for as long as the app runs. */
export interface JobNotes {
  /** Not before this moment, milliseconds since 1970. */
  due: number;
  /** Attempts that failed in a row. */
  failures: number;
  hold: Hold | null;
  holdUntil: number | null;
  progress: { done: number; total: number | null } | null;
  /** What went wrong last, while it is tried again. */
  problem: Failure | null;
  /** What is being done for it right now. */
  busy: Work | null;
}

/** Notes of jobs by id, made when they are first asked for. */
export class NoteBook {
  readonly #notes = new Map<string, JobNotes>();

  of(jobId: string): JobNotes {
    let notes = this.#notes.get(jobId);
    if (!notes) {
      notes = { due: 0, failures: 0, hold: null, holdUntil: null, progress: null, problem: null, busy: null };
      this.#notes.set(jobId, notes);
    }
    return notes;
  }

  forget(jobId: string): void {
    this.#notes.delete(jobId);
  }
}
