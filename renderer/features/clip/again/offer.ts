import type { ClipView } from '../../../../preload/contract/schemas/views.ts';
import { useWorld } from '../../../state/core.ts';
import { usePrices, useSaidPrice } from '../../../state/prices.ts';
import { again as en } from '../../../text/en-again.ts';
import type { PriceView } from '../../animate/offer.ts';
import { priceNow } from './press.ts';
import { goneFiles, type Order, orderOf, useRecipe } from './recipe.ts';

/** The same clip once more, for how much, and why not. */
export interface AgainOffer {
  readonly order: Order | null;
  readonly price: PriceView | null;
  /** Why it cannot be made, in words; null: it can, or is not known yet. */
  readonly why: string | null;
}

/** What making a clip once more would take, for drawing. */
export function useAgainOffer({ id, made }: ClipView): AgainOffer {
  const recipe = useRecipe(id);
  const view = recipe?.ok ? recipe.value : null;
  const order = view && orderOf(view);
  const models = useWorld((world) => world.models);
  const isKnown = models.some((model) => model.id === order?.modelId);
  useSaidPrice(isKnown ? order : null);
  usePrices();
  const price = order && priceNow(order);
  if (recipe === null) return { order: null, price: null, why: null };
  if (!view || made === 'import' || made === 'join' || view.inputs.length === 0)
    return { order: null, price: null, why: en.noRecipe };
  if (!order || !isKnown || !price) return { order: null, price: null, why: en.noModel };
  const gone = goneFiles(view);
  return { order, price, why: gone.length > 0 ? en.gone(gone) : null };
}
