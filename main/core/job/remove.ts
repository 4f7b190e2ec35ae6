import { fail, type Outcome, ok } from '../../../preload/contract/errors.ts';
import { MAX_BATCH } from '../../../preload/contract/limits.ts';
import { PRACTICE_ACCOUNT } from '../../../preload/contract/vocabulary.ts';
import type { SpendingLimits } from '../money/budget.ts';
import { agreedPrices, type Priced, totalPrice } from '../money/quotes.ts';
import { mayTakeOn, type PricedPress } from './animate.ts';
import type { Engine } from './engine.ts';
import { isAt, type Job } from './state.ts';
import { transition } from './transition.ts';

/** Takes jobs that have not been sent out of the queue. @returns those that have gone; the others stay. */
export function removeJobs(engine: Engine, jobIds: readonly string[]): string[] {
  const removed = jobIds.filter((id) => {
    const job = engine.job(id);
    const waits = job !== null && isAt(job, 'queued', 'uploading', 'prepared');
    return waits && engine.apply(id, { type: 'remove' })?.state.name === 'cancelled';
  });
  return engine.dismiss(removed);
}

/**
 * Undoes `removeJobs`, for at most `MAX_BATCH` jobs: new jobs, unsent, at the places and prices of those that were
 * taken out. They may be paid again, so the press counts as one of `animate` does, and answers as that. The same click
 * id gives the same jobs. Answers `bad-request` for one that was not taken out, or that is back already.
 */
export function restoreJobs(
  engine: Engine,
  jobIds: readonly string[],
  press: PricedPress,
  limits: SpendingLimits,
): Outcome<Job[]> {
  const { journal, ids, clock } = engine;
  const already = journal.jobs.ofClick(press.clickId);
  if (already.length > 0) return ok(already);
  const gone = [...new Set(jobIds)].flatMap((id) => journal.jobs.get(id) ?? []);
  const queued = transition({ name: 'draft' }, { type: 'enqueue' });
  const areRemoved = gone.every((job) => wasRemoved(engine, job));
  if (gone.length < jobIds.length || gone.length > MAX_BATCH || !areRemoved || !queued)
    return fail('bad-request');
  // What was agreed on is the price that it comes back at, unless the service's has become another one.
  const priced = gone.map((job) => pricedNow(engine, job));
  const prices = agreedPrices(priced, press.total);
  if (prices === null) return fail('price-changed', undefined, { total: totalPrice(priced) });
  const allowed = allowPaid(engine, gone, priced, press.confirmed, limits);
  if (!allowed.ok) return allowed;
  const now = clock.now();
  const jobs = gone.map(
    (job, index): Job => ({
      ...job,
      id: ids.next(),
      estimate: prices[index] ?? job.estimate,
      serviceEstimate: priced[index]?.quote ?? null,
      state: queued.state,
      since: now,
      retryOf: job.id,
    }),
  );
  journal.write(() => {
    jobs.forEach((job, index) => {
      journal.jobs.insert(job, { id: press.clickId, index });
      engine.enter(job, { kind: 'estimate', amount: job.estimate });
    });
  });
  for (const { batchId } of jobs) engine.batches.recall(batchId);
  engine.adopt(jobs);
  return ok(jobs);
}

const pricedNow = ({ quotes }: Engine, { accountId, recipe, estimate }: Job): Priced => ({
  documented: estimate,
  quote: quotes.get(accountId, recipe.modelId, recipe.params),
});

/** The person's own limits for those among jobs that cost money. */
function allowPaid(
  engine: Engine,
  jobs: readonly Job[],
  priced: readonly Priced[],
  confirmed: boolean,
  limits: SpendingLimits,
): Outcome<null> {
  const paid = jobs.find(({ accountId }) => accountId !== PRACTICE_ACCOUNT);
  if (!paid) return ok(null);
  const total = totalPrice(priced.filter((_price, index) => jobs[index]?.accountId !== PRACTICE_ACCOUNT));
  return mayTakeOn(engine, { accountId: paid.accountId, confirmed }, total, limits);
}

/** Whether a job was taken out before anything of it was sent, and no other stands in its place. */
function wasRemoved({ journal }: Engine, { id, state, imported }: Job): boolean {
  const removed = state.name === 'cancelled' && state.removed === true;
  return removed && !imported && !journal.sends.mayHaveLeft(id) && !journal.jobs.isReplaced(id);
}
