import { findModel } from '../../catalogue/catalogue.ts';
import type { ListedJob } from '../../provider/replies.ts';
import type { Send } from '../../store/sends-table.ts';
import type { JobContext } from '../context.ts';
import { expectedCost, type Job, type StateOf } from '../state.ts';
import { clockToleranceMs } from './list-window.ts';

/** The list must have been seen empty this often before a job counts as never started. */
const EMPTY_LISTS = 3;
/** How many looks a settle window gets. */
const LOOKS = 15;
/** The service tells its time in whole seconds. */
const CLOCK_STEP_MS = 1000;
/** No answer takes longer: what the service began later than this after a send is not that send's. */
const ANSWER_MS = 120_000;
/** Part of the settle window that a service may take to begin a job whose connection has broken. */
const LATE_START = 1 / 3;

/** What one run of the app has seen of a lost send; a restart begins anew, which only makes it more patient. */
export interface Search {
  /** Monotonic milliseconds: a clock that is set forward must not end the window early. */
  readonly since: number;
  empty: number;
}

/**
 * Finds out what became of a send whose answer was lost, by the account's list: one new job on a key that shows no
 * foreign jobs is followed at once; several, or one that could be somebody else's, are asked about after the settle
 * window, when the right one must be among them; none by then means that it did not start. Never sends.
 */
export async function reconcileJob(
  context: JobContext,
  job: Job & { readonly state: StateOf<'unknown'> },
  searches: Map<string, Search>,
): Promise<void> {
  const { journal, clock } = context;
  const send = journal.sends.get(job.state.sendId);
  if (!send) return context.failed(job, { code: 'internal' });
  const { settleMs } = context.timing(job.accountId);
  const search = searches.get(send.id) ?? { since: clock.monotonic(), empty: 0 };
  searches.set(send.id, search);
  // As of the question: an answer may take long, and shows the list as it was then.
  const settled = clock.monotonic() - search.since >= settleMs;
  const found = await findCandidates(context, job, send);
  if (!found) return;
  const { candidates, doubtful, conclusive } = found;
  const [only] = candidates;

  const follow = only && candidates.length === 1 && isTimely(send, only, settleMs);
  // Another key may be one of the same account of the service: what its open send has made may be this candidate.
  const alone = journal.sends.openElsewhere(job.accountId, send.modelId).length === 0;
  if (follow && alone && !journal.remoteJobs.hasForeign(job.accountId)) {
    searches.delete(send.id);
    context.log('info', 'send.found', { job: job.id });
    context.apply(job.id, { type: 'found', remoteId: only.jobId, price: expectedCost(job) }, () => {
      journal.sends.close(send.id, 'following', only.jobId, clock.now());
      journal.remoteJobs.own(job.accountId, only.jobId, job.id, clock.now());
    });
    return;
  }
  // What cannot be decided by the list alone is the person's to decide, never taken for absence.
  const undecided = only !== undefined || doubtful.length > 0 || !conclusive;
  if (undecided && settled) {
    searches.delete(send.id);
    context.apply(job.id, { type: 'ambiguous', candidates: [...candidates, ...doubtful].map(asCandidate) });
    return;
  }
  search.empty = undecided ? 0 : search.empty + 1;
  if (settled && search.empty >= EMPTY_LISTS) {
    searches.delete(send.id);
    context.apply(job.id, { type: 'not-there' }, () =>
      journal.sends.close(send.id, 'absent', null, clock.now()),
    );
    return;
  }
  context.wait(job.id, Math.max(200, settleMs / LOOKS));
}

/**
 * Whether a job began when this send's would have. One that began much later, such as while the app was not running,
 * may be anybody's: that is asked about.
 */
function isTimely(send: Send, { createdAt }: ListedJob, settleMs: number): boolean {
  if (createdAt === null) return false;
  const sentAt = send.committedAt ?? send.openedAt;
  // A clock that was set back meanwhile has the answer come before the question.
  const took = send.closedAt === null || send.closedAt < sentAt ? ANSWER_MS : send.closedAt - sentAt;
  const lostAt = sentAt + Math.min(took, ANSWER_MS) + (send.clockOffset ?? 0);
  return createdAt <= lostAt + Math.max(CLOCK_STEP_MS, settleMs * LATE_START);
}

const asCandidate = ({ jobId, createdAt }: ListedJob) => ({ remoteId: jobId, createdAt });

/** What a list says about a send. */
interface Found {
  /** New since it was opened, and nobody's yet. */
  readonly candidates: readonly ListedJob[];
  /** The same, but older than the send by the service's own clock. */
  readonly doubtful: readonly ListedJob[];
  /** Whether the list would show the job if there were one. */
  readonly conclusive: boolean;
}

/** A filter may be ignored, and a slug of ours is no other name for this one. */
const isOther = (model: string | null, modelId: string): boolean =>
  model !== null && model !== modelId && findModel(model) !== undefined;

/** Jobs of the service that this send may have made. */
async function findCandidates(context: JobContext, job: Job, send: Send): Promise<Found | null> {
  const earliest = send.openedAt + (send.clockOffset ?? 0) - clockToleranceMs(context.timing(job.accountId));
  const list = await context.client(job.accountId).jobsSince(send.modelId, earliest);
  if (!list.ok) {
    context.callFailed(job, list.error);
    return null;
  }
  context.reached(job);
  const owned = context.journal.remoteJobs.owned(job.accountId);
  const elsewhere = context.journal.remoteJobs.ownedElsewhere(job.accountId);
  const known = new Set(send.known);
  const tooOld = (createdAt: number | null): boolean =>
    send.clockOffset !== null && createdAt !== null && createdAt < earliest;
  const fresh = list.value.jobs.filter(
    ({ jobId, model }) =>
      !owned.has(jobId) && !elsewhere.has(jobId) && !known.has(jobId) && !isOther(model, send.modelId),
  );
  // Another key may be another account, whose list says nothing about this send; ids that are known tell.
  const sameAccount =
    (await context.client(job.accountId).keyPrint()) === send.keyPrint ||
    list.value.jobs.some(({ jobId }) => owned.has(jobId) || known.has(jobId));
  return {
    candidates: sameAccount ? fresh.filter(({ createdAt }) => !tooOld(createdAt)) : [],
    doubtful: sameAccount ? fresh.filter(({ createdAt }) => tooOld(createdAt)) : [],
    conclusive: list.value.complete && sameAccount,
  };
}

/**
 * The end of a followed send's settle window. Still the only candidate: it was the right one. A second one that
 * turned up meanwhile makes the job ask, unless its clip is here already; then the other is noted as foreign.
 * Either way the send is closed.
 */
export async function confirmSend(context: JobContext, job: Job, send: Send): Promise<void> {
  const { journal, clock } = context;
  const { remoteId } = send;
  if (remoteId === null) return;
  const found = await findCandidates(context, job, send);
  if (!found) return;
  const others = found.candidates;
  if (others.length > 0) {
    const candidates = [{ remoteId, createdAt: null }, ...others.map(asCandidate)];
    const asked = context.apply(job.id, { type: 'ambiguous', candidates }, () => {
      journal.sends.close(send.id, 'unknown', null, clock.now());
      journal.remoteJobs.disown(job.accountId, remoteId);
    });
    if (asked) return;
  }
  const close = (): void => {
    journal.sends.close(send.id, 'accepted', remoteId, clock.now());
    for (const other of others)
      journal.remoteJobs.sawForeign(
        job.accountId,
        { ...asCandidate(other), modelId: send.modelId },
        clock.now(),
      );
  };
  if (!context.apply(job.id, { type: 'confirmed' }, close)) journal.write(close);
}
