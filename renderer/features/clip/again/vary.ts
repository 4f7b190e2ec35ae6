import { create } from 'zustand';
import { fieldOf, fitParams, type Model, type Params } from '../../../../preload/contract/model.ts';
import type { ClipView } from '../../../../preload/contract/schemas/views.ts';
import { paramsOf } from '../../../state/draft.ts';
import { labelOf } from '../../../text/of-model.ts';
import type { Order } from './recipe.ts';

/** The one thing that is to be different. */
export type Difference = 'seed' | 'duration' | 'resolution' | 'prompt' | 'model';

/** The clip that a variation is being asked for; null: none. */
export const useVary = create<{ readonly clip: ClipView | null }>()(() => ({ clip: null }));

export const openVary = (clip: ClipView): void => useVary.setState({ clip });
export const closeVary = (): void => useVary.setState({ clip: null });

/** What can be different for this model. */
export function differencesOf(model: Model, models: readonly Model[]): readonly Difference[] {
  const all: readonly Difference[] = ['seed', 'duration', 'resolution', 'prompt', 'model'];
  return all.filter((one) => (one === 'model' ? models.length > 1 : fieldOf(model, one) !== undefined));
}

/** The same without a seed: main draws a new one. */
export function withoutSeed(params: Params): Params {
  return Object.fromEntries(Object.entries(params).filter(([key]) => key !== 'seed'));
}

/** The same for another model: what it does not take is left out, what it needs beside has its default. */
export function forModel(order: Order, model: Model): Order {
  const params = fitParams(model, paramsOf(model, order.params));
  const taken = order.inputs.filter(({ field }) => fieldOf(model, field) !== undefined);
  return { ...order, modelId: model.id, params, inputs: taken };
}

/** The fields that another model leaves out, by their names. */
export function leftOut(order: Order, to: Model): readonly string[] {
  const keys = [...order.inputs.map(({ field }) => field), ...Object.keys(order.params)];
  const lost = keys.filter((key) => fieldOf(to, key) === undefined);
  return [...new Set(lost.map((key) => labelOf(key)))];
}
