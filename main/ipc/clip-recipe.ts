import { fail, ok } from '../../preload/contract/errors.ts';
import type { Library } from '../core/library/library.ts';
import type { Intake } from './intake.ts';
import type { Handlers } from './router.ts';

interface RecipeServices {
  readonly intake: Intake;
  library(): Library;
}

/** What made a clip, with its files as they can be sent again. */
export function recipeHandlers({ intake, library }: RecipeServices): Pick<Handlers, 'clip.recipe'> {
  return {
    'clip.recipe': async ({ clipId }) => {
      const clip = library().get(clipId);
      if (!clip) return fail('clip-missing');
      const { modelId, params, inputs, webhookUrl } = clip.recipe;
      const found = [];
      for (const input of inputs) {
        const { field, name, from } = input;
        const source = await intake.findInput(input);
        found.push({ field, name, source, ...(from && { from: { ...from } }) });
      }
      return ok({ modelId, params: { ...params }, inputs: found, webhookUrl });
    },
  };
}
