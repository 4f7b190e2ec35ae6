import type { Stats } from 'node:fs';
import { open } from 'node:fs/promises';
import * as z from 'zod/mini';
import { fail, type Outcome, ok } from '../../../preload/contract/errors.ts';
import { MAX_TAG_CHARS, MAX_TAGS } from '../../../preload/contract/limits.ts';
import { isMicroCents } from '../../../preload/contract/money.ts';
import { FLAGS, ID, MADE, MAX_PARAM_CHARS, PARAM_KEY } from '../../../preload/contract/vocabulary.ts';
import { diskFailure, errorCode } from '../disk-failure.ts';
import { createFileAtomic, writeFileAtomic } from '../store/atomic-file.ts';
import { type ClipEdits, type ClipRecord, type NewClip, NO_EDITS } from './clip-record.ts';

/** Beside `harbour-01.mp4` lies `harbour-01.kinora.json`. */
export const SIDECAR_ENDING = '.kinora.json';
export const MAX_SIDECAR_BYTES = 1024 * 1024;
/** Keys that change what an object is when it is merged somewhere. */
const HOSTILE_KEYS = new Set(['__proto__', 'constructor', 'prototype']);
/** Only text with one of these in it, or with letters written as escapes, can have such a key: seldom any. */
const MAYBE_HOSTILE = /__proto__|constructor|prototype|\\u/;

const text = z.string().check(z.maxLength(10_000));
const count = z.int().check(z.gte(0));
const id = z.string().check(z.regex(ID));
const paramValue = z.union([z.string().check(z.maxLength(MAX_PARAM_CHARS)), z.number(), z.boolean()]);
const sha256 = z.string().check(z.regex(/^[0-9a-f]{64}$/));
const money = z.pipe(
  z.number(),
  z.transform((value, context) => {
    if (isMicroCents(value)) return value;
    context.issues.push({ code: 'custom', message: 'not an amount in micro-cents', input: value });
    return z.NEVER;
  }),
);

/** A tag as the person wrote it: no control characters, no white space at its ends. */
export const tagSchema = z
  .string()
  .check(z.minLength(1), z.maxLength(MAX_TAG_CHARS), z.regex(/^[^\s\p{C}](?:[^\p{C}]*[^\s\p{C}])?$/u));

/** A recipe as it is stored, by the same rules as the page's, so that what is indexed can be shown; unknown keys inside it are kept in sidecars and left out of the index. */
export const recipeSchema = z.looseObject({
  modelId: text,
  params: z.record(z.string().check(z.regex(PARAM_KEY)), paramValue),
  inputs: z
    .array(
      z.looseObject({
        field: text,
        sourceId: id,
        sha256,
        name: text,
        width: count,
        height: count,
        from: z.optional(z.looseObject({ clipId: id, seconds: z.number().check(z.gte(0)) })),
      }),
    )
    .check(z.maxLength(100)),
  webhookUrl: text,
  priceVersion: text,
});

/** Where a clip comes from besides its recipe. */
export const lineageSchema = z.looseObject({
  retryOf: z.optional(id),
  clipIds: z.optional(z.array(id).check(z.maxLength(1000))),
  made: z.optional(z.enum(MADE)),
});

/** Objects are loose: what a newer Kinora or another program has added is kept. */
const sidecarSchema = z.looseObject({
  schema: z.literal(1),
  clipId: id,
  jobId: z.nullable(id),
  batchId: z.nullable(id),
  accountId: text,
  remoteJobId: z.nullable(text),
  createdAt: count,
  recipe: recipeSchema,
  price: z.looseObject({
    estimate: z.nullable(money),
    charged: z.nullable(money),
    priceVersion: text,
  }),
  media: z.looseObject({
    seconds: z.number().check(z.gte(0)),
    width: count,
    height: count,
    bytes: count,
    sha256,
  }),
  lineage: z.optional(lineageSchema),
  edits: z.optional(
    z.looseObject({
      favourite: z.optional(z.boolean()),
      rating: z.optional(z.int().check(z.gte(0), z.lte(5))),
      flag: z.optional(z.nullable(z.enum(FLAGS))),
      tags: z.optional(z.array(tagSchema).check(z.maxLength(MAX_TAGS))),
      played: z.optional(z.boolean()),
    }),
  ),
});
export type Sidecar = z.output<typeof sidecarSchema>;

/** The sidecar's name for a clip's file name. */
export function sidecarNameOf(clipName: string): string {
  return clipName.replace(/\.mp4$/i, '') + SIDECAR_ENDING;
}

/** The clip's name for a sidecar's file name. */
export function clipNameOf(sidecarName: string): string {
  return `${sidecarName.slice(0, -SIDECAR_ENDING.length)}.mp4`;
}

/** What is written beside a new clip; `internal` when it could not be read back. */
export function newSidecar(clip: NewClip): Outcome<Sidecar> {
  const parsed = sidecarSchema.safeParse({ schema: 1, ...clip });
  return parsed.success ? ok(parsed.data) : fail('internal', z.prettifyError(parsed.error).slice(0, 300));
}

/** What the person has said of a clip, complete. */
export function editsOf({ edits }: Pick<Sidecar, 'edits'>): ClipEdits {
  return {
    favourite: edits?.favourite ?? NO_EDITS.favourite,
    rating: edits?.rating ?? NO_EDITS.rating,
    flag: edits?.flag ?? NO_EDITS.flag,
    tags: edits?.tags ?? NO_EDITS.tags,
    played: edits?.played ?? NO_EDITS.played,
  };
}

/** The index's view of a clip from its sidecar and where its file lies. */
export function recordOf(sidecar: Sidecar, folder: string, name: string, missing: boolean): ClipRecord {
  const { lineage, media, recipe } = sidecar;
  return {
    id: sidecar.clipId,
    jobId: sidecar.jobId,
    batchId: sidecar.batchId,
    accountId: sidecar.accountId,
    folder,
    name,
    createdAt: sidecar.createdAt,
    recipe: {
      modelId: recipe.modelId,
      params: recipe.params,
      inputs: recipe.inputs.map(({ field, sourceId, sha256, name, width, height, from }) => ({
        field,
        sourceId,
        sha256,
        name,
        width,
        height,
        ...(from && { from: { clipId: from.clipId, seconds: from.seconds } }),
      })),
      webhookUrl: recipe.webhookUrl,
      priceVersion: recipe.priceVersion,
    },
    seconds: media.seconds,
    width: media.width,
    height: media.height,
    bytes: media.bytes,
    sha256: media.sha256,
    charged: sidecar.price.charged,
    lineage: lineage ? { retryOf: lineage.retryOf, clipIds: lineage.clipIds, made: lineage.made } : {},
    edits: editsOf(sidecar),
    missing,
  };
}

/**
 * A sidecar's text, parsed.
 * @returns `bad-request` when it is no sidecar of ours: not JSON, another schema, or with keys like `__proto__`.
 */
export function parseSidecar(json: string): Outcome<Sidecar> {
  try {
    const text = json.replace(/^\uFEFF/, '');
    const value: unknown = MAYBE_HOSTILE.test(text) ? JSON.parse(text, refuseHostile) : JSON.parse(text);
    const parsed = sidecarSchema.safeParse(value);
    return parsed.success
      ? ok(parsed.data)
      : fail('bad-request', z.prettifyError(parsed.error).slice(0, 300));
  } catch (error) {
    return fail('bad-request', error instanceof SyntaxError ? 'not a sidecar' : 'nested too deep');
  }
}

function refuseHostile(key: string, inner: unknown): unknown {
  if (HOSTILE_KEYS.has(key)) throw new SyntaxError('a key that must not be here');
  return inner;
}

/**
 * Reads a sidecar; a file larger than 1 MiB is none.
 * @returns `clip-missing` when there is no such file, `bad-request` when it is none of ours, or the disk's failure.
 */
export async function readSidecar(file: string): Promise<Outcome<Sidecar>> {
  try {
    const handle = await open(file, 'r');
    try {
      const facts = await handle.stat();
      if (!isSidecarSize(facts)) return notSidecar;
      return parseSidecar(await handle.readFile('utf8'));
    } finally {
      await handle.close();
    }
  } catch (error) {
    return notRead(error);
  }
}

/** Whether an open file could be a sidecar. */
export const isSidecarSize = (facts: Stats): boolean => facts.isFile() && facts.size <= MAX_SIDECAR_BYTES;

export const notSidecar = fail('bad-request', 'not a sidecar');

/** Why a sidecar could not be read. */
export function notRead(error: unknown): Outcome<never> {
  if (errorCode(error) === 'ENOENT') return fail('clip-missing');
  return { ok: false, error: diskFailure(error) };
}

const textOf = (sidecar: Sidecar): string => `${JSON.stringify(sidecar, null, 2)}\n`;

/** Replaces a sidecar in one step. */
export function writeSidecar(file: string, sidecar: Sidecar): Promise<Outcome<void>> {
  return writeFileAtomic(file, textOf(sidecar));
}

/** Writes a sidecar where nothing lies. @returns whether the name was free. */
export function createSidecar(file: string, sidecar: Sidecar): Promise<Outcome<boolean>> {
  return createFileAtomic(file, textOf(sidecar));
}

/**
 * Changes a clip's sidecar and keeps everything in it that `change` does not touch, known or not.
 * @returns `bad-request` when it is another clip's by now, or what reading and writing answer.
 */
export async function rewriteSidecar(
  file: string,
  clipId: string,
  change: (sidecar: Sidecar) => Sidecar,
): Promise<Outcome<Sidecar>> {
  const read = await readSidecar(file);
  if (!read.ok) return read;
  if (read.value.clipId !== clipId) return fail('bad-request', 'the sidecar of another clip');
  const changed = change(read.value);
  const written = await writeSidecar(file, changed);
  return written.ok ? ok(changed) : written;
}
