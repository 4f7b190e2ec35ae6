import * as z from 'zod/mini';
import { ERROR_CODES } from '../errors.ts';

export const failureSchema = z.strictObject({
  code: z.enum(ERROR_CODES),
  detail: z.optional(z.string()),
  facts: z.optional(z.record(z.string(), z.union([z.string(), z.number()]))),
});
