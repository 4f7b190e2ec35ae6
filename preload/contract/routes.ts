/**
 * The one contract between the page and main: what may be asked, what is answered, what is told.
 * Main parses both ways. The page and the preloads use the types only.
 */
import * as z from 'zod/mini';
import { ERROR_CODES } from './errors.ts';
import { MAX_BATCH, MAX_PAGE, MAX_PREPARED_BYTES } from './limits.ts';
import { isMicroCents } from './money.ts';
import { API_BASES, HOLDS, ID, JOB_STATES, LINKS, MAX_PARAM_CHARS, PARAM_KEY, THEMES } from './vocabulary.ts';

const id = z.string().check(z.regex(ID));
const when = z.int().check(z.gte(0));
const count = z.int().check(z.gte(0));
const money = z.pipe(
  z.number(),
  z.transform((value, context) => {
    if (isMicroCents(value)) return value;
    context.issues.push({ code: 'custom', message: 'not an amount in micro-cents', input: value });
    return z.NEVER;
  }),
);
const text = (max: number) => z.string().check(z.maxLength(max));
const paramValue = z.union([text(MAX_PARAM_CHARS), z.number(), z.boolean()]);
const params = z.record(z.string().check(z.regex(PARAM_KEY)), paramValue);
const bytes = (max: number) =>
  z.instanceof(Uint8Array).check(z.refine((value) => value.byteLength <= max, 'too many bytes'));

export const failureSchema = z.strictObject({
  code: z.enum(ERROR_CODES),
  detail: z.optional(z.string()),
  facts: z.optional(z.record(z.string(), z.union([z.string(), z.number()]))),
});

/** A picture in the app's own store, prepared and ready to send. Shown from `/media/<id>`. */
export const sourceView = z.strictObject({
  id,
  name: z.string(),
  width: count,
  height: count,
  bytes: count,
});

export const progressView = z.strictObject({ done: count, total: z.nullable(count) });

export const jobView = z.strictObject({
  id,
  batchId: id,
  createdAt: when,
  /** Its place in the queue; what waits is sent in this order. */
  position: count,
  /** Started elsewhere on the same key and taken over. */
  imported: z.boolean(),
  /** When the present state began; with `expectedMs` the page can say how long is left. */
  since: when,
  modelId: z.string(),
  prompt: z.string(),
  params,
  seconds: z.number(),
  resolution: z.string(),
  practice: z.boolean(),
  state: z.enum(JOB_STATES),
  hold: z.nullable(z.enum(HOLDS)),
  /** When a held job tries again by itself. */
  holdUntil: z.nullable(when),
  /** Bytes moved while uploading or downloading. */
  progress: z.nullable(progressView),
  /** What this model usually takes from acceptance to completion, in milliseconds. */
  expectedMs: count,
  estimate: money,
  charged: z.nullable(money),
  refunded: money,
  sourceIds: z.array(id),
  clipId: z.nullable(id),
  retryOf: z.nullable(id),
  failure: z.nullable(failureSchema),
  /** While asking: the service's jobs that may be this one. */
  candidates: z.array(z.strictObject({ key: z.string(), createdAt: z.nullable(when) })),
});

/** A finished video. Plays from `/media/<id>`; its poster is `/media/<sourceIds[0]>` where there is one. */
export const clipView = z.strictObject({
  id,
  jobId: z.nullable(id),
  batchId: z.nullable(id),
  /** File name only; the folder never reaches the page. */
  name: z.string(),
  createdAt: when,
  modelId: z.string(),
  prompt: z.string(),
  params,
  seconds: z.number(),
  width: count,
  height: count,
  bytes: count,
  charged: z.nullable(money),
  practice: z.boolean(),
  sourceIds: z.array(id),
  sourceName: z.nullable(z.string()),
  missing: z.boolean(),
});

export const settingsView = z.strictObject({
  theme: z.enum(THEMES),
  practice: z.boolean(),
  apiBase: z.enum(API_BASES),
  /** Ask before a batch above this; null: never ask. */
  askAbove: z.nullable(money),
  monthlyBudget: z.nullable(money),
  atBudget: z.enum(['stop', 'ask']),
  /** Default webhook address, frozen into each recipe; empty: none. */
  webhookUrl: text(2000),
  singleKeys: z.boolean(),
  /** Display name of the library folder, such as "Videos/Kinora". */
  libraryName: z.string(),
});

export const accountView = z.strictObject({
  /** none: no key · stored: in the system keychain · memory: kept until Kinora quits. */
  key: z.enum(['none', 'stored', 'memory']),
  last4: z.nullable(z.string().check(z.maxLength(4))),
  /** False where the system offers no protection for secrets. */
  keychain: z.boolean(),
  checking: z.boolean(),
  check: z.nullable(z.strictObject({ at: when, failure: z.nullable(failureSchema) })),
});

export const spendView = z.strictObject({
  /** Charged less refunded this local month, practice left out. */
  month: money,
  /** The same for today. */
  today: money,
  /** Estimates of what is on its way and not yet charged. */
  pending: money,
});

export const libraryStats = z.strictObject({
  clips: count,
  bytes: count,
  freeBytes: z.nullable(count),
});

const fieldKind = z.union([
  z.strictObject({ type: z.literal('text'), maxLength: count, softMaxLength: z.optional(count) }),
  z.strictObject({ type: z.literal('choice'), options: z.array(z.string()) }),
  z.strictObject({ type: z.literal('seconds'), min: count, max: count }),
  z.strictObject({ type: z.literal('integer'), min: count, max: count }),
  z.strictObject({ type: z.literal('boolean') }),
  z.strictObject({ type: z.literal('media'), media: z.enum(['image', 'video', 'audio']), max: count }),
]);

export const modelView = z.strictObject({
  id: z.string(),
  name: z.string(),
  capability: z.string(),
  shape: z.enum(['as-image', 'aspect-ratio']),
  typicalSeconds: count,
  fields: z.array(
    z.strictObject({
      key: z.string(),
      kind: fieldKind,
      required: z.boolean(),
      default: z.optional(paramValue),
      label: z.string(),
      help: z.string(),
      place: z.enum(['main', 'more', 'source', 'reference']),
    }),
  ),
  price: z.strictObject({
    version: z.string(),
    perSecond: money,
    resolution: z.record(z.string(), z.readonly(z.tuple([count, count]))),
    confirmed: z.boolean(),
  }),
});

/** Something main has to say that belongs to no job: a file moved aside, a folder that cannot be used. */
export const noticeView = z.strictObject({
  id,
  level: z.enum(['info', 'warning', 'error']),
  failure: failureSchema,
});

export const snapshotView = z.strictObject({
  revision: count,
  platform: z.enum(['darwin', 'win32', 'linux']),
  version: z.string(),
  models: z.array(modelView),
  settings: settingsView,
  account: accountView,
  spend: spendView,
  online: z.boolean(),
  paused: z.boolean(),
  jobs: z.array(jobView),
  /** Jobs on this key that were not started here and that nobody has decided about. */
  foreign: count,
  library: libraryStats,
  notices: z.array(noticeView),
});

export const change = z.union([
  z.strictObject({ kind: z.literal('job'), job: jobView }),
  z.strictObject({ kind: z.literal('job-gone'), id }),
  z.strictObject({ kind: z.literal('clip'), clip: clipView }),
  z.strictObject({ kind: z.literal('clip-gone'), id }),
  z.strictObject({ kind: z.literal('library'), library: libraryStats }),
  z.strictObject({ kind: z.literal('settings'), settings: settingsView }),
  z.strictObject({ kind: z.literal('account'), account: accountView }),
  z.strictObject({ kind: z.literal('spend'), spend: spendView }),
  z.strictObject({ kind: z.literal('online'), online: z.boolean() }),
  z.strictObject({ kind: z.literal('paused'), paused: z.boolean() }),
  z.strictObject({ kind: z.literal('foreign'), foreign: count }),
  z.strictObject({ kind: z.literal('notice'), notice: noticeView }),
]);

const nothing = z.strictObject({});
const route = <I extends z.ZodMiniType, O extends z.ZodMiniType>(input: I, output: O) => ({ input, output });

/** What the page may ask. Each answer is an envelope: `Outcome` of the output. */
export const routes = {
  'app.snapshot': route(nothing, snapshotView),
  'notice.dismiss': route(z.strictObject({ id }), nothing),

  /** A prepared JPEG (oriented, no metadata, within limits). `intakeId` ties it to a file main has checked. */
  'source.store': route(
    z.strictObject({ intakeId: z.nullable(id), name: text(255), bytes: bytes(MAX_PREPARED_BYTES) }),
    sourceView,
  ),
  'job.animate': route(
    z.strictObject({
      /** Made once per press of the button: the same click never makes two batches. */
      clickId: id,
      modelId: text(200),
      params,
      /** One clip from each. */
      sourceIds: z.array(id).check(z.minLength(1), z.maxLength(MAX_BATCH)),
      webhookUrl: text(2000),
      /** The total the button showed; anything else sends nothing and answers `price-changed`. */
      total: money,
      /** True after the person confirmed a total above their own limit. */
      confirmed: z.boolean(),
    }),
    z.strictObject({ batchId: id, jobIds: z.array(id) }),
  ),
  /** What the service says that one such clip costs; null where it does not say, as when offline. */
  'price.ask': route(
    z.strictObject({ modelId: text(200), params }),
    z.strictObject({ price: z.nullable(money) }),
  ),
  'job.cancel': route(z.strictObject({ jobId: id }), nothing),
  /** A new paid job with the same recipe (`retryOf`), at the price shown. */
  'job.retry': route(
    z.strictObject({ jobId: id, clickId: id, total: money, confirmed: z.boolean() }),
    z.strictObject({ jobId: id }),
  ),
  /** Look once more for a job whose outcome is unknown, or go on with a stopped download. */
  'job.checkAgain': route(z.strictObject({ jobId: id }), nothing),
  /** While asking: which of the service's jobs is this one; null for none of them. */
  'job.choose': route(z.strictObject({ jobId: id, key: z.nullable(z.string()) }), nothing),
  /** Other settings for a job that has not been sent, at the price shown for them. */
  'job.edit': route(z.strictObject({ jobId: id, params, total: money, confirmed: z.boolean() }), nothing),
  /** Moves a waiting job before another one; null: behind all. */
  'job.move': route(z.strictObject({ jobId: id, beforeId: z.nullable(id) }), nothing),
  /** Takes over the jobs on this key that were not started here, or leaves them where they are. */
  'foreign.import': route(nothing, nothing),
  'foreign.decline': route(nothing, nothing),
  'job.dismiss': route(z.strictObject({ jobIds: z.array(id).check(z.maxLength(10_000)) }), nothing),
  'queue.pause': route(z.strictObject({ paused: z.boolean() }), nothing),

  'library.page': route(
    z.strictObject({
      /** From the previous page's `next`; null for the newest clips. */
      cursor: z.nullable(text(200)),
      limit: z.int().check(z.gte(1), z.lte(MAX_PAGE)),
      search: text(500),
    }),
    z.strictObject({ clips: z.array(clipView), next: z.nullable(z.string()), total: count }),
  ),
  'clip.reveal': route(z.strictObject({ clipId: id }), nothing),
  'clip.trash': route(z.strictObject({ clipId: id }), nothing),

  'settings.update': route(
    z.strictObject({
      theme: z.optional(z.enum(THEMES)),
      practice: z.optional(z.boolean()),
      apiBase: z.optional(z.enum(API_BASES)),
      askAbove: z.optional(z.nullable(money)),
      monthlyBudget: z.optional(z.nullable(money)),
      atBudget: z.optional(z.enum(['stop', 'ask'])),
      webhookUrl: z.optional(text(2000)),
      singleKeys: z.optional(z.boolean()),
    }),
    settingsView,
  ),
  /** Main's own folder dialog; the answer says whether a folder was chosen. */
  'folder.choose': route(nothing, z.strictObject({ changed: z.boolean() })),
  'folder.reveal': route(nothing, nothing),

  /** Main reads the clipboard itself; the key is never in the page. */
  'key.paste': route(nothing, accountView),
  /** Opens the small key window. */
  'key.type': route(nothing, nothing),
  'key.test': route(nothing, accountView),
  'key.remove': route(nothing, accountView),

  'link.open': route(z.strictObject({ link: z.enum(Object.keys(LINKS) as [keyof typeof LINKS]) }), nothing),
} as const;

/** What main tells the page, numbered without gaps. A gap means: ask for the snapshot again. */
export const changesEvent = z.strictObject({ revision: count, changes: z.array(change) });

/** The preload's own channel: paths of files that were really dropped or picked, never typed by the page. */
export const intakeInput = z.strictObject({
  files: z.array(z.strictObject({ path: text(32_000), name: text(1000) })),
});
export const intakeOutput = z.array(
  z.union([
    z.strictObject({ ok: z.literal(true), intakeId: id, name: z.string(), width: count, height: count }),
    z.strictObject({ ok: z.literal(false), name: z.string(), error: failureSchema }),
  ]),
);

export type Routes = typeof routes;
export type RouteName = keyof Routes;
export type RouteInput<R extends RouteName> = z.output<Routes[R]['input']>;
export type RouteOutput<R extends RouteName> = z.output<Routes[R]['output']>;
export type SourceView = z.output<typeof sourceView>;
export type JobView = z.output<typeof jobView>;
export type ClipView = z.output<typeof clipView>;
export type SettingsView = z.output<typeof settingsView>;
export type AccountView = z.output<typeof accountView>;
export type SpendView = z.output<typeof spendView>;
export type LibraryStats = z.output<typeof libraryStats>;
export type NoticeView = z.output<typeof noticeView>;
export type Snapshot = z.output<typeof snapshotView>;
export type Change = z.output<typeof change>;
export type ChangesEvent = z.output<typeof changesEvent>;
export type IntakeResult = z.output<typeof intakeOutput>[number];
