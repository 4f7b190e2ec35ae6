import type { DatabaseSync, SQLInputValue, StatementSync } from 'node:sqlite';
import { crc32 } from 'node:zlib';
import * as z from 'zod/mini';
import { isMicroCents } from '../../../preload/contract/money.ts';
import { Damaged } from '../store/database-error.ts';
import { inTransaction } from '../store/transaction.ts';
import type { ClipRecord } from './clip-record.ts';
import { planSearch } from './search.ts';
import { recipeSchema } from './sidecar.ts';

/** In the order of the table's columns. */
const row = z.object({
  seq: z.number(),
  id: z.string(),
  job_id: z.nullable(z.string()),
  batch_id: z.nullable(z.string()),
  account_id: z.string(),
  name: z.string(),
  created_at: z.number(),
  model_id: z.string(),
  prompt: z.string(),
  recipe: z.string(),
  seconds: z.number(),
  width: z.number(),
  height: z.number(),
  bytes: z.number(),
  sha256: z.string(),
  charged: z.nullable(z.number()),
  missing: z.number(),
  crc: z.number(),
});

/** A row's place in the order of the library, and its clip. */
interface Placed {
  readonly seq: number;
  readonly clip: ClipRecord;
}

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
const LAST_SEQ = Number.MAX_SAFE_INTEGER;
const TIES = 1024;
/** Keeps `seq` a safe integer whatever date a file claims (the year 2248). */
const MAX_TIME = Math.floor(LAST_SEQ / TIES) - TIES;

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

  get(id: string): ClipRecord | null {
    const found = this.#statement('SELECT * FROM clips WHERE id = ?').get(id);
    return found === undefined ? null : placed(found).clip;
  }

  /** A job's clips, oldest first: more than one where it was first taken for another job of the service. */
  ofJob(jobId: string): ClipRecord[] {
    const rows = this.#statement('SELECT * FROM clips WHERE job_id = ? ORDER BY seq').all(jobId);
    return rows.map((found) => placed(found).clip);
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

  /**
   * Clips that match `search`, newest first, after the place `before` (null: from the newest).
   * @returns at most `limit`, each with its place.
   */
  page(search: string, before: number | null, limit: number): Placed[] {
    const { from, where, values } = this.#selection(search);
    const sql = `SELECT clips.* FROM ${from} WHERE ${where} AND ${this.#place(from)} < ?
      ORDER BY ${this.#place(from)} DESC LIMIT ?`;
    const found = this.#statement(sql).all(...values, before ?? LAST_SEQ, limit);
    return found.map((each) => placed(each));
  }

  /** How many clips match `search`. */
  count(search: string): number {
    const { from, where, values } = this.#selection(search);
    const counted = this.#statement(`SELECT count(*) AS clips, 0 AS bytes FROM ${from} WHERE ${where}`);
    return z.parse(totals, counted.get(...values)).clips;
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

  #selection(search: string): { from: string; where: string; values: SQLInputValue[] } {
    const plan = planSearch(search, this.#wordIndex);
    if (plan.kind === 'all') return { from: 'clips', where: 'TRUE', values: [] };
    if (plan.kind === 'words') {
      const from = 'clip_words CROSS JOIN clips ON clips.seq = clip_words.rowid';
      return { from, where: 'clip_words MATCH ?', values: [plan.match] };
    }
    const one = String.raw`(prompt LIKE ? ESCAPE '\' OR name LIKE ? ESCAPE '\' OR model_id LIKE ? ESCAPE '\')`;
    return {
      from: 'clips',
      where: plan.patterns.map(() => one).join(' AND '),
      values: plan.patterns.flatMap((pattern) => [pattern, pattern, pattern]),
    };
  }

  /** FTS5 walks its own rowids in order; sorting by the joined table's would read every match first. */
  #place(from: string): string {
    return from.startsWith('clip_words') ? 'clip_words.rowid' : 'clips.seq';
  }

  #putOne(clip: ClipRecord): void {
    this.#run('DELETE FROM clips WHERE id = ? OR name = ?', clip.id, clip.name);
    const { modelId, params } = clip.recipe;
    const prompt = params['prompt'];
    const columns = [
      this.#freePlace(clip),
      clip.id,
      clip.jobId,
      clip.batchId,
      clip.accountId,
      clip.name,
      clip.createdAt,
      modelId,
      typeof prompt === 'string' ? prompt : '',
      JSON.stringify(clip.recipe),
      clip.seconds,
      clip.width,
      clip.height,
      clip.bytes,
      clip.sha256,
      clip.charged,
    ];
    const missing = clip.missing ? 1 : 0;
    this.#run(
      'INSERT INTO clips VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)',
      ...columns,
      missing,
      crcOf(columns),
    );
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

/** @throws Damaged for a row that is not as it was written. */
function placed(found: unknown): Placed {
  const read = row.safeParse(found);
  if (!read.success) throw new Damaged('not a clip');
  const { missing, crc, ...columns } = read.data;
  if (crc !== crcOf(Object.values(columns))) throw new Damaged('a clip that has changed');
  const { seq, job_id, batch_id, account_id, created_at, model_id, prompt, recipe, charged, ...rest } =
    columns;
  const clip: ClipRecord = {
    ...rest,
    jobId: job_id,
    batchId: batch_id,
    accountId: account_id,
    createdAt: created_at,
    recipe: z.parse(recipeSchema, JSON.parse(recipe)),
    charged: charged !== null && isMicroCents(charged) ? charged : null,
    missing: missing !== 0,
  };
  return { seq, clip };
}

/** Over a row's columns, but for `missing`, which the folder tells, and the checksum itself. */
const crcOf = (columns: readonly unknown[]): number => crc32(JSON.stringify(columns));
