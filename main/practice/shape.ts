import * as z from 'zod/mini';
import { ROUTE_NAMES } from './routes.ts';

const fraction = z.tuple([z.int().check(z.gte(0)), z.int().check(z.gte(1))]);

/**
 * How the service answers where its documentation contradicts itself, and what it charges relative to the
 * documented prices.
 */
export const shapeSchema = z.strictObject({
  /** Payload inside `{ success, data, requestId }` (introduction) or at top level (API reference). */
  envelope: z.enum(['wrapped', 'flat']),
  /** Routes that use the other envelope. */
  otherEnvelope: z.array(z.enum(ROUTE_NAMES)),
  /** `reference`: `costMicroCents`; `quickstart`: `estimatedCost`, `model`, `createdAt`; `id`: the blog's. */
  submit: z.enum(['reference', 'quickstart', 'id']),
  /** `reference`: `estimatedCostMicroCents`; `pricing`: `estimatedCost` (concepts/pricing). */
  estimate: z.enum(['reference', 'pricing']),
  /** Where a finished job's address stands: `output` and `outputs`, `output.url`, `outputs` alone, nowhere. */
  output: z.enum(['string', 'object', 'outputs', 'missing']),
  /** Order of the whole list: the documentation's example shows newest first, nothing promises it. */
  listOrder: z.enum(['newest', 'oldest', 'shuffled']),
  /** `twice`: every row of a page comes again at its end. */
  listRows: z.enum(['once', 'twice']),
  /**
   * How pages follow each other: soundly; every page opens with the last row of the one before (`overlap`); the next
   * page is the same one for ever (`same`); `hasMore` without a cursor (`no-cursor`); a cursor without `hasMore`
   * (`no-flag`).
   */
  listPages: z.enum(['sound', 'overlap', 'same', 'no-cursor', 'no-flag']),
  /** Rows appear so many milliseconds after their job was made. */
  listLagMs: z.number().check(z.gte(0)),
  /** Rows show a job as it was so many milliseconds ago. */
  listStaleMs: z.number().check(z.gte(0)),
  /** Numbers for seconds and strings for booleans are taken too. */
  looseTypes: z.boolean(),
  /** Estimates as a fraction of the documented price. */
  estimateFactor: fraction,
  /** Charges as a fraction of the documented price. */
  chargeFactor: fraction,
});

export type ReplyShape = z.infer<typeof shapeSchema>;
/** A change of some of it. */
export type ShapeChange = z.infer<typeof partialShapeSchema>;
export const partialShapeSchema = z.partial(shapeSchema);

export const DEFAULT_SHAPE: ReplyShape = {
  envelope: 'wrapped',
  otherEnvelope: [],
  submit: 'reference',
  estimate: 'reference',
  output: 'string',
  listOrder: 'newest',
  listRows: 'once',
  listPages: 'sound',
  listLagMs: 0,
  listStaleMs: 0,
  looseTypes: false,
  estimateFactor: [1, 1],
  chargeFactor: [1, 1],
};
