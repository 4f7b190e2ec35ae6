import { isWorthRetryingWithAll } from '../../../preload/contract/failures.ts';
import type { MicroCents } from '../../../preload/contract/money.ts';
import { isMicroCents, sum } from '../../../preload/contract/money.ts';
import type { BatchView, JobView } from '../../../preload/contract/schemas/views.ts';
import { ask } from '../../bridge.ts';
import { payerNow, useWorld, worldNow } from '../../state/core.ts';
import { isWaiting, useJobs } from '../../state/jobs.ts';
import { toFailure } from '../../state/models.ts';
import { type Prices, saidPrice } from '../../state/prices.ts';
import { forgetSteps } from '../../state/undo.ts';
import { uuidv7 } from '../../state/uuid.ts';
import { t } from '../../text/en.ts';
import { sayFailure } from '../../ui/toasts.ts';
import { once, pricedOf, removeClips, retryPrice, useQueueUi, whyAsked } from './actions.ts';

/** A batch that nobody has named or paused is not on main's list. */
export function useBatchView(id: string): BatchView {
  return useWorld((world) => world.batches.find((one) => one.id === id)) ?? { id, name: '', paused: false };
}

/** Jobs of a batch that the queue shows, in the order in which they are drawn. */
export function jobsOf(batchId: string): readonly JobView[] {
  return useJobs.getState().jobs.filter((job) => job.batchId === batchId);
}

/** Those that ended without a clip and can be sent again together, as main counts them. */
export const retryable = (jobs: readonly JobView[]): readonly JobView[] =>
  jobs.filter(({ state, imported, failure }) => !imported && isWorthRetryingWithAll(state, failure?.code));

/** What has not been sent, or waits at the service: it can still be stopped. */
export const stoppable = (jobs: readonly JobView[]): readonly JobView[] =>
  jobs.filter((job) => isWaiting(job) || job.state === 'pending');

/** What sending these again costs now, each as the service says or as it is documented. */
export function retryTotal(jobs: readonly JobView[], prices: Prices): MicroCents {
  const world = worldNow();
  return sum(jobs.map((job) => retryPrice(job, world && saidPrice(prices, world, pricedOf(job)))));
}

/** One press about a batch; says what went wrong. */
function command(batchId: string, act: () => Promise<Awaited<ReturnType<typeof ask>>>): void {
  void once(batchId, async () => {
    const answer = await act();
    if (!answer.ok) sayFailure(toFailure(answer.error));
  });
}

export function renameBatch(batchId: string, name: string): void {
  useQueueUi.setState({ renaming: null });
  command(batchId, () => ask('batch.rename', { batchId, name }));
}

/** Stops or resumes the sending of one batch. */
export function pauseBatch(batchId: string, paused: boolean): void {
  command(batchId, () => ask('batch.pause', { batchId, paused }));
}

/** Takes what has not been sent out of the queue, and stops what waits at the service. */
export async function stopBatch(batchId: string): Promise<void> {
  const jobs = stoppable(jobsOf(batchId));
  const waiting = jobs.filter(isWaiting).map(({ id }) => id);
  if (waiting.length > 0) await removeClips(waiting);
  if (jobs.length > waiting.length) command(batchId, () => ask('batch.cancel', { batchId }));
}

/** New paid jobs in place of those that ended without a clip, at the price that was shown for all of them. */
export function retryBatch(batchId: string, total: MicroCents, confirmed = false): void {
  void once(batchId, async () => {
    const count = retryable(jobsOf(batchId)).length;
    const answer = await ask('batch.retry', {
      batchId,
      clickId: uuidv7(),
      total,
      confirmed,
      payer: payerNow(),
    });
    if (answer.ok) return forgetSteps('queue');
    const { error } = answer;
    const other = error.code === 'price-changed' ? error.facts?.['total'] : undefined;
    const confirm = (price: MicroCents, why: string): void =>
      useQueueUi.setState({
        confirming: { count, total: price, why, go: () => retryBatch(batchId, price, true) },
      });
    if (typeof other === 'number' && isMicroCents(other)) confirm(other, t.queue.batchSaid(other, count));
    else if (error.code === 'ask-first') confirm(total, whyAsked(error));
    else sayFailure(toFailure(error));
  });
}
