import { type MicroCents, micro } from '../../../../preload/contract/money.ts';
import { findModel } from '../../catalogue/catalogue.ts';
import type { JobContext } from '../context.ts';
import { nextPollDelay } from '../schedule.ts';
import type { Job, StateOf } from '../state.ts';

type Running = Job & { readonly state: StateOf<'pending' | 'processing' | 'cancelling' | 'downloading'> };

/** What such a job usually takes with this account, in milliseconds. */
export function expectedMs(context: Pick<JobContext, 'timing'>, job: Job): number {
  return (findModel(job.recipe.modelId)?.typicalSeconds ?? 300) * 1000 * context.timing(job.accountId).scale;
}

/** Asks once how a job is doing. Nothing a poll meets can fail a job: only the service's own word does. */
export async function pollJob(context: JobContext, job: Running): Promise<void> {
  if (!(await look(context, job))) return;
  context.succeeded(job);
  const accepted = context.journal.sends.acceptedAt(job.id) ?? job.since;
  context.wait(job.id, nextPollDelay(context.clock.now() - accepted, expectedMs(context, job)));
}

/** Takes in what the service says of a job. @returns true when it still runs there. */
async function look(context: JobContext, job: Running): Promise<boolean> {
  const answer = await context.client(job.accountId).job(job.state.remoteId);
  if (!answer.ok) {
    context.callFailed(job, answer.error);
    return false;
  }
  context.reached(job);
  const { status, url, error } = answer.value;
  if (status === 'completed') {
    if (url === null) context.failed(job, { code: 'no-output' });
    else context.apply(job.id, { type: 'completed', url });
    return false;
  }
  // A followed job's end counts only once it is certain that it is ours: until then it is looked at again.
  if (job.state.provisional === null && (status === 'failed' || status === 'cancelled')) {
    const refunded = chargedFor(context, job);
    const detail = error?.message || error?.code || 'no reason given';
    if (status === 'cancelled') context.apply(job.id, { type: 'cancelled-there', refunded });
    else
      context.apply(job.id, {
        type: 'failed-there',
        failure: { code: 'generation-failed', detail },
        refunded,
      });
    return false;
  }
  if (status === 'pending') context.apply(job.id, { type: 'waiting' });
  if (status === 'processing') context.apply(job.id, { type: 'generating' });
  return true;
}

/** What a refund of this job gives back. The service documents refunds of failed jobs as automatic and whole. */
export function chargedFor(context: JobContext, job: Running): MicroCents {
  const { provisional } = job.state;
  return provisional?.price ?? context.journal.ledger.ofJob(job.id).charged ?? micro(0);
}

/** Asks the service to stop a job. Only one that still waits can be stopped; another goes on and is paid. */
export async function cancelJob(context: JobContext, job: Running): Promise<void> {
  const answer = await context.client(job.accountId).cancel(job.state.remoteId);
  if (answer.ok) {
    context.reached(job);
    const charged = chargedFor(context, job);
    const refunded = micro(Math.min(answer.value.refunded ?? charged, charged));
    context.apply(job.id, { type: 'cancelled-there', refunded });
    return;
  }
  // A key that may not cancel is no broken key: the job goes on and is paid, like one that is past cancelling.
  if (answer.error.code === 'too-late-to-cancel' || answer.error.code === 'key-scope') {
    context.apply(job.id, { type: 'too-late' });
    return;
  }
  if (answer.error.code === 'job-gone') {
    context.apply(job.id, { type: 'gave-up', failure: { code: 'job-gone', detail: answer.error.detail } });
    return;
  }
  // The cancel may have worked and only its answer been lost: the job itself says so. If not, it is asked again soon.
  if (await look(context, job)) context.callFailed(job, answer.error);
}
