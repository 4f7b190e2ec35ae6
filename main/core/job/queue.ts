import { fail, type Outcome, ok } from '../../../preload/contract/errors.ts';
import { type Params, priceOf } from '../../../preload/contract/model.ts';
import type { MicroCents } from '../../../preload/contract/money.ts';
import { checkParams, findModel } from '../catalogue/catalogue.ts';
import type { SpendingLimits } from '../money/budget.ts';
import { agreedPrices, totalPrice } from '../money/quotes.ts';
import { withoutCeiling } from '../recipe.ts';
import { mayTakeOn } from './animate.ts';
import type { Engine } from './engine.ts';
import { withSeed } from './recipe-of.ts';
import { expectedCost, isAt, type Job } from './state.ts';

/** Whether this job is not being sent. */
function isWaiting(engine: Engine, job: Job): boolean {
  return isAt(job, 'queued', 'uploading', 'prepared') && engine.notes(job.id).busy !== 'send';
}

/** Whether a send of this job was said to have failed: the service may have taken it all the same, as it was then. */
function wasSent(engine: Engine, job: Job): boolean {
  return engine.journal.sends.firstOf(job.id, 'queue-failed') !== null;
}

export interface EditRequest {
  readonly jobId: string;
  readonly params: Params;
  /** The price that was shown for the new settings. */
  readonly total: MicroCents;
  readonly confirmed: boolean;
}

/**
 * Other settings for a job that has not been sent; it keeps its place in the queue, and a ceiling that it has unless it
 * was agreed to cost more. Answers `too-late-to-edit` once
 * it is being sent, and what `animate` answers when settings, price or budget do not fit.
 */
export function editJob(engine: Engine, request: EditRequest, limits: SpendingLimits): Outcome<Job> {
  const job = engine.job(request.jobId);
  if (!job) return fail('bad-request');
  if (!isWaiting(engine, job) || wasSent(engine, job)) return fail('too-late-to-edit');
  const model = findModel(job.recipe.modelId);
  if (!model) return fail('model-unavailable', job.recipe.modelId);
  const checked = checkParams(model, request.params, job.recipe.inputs);
  if (!checked.ok) return checked;
  const params = withSeed(model, checked.value);
  const quote = engine.quotes.get(job.accountId, model.id, params);
  const priced = [{ documented: priceOf(model, params), quote }];
  const total = totalPrice(priced);
  const estimate = agreedPrices(priced, request.total)?.[0];
  if (estimate === undefined) return fail('price-changed', undefined, { total });
  const press = { accountId: job.accountId, confirmed: request.confirmed };
  const allowed = mayTakeOn(engine, press, total, limits, expectedCost(job));
  if (!allowed.ok) return allowed;
  const { maxCost } = job.recipe;
  const kept = maxCost !== undefined && estimate <= maxCost ? job.recipe : withoutCeiling(job.recipe);
  const recipe = { ...kept, params, priceVersion: model.price.version };
  const edited = engine.amend(job.id, { recipe, estimate, serviceEstimate: quote }, () =>
    engine.enter(job, { kind: 'estimate', amount: estimate }),
  );
  engine.kick();
  return edited ? ok(edited) : fail('internal');
}

/**
 * Moves a waiting job before another waiting one, or behind all of them for null.
 * Answers `too-late-to-edit` when it is being sent already.
 */
export function moveJob(engine: Engine, jobId: string, beforeId: string | null): Outcome<null> {
  const waiting = engine.jobs().filter((job) => isWaiting(engine, job));
  const ids = waiting.map(({ id }) => id).filter((id) => id !== jobId);
  if (ids.length === waiting.length) return fail('too-late-to-edit');
  const at = beforeId === null ? ids.length : ids.indexOf(beforeId);
  if (at === -1) return fail('too-late-to-edit');
  engine.reorder(ids.toSpliced(at, 0, jobId));
  return ok(null);
}
