import { crc32 } from 'node:zlib';
import * as z from 'zod/mini';
import { isMicroCents } from '../../../preload/contract/money.ts';
import { FLAGS } from '../../../preload/contract/vocabulary.ts';
import { Damaged } from '../store/database-error.ts';
import type { ClipEdits, ClipRecord, IndexedClip } from './clip-record.ts';
import { tagKey } from './query.ts';
import { lineageSchema, recipeSchema } from './sidecar.ts';

/** In the order of the columns of `clips`. */
const narrow = {
  seq: z.number(),
  id: z.string(),
  folder: z.string(),
  name: z.string(),
  created_at: z.number(),
  shape: z.number(),
  model_id: z.string(),
  resolution: z.string(),
  batch_id: z.nullable(z.string()),
  seconds: z.number(),
  bytes: z.number(),
  charged: z.nullable(z.number()),
  favourite: z.number(),
  rating: z.number(),
  flag: z.nullable(z.enum(FLAGS)),
  tags: z.string(),
  played: z.number(),
  crc: z.number(),
  missing: z.number(),
  modified: z.nullable(z.number()),
} as const;

/** In the order of the columns of `clip_facts`, but for its `seq`. */
const facts = {
  job_id: z.nullable(z.string()),
  account_id: z.string(),
  prompt: z.string(),
  width: z.number(),
  height: z.number(),
  sha256: z.string(),
  source_id: z.nullable(z.string()),
  lineage: z.string(),
  recipe: z.string(),
  facts_crc: z.number(),
} as const;

const narrowRow = z.object(narrow);
const wholeRow = z.object({ ...narrow, ...facts });
const tagList = z.array(z.string());

/** What the checksum of a row of `clips` is over. */
const SUMMED = z.keyof(z.omit(narrowRow, { crc: true, missing: true, modified: true })).options;
const SUMMED_FACTS = z.keyof(z.omit(z.object(facts), { facts_crc: true })).options;

/** A row of `clips`. */
export type NarrowRow = z.output<typeof narrowRow>;

const whole = (clips: string, more: string): string =>
  `SELECT ${clips}.*, ${Object.keys(facts).join(', ')} FROM ${clips} JOIN ${more} USING (seq)`;

/** What a whole clip is read from. */
export const WHOLE = whole('clips', 'clip_facts');
/** The same of a clip that was taken out for a while. */
export const HIDDEN = whole('hidden_clips', 'hidden_clip_facts');

const insertInto = (table: string, columns: object): string =>
  `INSERT INTO ${table} VALUES (${Object.keys(columns)
    .map(() => '?')
    .join(', ')})`;

/** Takes what `columnsOf` has as `clip` and as `facts`. */
export const INSERT_CLIP = insertInto('clips', narrow);
export const INSERT_FACTS = insertInto('clip_facts', { seq: null, ...facts });

const wordOf = (value: unknown): string => (typeof value === 'string' ? value : '');
const crcOf = (columns: readonly unknown[]): number => crc32(JSON.stringify(columns));
const bit = (value: boolean): number => (value ? 1 : 0);

/** 1000 × width / height as an outline has it; 0: not known. */
function shapeOf({ width, height }: Pick<ClipRecord, 'width' | 'height'>): number {
  return height > 0 ? Math.min(65_535, Math.floor((1000 * width) / height)) : 0;
}

const saidColumns = ({ favourite, rating, flag, tags, played }: ClipEdits) =>
  [bit(favourite), rating, flag, JSON.stringify(tags), bit(played)] as const;

const TIES = 1024;
/** Keeps a place a safe integer whatever date a file claims (the year 2248). */
const MAX_TIME = Math.floor(Number.MAX_SAFE_INTEGER / TIES) - TIES;

/** The place of a clip unless another one has it. */
export function placeFor({ createdAt, id }: Pick<ClipRecord, 'createdAt' | 'id'>): number {
  const tie = Number.parseInt(id.slice(-4), 16) % TIES;
  return Math.min(createdAt, MAX_TIME) * TIES + (Number.isNaN(tie) ? 0 : tie);
}

/** When the clip at this place was made. */
export const timeAt = (place: number): number => Math.floor(place / TIES);

/** Everything that the index is told of a clip, worked out. */
export type ClipRows = ReturnType<typeof rowsOf>;

/**
 * A clip as rows of `clips`, `clip_facts` and the tables beside them, and what its words are looked up by.
 * @param modified when the clip's file had last been written.
 */
export function rowsOf(clip: ClipRecord, place: number, modified: number | null) {
  const { modelId, params, inputs } = clip.recipe;
  const prompt = wordOf(params['prompt']);
  const columns = [
    place,
    clip.id,
    clip.folder,
    clip.name,
    clip.createdAt,
    shapeOf(clip),
    modelId,
    wordOf(params['resolution']),
    clip.batchId,
    clip.seconds,
    clip.bytes,
    clip.charged,
    ...saidColumns(clip.edits),
  ];
  const more = [
    clip.jobId,
    clip.accountId,
    prompt,
    clip.width,
    clip.height,
    clip.sha256,
    inputs[0]?.sourceId ?? null,
    JSON.stringify(clip.lineage),
    JSON.stringify(clip.recipe),
  ];
  return {
    place,
    clip: [...columns, crcOf(columns), bit(clip.missing), modified],
    facts: [place, ...more, crcOf(more)],
    words: { prompt, name: clip.name, model: modelId, tags: clip.edits.tags.join(' ') },
    tags: tagKeysOf(clip.edits.tags),
    parents: parentsOf(clip),
  };
}

/**
 * A row of `clips`, checked.
 * @throws Damaged for one that is not as it was written.
 */
export function narrowOf(found: unknown): NarrowRow {
  const read = narrowRow.safeParse(found);
  if (!read.success) throw new Damaged('not a clip');
  checkNarrow(read.data);
  return read.data;
}

/** @throws Damaged for a row that is not as it was written. */
function checkNarrow(row: NarrowRow): void {
  if (row.crc !== crcOf(SUMMED.map((column) => row[column]))) throw new Damaged('a clip that has changed');
}

/** What a row says that the person has said. */
export function saidOf(row: Pick<NarrowRow, 'favourite' | 'rating' | 'flag' | 'tags' | 'played'>): ClipEdits {
  return {
    favourite: row.favourite !== 0,
    rating: row.rating,
    flag: row.flag,
    tags: z.parse(tagList, JSON.parse(row.tags)),
    played: row.played !== 0,
  };
}

/** The columns of a row that change when something else is said of its clip, with the checksum over all. */
export function saidAgain(row: NarrowRow, edits: ClipEdits) {
  const [favourite, rating, flag, tags, played] = saidColumns(edits);
  const {
    missing: _,
    modified: __,
    crc: ___,
    ...columns
  } = { ...row, favourite, rating, flag, tags, played };
  return [favourite, rating, flag, tags, played, crcOf(Object.values(columns))] as const;
}

/**
 * A clip from what `WHOLE` reads.
 * @throws Damaged for a row that is not as it was written.
 */
export function clipOf(found: unknown): IndexedClip {
  const read = wholeRow.safeParse(found);
  if (!read.success) throw new Damaged('not a clip');
  const row = read.data;
  checkNarrow(row);
  if (row.facts_crc !== crcOf(SUMMED_FACTS.map((column) => row[column])))
    throw new Damaged('a clip that has changed');
  const { charged } = row;
  return {
    place: row.seq,
    id: row.id,
    jobId: row.job_id,
    batchId: row.batch_id,
    accountId: row.account_id,
    folder: row.folder,
    name: row.name,
    createdAt: row.created_at,
    recipe: z.parse(recipeSchema, JSON.parse(row.recipe)),
    seconds: row.seconds,
    width: row.width,
    height: row.height,
    bytes: row.bytes,
    sha256: row.sha256,
    charged: charged !== null && isMicroCents(charged) ? charged : null,
    lineage: z.parse(lineageSchema, JSON.parse(row.lineage)),
    edits: saidOf(row),
    missing: row.missing !== 0,
  };
}

/** Tags as they are looked up, each once. */
export const tagKeysOf = (tags: readonly string[]): readonly string[] => [...new Set(tags.map(tagKey))];

/** Clips that this one was made from: joined or cut, or whose frame it begins with. */
export function parentsOf({ lineage, recipe }: Pick<ClipRecord, 'lineage' | 'recipe'>): readonly string[] {
  const used = recipe.inputs.flatMap(({ from }) => from?.clipId ?? []);
  return [...new Set([...(lineage.clipIds ?? []), ...used])];
}
