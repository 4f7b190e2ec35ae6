import { fail, type Outcome, ok } from '../../../preload/contract/errors.ts';
import type { Engine } from './engine.ts';
import { isAt, type Job } from './state.ts';
import { transition } from './transition.ts';

/** Takes jobs that have not been sent out of the queue. @returns those that have gone; the others stay. */
export function removeJobs(engine: Engine, jobIds: readonly string[]): string[] {
  const cancelled = jobIds.filter((id) => {
    const job = engine.job(id);
    const waits = job !== null && isAt(job, 'queued', 'uploading', 'prepared');
    return waits && engine.apply(id, { type: 'cancel' })?.state.name === 'cancelled';
  });
  return engine.dismiss(cancelled);
}

/**
 * Undoes `removeJobs`: new jobs, unsent, at the places and prices of those that were taken out. The same click id
 * gives the same jobs. Answers `bad-request`, and writes nothing, for one that may have been sent, that was not
 * taken out, or that is back already.
 */
export function restoreJobs(engine: Engine, jobIds: readonly string[], clickId: string): Outcome<Job[]> {
  const { journal, ids, clock } = engine;
  const already = journal.jobs.ofClick(clickId);
  if (already.length > 0) return ok(already);
  const gone = jobIds.flatMap((id) => journal.jobs.get(id) ?? []);
  const queued = transition({ name: 'draft' }, { type: 'enqueue' });
  if (gone.length < jobIds.length || !gone.every((job) => wasRemoved(engine, job)) || !queued)
    return fail('bad-request');
  const now = clock.now();
  const jobs = gone.map(
    (job): Job => ({ ...job, id: ids.next(), state: queued.state, since: now, retryOf: job.id }),
  );
  journal.write(() => {
    jobs.forEach((job, index) => {
      journal.jobs.insert(job, { id: clickId, index });
      engine.enter(job, { kind: 'estimate', amount: job.estimate });
    });
  });
  engine.adopt(jobs);
  return ok(jobs);
}

/** Whether a job was taken out before anything of it was sent, and no other stands in its place. */
function wasRemoved({ journal }: Engine, { id, state, imported }: Job): boolean {
  return (
    state.name === 'cancelled' && !imported && !journal.sends.mayHaveLeft(id) && !journal.jobs.isReplaced(id)
  );
}
