import * as z from 'zod/mini';
import { ERROR_CODES } from '../../../preload/contract/errors.ts';
import { isMicroCents, micro } from '../../../preload/contract/money.ts';

/** Integer micro-cents out of a column. */
export const moneyColumn = z.pipe(
  z.number().check(z.refine((value) => isMicroCents(value))),
  z.transform((value) => micro(value)),
);

/** A JSON column parsed by its own schema. */
export function jsonColumn<S extends z.ZodMiniType>(schema: S) {
  return z.pipe(
    z.string(),
    z.transform((text, context): z.output<S> => {
      try {
        return z.parse(schema, JSON.parse(text));
      } catch (error) {
        context.issues.push({ code: 'custom', message: `unreadable JSON: ${String(error)}`, input: text });
        return z.NEVER;
      }
    }),
  );
}

export const failureRow = z.object({
  code: z.enum(ERROR_CODES),
  detail: z.optional(z.string()),
  facts: z.optional(z.record(z.string(), z.union([z.string(), z.number()]))),
});

export const recipeRow = z.object({
  modelId: z.string(),
  params: z.record(z.string(), z.union([z.string(), z.number(), z.boolean()])),
  inputs: z.array(
    z.object({
      field: z.string(),
      sourceId: z.string(),
      sha256: z.string(),
      name: z.string(),
      width: z.number(),
      height: z.number(),
      from: z.optional(z.object({ clipId: z.string(), seconds: z.number() })),
    }),
  ),
  webhookUrl: z.string(),
  priceVersion: z.string(),
  maxCost: z.optional(moneyColumn),
});
