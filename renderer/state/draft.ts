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
  /** What was wanted before a model took less of it, or nothing: going back to another one brings it back. */
  readonly remembered: Params;
  /** The seed stays for the next batch. */
  readonly seedLocked: boolean;
  /** Null: the default from Settings. */
  readonly webhookUrl: string | null;
}

export const useDraft = create<Draft>()(() => ({
  modelId: null,
  params: {},
  remembered: {},
  seedLocked: false,
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

function withParam(params: Params, key: string, value: ParamValue | undefined): Params {
  const others = Object.fromEntries(Object.entries(params).filter(([name]) => name !== key));
  return value === undefined ? others : { ...others, [key]: value };
}

/** Sets one value of the form; undefined empties it. */
export function setParam(key: string, value: ParamValue | undefined): void {
  useDraft.setState(({ params, remembered }) => ({
    params: withParam(params, key, value),
    remembered: withParam(remembered, key, value),
  }));
}

/** Changes the model and keeps every value that still fits; one that was cut to fit is remembered whole. */
export function chooseModel(model: Model): void {
  const world = worldNow();
  useDraft.setState((draft) => {
    const before = world ? modelOf(world.models, draft.modelId) : null;
    const shown = before ? paramsOf(before, draft.params) : draft.params;
    const cut = before ? fitParams(before, draft.remembered) : {};
    const meant = Object.entries(shown).map(([key, value]) => [
      key,
      draft.remembered[key] !== undefined && cut[key] === value ? draft.remembered[key] : value,
    ]);
    const remembered = { ...draft.remembered, ...Object.fromEntries(meant) };
    return {
      modelId: model.id,
      params: fitParams(model, { ...defaultsOf(model), ...remembered }),
      remembered,
    };
  });
}

export function toggleSeedLock(): void {
  useDraft.setState(({ seedLocked }) => ({ seedLocked: !seedLocked }));
}

/** A batch has been sent: a seed that is not locked was for that batch only. */
export function forgetSeed(): void {
  if (!useDraft.getState().seedLocked) setParam('seed', undefined);
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
