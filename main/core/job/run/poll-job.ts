import { type MicroCents, micro } from '../../../../preload/contract/money.ts';
import type { CallFailure } from '../../provider/call.ts';
import type { RemoteJob, RemoteStatus } from '../../provider/replies.ts';
import type { JobContext } from '../context.ts';
import type { Job, StateOf } from '../state.ts';

type Running = Job & { readonly state: StateOf<'pending' | 'processing' | 'cancelling' | 'downloading'> };

/** What came of a request. `refused` and `too-many` are about more than one job: nothing else is asked for soon. */
export type PollResult = 'heard' | 'refused' | 'too-many';

/** By our own clocks an end can be told only this exactly, as a share of the whole time. */
const EXACT = 0.2;
/** A job whose answer was lost may have run for so long before we knew of it. */
const LATE_MS = 5 * 60_000;

/** What such a job usually takes with this account, in milliseconds. */
export function expectedMs(context: Pick<JobContext, 'timing' | 'history'>, job: Job): number {
  return context.history.completion(job).quantile(0.5) * 1000 * context.timing(job.accountId).scale;
}

/** How long ago the service took a job on, in milliseconds. */
export function ageOf(context: Pick<JobContext, 'clock' | 'journal'>, job: Job): number {
  const acceptedAt = context.journal.sends.acceptedAt(job.id) ?? job.createdAt;
  return Math.max(0, context.clock.now() - acceptedAt);
}

/**
 * Asks once how a job is doing. Nothing a poll meets can fail a job: only the service's own word does.
 * @param silence how long ago it was last known to run, in milliseconds.
 */
export async function pollJob(
  context: JobContext,
  job: Running,
  silence = Number.POSITIVE_INFINITY,
): Promise<PollResult> {
  const looked = await look(context, job, silence);
  if (looked === 'running') context.succeeded(job);
  return looked === 'running' || looked === 'moved' ? 'heard' : callResult(looked);
}

/** What a failed call means for other requests: an answer that is about this one says nothing of them. */
export function callResult({ code, status }: CallFailure): PollResult {
  if (code === 'rate-limited' || status === 429) return 'too-many';
  return status !== null && status >= 400 && status < 500 ? 'heard' : 'refused';
}

/** Takes in the service's word for a job that runs there; words that it does not document change nothing. */
export function takeWord(context: JobContext, job: Job, status: RemoteStatus): void {
  if (status === 'pending') context.apply(job.id, { type: 'waiting' });
  if (status === 'processing') context.apply(job.id, { type: 'generating' });
}

/** Takes in what the service says of a job. */
async function look(
  context: JobContext,
  job: Running,
  silence: number,
): Promise<'running' | 'moved' | CallFailure> {
  const answer = await context.client(job.accountId).job(job.state.remoteId);
  if (!answer.ok) {
    context.callFailed(job, answer.error);
    return answer.error;
  }
  context.reached(job);
  const { status, url, error } = answer.value;
  if (status === 'completed') {
    if (url === null) context.failed(job, { code: 'no-output' });
    else {
      const { charged } = context.journal.ledger.ofJob(job.id);
      context.apply(job.id, { type: 'completed', url, cost: answer.value.cost, charged }, () =>
        remember(context, job, answer.value, silence),
      );
    }
    return 'moved';
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
    return 'moved';
  }
  takeWord(context, job, status);
  return 'running';
}

/** How long the job took: by the service's own clock, or by ours where that is exact enough. */
function remember(
  context: JobContext,
  job: Running,
  { createdAt, completedAt }: RemoteJob,
  silence: number,
): void {
  if (job.state.name === 'downloading') return;
  const age = ageOf(context, job);
  const ours = silence <= age * EXACT ? age - silence / 2 : null;
  const theirs = createdAt === null || completedAt === null ? null : completedAt - createdAt;
  const took = theirs !== null && theirs <= age + LATE_MS ? theirs : ours;
  if (took !== null)
    context.history.ended(job, took / context.timing(job.accountId).scale, context.clock.now());
}

/** What a refund of this job gives back. The service documents refunds of failed jobs as automatic and whole. */
export function chargedFor(context: JobContext, job: Running): MicroCents {
  const { provisional } = job.state;
  return provisional?.price ?? context.journal.ledger.ofJob(job.id).charged ?? micro(0);
}

/**
 * A job that the person wants to stop and that the service does not know. It is let go only where the service should
 * know it by now, with the key that it was sent with, and does not when asked for the job itself either.
 */
async function gone(context: JobContext, job: Running, detail: string | undefined): Promise<void> {
  const client = context.client(job.accountId);
  const itself = await client.job(job.state.remoteId);
  const sentWith = context.journal.sends.acceptedWith(job.id);
  const known = sentWith === null || sentWith === (await client.keyPrint());
  const settled = ageOf(context, job) >= context.timing(job.accountId).settleMs;
  const isGone = !itself.ok && itself.error.code === 'job-gone' && known && settled;
  if (isGone) context.apply(job.id, { type: 'gave-up', failure: { code: 'job-gone', detail } });
  else context.apply(job.id, { type: 'too-late' });
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
  if (answer.error.code === 'job-gone') return gone(context, job, answer.error.detail);
  // The cancel may have worked and only its answer been lost: the job itself says so. If not, it is asked again soon.
  const looked = await look(context, job, Number.POSITIVE_INFINITY);
  if (looked === 'running') context.callFailed(job, answer.error);
}
