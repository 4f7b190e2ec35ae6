import type { DatabaseSync, SQLInputValue, StatementSync } from 'node:sqlite';
import { crc32 } from 'node:zlib';
import * as z from 'zod/mini';
import { isMicroCents } from '../../../preload/contract/money.ts';
import type { ClipQuery } from '../../../preload/contract/schemas/library.ts';
import { FLAGS } from '../../../preload/contract/vocabulary.ts';
import { Damaged } from '../store/database-error.ts';
import { inTransaction } from '../store/transaction.ts';
import type { ClipRecord, IndexedClip } from './clip-record.ts';
import { ORDERS, type Selection, selectionOf, tagKey } from './query.ts';
import { lineageSchema, recipeSchema } from './sidecar.ts';

/** In the order of the table's columns. */
const row = z.object({
  seq: z.number(),
  id: z.string(),
  job_id: z.nullable(z.string()),
  batch_id: z.nullable(z.string()),
  account_id: z.string(),
  folder: z.string(),
  name: z.string(),
  created_at: z.number(),
  model_id: z.string(),
  prompt: z.string(),
  resolution: z.string(),
  recipe: z.string(),
  lineage: z.string(),
  seconds: z.number(),
  width: z.number(),
  height: z.number(),
  bytes: z.number(),
  sha256: z.string(),
  charged: z.nullable(z.number()),
  favourite: z.number(),
  rating: z.number(),
  flag: z.nullable(z.enum(FLAGS)),
  tags: z.string(),
  played: z.number(),
  missing: z.number(),
  crc: z.number(),
});

/** What the start-up comparison with the folder needs of each row. */
export interface ClipFile {
  readonly id: string;
  readonly name: string;
  readonly bytes: number;
  readonly missing: boolean;
}

const fileRows = z.array(
  z.object({ seq: z.number(), id: z.string(), name: z.string(), bytes: z.number(), missing: z.number() }),
);
const totals = z.object({ clips: z.number(), bytes: z.number() });
const TIES = 1024;
/** Keeps `seq` a safe integer whatever date a file claims (the year 2248). */
const MAX_TIME = Math.floor(Number.MAX_SAFE_INTEGER / TIES) - TIES;

/** All SQL about clips. Methods throw what SQLite throws. */
export class ClipsTable {
  readonly #db: DatabaseSync;
  readonly #wordIndex: boolean;
  readonly #statements = new Map<string, StatementSync>();

  constructor(db: DatabaseSync) {
    this.#db = db;
    this.#wordIndex = db.prepare("SELECT 1 FROM sqlite_schema WHERE name = 'clip_words'").get() !== undefined;
  }

  /** Adds clips, each in place of whatever had its id or its name. */
  put(clips: readonly ClipRecord[]): void {
    inTransaction(this.#db, () => {
      for (const clip of clips) this.#putOne(clip);
    });
  }

  get(id: string): IndexedClip | null {
    const found = this.#statement('SELECT * FROM clips WHERE id = ?').get(id);
    return found === undefined ? null : clipOf(found);
  }

  /** A job's clips, oldest first: more than one where it was first taken for another job of the service. */
  ofJob(jobId: string): IndexedClip[] {
    const rows = this.#statement('SELECT * FROM clips WHERE job_id = ? ORDER BY seq').all(jobId);
    return rows.map(clipOf);
  }

  remove(id: string): boolean {
    return this.#run('DELETE FROM clips WHERE id = ?', id) > 0;
  }

  removeAll(): void {
    inTransaction(this.#db, () => this.#run('DELETE FROM clips'));
  }

  setMissing(ids: readonly string[], missing: boolean): void {
    inTransaction(this.#db, () => {
      for (const id of ids) this.#run('UPDATE clips SET missing = ? WHERE id = ?', missing ? 1 : 0, id);
    });
  }

  /**
   * What the comparison with the folder needs, a step at a time.
   * @param after the last step's `next`; null at the beginning.
   */
  files(after: number | null, limit: number): { files: ClipFile[]; next: number | null } {
    const sql = 'SELECT seq, id, name, bytes, missing FROM clips WHERE seq > ? ORDER BY seq LIMIT ?';
    const found = z.parse(fileRows, this.#statement(sql).all(after ?? -1, limit));
    const files = found.map(({ id, name, bytes, missing }) => ({ id, name, bytes, missing: missing !== 0 }));
    return { files, next: found.length < limit ? null : (found.at(-1)?.seq ?? null) };
  }

  /** Clips in all, and the bytes of those whose files are there. */
  totals(): { clips: number; bytes: number } {
    const sql =
      'SELECT count(*) AS clips, coalesce(sum(bytes) FILTER (WHERE missing = 0), 0) AS bytes FROM clips';
    return z.parse(totals, this.#statement(sql).get());
  }

  /** Clips at these places; those that are gone are left out. */
  at(places: readonly number[]): IndexedClip[] {
    const statement = this.#statement('SELECT * FROM clips WHERE seq = ?');
    return places.flatMap((place) => {
      const found = statement.get(place);
      return found === undefined ? [] : [clipOf(found)];
    });
  }

  /**
   * Clips that match, in the query's order, after those up to `after` (null: from the first).
   * @param after the values that the order goes by, of the last clip before.
   */
  page(query: ClipQuery, after: readonly SQLInputValue[] | null, limit: number): IndexedClip[] {
    const selection = this.#selection(query);
    const order = orderOf(query, selection);
    const beyond = after === null ? 'TRUE' : beyondOf(order);
    const sql = `SELECT clips.* FROM ${selection.from} WHERE ${selection.where} AND ${beyond}
      ORDER BY ${order.map(({ by, down }) => `${by} ${down ? 'DESC' : 'ASC'}`).join(', ')} LIMIT ?`;
    const found = this.#statement(sql).all(...selection.values, ...(after ? boundOf(after) : []), limit);
    return found.map(clipOf);
  }

  /** What `page` goes on after, once it has come to this clip. */
  cursorOf(query: ClipQuery, place: number): SQLInputValue[] {
    const columns = ORDERS[query.sort].map(({ by }) => by);
    const sql = `SELECT ${[...columns, 'seq'].join(', ')} FROM clips WHERE seq = ?`;
    const found = this.#statement(sql).get(place);
    return found ? Object.values(found) : [];
  }

  /** Place and shape (1000 × width / height; 0: not known) of every clip that matches, in order. */
  *outline(query: ClipQuery): Generator<readonly [place: number, shape: number]> {
    const selection = this.#selection(query);
    const order = orderOf(query, selection);
    const sql = `SELECT ${selection.seq} AS place,
        CASE WHEN height > 0 THEN min(65535, 1000 * width / height) ELSE 0 END AS shape
      FROM ${selection.from} WHERE ${selection.where}
      ORDER BY ${order.map(({ by, down }) => `${by} ${down ? 'DESC' : 'ASC'}`).join(', ')}`;
    for (const found of this.#db.prepare(sql).iterate(...selection.values)) {
      const { place, shape } = z.parse(outlineRow, found);
      yield [place, shape];
    }
  }

  /** How many clips match. */
  count(query: ClipQuery): number {
    const { from, where, values } = this.#selection(query);
    const counted = this.#statement(`SELECT count(*) AS clips, 0 AS bytes FROM ${from} WHERE ${where}`);
    return z.parse(totals, counted.get(...values)).clips;
  }

  /** Clips that were made from this one. */
  childrenOf(id: string, limit: number): IndexedClip[] {
    const sql = `SELECT clips.* FROM clip_parents JOIN clips USING (seq) WHERE parent = ? ORDER BY seq LIMIT ?`;
    return this.#statement(sql).all(id, limit).map(clipOf);
  }

  /** Reads every page; about 0.6 ms per MB. */
  isSound(): boolean {
    return this.#db.prepare('PRAGMA quick_check(1)').get()?.['quick_check'] === 'ok';
  }

  /** A fact about the index itself. */
  about(key: string): string | null {
    const value = this.#statement('SELECT value FROM about WHERE key = ?').get(key)?.['value'];
    return typeof value === 'string' ? value : null;
  }

  setAbout(key: string, value: string): void {
    this.#run('INSERT OR REPLACE INTO about VALUES (?, ?)', key, value);
  }

  #selection(query: ClipQuery): Selection {
    return selectionOf(query, this.#wordIndex);
  }

  #putOne(clip: ClipRecord): void {
    this.#run('DELETE FROM clips WHERE id = ? OR (folder = ? AND name = ?)', clip.id, clip.folder, clip.name);
    const { modelId, params } = clip.recipe;
    const { edits } = clip;
    const place = this.#freePlace(clip);
    const columns = [
      place,
      clip.id,
      clip.jobId,
      clip.batchId,
      clip.accountId,
      clip.folder,
      clip.name,
      clip.createdAt,
      modelId,
      wordOf(params['prompt']),
      wordOf(params['resolution']),
      JSON.stringify(clip.recipe),
      JSON.stringify(clip.lineage),
      clip.seconds,
      clip.width,
      clip.height,
      clip.bytes,
      clip.sha256,
      clip.charged,
      edits.favourite ? 1 : 0,
      edits.rating,
      edits.flag,
      JSON.stringify(edits.tags),
      edits.played ? 1 : 0,
    ];
    const missing = clip.missing ? 1 : 0;
    this.#run(
      `INSERT INTO clips VALUES (${Array(columns.length + 2)
        .fill('?')
        .join(', ')})`,
      ...columns,
      missing,
      crcOf(columns),
    );
    for (const tag of new Set(edits.tags.map(tagKey)))
      this.#run('INSERT INTO clip_tags VALUES (?, ?)', tag, place);
    for (const parent of parentsOf(clip)) this.#run('INSERT INTO clip_parents VALUES (?, ?)', parent, place);
  }

  #freePlace(clip: ClipRecord): number {
    const tie = Number.parseInt(clip.id.slice(-4), 16) % TIES;
    let place = Math.min(clip.createdAt, MAX_TIME) * TIES + (Number.isNaN(tie) ? 0 : tie);
    while (this.#statement('SELECT 1 FROM clips WHERE seq = ?').get(place) !== undefined) place += 1;
    return place;
  }

  #run(sql: string, ...values: SQLInputValue[]): number {
    return Number(this.#statement(sql).run(...values).changes);
  }

  #statement(sql: string): StatementSync {
    let statement = this.#statements.get(sql);
    if (statement === undefined) {
      statement = this.#db.prepare(sql);
      this.#statements.set(sql, statement);
    }
    return statement;
  }
}

const outlineRow = z.object({ place: z.number(), shape: z.number() });
const tagList = z.array(z.string());

const wordOf = (value: unknown): string => (typeof value === 'string' ? value : '');

/** Clips that this one was made from: joined or cut, or whose frame it begins with. */
export function parentsOf({ lineage, recipe }: Pick<ClipRecord, 'lineage' | 'recipe'>): readonly string[] {
  const used = recipe.inputs.flatMap(({ from }) => from?.clipId ?? []);
  return [...new Set([...(lineage.clipIds ?? []), ...used])];
}

type Order = readonly { readonly by: string; readonly down: boolean }[];

function orderOf({ sort }: ClipQuery, { seq }: Selection): Order {
  return [...ORDERS[sort], { by: seq, down: sort !== 'oldest' }];
}

/** True for what comes after the values that `boundOf` repeats. */
function beyondOf(order: Order): string {
  const terms = order.map(({ by, down }, at) => {
    const same = order.slice(0, at).map((before) => `${before.by} = ?`);
    return [...same, `${by} ${down ? '<' : '>'} ?`].join(' AND ');
  });
  return `(${terms.map((term) => `(${term})`).join(' OR ')})`;
}

const boundOf = (after: readonly SQLInputValue[]): SQLInputValue[] =>
  after.flatMap((_, at) => after.slice(0, at + 1));

/** @throws Damaged for a row that is not as it was written. */
function clipOf(found: unknown): IndexedClip {
  const read = row.safeParse(found);
  if (!read.success) throw new Damaged('not a clip');
  const { missing, crc, ...columns } = read.data;
  if (crc !== crcOf(Object.values(columns))) throw new Damaged('a clip that has changed');
  const { charged } = columns;
  return {
    place: columns.seq,
    id: columns.id,
    jobId: columns.job_id,
    batchId: columns.batch_id,
    accountId: columns.account_id,
    folder: columns.folder,
    name: columns.name,
    createdAt: columns.created_at,
    recipe: z.parse(recipeSchema, JSON.parse(columns.recipe)),
    seconds: columns.seconds,
    width: columns.width,
    height: columns.height,
    bytes: columns.bytes,
    sha256: columns.sha256,
    charged: charged !== null && isMicroCents(charged) ? charged : null,
    lineage: z.parse(lineageSchema, JSON.parse(columns.lineage)),
    edits: {
      favourite: columns.favourite !== 0,
      rating: columns.rating,
      flag: columns.flag,
      tags: z.parse(tagList, JSON.parse(columns.tags)),
      played: columns.played !== 0,
    },
    missing: missing !== 0,
  };
}

/** Over a row's columns, but for `missing`, which the folder tells, and the checksum itself. */
const crcOf = (columns: readonly unknown[]): number => crc32(JSON.stringify(columns));
