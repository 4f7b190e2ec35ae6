import type { ClipView } from '../../../preload/contract/schemas/views.ts';
import { worldNow } from '../../state/core.ts';
import { toFailure } from '../../state/models.ts';
import { t } from '../../text/en.ts';
import { again as en } from '../../text/en-again.ts';
import { say, sayFailure } from '../../ui/toasts.ts';
import { confirmFirst, pressAgain, priceNow } from './again/press.ts';
import { fetchRecipe, goneFiles, orderOf } from './again/recipe.ts';

/** What presses about one clip are told apart by. */
export const aboutClip = (clipId: string): string => `again ${clipId}`;

/**
 * Makes exactly the same clip once more, for callers that have not shown its price: it is shown and confirmed first.
 * `RunAgain` is the button that carries the price itself.
 */
export async function runAgain(clip: Pick<ClipView, 'id' | 'name'>): Promise<void> {
  const recipe = await fetchRecipe(clip.id);
  if (!recipe.ok) return sayFailure(toFailure(recipe.error), clip.name);
  const gone = goneFiles(recipe.value);
  if (gone.length > 0) {
    say({ title: en.gone(gone), look: 'warning' });
    return;
  }
  const order = orderOf(recipe.value);
  const price = priceNow(order);
  if (!price) {
    say({ title: en.noModel, look: 'warning' });
    return;
  }
  const press = { about: aboutClip(clip.id), order, price: price.perClip };
  if (worldNow()?.settings.practice) pressAgain(press);
  else confirmFirst(press, price.differs ? t.animate.said(price.perClip) : t.animate.askPlain);
}
