import { fail, type Outcome, ok } from '../../../preload/contract/errors.ts';
import { defaultsOf } from '../../../preload/contract/model.ts';
import { ZERO } from '../../../preload/contract/money.ts';
import { PRACTICE_ACCOUNT } from '../../../preload/contract/vocabulary.ts';
import { findModel } from '../catalogue/catalogue.ts';
import type { ForeignJob } from '../store/remote-jobs-table.ts';
import type { Send } from '../store/sends-table.ts';
import { checkAgain } from './commands.ts';
import type { Engine } from './engine.ts';
import { isAt, type Job } from './state.ts';

/** How far back an account's list is compared with what we own. */
const AUDIT_BACK_MS = 7 * 24 * 3_600_000;
/** How long after a send that was taken for absent its job may still turn up and be asked about. */
const LATE_MS = 24 * 3_600_000;
/** Older than its send by this much, by the service's own clock, a job cannot be the send's. */
const CLOCK_TOLERANCE_MS = 60_000;

/**
 * Compares the account's list with what is ours: records jobs that were not started here, and looks again at jobs
 * that were taken for absent when something that could be theirs has turned up. Costs nothing, changes nothing there.
 * @returns false when the list could not be had, or nothing can be told apart while an outcome is unknown.
 */
export async function auditAccount(engine: Engine, accountId: string): Promise<boolean> {
  const { journal, clock } = engine;
  const list = await engine.client(accountId).allJobsSince(clock.now() - AUDIT_BACK_MS);
  if (!list.ok || isUncertain(engine)) return false;
  const owned = journal.remoteJobs.owned(accountId);
  const elsewhere = journal.remoteJobs.ownedElsewhere(accountId);
  const nobodys = list.value.jobs
    .filter(({ jobId }) => !owned.has(jobId) && !elsewhere.has(jobId))
    .map(({ jobId, model, ...rest }) => ({ ...rest, remoteId: jobId, modelId: model }));
  const waiting = notStarted(engine, accountId);
  const all = allNotStarted(engine);
  for (const send of waiting) {
    const job = engine.job(send.jobId);
    if (job && isAt(job, 'absent') && nobodys.some((found) => mayBeOf(send, found)))
      checkAgain(engine, job.id);
  }
  // What may be a late one of ours is nobody's until that is settled.
  const foreign = nobodys.filter((found) => !all.some((send) => mayBeOf(send, found)));
  journal.write(() => {
    for (const job of foreign) journal.remoteJobs.sawForeign(accountId, job, clock.now());
    // There is no clip to bring home from these.
    const ended = foreign.filter(({ status }) => status === 'failed' || status === 'cancelled');
    journal.remoteJobs.decline(
      accountId,
      ended.map(({ remoteId }) => remoteId),
    );
  });
  return true;
}

/**
 * While a send's outcome is open, a job that nobody owns may be that send's; on whichever key, because two may belong
 * to one account of the service.
 */
function isUncertain(engine: Engine): boolean {
  return engine
    .jobs()
    .some(
      ({ accountId: own, state }) =>
        own !== PRACTICE_ACCOUNT &&
        (['sending', 'unknown', 'asking'].includes(state.name) ||
          ('provisional' in state && state.provisional !== null)),
    );
}

/** A send that is taken for not having started, while its job still waits for what becomes of it. */
type Waiting = Pick<Send, 'jobId' | 'modelId' | 'openedAt' | 'clockOffset'> & {
  readonly known: ReadonlySet<string>;
};

function notStarted(engine: Engine, accountId: string): Waiting[] {
  return engine.journal.sends.notStarted(accountId).flatMap((send) => {
    const job = engine.job(send.jobId);
    const waits = job && isAt(job, 'absent', 'queued', 'uploading', 'prepared');
    return waits ? [{ ...send, known: new Set(send.known) }] : [];
  });
}

/** The same for every key there is. */
function allNotStarted(engine: Engine): Waiting[] {
  const accounts = new Set(engine.jobs().map(({ accountId }) => accountId));
  accounts.delete(PRACTICE_ACCOUNT);
  return [...accounts].flatMap((accountId) => notStarted(engine, accountId));
}

function mayBeOf(send: Waiting, found: ForeignJob): boolean {
  if (send.known.has(found.remoteId)) return false;
  if (found.modelId !== null && found.modelId !== send.modelId) return false;
  const sentAt = send.openedAt + (send.clockOffset ?? 0);
  const { createdAt } = found;
  return createdAt === null || (createdAt >= sentAt - CLOCK_TOLERANCE_MS && createdAt <= sentAt + LATE_MS);
}

/**
 * Jobs on the account's key that were not started here and that nobody has decided about. One that may yet turn out
 * to be ours is not among them: taken over as somebody else's, it would be paid for again.
 */
export function foreignJobs(engine: Engine, accountId: string): ForeignJob[] {
  const foreign = engine.journal.remoteJobs.foreign(accountId);
  if (foreign.length === 0 || isUncertain(engine)) return [];
  const elsewhere = engine.journal.remoteJobs.ownedElsewhere(accountId);
  const waiting = allNotStarted(engine);
  return foreign.filter(
    (found) => !elsewhere.has(found.remoteId) && !waiting.some((send) => mayBeOf(send, found)),
  );
}

/**
 * Takes over all jobs of the account that were not started here and that nobody has declined: they are followed and
 * their clips brought home. Nothing is sent and nothing enters our ledger, which is for what was paid here.
 */
export function importForeignJobs(engine: Engine, accountId: string): Outcome<Job[]> {
  const { journal, ids, clock } = engine;
  const foreign = foreignJobs(engine, accountId);
  if (foreign.length === 0) return fail('bad-request');
  const now = clock.now();
  const batchId = ids.next();
  const position = journal.jobs.nextPosition();
  const jobs = foreign.map((one, index) => ({
    ...imported(one, { id: ids.next(), batchId, accountId, now }),
    position: position + index,
  }));
  journal.write(() => {
    for (const [index, job] of jobs.entries()) {
      journal.jobs.insert(job, { id: batchId, index });
      const remoteId = foreign[index]?.remoteId;
      if (remoteId !== undefined) journal.remoteJobs.own(accountId, remoteId, job.id, now);
    }
  });
  engine.adopt(jobs);
  return ok(jobs);
}

function imported(
  { remoteId, modelId, createdAt }: ForeignJob,
  at: { readonly id: string; readonly batchId: string; readonly accountId: string; readonly now: number },
): Omit<Job, 'position'> {
  const model = modelId === null ? undefined : findModel(modelId);
  const recipe = {
    modelId: modelId ?? '',
    params: model ? defaultsOf(model) : {},
    inputs: [],
    webhookUrl: '',
    priceVersion: model?.price.version ?? '',
  };
  return {
    id: at.id,
    batchId: at.batchId,
    accountId: at.accountId,
    recipe,
    estimate: ZERO,
    serviceEstimate: null,
    state: { name: 'pending', remoteId, provisional: null },
    since: at.now,
    createdAt: createdAt ?? at.now,
    retryOf: null,
    imported: true,
  };
}

/** Leaves all jobs that were not started here where they are; these are not offered again. */
export function declineForeignJobs(engine: Engine, accountId: string): void {
  const { journal } = engine;
  journal.write(() =>
    journal.remoteJobs.decline(
      accountId,
      foreignJobs(engine, accountId).map(({ remoteId }) => remoteId),
    ),
  );
}
