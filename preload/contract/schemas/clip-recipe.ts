/** What made a clip, with the files that it takes to make it once more. */
import * as z from 'zod/mini';
import { id, moment, params } from './parts.ts';
import { sourceView } from './views.ts';

export const recipeView = z.strictObject({
  modelId: z.string(),
  params,
  /** Which file filled which field of the model, in order. */
  inputs: z.array(
    z.strictObject({
      field: z.string(),
      /** What the file was called. */
      name: z.string(),
      /** Null: it is not there any more. */
      source: z.nullable(sourceView),
      /** The clip that it is a frame or a piece of. */
      from: z.optional(moment),
    }),
  ),
  webhookUrl: z.string(),
});

export const recipeRoutes = {
  /** `clip-missing` where the library does not know the clip. */
  'clip.recipe': { input: z.strictObject({ clipId: id }), output: recipeView },
} as const;

export type RecipeView = z.output<typeof recipeView>;
