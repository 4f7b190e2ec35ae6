import type { Failure } from '../../../../preload/contract/errors.ts';
import { policyOf } from '../../../../preload/contract/failures.ts';
import type { SubmitVerdict } from '../../provider/classify.ts';
import type { SendOutcome } from '../../store/sends-table.ts';
import type { JobContext } from '../context.ts';
import { expectedCost, type Job, type StateOf } from '../state.ts';
import { clockToleranceMs } from './list-window.ts';

/** Pauses after the service's own "queue failed" (PUBSUB_PUBLISH_FAILED), in milliseconds. */
const QUEUE_FAILED_PAUSES = [1000, 2000, 4000, 8000];

/**
 * How much longer a job must wait after the service's queue failed it, in milliseconds. By the journal, so that
 * neither a restart nor an impatient person sends again before the list can show what became of the last send.
 */
export function queuePauseLeft({ journal, clock }: JobContext, job: Job): number {
  const at = journal.sends.lastEnd(job.id, 'queue-failed');
  if (at === null) return 0;
  const pause = QUEUE_FAILED_PAUSES[journal.sends.countOf(job.id, 'queue-failed') - 1] ?? 0;
  const passed = clock.now() - at;
  return passed < 0 ? pause : Math.max(0, pause - passed);
}

/**
 * Writes down what became of a send. The verdict is kept in memory until it is on disk, so that a full disk or a
 * failing write delays it but never loses it; `settleSend` takes it up again.
 */
export async function conclude(
  context: JobContext,
  job: Job,
  sendId: string,
  verdict: SubmitVerdict,
): Promise<void> {
  context.unwritten.set(sendId, verdict);
  await write(context, job, sendId, verdict);
  context.unwritten.delete(sendId);
}

/**
 * A job that is in `sending` while nothing is being sent: its answer could not be written, or the app ended. A send
 * without its commit record cannot have been accepted, because its last byte never left; one with it is unknown.
 */
export async function settleSend(
  context: JobContext,
  job: Job & { readonly state: StateOf<'sending'> },
): Promise<void> {
  const { sendId } = job.state;
  const committed = context.journal.sends.get(sendId)?.committedAt != null;
  const verdict: SubmitVerdict =
    context.unwritten.get(sendId) ??
    (committed
      ? { type: 'unknown', cause: 'the answer was not seen' }
      : { type: 'not-sent', failure: { code: 'unreachable' }, retryAfter: undefined });
  await conclude(context, job, sendId, verdict);
}

async function write(context: JobContext, job: Job, sendId: string, verdict: SubmitVerdict): Promise<void> {
  const { journal, clock } = context;
  const close = (outcome: SendOutcome, remoteId: string | null): void =>
    journal.sends.close(sendId, outcome, remoteId, clock.now());
  switch (verdict.type) {
    case 'accepted': {
      const { remoteId } = verdict;
      if (!mayBeNew(context, job, sendId, remoteId)) {
        context.log('warn', 'send.known-id', { job: job.id });
        context.apply(job.id, { type: 'answer-lost' }, () => close('unknown', null));
        return;
      }
      context.apply(
        job.id,
        { type: 'accepted', remoteId, charged: verdict.cost ?? expectedCost(job) },
        () => {
          close('accepted', remoteId);
          journal.remoteJobs.own(job.accountId, remoteId, job.id, clock.now());
          expect(context, job, sendId, verdict.estimatedCompletionTime);
        },
      );
      // What was charged is the service's newest word on the price.
      if (verdict.cost !== null)
        context.quotes.set(job.accountId, job.recipe.modelId, job.recipe.params, verdict.cost);
      context.reached(job);
      return context.succeeded(job);
    }
    case 'not-sent':
      context.apply(job.id, { type: 'not-sent' }, () => close('not-sent', null));
      return context.callFailed(job, { ...verdict.failure, status: null, retryAfter: verdict.retryAfter });
    case 'refused':
      return refused(context, job, verdict.failure, () => close('refused', null));
    case 'queue-failed':
      return queueFailed(context, job, sendId);
    case 'unknown':
      context.log('warn', 'send.unknown', { job: job.id, cause: verdict.cause });
      context.apply(job.id, { type: 'answer-lost' }, () => close('unknown', null));
      return;
  }
}

/** An answer that names a job which was there before says nothing of this send; another job's clip is not taken. */
function mayBeNew({ journal }: JobContext, job: Job, sendId: string, remoteId: string): boolean {
  const isKnown = journal.sends.get(sendId)?.known.includes(remoteId) === true;
  return !isKnown && !journal.remoteJobs.isTaken(remoteId, job.id);
}

/** The service says when it means to be done, by its own clock. */
function expect(context: JobContext, job: Job, sendId: string, doneAt: number | null): void {
  if (doneAt === null) return;
  const offset = context.journal.sends.get(sendId)?.clockOffset ?? 0;
  const ms = doneAt - (context.clock.now() + offset);
  context.history.expect(job, ms / context.timing(job.accountId).scale);
}

/** A refusal that lies with the account holds the job instead of ending it: a new key lets it go on. */
function refused(context: JobContext, job: Job, failure: Failure, close: () => void): void {
  if (policyOf(failure.code).retry !== 'when-mended') {
    context.apply(job.id, { type: 'refused', failure }, close);
    return;
  }
  context.apply(job.id, { type: 'not-sent' }, close);
  context.callFailed(job, { ...failure, status: null, retryAfter: undefined });
}

/**
 * The service says that its queue failed: believed for now when its list, read whole, shows no new job either. The
 * list that precedes the next send is compared again, because a job may show in it late.
 */
async function queueFailed(context: JobContext, job: Job, sendId: string): Promise<void> {
  const { journal, clock } = context;
  const send = journal.sends.get(sendId);
  const opened = (send?.openedAt ?? clock.now()) + (send?.clockOffset ?? 0);
  const since = opened - clockToleranceMs(context.timing(job.accountId));
  const list = await context.client(job.accountId).jobsSince(job.recipe.modelId, since);
  const owned = journal.remoteJobs.owned(job.accountId);
  const nothingNew =
    list.ok &&
    list.value.complete &&
    list.value.jobs.every(({ jobId }) => owned.has(jobId) || send?.known.includes(jobId) === true);
  const pause = QUEUE_FAILED_PAUSES[journal.sends.countOf(job.id, 'queue-failed')];
  // After the last try the list is watched for the whole settle window before it counts as not started.
  if (!nothingNew || pause === undefined) {
    context.apply(job.id, { type: 'answer-lost' }, () =>
      journal.sends.close(sendId, 'unknown', null, clock.now()),
    );
    return;
  }
  context.apply(job.id, { type: 'not-sent' }, () =>
    journal.sends.close(sendId, 'queue-failed', null, clock.now()),
  );
  context.wait(job.id, pause);
}
