import * as z from 'zod/mini';
import { MAX_BATCH, MAX_BATCH_NAME, MAX_INPUTS } from '../../../preload/contract/limits.ts';
import { ID, MAX_PARAM_CHARS, PARAM_KEY } from '../../../preload/contract/vocabulary.ts';
import { moneyColumn } from '../store/rows.ts';

const id = z.string().check(z.regex(ID));
const text = (max: number) => z.string().check(z.maxLength(max));
const place = z.string().check(z.minLength(1), z.maxLength(32_000));
const paramValue = z.union([text(MAX_PARAM_CHARS), z.number(), z.boolean()]);
const params = z.record(z.string().check(z.regex(PARAM_KEY)), paramValue);

/** What every request says: the protocol's version, and the account of the key that it brought, null for Kinora's own. */
const common = { version: z.literal(1), account: z.nullable(text(100)) };
/** How long it stays: until sent, or until everything is saved; at most so many milliseconds. */
const stay = { wait: z.boolean(), timeoutMs: z.nullable(z.int().check(z.gte(0))) };

const animateShape = z.strictObject({
  ...common,
  ...stay,
  kind: z.literal('animate'),
  /** Made once per command: however often it is handed over, it makes its clips once. */
  clickId: id,
  modelId: text(200),
  params,
  /** Absolute paths; each becomes a clip, or as many as there are variations. */
  images: z.array(place).check(z.minLength(1), z.maxLength(MAX_BATCH)),
  /** Further files for every clip, by the model's field. */
  references: z
    .array(z.strictObject({ field: z.string().check(z.regex(PARAM_KEY)), path: place }))
    .check(z.maxLength(MAX_INPUTS)),
  variations: z.int().check(z.gte(1), z.lte(10)),
  name: text(MAX_BATCH_NAME),
  /** The most that all of it may cost; null in practice only. */
  maxCost: z.nullable(moneyColumn),
  practice: z.boolean(),
  /** Folder for the clips of a run of its own; null: as in the settings. */
  library: z.nullable(place),
});
/** Nothing is spent without a stated ceiling, whoever asks. */
const animateRequest = animateShape.check(
  z.refine(({ maxCost, practice }) => maxCost !== null || practice, { path: ['maxCost'] }),
);

const priceRequest = z.strictObject({
  ...common,
  kind: z.literal('price'),
  modelId: text(200),
  params,
  clips: z.int().check(z.gte(1), z.lte(MAX_BATCH)),
  practice: z.boolean(),
});

const statusRequest = z.strictObject({
  ...common,
  ...stay,
  kind: z.literal('status'),
  /** Empty: every job that the queue shows. */
  jobs: z.array(id).check(z.maxLength(MAX_BATCH)),
});

/** What a command asks of the core, here or in an app that runs already. */
export const commandRequest = z.discriminatedUnion('kind', [animateRequest, priceRequest, statusRequest]);

export type CommandRequest = z.output<typeof commandRequest>;
export type RequestOf<K extends CommandRequest['kind']> = Extract<CommandRequest, { kind: K }>;
