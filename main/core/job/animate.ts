import { fail, type Outcome, ok } from '../../../preload/contract/errors.ts';
import { isWorthRetrying, isWorthRetryingWithAll } from '../../../preload/contract/failures.ts';
import { priceOf } from '../../../preload/contract/model.ts';
import { less, type MicroCents, ZERO } from '../../../preload/contract/money.ts';
import { PRACTICE_ACCOUNT } from '../../../preload/contract/vocabulary.ts';
import { findModel } from '../catalogue/catalogue.ts';
import { allowBatch, type SpendingLimits } from '../money/budget.ts';
import { agreedPrices, type Priced, totalPrice } from '../money/quotes.ts';
import { type Recipe, withoutCeiling } from '../recipe.ts';
import type { Engine } from './engine.ts';
import { type ClipOrder, recipeOf } from './recipe-of.ts';
import type { Job } from './state.ts';
import { transition } from './transition.ts';

/** For how much something is pressed. */
export interface PricedPress {
  readonly clickId: string;
  /** The total that the button showed. */
  readonly total: MicroCents;
  /** The person was asked about this total and said yes. */
  readonly confirmed: boolean;
}

interface Press extends PricedPress {
  readonly accountId: string;
}

/** One press of the button. */
export interface AnimateRequest extends Press {
  /** What the batch is called; empty: nothing. */
  readonly name: string;
  readonly clips: readonly ClipOrder[];
  readonly webhookUrl: string;
  /** The most that each clip may cost, also if its price changes while it waits. */
  readonly maxCost?: MicroCents;
}

/** A job to be: its recipe, and what it takes the place of. */
interface NewJob {
  readonly recipe: Recipe;
  readonly retryOf: string | null;
}

/**
 * Writes one job per clip, whole recipe and price included, before anything is sent. The same click id gives the
 * same jobs. Answers `price-changed`, `over-budget`, `ask-first`, `bad-parameters` or `source-missing` and writes
 * nothing when something does not fit.
 */
export function animate(engine: Engine, request: AnimateRequest, limits: SpendingLimits): Outcome<Job[]> {
  const before = engine.journal.jobs.ofClick(request.clickId);
  if (before.length > 0) return ok(before);
  if (request.webhookUrl !== '' && !isHttps(request.webhookUrl))
    return fail('bad-parameters', 'The webhook address must start with https://.', { field: 'webhookUrl' });
  const jobs: NewJob[] = [];
  for (const clip of request.clips) {
    const recipe = recipeOf(engine.journal.sources, clip, request.webhookUrl);
    if (!recipe.ok) return recipe;
    const { maxCost } = request;
    jobs.push({ recipe: maxCost === undefined ? recipe.value : { ...recipe.value, maxCost }, retryOf: null });
  }
  const batchId = engine.ids.next();
  const name = request.name.trim();
  return enqueue(engine, jobs, batchId, request, limits, () => {
    if (name !== '') engine.batches.put({ id: batchId, name, paused: false });
  });
}

/** What was started elsewhere has no recipe here, and in place of a job there is never more than one. */
function canRetry({ journal }: Engine, { id, imported, state }: Job, isWorth = isWorthRetrying): boolean {
  const code = 'failure' in state ? state.failure.code : undefined;
  return !imported && isWorth(state.name, code) && !journal.jobs.isReplaced(id);
}

/** The same for all of a batch that ended without a clip, except what the person has stopped. */
export function retryBatch(
  engine: Engine,
  batchId: string,
  press: Press,
  limits: SpendingLimits,
): Outcome<Job[]> {
  const ended = engine.jobsOfBatch(batchId).filter((job) => canRetry(engine, job, isWorthRetryingWithAll));
  const ids = ended.map(({ id }) => id);
  return retry(engine, ids, press, limits);
}

/**
 * New paid jobs with the recipes of those that ended without a clip, in the same batch and in their place, all or
 * none. Answers as `animate` does.
 */
export function retry(
  engine: Engine,
  jobIds: readonly string[],
  press: Press,
  limits: SpendingLimits,
): Outcome<Job[]> {
  const already = engine.journal.jobs.ofClick(press.clickId);
  if (already.length > 0) return ok(already);
  const old = jobIds.flatMap((id) => engine.job(id) ?? []).filter((job) => canRetry(engine, job));
  const [first] = old;
  if (!first || old.length < jobIds.length || old.some(({ batchId }) => batchId !== first.batchId))
    return fail('bad-request');
  const jobs = old.map(({ id, recipe }) => ({ recipe: withoutCeiling(recipe), retryOf: id }));
  return enqueue(engine, jobs, first.batchId, press, limits);
}

/** Takes jobs on, all or none; `also` is written with them, and that those they replace have gone. */
function enqueue(
  engine: Engine,
  made: readonly NewJob[],
  batchId: string,
  press: Press,
  limits: SpendingLimits,
  also: () => void = () => undefined,
): Outcome<Job[]> {
  const { journal, ids, clock } = engine;
  const priced: Priced[] = [];
  for (const { recipe } of made) {
    const model = findModel(recipe.modelId);
    if (!model) return fail('model-unavailable', recipe.modelId);
    const quote = engine.quotes.get(press.accountId, model.id, recipe.params);
    priced.push({ documented: priceOf(model, recipe.params), quote });
  }
  const total = totalPrice(priced);
  const prices = agreedPrices(priced, press.total);
  if (prices === null) return fail('price-changed', undefined, { total });
  const allowed = mayTakeOn(engine, press, total, limits);
  if (!allowed.ok) return allowed;
  const queued = transition({ name: 'draft' }, { type: 'enqueue' });
  if (!queued) return fail('internal');
  const now = clock.now();
  const position = journal.jobs.nextPosition();
  const jobs = made.map(
    ({ recipe, retryOf }, index): Job => ({
      id: ids.next(),
      batchId,
      accountId: press.accountId,
      recipe,
      estimate: prices[index] ?? ZERO,
      serviceEstimate: priced[index]?.quote ?? null,
      state: queued.state,
      since: now,
      createdAt: now,
      position: position + index,
      retryOf,
      imported: false,
    }),
  );
  const replaced = jobs.flatMap(({ retryOf }) => retryOf ?? []);
  engine.dismiss(replaced, () => {
    jobs.forEach((job, index) => {
      journal.jobs.insert(job, { id: press.clickId, index });
      engine.enter(job, { kind: 'estimate', amount: job.estimate });
    });
    also();
  });
  engine.adopt(jobs);
  return ok(jobs);
}

/** The person's own limits, for an amount that comes on top of what is spent and on its way. Practice is free. */
export function mayTakeOn(
  engine: Engine,
  press: Pick<Press, 'accountId' | 'confirmed'>,
  total: MicroCents,
  limits: SpendingLimits,
  instead: MicroCents = ZERO,
): Outcome<null> {
  if (press.accountId === PRACTICE_ACCOUNT) return ok(null);
  const month = engine.journal.ledger.spentIn('month', engine.clock.now());
  const pending = less(engine.pendingMoney(), instead);
  return allowBatch(total, { month, pending }, limits, press.confirmed);
}

function isHttps(address: string): boolean {
  return URL.canParse(address) && new URL(address).protocol === 'https:';
}
