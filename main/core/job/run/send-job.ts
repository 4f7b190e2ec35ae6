import { isDearer } from '../../../../preload/contract/money.ts';
import { findModel } from '../../catalogue/catalogue.ts';
import { requestInput } from '../../catalogue/request.ts';
import { classifySubmit } from '../../provider/classify.ts';
import { askPrice } from '../ask-price.ts';
import type { JobContext } from '../context.ts';
import type { Job } from '../state.ts';
import { conclude, queuePauseLeft } from './conclude-send.ts';
import { clockToleranceMs, listBackMs } from './list-window.ts';
import { uploadedTo } from './upload-job.ts';

/**
 * Spends money, once. What the account's list holds is noted first, the send is written down, and only a durable
 * commit record lets the request's last byte leave (see `paidPost`). Everything the answer may mean is
 * `classifySubmit`'s; an answer that never came makes the job unknown, never sent again.
 */
export async function sendJob(context: JobContext, job: Job): Promise<void> {
  const { journal, clock } = context;
  const model = findModel(job.recipe.modelId);
  if (!model) {
    context.apply(job.id, { type: 'gave-up', failure: { code: 'model-unavailable' } });
    return;
  }
  const urls = uploads(context, job);
  if (!urls) {
    context.apply(job.id, { type: 'uploads-expired' });
    return;
  }
  const pause = queuePauseLeft(context, job);
  if (pause > 0) return context.wait(job.id, pause);
  const quote = await askPrice(context, job.accountId, model.id, job.recipe.params, {
    insist: true,
  });
  // Asking takes a while: the person, the budget or another key may have decided otherwise meanwhile.
  if (!context.maySend(job.id)) return;
  const before = await listKnown(context, job);
  if (before === 'doubtful') return;
  const keyPrint = await context.client(job.accountId).keyPrint();
  if (!before || !context.maySend(job.id)) return;
  const { maxCost } = job.recipe;
  // A ceiling says nothing about a price that nobody knows: asked again a little later.
  if (maxCost !== undefined && quote === null) return context.failed(job, { code: 'service-error' });
  const isTooMuch = maxCost !== undefined && quote !== null && quote > maxCost;
  if (isTooMuch || (quote !== null && isDearer(quote, job.estimate))) {
    context.apply(job.id, {
      type: 'refused',
      failure: { code: 'price-changed', facts: { total: quote ?? job.estimate } },
    });
    return;
  }
  if (quote !== job.serviceEstimate) context.amend(job.id, { serviceEstimate: quote });

  const sendId = context.ids.next();
  const opened = context.apply(job.id, { type: 'send-opened', sendId }, () =>
    journal.sends.open({
      id: sendId,
      jobId: job.id,
      accountId: job.accountId,
      modelId: model.id,
      openedAt: clock.now(),
      ...before,
      keyPrint,
    }),
  );
  if (!opened) return;
  const { webhookUrl } = job.recipe;
  const body = {
    model: model.id,
    input: requestInput(model, job.recipe.params, job.recipe.inputs, urls),
    ...(webhookUrl === '' ? {} : { webhookUrl }),
  };
  const result = await context
    .client(job.accountId)
    .submit(Buffer.from(JSON.stringify(body)), sendId, () =>
      journal.write(() => journal.sends.commit(sendId, clock.now())),
    );
  await conclude(context, opened, sendId, classifySubmit(result));
}

/** Where each of the job's files lies on the service, or null when one is not there or will not be for long. */
function uploads(context: JobContext, job: Job): Map<string, string> | null {
  const urls = new Map<string, string>();
  for (const input of job.recipe.inputs) {
    const url = uploadedTo(context, job, input);
    if (url === null) return null;
    urls.set(input.sourceId, url);
  }
  return urls;
}

/**
 * The account's jobs of this model as listed now, and the service's clock; null when the list could not be had.
 * `doubtful`: it does not bear out that an earlier send came to nothing, so the job's outcome is unknown.
 */
async function listKnown(
  context: JobContext,
  job: Job,
): Promise<{ known: string[]; clockOffset: number | null } | 'doubtful' | null> {
  const { journal, clock } = context;
  const timing = context.timing(job.accountId);
  const failed = journal.sends.firstOf(job.id, 'queue-failed');
  const since = Math.min(
    clock.now() - listBackMs(timing),
    failed
      ? failed.openedAt + (failed.clockOffset ?? 0) - clockToleranceMs(timing)
      : Number.POSITIVE_INFINITY,
  );
  const list = await context.client(job.accountId).jobsSince(job.recipe.modelId, since);
  if (!list.ok) {
    context.callFailed(job, list.error);
    return null;
  }
  context.reached(job);
  const { jobs, at } = list.value;
  const owned = journal.remoteJobs.owned(job.accountId);
  const elsewhere = journal.remoteJobs.ownedElsewhere(job.accountId);
  // Jobs that may still turn out to be ours are nobody's yet.
  const asked = context.candidates();
  const open = journal.sends.openElsewhere(job.accountId, job.recipe.modelId);
  if (failed !== null) {
    const taken = ({ jobId }: { readonly jobId: string }): boolean =>
      (!owned.has(jobId) || isImported(context, job.accountId, jobId)) &&
      !elsewhere.has(jobId) &&
      !failed.known.includes(jobId);
    if (!list.value.complete || jobs.some(taken)) {
      context.apply(job.id, { type: 'doubted', sendId: failed.id }, () =>
        journal.sends.close(failed.id, 'unknown', null, clock.now()),
      );
      return 'doubtful';
    }
  }
  const foreign = jobs.filter(
    ({ jobId }) =>
      !owned.has(jobId) &&
      !elsewhere.has(jobId) &&
      !asked.has(jobId) &&
      open.every(({ known }) => known.includes(jobId)),
  );
  if (foreign.length > 0)
    journal.write(() => {
      for (const { jobId, model, createdAt } of foreign)
        journal.remoteJobs.sawForeign(
          job.accountId,
          { remoteId: jobId, modelId: model ?? job.recipe.modelId, createdAt },
          clock.now(),
        );
    });
  return { known: jobs.map(({ jobId }) => jobId), clockOffset: at === null ? null : at - clock.now() };
}

/** Whether a job of the service was taken over as somebody else's. */
function isImported({ journal }: JobContext, accountId: string, remoteId: string): boolean {
  const owner = journal.remoteJobs.ownerOf(accountId, remoteId);
  return owner !== null && journal.jobs.get(owner)?.imported === true;
}
