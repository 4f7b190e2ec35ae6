/** What the page is shown of jobs, clips, settings and the rest. Parsed by main before it leaves. */
import * as z from 'zod/mini';
import { MAX_NAME_TEMPLATE } from '../clip-name.ts';
import { MAX_DOWNLOADS, MAX_KEY_NAME } from '../limits.ts';
import {
  API_BASES,
  FLAGS,
  HOLDS,
  JOB_STATES,
  LANGUAGE_CHOICES,
  MADE,
  MEDIA_KINDS,
  TEXT_SIZES,
  THEMES,
  UPDATE_CHANNELS,
  UPDATE_MODES,
} from '../vocabulary.ts';
import { failureSchema } from './failure.ts';
import { folderView } from './folders.ts';
import { count, id, moment, money, params, paramValue, text, when } from './parts.ts';

/** A file in the app's own store, ready to send. Shown from `/media/<id>`. */
export const sourceView = z.strictObject({
  id,
  kind: z.enum(MEDIA_KINDS),
  name: z.string(),
  /** Pixels; 0 for sound. */
  width: count,
  height: count,
  /** How long it lasts; null for a picture. */
  seconds: z.nullable(z.number()),
  bytes: count,
  /** The same for files with the same content. */
  digest: z.string(),
});

/** Which file filled which field of the model, in order. */
export const inputsView = z.array(
  z.strictObject({
    field: z.string(),
    /** What the file was called. */
    name: z.string(),
    /** Null: it is not there any more. */
    source: z.nullable(sourceView),
    /** The clip that it is a frame or a piece of. */
    from: z.optional(moment),
  }),
);

/** Jobs of one press of the button, where there is something to say of them together. */
export const batchView = z.strictObject({ id, name: z.string(), paused: z.boolean() });

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
  /** When a job that is held, or whose last attempt failed, tries again by itself. */
  holdUntil: z.nullable(when),
  /** Bytes moved while uploading or downloading. */
  progress: z.nullable(progressView),
  /** What this model usually takes from acceptance to completion, in milliseconds. */
  expectedMs: count,
  estimate: money,
  charged: z.nullable(money),
  refunded: money,
  sourceIds: z.array(id),
  /** Name of the first file; null where there is none. */
  sourceName: z.nullable(z.string()),
  clipId: z.nullable(id),
  retryOf: z.nullable(id),
  failure: z.nullable(failureSchema),
  /** While asking: the service's jobs that may be this one. */
  candidates: z.array(z.strictObject({ key: z.string(), createdAt: z.nullable(when) })),
});

/** What is on record of a job beside what its card shows. */
export const jobDetailsView = z.strictObject({
  inputs: inputsView,
  /** What the service calls it; null where it was not taken on, as far as is known. */
  remoteId: z.nullable(z.string()),
  /** When the service took it on. */
  takenAt: z.nullable(when),
  /** Its lines in the money ledger, oldest first. */
  lines: z.array(z.strictObject({ at: when, kind: z.enum(['estimate', 'charge', 'refund']), amount: money })),
});

/** A finished video. Plays from `/media/<id>`; its still picture is `/media/<id>/poster`. */
export const clipView = z.strictObject({
  id,
  jobId: z.nullable(id),
  batchId: z.nullable(id),
  /** Its place in the order of the index: what an outline calls it. */
  place: count,
  /** Path within its library folder, with `/`; where that folder is never reaches the page. */
  name: z.string(),
  /** Id of that folder. */
  folder: z.string(),
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
  /** Clips that it was made from: joined or cut, or whose frame it begins with. */
  parents: z.array(id),
  made: z.nullable(z.enum(MADE)),
  favourite: z.boolean(),
  /** 1 to 5; 0: not rated. */
  rating: count,
  flag: z.nullable(z.enum(FLAGS)),
  tags: z.array(z.string()),
  played: z.boolean(),
  missing: z.boolean(),
});

export const settingsView = z.strictObject({
  theme: z.enum(THEMES),
  practice: z.boolean(),
  textSize: z.enum(TEXT_SIZES),
  language: z.enum(LANGUAGE_CHOICES),
  apiBase: z.enum(API_BASES),
  /** The address of a service on this machine that is used instead, in unpackaged builds. */
  apiOverride: z.nullable(text(100)),
  /** Ask before a batch above this; null: never ask. */
  askAbove: z.nullable(money),
  monthlyBudget: z.nullable(money),
  atBudget: z.enum(['stop', 'ask']),
  /** Default webhook address, frozen into each recipe; empty: none. */
  webhookUrl: text(2000),
  singleKeys: z.boolean(),
  notifyReady: z.boolean(),
  notifyFailed: z.boolean(),
  notifyOnlyAway: z.boolean(),
  sound: z.boolean(),
  tray: z.boolean(),
  /** Clips fetched from one host at once. */
  downloads: z.int().check(z.gte(1), z.lte(MAX_DOWNLOADS)),
  updates: z.enum(UPDATE_MODES),
  updateChannel: z.enum(UPDATE_CHANNELS),
  /** What new clips are called, with `{image}` and the like. */
  nameTemplate: text(MAX_NAME_TEMPLATE),
  /** Display name of the library folder, such as "Videos/Kinora". */
  libraryName: z.string(),
});

const keyCheck = z.nullable(z.strictObject({ at: when, failure: z.nullable(failureSchema) }));

/** One of the keys: what it is called and whether it works, never the key. */
export const keyView = z.strictObject({
  /** Its account's. */
  id: text(64),
  /** The person's own; empty without one. */
  name: text(MAX_KEY_NAME),
  last4: text(4),
  /** absent: it was kept in memory only and has to be entered again. */
  state: z.enum(['stored', 'memory', 'absent', 'removed']),
  /** By the environment: it is not the person's to change here. */
  given: z.boolean(),
  active: z.boolean(),
  checking: z.boolean(),
  check: keyCheck,
  /** Clips that are not finished, and can be followed with this key only. */
  unfinished: count,
});

export const accountView = z.strictObject({
  /** Of the key in use. none: no key · stored: in the system keychain · memory: kept until Kinora quits. */
  key: z.enum(['none', 'stored', 'memory']),
  last4: z.nullable(z.string().check(z.maxLength(4))),
  /** False where the system offers no protection for secrets. */
  keychain: z.boolean(),
  checking: z.boolean(),
  check: keyCheck,
  keys: z.array(keyView),
});

export const spendView = z.strictObject({
  /** Charged less refunded this local month, practice left out. */
  month: money,
  /** The same for today. */
  today: money,
  /** Estimates of what is on its way and not yet charged. */
  pending: money,
});

/** The money of one local month (`2026-11`) or day (`2026-11-21`). */
export const periodView = z.strictObject({
  period: z.string().check(z.regex(/^\d{4}-\d{2}(-\d{2})?$/)),
  clips: count,
  charged: money,
  refunded: money,
});

export const libraryStats = z.strictObject({
  clips: count,
  bytes: count,
  /** On the disk that new clips go to. */
  freeBytes: z.nullable(count),
  /** All that fits on that disk. */
  diskBytes: z.nullable(count),
  folders: z.array(folderView),
  /** How many of the clips that were found in the folders have been read so far; null when all are. */
  reading: z.nullable(z.strictObject({ done: count, total: count })),
  /** How many files of an import have been taken so far; null while there is none. */
  importing: z.nullable(z.strictObject({ done: count, total: count })),
  /** How many bytes of a folder that is being moved are checked at its new place; null while there is none. */
  moving: z.nullable(z.strictObject({ done: count, total: count })),
});

const fieldKind = z.union([
  z.strictObject({ type: z.literal('text'), maxLength: count, softMaxLength: z.optional(count) }),
  z.strictObject({ type: z.literal('choice'), options: z.array(z.string()) }),
  z.strictObject({ type: z.literal('seconds'), min: count, max: count }),
  z.strictObject({ type: z.literal('integer'), min: count, max: count }),
  z.strictObject({ type: z.literal('boolean') }),
  z.strictObject({ type: z.literal('media'), media: z.enum(MEDIA_KINDS), max: count }),
]);

export const modelView = z.strictObject({
  id: z.string(),
  name: z.string(),
  shape: z.enum(['as-image', 'aspect-ratio']),
  picture: z.strictObject({ minSide: count, maxRatio: count }),
  typicalSeconds: count,
  fields: z.array(
    z.strictObject({
      key: z.string(),
      kind: fieldKind,
      required: z.boolean(),
      default: z.optional(paramValue),
      place: z.enum(['main', 'more', 'source', 'reference']),
      decidedBy: z.optional(z.string()),
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

export type SourceView = z.output<typeof sourceView>;
export type InputsView = z.output<typeof inputsView>;
export type BatchView = z.output<typeof batchView>;
export type JobView = z.output<typeof jobView>;
export type JobDetailsView = z.output<typeof jobDetailsView>;
export type ClipView = z.output<typeof clipView>;
export type SettingsView = z.output<typeof settingsView>;
export type KeyView = z.output<typeof keyView>;
export type AccountView = z.output<typeof accountView>;
export type PeriodView = z.output<typeof periodView>;
export type SpendView = z.output<typeof spendView>;
export type LibraryStats = z.output<typeof libraryStats>;
export type NoticeView = z.output<typeof noticeView>;
