import { randomInt } from 'node:crypto';
import { fail, type Outcome, ok } from '../../../preload/contract/errors.ts';
import { fieldOf, type Params, priceOf } from '../../../preload/contract/model.ts';
import { type MicroCents, times } from '../../../preload/contract/money.ts';
import { PRACTICE_ACCOUNT } from '../../../preload/contract/vocabulary.ts';
import { checkParams, findModel } from '../catalogue/catalogue.ts';
import { allowBatch, monthStart, offsetMinutes, type SpendingLimits } from '../money/budget.ts';
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
  readonly confirmed: boolean;
}

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
  return enqueue(engine, recipes, priceOf(model, params.value), { ...request, retryOf: null }, limits);
}

/** A new paid job with the recipe of one that ended without a clip. The old one leaves the strip. */
export function retry(
  engine: Engine,
  jobId: string,
  press: Pick<AnimateRequest, 'clickId' | 'accountId' | 'total' | 'confirmed'>,
  limits: SpendingLimits,
): Outcome<Job> {
  const old = engine.job(jobId);
  const [already] = engine.journal.jobs.ofClick(press.clickId);
  if (already) return ok(already);
  if (!old || !['failed', 'rejected', 'absent', 'cancelled'].includes(old.state.name))
    return fail('bad-request');
  const model = findModel(old.recipe.modelId);
  if (!model) return fail('model-unavailable', old.recipe.modelId);
  const made = enqueue(
    engine,
    [old.recipe],
    priceOf(model, old.recipe.params),
    { ...press, retryOf: old.id },
    limits,
  );
  if (!made.ok) return made;
  const [job] = made.value;
  return job ? ok(job) : fail('internal');
}

function enqueue(
  engine: Engine,
  recipes: readonly Recipe[],
  price: MicroCents,
  press: Pick<AnimateRequest, 'clickId' | 'accountId' | 'total' | 'confirmed'> & { retryOf: string | null },
  limits: SpendingLimits,
): Outcome<Job[]> {
  const { journal, ids, clock } = engine;
  const now = clock.now();
  const total = times(price, recipes.length);
  if (total !== press.total) return fail('price-changed', undefined, { total });
  if (press.accountId !== PRACTICE_ACCOUNT) {
    const month = journal.ledger.spentSince(monthStart(now));
    const allowed = allowBatch(total, { month, pending: engine.pendingMoney() }, limits, press.confirmed);
    if (!allowed.ok) return allowed;
  }
  const queued = transition({ name: 'draft' }, { type: 'enqueue' });
  if (!queued) return fail('internal');
  const batchId = ids.next();
  const jobs = recipes.map(
    (recipe): Job => ({
      id: ids.next(),
      batchId,
      accountId: press.accountId,
      recipe,
      estimate: price,
      state: queued.state,
      since: now,
      createdAt: now,
      retryOf: press.retryOf,
    }),
  );
  journal.write(() => {
    jobs.forEach((job, index) => {
      journal.jobs.insert(job, { id: press.clickId, index });
      journal.ledger.add({
        id: ids.next(),
        at: now,
        offsetMinutes: offsetMinutes(now),
        accountId: job.accountId,
        batchId,
        jobId: job.id,
        kind: 'estimate',
        amount: price,
      });
    });
  });
  engine.adopt(jobs);
  return ok(jobs);
}

/** A seed of our own where the model takes one and none was given: the clip can then be made again. */
function withSeed(model: Parameters<typeof fieldOf>[0], params: Params): Params {
  const field = fieldOf(model, 'seed');
  if (field?.kind.type !== 'integer' || params['seed'] !== undefined) return params;
  return { ...params, seed: randomInt(field.kind.min, field.kind.max + 1) };
}

function isHttps(address: string): boolean {
  return URL.canParse(address) && new URL(address).protocol === 'https:';
}
