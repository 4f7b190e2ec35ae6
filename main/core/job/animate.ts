import { randomInt } from 'node:crypto';
import { fail, type Outcome, ok } from '../../../preload/contract/errors.ts';
import { fieldOf, type Model, type Params, priceOf } from '../../../preload/contract/model.ts';
import { less, type MicroCents, times, ZERO } from '../../../preload/contract/money.ts';
import { PRACTICE_ACCOUNT } from '../../../preload/contract/vocabulary.ts';
import { checkParams, findModel } from '../catalogue/catalogue.ts';
import { allowBatch, type SpendingLimits } from '../money/budget.ts';
import { agreedPrice } from '../money/quotes.ts';
import type { Recipe } from '../recipe.ts';
import type { Engine } from './engine.ts';
import type { Job } from './state.ts';
import { transition } from './transition.ts';

/** One press of the button. */
export interface AnimateRequest {
  readonly clickId: string;
  readonly accountId: string;
  readonly modelId: string;
  readonly params: Params;
  readonly sourceIds: readonly string[];
  readonly webhookUrl: string;
  /** The total that the button showed. */
  readonly total: MicroCents;
  /** The person was asked about this total and said yes. */
  readonly confirmed: boolean;
}

/** Who presses, for how much. */
type Press = Pick<AnimateRequest, 'clickId' | 'accountId' | 'total' | 'confirmed'>;

/**
 * Writes one job per picture, whole recipe and price included, before anything is sent. The same click id gives the
 * same jobs. Answers `price-changed`, `over-budget`, `ask-first`, `bad-parameters` or `source-missing` and writes
 * nothing when something does not fit.
 */
export function animate(engine: Engine, request: AnimateRequest, limits: SpendingLimits): Outcome<Job[]> {
  const before = engine.journal.jobs.ofClick(request.clickId);
  if (before.length > 0) return ok(before);
  const model = findModel(request.modelId);
  if (!model) return fail('model-unavailable', request.modelId);
  const params = checkParams(model, request.params);
  if (!params.ok) return params;
  if (request.webhookUrl !== '' && !isHttps(request.webhookUrl))
    return fail('bad-parameters', 'The webhook address must start with https://.', { field: 'webhookUrl' });
  const recipes: Recipe[] = [];
  for (const sourceId of request.sourceIds) {
    const source = engine.journal.sources.get(sourceId);
    if (!source) return fail('source-missing');
    const { sha256, name, width, height } = source;
    recipes.push({
      modelId: model.id,
      params: withSeed(model, params.value),
      inputs: [{ field: 'image_url', sourceId, sha256, name, width, height }],
      webhookUrl: request.webhookUrl,
      priceVersion: model.price.version,
    });
  }
  return enqueue(engine, model, recipes, { ...request, retryOf: null }, limits);
}

/** A new paid job with the recipe of one that ended without a clip. The old one leaves the strip. */
export function retry(engine: Engine, jobId: string, press: Press, limits: SpendingLimits): Outcome<Job> {
  const old = engine.job(jobId);
  const [already] = engine.journal.jobs.ofClick(press.clickId);
  if (already) return ok(already);
  // What was started elsewhere has no recipe here.
  if (!old || old.imported || !['failed', 'rejected', 'absent', 'cancelled'].includes(old.state.name))
    return fail('bad-request');
  const model = findModel(old.recipe.modelId);
  if (!model) return fail('model-unavailable', old.recipe.modelId);
  const made = enqueue(engine, model, [old.recipe], { ...press, retryOf: old.id }, limits);
  if (!made.ok) return made;
  const [job] = made.value;
  return job ? ok(job) : fail('internal');
}

/** Takes recipes of one price on, all or none. */
function enqueue(
  engine: Engine,
  model: Model,
  recipes: readonly Recipe[],
  press: Press & { readonly retryOf: string | null },
  limits: SpendingLimits,
): Outcome<Job[]> {
  const { journal, ids, clock } = engine;
  const [first] = recipes;
  if (!first) return fail('bad-request');
  const now = clock.now();
  const quote = engine.quotes.get(press.accountId, model.id, first.params);
  const price = agreedPrice(model, first.params, quote, recipes.length, press.total);
  if (price === null) {
    const total = times(quote ?? priceOf(model, first.params), recipes.length);
    return fail('price-changed', undefined, { total });
  }
  const allowed = mayTakeOn(engine, press, times(quote ?? price, recipes.length), limits);
  if (!allowed.ok) return allowed;
  const queued = transition({ name: 'draft' }, { type: 'enqueue' });
  if (!queued) return fail('internal');
  const batchId = ids.next();
  const position = journal.jobs.nextPosition();
  const jobs = recipes.map(
    (recipe, index): Job => ({
      id: ids.next(),
      batchId,
      accountId: press.accountId,
      recipe,
      estimate: price,
      serviceEstimate: quote,
      state: queued.state,
      since: now,
      createdAt: now,
      position: position + index,
      retryOf: press.retryOf,
      imported: false,
    }),
  );
  journal.write(() => {
    jobs.forEach((job, index) => {
      journal.jobs.insert(job, { id: press.clickId, index });
      engine.enter(job, { kind: 'estimate', amount: price });
    });
  });
  engine.adopt(jobs);
  return ok(jobs);
}

/** The person's own limits, for an amount that comes on top of what is spent and on its way. Practice is free. */
export function mayTakeOn(
  engine: Engine,
  press: Pick<AnimateRequest, 'accountId' | 'confirmed'>,
  total: MicroCents,
  limits: SpendingLimits,
  instead: MicroCents = ZERO,
): Outcome<null> {
  if (press.accountId === PRACTICE_ACCOUNT) return ok(null);
  const month = engine.journal.ledger.spentIn('month', engine.clock.now());
  const pending = less(engine.pendingMoney(), instead);
  return allowBatch(total, { month, pending }, limits, press.confirmed);
}

/** A seed of our own where the model takes one and none was given: the clip can then be made again. */
export function withSeed(model: Model, params: Params): Params {
  const field = fieldOf(model, 'seed');
  if (field?.kind.type !== 'integer' || params['seed'] !== undefined) return params;
  return { ...params, seed: randomInt(field.kind.min, field.kind.max + 1) };
}

function isHttps(address: string): boolean {
  return URL.canParse(address) && new URL(address).protocol === 'https:';
}
