import { fail, type Outcome, ok } from '../../../preload/contract/errors.ts';
import type { RecipeSource } from '../recipe.ts';
import type { LedgerEntry } from '../store/ledger-table.ts';
import type { Engine } from './engine.ts';

/** What is on record of a job beside its row. */
export interface JobDetails {
  /** The files that it takes. */
  readonly inputs: readonly RecipeSource[];
  /** What the service calls it; null where it was not taken on, as far as is known. */
  readonly remoteId: string | null;
  /** When the service took it on, milliseconds since 1970. */
  readonly takenAt: number | null;
  /** Its lines in the money ledger, oldest first. */
  readonly lines: readonly Pick<LedgerEntry, 'at' | 'kind' | 'amount'>[];
}

/** What the journal holds of a job that the queue shows. */
export function jobDetails({ journal }: Engine, jobId: string): Outcome<JobDetails> {
  const job = journal.jobs.get(jobId);
  if (!job) return fail('bad-request');
  return ok({
    inputs: job.recipe.inputs,
    remoteId: journal.remoteJobs.idOf(jobId),
    takenAt: journal.sends.acceptedAt(jobId),
    lines: journal.ledger.linesOf(jobId),
  });
}
