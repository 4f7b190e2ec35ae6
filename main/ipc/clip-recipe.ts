import { fail, ok } from '../../preload/contract/errors.ts';
import type { InputsView, SettingsView } from '../../preload/contract/schemas/views.ts';
import type { Library } from '../core/library/library.ts';
import type { RecipeSource } from '../core/recipe.ts';
import type { Intake } from './intake.ts';
import type { Handlers } from './router.ts';

interface RecipeServices {
  readonly intake: Intake;
  library(): Library;
  settings(): Pick<SettingsView, 'webhookUrl'>;
}

/** The files of a recipe as they can be sent, or sent again. */
export async function findInputs(
  intake: Pick<Intake, 'findInput'>,
  inputs: readonly RecipeSource[],
): Promise<InputsView> {
  const found = [];
  for (const input of inputs) {
    const { field, name, from } = input;
    const source = await intake.findInput(input);
    found.push({ field, name, source, ...(from && { from: { ...from } }) });
  }
  return found;
}

/**
 * What made a clip, with its files as they can be sent again. Of addresses that an end is told to only the person's
 * own is answered: sidecars come from anywhere.
 */
export function recipeHandlers({ intake, library, settings }: RecipeServices): Pick<Handlers, 'clip.recipe'> {
  return {
    'clip.recipe': async ({ clipId }) => {
      const clip = library().get(clipId);
      if (!clip) return fail('clip-missing');
      const { modelId, params, inputs, webhookUrl } = clip.recipe;
      const found = await findInputs(intake, inputs);
      const own = webhookUrl === settings().webhookUrl ? webhookUrl : '';
      return ok({ modelId, params: { ...params }, inputs: found, webhookUrl: own });
    },
  };
}
