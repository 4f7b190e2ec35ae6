import { useEffect, useState } from 'react';
import type { Outcome } from '../../../../preload/contract/errors.ts';
import type { Params } from '../../../../preload/contract/model.ts';
import type { RecipeView } from '../../../../preload/contract/schemas/clip-recipe.ts';
import type { SourceView } from '../../../../preload/contract/schemas/views.ts';
import { ask } from '../../../bridge.ts';
import { worldNow } from '../../../state/core.ts';
import type { ClipInput } from '../../../state/references.ts';

/** Everything that one clip is sent with. */
export interface Order {
  readonly modelId: string;
  readonly params: Params;
  readonly inputs: readonly (ClipInput & { readonly from?: RecipeView['inputs'][number]['from'] })[];
  readonly webhookUrl: string;
}

/** What made a clip, with its files as they can be sent again; `clip-missing`. */
export const fetchRecipe = (clipId: string): Promise<Outcome<RecipeView>> => ask('clip.recipe', { clipId });

/** The same for drawing; null until it is known. */
export function useRecipe(clipId: string): Outcome<RecipeView> | null {
  const [known, setKnown] = useState<{ readonly clipId: string; readonly recipe: Outcome<RecipeView> }>();
  useEffect(() => {
    let late = false;
    void fetchRecipe(clipId).then((recipe) => {
      if (!late) setKnown({ clipId, recipe });
    });
    return () => {
      late = true;
    };
  }, [clipId]);
  return known?.clipId === clipId ? known.recipe : null;
}

/** Names of the files that are not there any more, each once. */
export function goneFiles({ inputs }: RecipeView): readonly string[] {
  return [...new Set(inputs.filter(({ source }) => source === null).map(({ name }) => name))];
}

/** The files that are there, with the field that each fills. */
export function filesThere({ inputs }: RecipeView): readonly (RecipeView['inputs'][number] & {
  readonly source: SourceView;
})[] {
  return inputs.flatMap((input) => (input.source ? [{ ...input, source: input.source }] : []));
}

/** The address that is told when a clip is done: that of the settings, where the clip was made with it; no other. */
export function webhookOf({ webhookUrl }: RecipeView): string {
  return webhookUrl === worldNow()?.settings.webhookUrl ? webhookUrl : '';
}

/** What made the clip, as it can be sent again. */
export function orderOf(recipe: RecipeView): Order {
  const { modelId, params } = recipe;
  const inputs = filesThere(recipe).map(({ field, source, from }) => ({
    field,
    sourceId: source.id,
    ...(from && { from }),
  }));
  return { modelId, params, inputs, webhookUrl: webhookOf(recipe) };
}
