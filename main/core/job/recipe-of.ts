import { randomInt } from 'node:crypto';
import { fail, type Outcome, ok } from '../../../preload/contract/errors.ts';
import { fieldOf, type Model, type Params } from '../../../preload/contract/model.ts';
import { checkParams, findModel } from '../catalogue/catalogue.ts';
import type { ClipMoment, Recipe, RecipeSource } from '../recipe.ts';
import type { SourcesTable } from '../store/sources-table.ts';

/** One clip as the form asks for it. */
export interface ClipOrder {
  readonly modelId: string;
  readonly params: Params;
  /** Which file fills which field of the model. */
  readonly inputs: readonly {
    readonly field: string;
    readonly sourceId: string;
    /** The clip that it is a frame or a piece of. */
    readonly from?: ClipMoment | undefined;
  }[];
}

/**
 * Everything that makes the clip, checked against its model. Answers `model-unavailable`, `bad-parameters` with the
 * field, or `source-missing`.
 */
export function recipeOf(
  sources: Pick<SourcesTable, 'get'>,
  order: ClipOrder,
  webhookUrl: string,
): Outcome<Recipe> {
  const model = findModel(order.modelId);
  if (!model) return fail('model-unavailable', order.modelId);
  const params = checkParams(model, order.params, order.inputs);
  if (!params.ok) return params;
  const inputs = inputsOf(sources, model, order);
  if (!inputs.ok) return inputs;
  return ok({
    modelId: model.id,
    params: withSeed(model, params.value),
    inputs: inputs.value,
    webhookUrl,
    priceVersion: model.price.version,
  });
}

function inputsOf(
  sources: Pick<SourcesTable, 'get'>,
  model: Model,
  { inputs }: ClipOrder,
): Outcome<RecipeSource[]> {
  const found: RecipeSource[] = [];
  for (const { field, sourceId, from } of inputs) {
    const source = sources.get(sourceId);
    if (!source) return fail('source-missing');
    const kind = fieldOf(model, field)?.kind;
    if (kind?.type !== 'media' || kind.media !== source.kind)
      return fail('bad-parameters', `${model.name} takes no ${source.kind} there.`, { field });
    const { sha256, name, width, height } = source;
    found.push({ field, sourceId, sha256, name, width, height, ...(from && { from }) });
  }
  for (const { key, kind, required } of model.fields) {
    if (kind.type !== 'media') continue;
    const count = found.filter(({ field }) => field === key).length;
    if (count > kind.max) return fail('bad-parameters', `At most ${kind.max} fit there.`, { field: key });
    if (required && count === 0) return fail('bad-parameters', `${key} is empty.`, { field: key });
  }
  return ok(found);
}

/** A seed of our own where the model takes one and none was given: the clip can then be made again. */
export function withSeed(model: Model, params: Params): Params {
  const field = fieldOf(model, 'seed');
  if (field?.kind.type !== 'integer' || params['seed'] !== undefined) return params;
  return { ...params, seed: randomInt(field.kind.min, field.kind.max + 1) };
}
