import { fail, type Outcome, ok } from '../../../preload/contract/errors.ts';
import type { Engine } from './engine.ts';
import { expectedCost, isAt } from './state.ts';

/** Stops a job: at once when nothing was sent, by asking the service while it waits. */
export function cancelJob(engine: Engine, jobId: string): Outcome<null> {
  const job = engine.job(jobId);
  if (!job) return fail('bad-request');
  return engine.apply(jobId, { type: 'cancel' }) ? ok(null) : fail('too-late-to-cancel');
}

/** Looks again for a job whose outcome is unknown, or lets a waiting one go on now. */
export function checkAgain(engine: Engine, jobId: string): Outcome<null> {
  const job = engine.job(jobId);
  if (!job) return fail('bad-request');
  if (isAt(job, 'asking', 'absent'))
    engine.apply(jobId, { type: 'check-again' }, () =>
      engine.journal.sends.close(job.state.sendId, 'unknown', null, engine.clock.now()),
    );
  engine.retryNow(job);
  return ok(null);
}

/** The person's answer to "Which one is yours?"; null for none of them. */
export function chooseCandidate(engine: Engine, jobId: string, remoteId: string | null): Outcome<null> {
  const job = engine.job(jobId);
  if (!job || !isAt(job, 'asking')) return fail('bad-request');
  const { journal, clock } = engine;
  const { sendId, candidates } = job.state;
  const now = clock.now();
  if (remoteId !== null && !candidates.some((candidate) => candidate.remoteId === remoteId))
    return fail('bad-request');
  if (remoteId !== null && journal.remoteJobs.isTaken(remoteId, jobId))
    return fail('bad-request', 'Another clip has that job already.');
  const foreign = (): void => {
    for (const candidate of candidates)
      if (candidate.remoteId !== remoteId)
        journal.remoteJobs.sawForeign(job.accountId, { ...candidate, modelId: job.recipe.modelId }, now);
  };
  if (remoteId === null) {
    engine.apply(jobId, { type: 'none-chosen' }, () => {
      journal.sends.close(sendId, 'absent', null, now);
      foreign();
    });
    return ok(null);
  }
  engine.apply(jobId, { type: 'chosen', remoteId, charged: expectedCost(job) }, () => {
    journal.sends.close(sendId, 'accepted', remoteId, now);
    journal.remoteJobs.own(job.accountId, remoteId, jobId, now);
    foreign();
  });
  return ok(null);
}

/**
 * Takes out of every open question what belongs to a job of ours by now. Where nothing is left to be asked about, it
 * is looked for anew: never taken for not sent.
 */
export function dropTakenCandidates(engine: Engine): void {
  const { journal, clock } = engine;
  for (const job of engine.jobs()) {
    if (!isAt(job, 'asking')) continue;
    const { sendId, candidates } = job.state;
    const left = candidates.filter(({ remoteId }) => !journal.remoteJobs.isTaken(remoteId, job.id));
    if (left.length === candidates.length) continue;
    if (left.length > 0) engine.apply(job.id, { type: 'ambiguous', candidates: left });
    else
      engine.apply(job.id, { type: 'check-again' }, () =>
        journal.sends.close(sendId, 'unknown', null, clock.now()),
      );
  }
}
