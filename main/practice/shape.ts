import * as z from 'zod/mini';
import { ROUTE_NAMES } from './routes.ts';

const fraction = z.tuple([z.int().check(z.gte(0)), z.int().check(z.gte(1))]);
const microCents = z.int().check(z.gte(0));
const milliseconds = z.number().check(z.gte(0));

/**
 * How the service answers where its documentation contradicts itself or is silent, and what it charges relative to
 * the documented prices.
 */
export const shapeSchema = z.strictObject({
  /** Payload inside `{ success, data, requestId }` (introduction) or at top level (API reference). */
  envelope: z.enum(['wrapped', 'flat']),
  /** Routes that use the other envelope than usual; models, providers and catalog are usually flat. */
  otherEnvelope: z.array(z.enum(ROUTE_NAMES)),
  /** Whether a key is taken from both headers, or only from the one that the route's page names. */
  auth: z.enum(['either', 'documented']),
  /** The errors page's body; without `success` and `requestId` (its 429 example); `error` or `message` as a string. */
  errors: z.enum(['documented', 'bare', 'string', 'message']),
  /** `reference`: `costMicroCents`; `quickstart`: `estimatedCost`, `model`, `createdAt`; `id`: the blog's; `snake`: `job_id`. */
  submit: z.enum(['reference', 'quickstart', 'id', 'snake']),
  /** The documentation does not name the success status. */
  submitStatus: z.literal([200, 201, 202]),
  /** `reference`: `estimatedCostMicroCents`; `pricing`: `estimatedCost` (concepts/pricing). */
  estimate: z.enum(['reference', 'pricing']),
  /**
   * Where a finished job's address stands: `output` and `outputs`, `output.url` (quickstart), `outputs` alone,
   * `output.imageUrl` (the webhook's), nowhere.
   */
  output: z.enum(['string', 'object', 'outputs', 'image', 'missing']),
  statusWords: z.enum(['lower', 'upper', 'title', 'spaced']),
  /** `…:00.000Z`, `…:00Z`, `…:00+00:00`, or without a zone. */
  times: z.enum(['milliseconds', 'seconds', 'offset', 'no-zone']),
  /** Status answers repeat the job's input; nothing says that they do. */
  echoInput: z.boolean(),
  /** `none`: answers carry no `Date`. */
  dateHeader: z.enum(['clock', 'none']),
  /** Uploads and clips are on the API's own host, or on another name of it. */
  filesHost: z.enum(['same', 'localhost']),
  /** A clip's address dies so many milliseconds after the status that named it; null: never, as far as is known. */
  linkLifeMs: z.nullable(milliseconds),
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
  listLagMs: milliseconds,
  /** Rows show a job as it was so many milliseconds ago. */
  listStaleMs: milliseconds,
  /** Catalog lists as bare arrays (examples) or inside an object (field lists). */
  catalog: z.enum(['array', 'object']),
  /** Prices of models and catalog as `baseCredits` per generation (examples) or in micro-cents. */
  catalogPrices: z.enum(['credits', 'micro-cents']),
  /** The catalog's input schema as the model pages have it, or as its own example does (camelCase, numbers). */
  catalogSchema: z.enum(['model-page', 'example']),
  /** Numbers for seconds and strings for booleans are taken too. */
  looseTypes: z.boolean(),
  /** Items of `image_urls`: addresses (field list) or objects with a `url` (request example). */
  imageUrls: z.enum(['strings', 'objects']),
  /** What this account pays before discounts: the model page's price, a fixed one, or a table of its own. */
  price: z.union([
    z.literal('documented'),
    z.strictObject({ fixed: microCents }),
    z.strictObject({
      perSecond: microCents,
      resolution: z.optional(z.record(z.string(), fraction)),
    }),
  ]),
  /** Estimates as a fraction of that price. */
  estimateFactor: fraction,
  /** Charges as a fraction of that price. */
  chargeFactor: fraction,
});

export type ReplyShape = z.infer<typeof shapeSchema>;
/** A change of some of it. */
export type ShapeChange = z.infer<typeof partialShapeSchema>;
export const partialShapeSchema = z.partial(shapeSchema);

export const DEFAULT_SHAPE: ReplyShape = {
  envelope: 'wrapped',
  otherEnvelope: [],
  auth: 'either',
  errors: 'documented',
  submit: 'reference',
  submitStatus: 200,
  estimate: 'reference',
  output: 'string',
  statusWords: 'lower',
  times: 'milliseconds',
  echoInput: false,
  dateHeader: 'clock',
  filesHost: 'same',
  linkLifeMs: null,
  listOrder: 'newest',
  listRows: 'once',
  listPages: 'sound',
  listLagMs: 0,
  listStaleMs: 0,
  catalog: 'array',
  catalogPrices: 'credits',
  catalogSchema: 'model-page',
  looseTypes: false,
  imageUrls: 'strings',
  price: 'documented',
  estimateFactor: [1, 1],
  chargeFactor: [1, 1],
};
