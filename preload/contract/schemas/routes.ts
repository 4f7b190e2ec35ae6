/**
 * The one contract between the page and main: what may be asked and what is answered. Main parses both ways. The page
 * and the preloads use the types only.
 */
import * as z from 'zod/mini';
import { MAX_NAME_TEMPLATE, oddInTemplate } from '../clip-name.ts';
import {
  MAX_BATCH,
  MAX_BATCH_NAME,
  MAX_DOWNLOADS,
  MAX_INPUTS,
  MAX_KEY_NAME,
  MAX_PREPARED_BYTES,
} from '../limits.ts';
import {
  API_BASES,
  LANGUAGE_CHOICES,
  LINKS,
  PARAM_KEY,
  TEXT_SIZES,
  THEMES,
  UPDATE_CHANNELS,
  UPDATE_MODES,
} from '../vocabulary.ts';
import { recipeRoutes } from './clip-recipe.ts';
import { desktopRoutes } from './desktop.ts';
import { fileRoutes, folderRoutes } from './folders.ts';
import { formView, presetView } from './form.ts';
import { intakeOutput } from './intake.ts';
import { leftView } from './left.ts';
import { libraryRoutes } from './library.ts';
import { outputRoutes } from './outputs.ts';
import { bytes, count, id, moment, money, params, text } from './parts.ts';
import { searchRoutes } from './searches.ts';
import { snapshotView } from './snapshot.ts';
import { updateRoutes } from './updates.ts';
import { accountView, jobDetailsView, periodView, settingsView, sourceView } from './views.ts';

const nothing = z.strictObject({});
/** A key is named by its account. */
const keyId = text(64);
/** Whose key the new one takes the place of; null: it is a further one. */
const replace = z.nullable(keyId);
/** Whose key pays, or practice, as the page showed it with the price; another one sends nothing: `account-changed`. */
const payer = keyId;
const route = <I extends z.ZodMiniType, O extends z.ZodMiniType>(input: I, output: O) => ({ input, output });

/** What the page may ask. Each answer is an envelope: `Outcome` of the output. */
export const routes = {
  'app.snapshot': route(nothing, snapshotView),
  /** Where the person is now: the next start begins there. */
  'app.left': route(z.strictObject({ left: leftView }), nothing),
  'notice.dismiss': route(z.strictObject({ id }), nothing),

  /** A prepared JPEG (oriented, no metadata, within limits). `intakeId` ties it to a file main has checked. */
  'source.store': route(
    z.strictObject({ intakeId: z.nullable(id), name: text(255), bytes: bytes(MAX_PREPARED_BYTES) }),
    sourceView,
  ),
  /** A reference video or voice that main has checked: main copies the file itself. */
  'source.take': route(z.strictObject({ intakeId: id }), sourceView),
  /** A clip of the library as a reference: the clip itself, or the picture that it was made from. */
  'source.fromClip': route(z.strictObject({ clipId: id, as: z.enum(['video', 'image']) }), sourceView),
  /** Files that the system gave Kinora to open, checked like dropped ones. Each is told once. */
  'intake.opened': route(nothing, intakeOutput),
  'job.animate': route(
    z.strictObject({
      /** Made once per press of the button: the same click never makes two batches. */
      clickId: id,
      /** What the batch is called; empty: nothing. */
      name: text(MAX_BATCH_NAME),
      clips: z
        .array(
          z.strictObject({
            modelId: text(200),
            params,
            /** Which file fills which field of the model; several for one field keep this order. */
            inputs: z
              .array(
                z.strictObject({
                  field: z.string().check(z.regex(PARAM_KEY)),
                  sourceId: id,
                  /** The clip that it is a frame or a piece of. */
                  from: z.optional(moment),
                }),
              )
              .check(z.maxLength(MAX_INPUTS)),
          }),
        )
        .check(z.minLength(1), z.maxLength(MAX_BATCH)),
      webhookUrl: text(2000),
      /** The total the button showed; anything else sends nothing and answers `price-changed`. */
      total: money,
      /** True after the person confirmed a total above their own limit. */
      confirmed: z.boolean(),
      payer,
    }),
    z.strictObject({ batchId: id, jobIds: z.array(id) }),
  ),
  /** The form as it was left at the last end, with the files in it that are still there; null where there is none. */
  'form.load': route(nothing, z.strictObject({ form: z.nullable(formView), sources: z.array(sourceView) })),
  'form.save': route(z.strictObject({ form: formView }), nothing),
  /** What was written before, the newest first. */
  'prompt.recent': route(nothing, z.strictObject({ prompts: z.array(z.string()) })),
  /** `setAside`: what was kept could not be read; it lies beside what takes its place. Said once. */
  'preset.list': route(nothing, z.strictObject({ presets: z.array(presetView), setAside: z.boolean() })),
  /** A new preset, or another version of one that is there; `at`: its place, null for the last. */
  'preset.put': route(z.strictObject({ preset: presetView, at: z.nullable(count) }), nothing),
  'preset.remove': route(z.strictObject({ id }), nothing),
  /** Main's own file dialog; null where nothing was chosen. */
  'preset.import': route(
    nothing,
    z.strictObject({
      imported: z.nullable(z.strictObject({ added: count, known: count })),
      presets: z.array(presetView),
    }),
  ),
  'preset.export': route(nothing, z.strictObject({ saved: z.boolean() })),
  'batch.rename': route(z.strictObject({ batchId: id, name: text(MAX_BATCH_NAME) }), nothing),
  /** Stops or resumes the sending of one batch. */
  'batch.pause': route(z.strictObject({ batchId: id, paused: z.boolean() }), nothing),
  /** Stops every job of a batch that can still be stopped. */
  'batch.cancel': route(z.strictObject({ batchId: id }), nothing),
  /** New paid jobs in place of those of the batch that ended without a clip, at the price shown for all of them. */
  'batch.retry': route(
    z.strictObject({ batchId: id, clickId: id, total: money, confirmed: z.boolean(), payer }),
    z.strictObject({ jobIds: z.array(id) }),
  ),
  /** What the service says that one such clip costs; null where it does not say, as when offline. */
  'price.ask': route(
    z.strictObject({ modelId: text(200), params }),
    z.strictObject({ price: z.nullable(money) }),
  ),
  'job.details': route(z.strictObject({ jobId: id }), jobDetailsView),
  'job.cancel': route(z.strictObject({ jobId: id }), nothing),
  /** Takes jobs that have not been sent out of the queue; answers those that have gone. */
  'job.remove': route(
    z.strictObject({ jobIds: z.array(id).check(z.maxLength(10_000)) }),
    z.strictObject({ jobIds: z.array(id) }),
  ),
  /** Undoes `job.remove`: new jobs, unsent, at the places of those that have gone and at the price shown for all. */
  'job.restore': route(
    z.strictObject({
      jobIds: z.array(id).check(z.minLength(1), z.maxLength(MAX_BATCH)),
      clickId: id,
      total: money,
      confirmed: z.boolean(),
    }),
    nothing,
  ),
  /** A new paid job with the same recipe (`retryOf`), at the price shown. */
  'job.retry': route(
    z.strictObject({ jobId: id, clickId: id, total: money, confirmed: z.boolean(), payer }),
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
  /** Undoes `job.dismiss`: the cards are back, nothing is sent. */
  'job.undismiss': route(z.strictObject({ jobIds: z.array(id).check(z.maxLength(10_000)) }), nothing),
  'queue.pause': route(z.strictObject({ paused: z.boolean() }), nothing),

  ...libraryRoutes,
  ...recipeRoutes,
  ...outputRoutes,
  ...searchRoutes,
  ...desktopRoutes,
  'clip.reveal': route(z.strictObject({ clipId: id }), nothing),

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
      textSize: z.optional(z.enum(TEXT_SIZES)),
      language: z.optional(z.enum(LANGUAGE_CHOICES)),
      /** The page has work that would be lost with it: it is not loaded anew for another language. */
      later: z.optional(z.boolean()),
      notifyReady: z.optional(z.boolean()),
      notifyFailed: z.optional(z.boolean()),
      notifyOnlyAway: z.optional(z.boolean()),
      tray: z.optional(z.boolean()),
      sound: z.optional(z.boolean()),
      nameTemplate: z.optional(
        text(MAX_NAME_TEMPLATE).check(z.refine((template) => oddInTemplate(template) === null)),
      ),
      downloads: z.optional(z.int().check(z.gte(1), z.lte(MAX_DOWNLOADS))),
      updates: z.optional(z.enum(UPDATE_MODES)),
      updateChannel: z.optional(z.enum(UPDATE_CHANNELS)),
    }),
    settingsView,
  ),
  /** What was charged and given back, newest first, practice left out. */
  'spend.periods': route(nothing, z.strictObject({ months: z.array(periodView), days: z.array(periodView) })),
  /** Every line of the ledger as CSV, where the person wants it; null: they did not. */
  'spend.export': route(nothing, z.strictObject({ name: z.nullable(z.string()) })),
  ...folderRoutes,
  ...fileRoutes,
  ...updateRoutes,

  /** Main reads the clipboard itself; the key is never in the page. */
  'key.paste': route(z.strictObject({ replace }), accountView),
  /** Opens the small key window. */
  'key.type': route(z.strictObject({ replace }), nothing),
  'key.test': route(z.strictObject({ id: keyId }), accountView),
  'key.use': route(z.strictObject({ id: keyId }), accountView),
  'key.rename': route(z.strictObject({ id: keyId, name: text(MAX_KEY_NAME) }), accountView),
  'key.remove': route(z.strictObject({ id: keyId }), accountView),
  /** Undoes the removal of this key, for a minute. */
  'key.restore': route(z.strictObject({ id: keyId }), accountView),

  'link.open': route(z.strictObject({ link: z.enum(Object.keys(LINKS) as [keyof typeof LINKS]) }), nothing),
} as const;

export type Routes = typeof routes;
export type RouteName = keyof Routes;
export type RouteInput<R extends RouteName> = z.output<Routes[R]['input']>;
export type RouteOutput<R extends RouteName> = z.output<Routes[R]['output']>;
