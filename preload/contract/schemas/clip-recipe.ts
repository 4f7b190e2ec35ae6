/** What made a clip, with the files that it takes to make it once more. */
import * as z from 'zod/mini';
import { id, params } from './parts.ts';
import { inputsView } from './views.ts';

export const recipeView = z.strictObject({
  modelId: z.string(),
  params,
  inputs: inputsView,
  webhookUrl: z.string(),
});

export const recipeRoutes = {
  /** `clip-missing` where the library does not know the clip. */
  'clip.recipe': { input: z.strictObject({ clipId: id }), output: recipeView },
} as const;

export type RecipeView = z.output<typeof recipeView>;
