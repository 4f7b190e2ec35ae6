import { create } from 'zustand';
import {
  defaultsOf,
  fieldOf,
  fitParams,
  type Model,
  type Params,
  type ParamValue,
} from '../../preload/contract/model.ts';
import { worldNow } from './core.ts';

/** What the next batch will be made with. */
export interface Draft {
  readonly modelId: string | null;
  readonly params: Params;
  /** Values of both models, so that going back to one brings its own back. */
  readonly remembered: Params;
  /** Null: the default from Settings. */
  readonly webhookUrl: string | null;
}

export const useDraft = create<Draft>()(() => ({
  modelId: null,
  params: {},
  remembered: {},
  webhookUrl: null,
}));

/** The chosen model: the first one until the person chooses. */
export function modelOf(models: readonly Model[], modelId: string | null): Model | null {
  return models.find((model) => model.id === modelId) ?? models[0] ?? null;
}

/** Everything the form holds for a model: what the person set, and its defaults for the rest. */
export function paramsOf(model: Model, params: Params): Params {
  return fitParams(model, { ...defaultsOf(model), ...params });
}

/** Sets one value of the form. */
export function setParam(key: string, value: ParamValue | undefined): void {
  useDraft.setState((draft) => {
    const params = Object.fromEntries(Object.entries(draft.params).filter(([name]) => name !== key));
    if (value !== undefined) params[key] = value;
    return { params, remembered: { ...draft.remembered, ...params } };
  });
}

/** Changes the model and keeps every value that still fits. */
export function chooseModel(model: Model): void {
  const world = worldNow();
  useDraft.setState((draft) => {
    const before = world ? modelOf(world.models, draft.modelId) : null;
    const shown = before ? paramsOf(before, draft.params) : draft.params;
    const params = fitParams(model, { ...defaultsOf(model), ...draft.remembered, ...shown });
    return { modelId: model.id, params, remembered: { ...draft.remembered, ...shown } };
  });
}

/** The next model in the list. */
export function chooseOtherModel(): void {
  const models = worldNow()?.models ?? [];
  const now = modelOf(models, useDraft.getState().modelId);
  const next = models[(models.findIndex((model) => model.id === now?.id) + 1) % models.length];
  if (next) chooseModel(next);
}

/** A second more or less, within what the model takes. */
export function nudgeDuration(by: number): void {
  const model = modelOf(worldNow()?.models ?? [], useDraft.getState().modelId);
  const field = model && fieldOf(model, 'duration');
  if (!model || field?.kind.type !== 'seconds') return;
  const now = paramsOf(model, useDraft.getState().params)['duration'];
  if (typeof now !== 'number') return;
  setParam('duration', Math.min(field.kind.max, Math.max(field.kind.min, now + by)));
}

/** The prompt as text; empty where none is set. */
export function promptOf(params: Params): string {
  const prompt = params['prompt'];
  return typeof prompt === 'string' ? prompt : '';
}
