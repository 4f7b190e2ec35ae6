import type { DatabaseSync, SQLInputValue, SQLOutputValue, StatementSync } from 'node:sqlite';
import * as z from 'zod/mini';
import type { ClipQuery } from '../../../preload/contract/schemas/library.ts';
import { Damaged } from '../store/database-error.ts';
import { marksFor, Statements } from '../store/statements.ts';
import { inTransaction } from '../store/transaction.ts';
import { CleanUpTable } from './clean-up-table.ts';
import type { ClipEdits, ClipRecord, IndexedClip } from './clip-record.ts';
import {
  type ClipRows,
  clipOf,
  HIDDEN,
  INSERT_CLIP,
  INSERT_FACTS,
  type NarrowRow,
  narrowOf,
  placeFor,
  rowsOf,
  saidAgain,
  tagKeysOf,
  timeAt,
  WHOLE,
} from './clip-row.ts';
import { ClipWords } from './clip-words.ts';
import { FACET_COLUMNS } from './facets.ts';
import { beyondOf, boundOf, bySql, orderOf } from './page-order.ts';
import { facetSelectionOf, ORDERS, type Selection, selectionOf } from './query.ts';
import type { SharedTurn } from './shared-turn.ts';
import { SUM_COLUMNS } from './sum.ts';

/** What the start-up comparison with the folder needs of each row. */
export interface ClipFile {
  readonly id: string;
  readonly folder: string;
  readonly name: string;
  readonly bytes: number;
  readonly missing: boolean;
  /** When the file had last been written, in whole milliseconds since 1970, as it was last looked at; null: never. */
  readonly modified: number | null;
}

export interface FolderTotals {
  readonly folder: string;
  readonly clips: number;
  readonly bytes: number;
}

const fileRows = z.array(
  z.object({
    seq: z.number(),
    id: z.string(),
    folder: z.string(),
    name: z.string(),
    bytes: z.number(),
    missing: z.number(),
    modified: z.nullable(z.number()),
  }),
);
const folderTotals = z.array(z.object({ folder: z.string(), clips: z.number(), bytes: z.number() }));
const totals = z.object({ clips: z.number(), bytes: z.number() });
/** Rows of one commit while an index is filled: more cost less each, and take longer at once. */
const WAITING = { least: 16, most: 250 };
/** What a commit may take, in milliseconds: this follows how the disk does. */
const COMMIT_MS = 8;
const MERGE_PAGES = 32;
/** Fewer clips than this are sorted within a few milliseconds. */
const MANY_MATCHES = 5000;
/** While it is filled rows come in an order of their own, so pages are kept at hand; each step back is a small one. */
const FILLING = 'PRAGMA synchronous = OFF; PRAGMA cache_size = -65536; PRAGMA wal_autocheckpoint = 400';
const FILLED = 'PRAGMA synchronous = NORMAL; PRAGMA cache_size = -2000; PRAGMA wal_autocheckpoint = 1000';
const INSERT_NEW = `${INSERT_CLIP} ON CONFLICT DO NOTHING`;

/** All SQL about clips. Methods throw what SQLite throws. */
export class ClipsTable {
  readonly #db: DatabaseSync;
  /** Null where there is no FTS5. */
  readonly #words: ClipWords | null;
  readonly #statements: Statements;
  /** What the clean-up looks for. */
  readonly cleanUp: CleanUpTable;
  /** Rows that were added and are not committed. */
  #waiting = 0;
  /** So many may be. */
  #room = WAITING.most;
  #turn: SharedTurn | null = null;

  constructor(db: DatabaseSync) {
    this.#db = db;
    this.#statements = new Statements(db);
    this.cleanUp = new CleanUpTable(this.#statements);
    const hasWords = db.prepare("SELECT 1 FROM sqlite_schema WHERE name = 'clip_words'").get() !== undefined;
    this.#words = hasWords ? new ClipWords(db) : null;
  }

  /** Adds clips, each in place of whatever had its id or its name. */
  put(clips: readonly ClipRecord[]): void {
    this.#write(() => {
      for (const clip of clips) this.#putOne(clip);
    });
  }

  /**
   * Like `put`, but on the disk with the next other change or with `commit`: for filling an index.
   * @param modified when the clip's file had last been written.
   */
  add(clip: ClipRecord, modified: number | null = null): void {
    if (!this.addNew(rowsOf(clip, placeFor(clip), modified)))
      this.#inBatch(() => {
        this.#putOne(clip, modified);
        this.#waiting += 1;
      });
  }

  /** Like `add`, but for a clip that is new. @returns false when something has its id, its name or its place. */
  addNew(rows: ClipRows): boolean {
    return this.#inBatch(() => {
      if (this.#run(INSERT_NEW, ...rows.clip) === 0) return false;
      this.#insertRest(rows);
      this.#waiting += 1;
      return true;
    });
  }

  /** Does work that goes to the disk with the next `commit`. */
  #inBatch<T>(work: () => T): T {
    try {
      if (!this.#db.isTransaction) this.#first(() => this.#db.exec('BEGIN IMMEDIATE'));
      return work();
    } catch (error) {
      this.#waiting = 0;
      this.#words?.forget();
      if (this.#db.isTransaction) this.#db.exec('ROLLBACK');
      throw error;
    }
  }

  /** Writes the words of what was added, which `commit` does otherwise. */
  writeWords(): void {
    this.#inBatch(() => this.#words?.flush());
  }

  /** Whether `add` has added so much that it is time for `commit`. */
  get isFull(): boolean {
    return this.#waiting >= this.#room;
  }

  /** Writes what `add` has added. */
  commit(): void {
    const rows = this.#waiting;
    this.#waiting = 0;
    if (!this.#db.isTransaction) return;
    const began = performance.now();
    this.#words?.flush();
    this.#db.exec('COMMIT');
    const each = (performance.now() - began) / Math.max(1, rows);
    if (rows >= WAITING.least)
      this.#room = Math.max(WAITING.least, Math.min(WAITING.most, Math.floor(COMMIT_MS / each)));
  }

  /**
   * Puts some of what was committed together.
   * @param pages of words; the few milliseconds' worth that it is without.
   * @returns whether there may be more.
   */
  tidy(pages = MERGE_PAGES): boolean {
    return this.#words?.merge(pages) ?? false;
  }

  /** Whether a power cut may leave an index that has to be filled anew: that is quicker while it is filled. */
  setCareless(careless: boolean): void {
    this.commit();
    this.#db.exec(careless ? FILLING : FILLED);
    this.#words?.setFilling(careless);
  }

  /** While another thread fills the same index: it gives way to what is written here, and puts the log back itself. */
  share(turn: SharedTurn | null): void {
    this.commit();
    this.#turn = turn;
    this.#db.exec(`PRAGMA wal_autocheckpoint = ${turn === null ? 1000 : 0}`);
  }

  get(id: string): IndexedClip | null {
    const found = this.#statement(`${WHOLE} WHERE id = ?`).get(id);
    return found === undefined ? null : clipOf(found);
  }

  /** A job's clips, oldest first: more than one where it was first taken for another job of the service. */
  ofJob(jobId: string): IndexedClip[] {
    const rows = this.#statement(`${WHOLE} WHERE job_id = ? ORDER BY seq`).all(jobId);
    return rows.map(clipOf);
  }

  /** Clips with this content, the oldest first. */
  withHash(sha256: string): IndexedClip[] {
    return this.#statement(`${WHOLE} WHERE sha256 = ? ORDER BY seq`).all(sha256).map(clipOf);
  }

  /** Forgets the clips of all other folders. */
  keepFolders(ids: readonly string[]): void {
    const others = `FROM clips WHERE folder NOT IN (${marksFor(ids)})`;
    this.#write(() => {
      if (this.#words) this.#run(`DELETE FROM clip_words WHERE rowid IN (SELECT seq ${others})`, ...ids);
      this.#run(`DELETE ${others}`, ...ids);
      if (this.cleanUp.hasHidden)
        this.#run(`DELETE FROM hidden_clips WHERE folder NOT IN (${marksFor(ids)})`, ...ids);
    });
  }

  /** What filters and orders go by, of clips at these places or with these ids; those that are gone are left out. */
  narrow(keys: readonly (number | string)[]): NarrowRow[] {
    const byPlace = this.#statement('SELECT * FROM clips WHERE seq = ?');
    const byId = this.#statement('SELECT * FROM clips WHERE id = ?');
    return keys.flatMap((key) => {
      const found = typeof key === 'number' ? byPlace.get(key) : byId.get(key);
      return found === undefined ? [] : [narrowOf(found)];
    });
  }

  /** Writes what the person says of clips, in one transaction. */
  setSaid(said: readonly { readonly row: NarrowRow; readonly edits: ClipEdits }[]): void {
    const sql =
      'UPDATE clips SET favourite = ?, rating = ?, flag = ?, tags = ?, played = ?, crc = ? WHERE seq = ?';
    this.#write(() => {
      for (const { row, edits } of said) {
        const columns = saidAgain(row, edits);
        this.#run(sql, ...columns, row.seq);
        if (columns[3] === row.tags) continue;
        this.#run('DELETE FROM clip_tags WHERE seq = ?', row.seq);
        this.#addTags(row.seq, tagKeysOf(edits.tags));
        if (!this.#words) continue;
        const prompt = this.#promptAt(row.seq);
        const { name, model_id: model } = row;
        this.#words.drop(row.seq);
        this.#words.add(row.seq, { prompt, name, model, tags: edits.tags.join(' ') });
      }
    });
  }

  /** Forgets clips. */
  remove(ids: readonly string[]): void {
    this.#write(() => {
      for (const id of ids) {
        const place = this.#placeOf(id);
        if (place !== null) this.#drop(place);
      }
    });
  }

  /** Takes clips out until `show` or `forgetHidden`; a database that is closed meanwhile forgets them. */
  hide(ids: readonly string[]): void {
    for (const table of ['clips', 'clip_facts'])
      this.#db.exec(`CREATE TEMP TABLE IF NOT EXISTS hidden_${table} AS SELECT * FROM ${table} WHERE FALSE`);
    this.#write(() => {
      for (const id of ids) {
        const place = this.#placeOf(id);
        if (place === null) continue;
        for (const table of ['clips', 'clip_facts'])
          this.#run(`INSERT INTO hidden_${table} SELECT * FROM ${table} WHERE seq = ?`, place);
        this.#drop(place);
      }
    });
  }

  /** Puts back what `hide` took out. @returns how many of them have a row now. */
  show(ids: readonly string[]): number {
    return this.#write(() => {
      for (const id of ids) {
        const found = this.cleanUp.hasHidden ? this.#statement(`${HIDDEN} WHERE id = ?`).get(id) : undefined;
        if (found === undefined || this.#placeOf(id) !== null) continue;
        const { place, ...clip } = clipOf(found);
        if (this.#namedSeq(clip) !== null) continue;
        this.#insert(clip, this.#isFree(place) ? place : this.#freePlace(clip));
      }
      this.#forget(ids);
      return ids.filter((id) => this.#placeOf(id) !== null).length;
    });
  }

  /** What was hidden is gone. */
  forgetHidden(ids: readonly string[]): void {
    this.#write(() => this.#forget(ids));
  }

  #forget(ids: readonly string[]): void {
    if (!this.cleanUp.hasHidden) return;
    for (const id of ids) {
      this.#run('DELETE FROM hidden_clip_facts WHERE seq = (SELECT seq FROM hidden_clips WHERE id = ?)', id);
      this.#run('DELETE FROM hidden_clips WHERE id = ?', id);
    }
  }

  /** The hash of the file of the clip at this place; empty without one. */
  hashAt(place: number): string {
    return wordOf(this.#statement('SELECT sha256 FROM clip_facts WHERE seq = ?').get(place)?.['sha256']);
  }

  setMissing(ids: readonly string[], missing: boolean): void {
    this.#write(() => {
      for (const id of ids) this.#run('UPDATE clips SET missing = ? WHERE id = ?', missing ? 1 : 0, id);
    });
  }

  /** Remembers when files had last been written. */
  setModified(files: readonly { readonly id: string; readonly modified: number }[]): void {
    this.#write(() => {
      for (const { id, modified } of files)
        this.#run('UPDATE clips SET modified = ? WHERE id = ?', modified, id);
    });
  }

  /**
   * What the comparison with the folder needs, a step at a time.
   * @param after the last step's `next`; null at the beginning.
   */
  files(after: number | null, limit: number): { files: ClipFile[]; next: number | null } {
    const sql = `SELECT seq, id, folder, name, bytes, missing, modified FROM clips
      WHERE seq > ? ORDER BY seq LIMIT ?`;
    const found = z.parse(fileRows, this.#statement(sql).all(after ?? -1, limit));
    const files = found.map(({ seq: _, missing, ...file }) => ({ ...file, missing: missing !== 0 }));
    return { files, next: found.length < limit ? null : (found.at(-1)?.seq ?? null) };
  }

  /** Clips of each folder, and the bytes of those whose files are there. */
  totals(): FolderTotals[] {
    const sql = `SELECT folder, count(*) AS clips, coalesce(sum(bytes) FILTER (WHERE missing = 0), 0) AS bytes
      FROM clips GROUP BY folder`;
    return z.parse(folderTotals, this.#statement(sql).all());
  }

  /** Clips at these places; those that are gone are left out. */
  at(places: readonly number[]): IndexedClip[] {
    const statement = this.#statement(`${WHOLE} WHERE clips.seq = ?`);
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
    const selection = this.#ordered(query);
    const order = orderOf(query, selection);
    const beyond = after === null ? 'TRUE' : beyondOf(order);
    const sql = `SELECT ${selection.seq} AS place FROM ${selection.from} WHERE ${selection.where} AND ${beyond}
      ORDER BY ${bySql(order)} LIMIT ?`;
    const found = this.#statement(sql).all(...selection.values, ...(after ? boundOf(after) : []), limit);
    const clips = this.at(found.map((row) => z.parse(placeRow, row).place));
    if (clips.length < found.length) throw new Damaged('a clip without its facts');
    return clips;
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
    const selection = this.#ordered(query);
    const order = orderOf(query, selection);
    const sql = `SELECT ${selection.seq} AS place, shape
      FROM ${selection.from} WHERE ${selection.where}
      ORDER BY ${bySql(order)}`;
    for (const [place, shape] of arraysOf(this.#db.prepare(sql), selection.values))
      yield [Number(place), Number(shape)];
  }

  /** What `Facets` counts, row by row. */
  facets(query: ClipQuery): Iterable<readonly SQLOutputValue[]> {
    const { from, where, values, failing } = facetSelectionOf(query, this.#words);
    const columns = FACET_COLUMNS.map((column) => `clips.${column}`).join(', ');
    const statement = this.#db.prepare(`SELECT ${columns}, ${failing} FROM ${from} WHERE ${where}`);
    return arraysOf(statement, values);
  }

  /** What `Sum` adds up, of clips by place or id; those that are gone are left out. */
  sums(keys: readonly (number | string)[]): Iterable<readonly SQLOutputValue[]> {
    const by = typeof keys[0] === 'number' ? 'seq' : 'id';
    const sql = `SELECT ${SUM_COLUMNS} FROM clips WHERE ${by} IN (SELECT value FROM json_each(?))`;
    return arraysOf(this.#db.prepare(sql), [JSON.stringify(keys)]);
  }

  /** Where clips lie, by place or id, in this order; those that are gone are left out. */
  named(keys: readonly (number | string)[]): NamedClip[] {
    const by = typeof keys[0] === 'number' ? 'seq' : 'id';
    const sql = `SELECT clips.id, folder, name, bytes FROM json_each(?) AS wanted
      CROSS JOIN clips ON clips.${by} = wanted.value
      ORDER BY wanted.key`;
    return z.parse(z.array(namedRow), this.#statement(sql).all(JSON.stringify(keys)));
  }

  /** How many clips match. */
  count(query: ClipQuery): number {
    const { from, where, values } = this.#selection(query);
    const counted = this.#statement(`SELECT count(*) AS clips, 0 AS bytes FROM ${from} WHERE ${where}`);
    return z.parse(totals, counted.get(...values)).clips;
  }

  /** Clips that were made from this one. */
  childrenOf(id: string, limit: number): IndexedClip[] {
    const sql = `${WHOLE} JOIN clip_parents USING (seq) WHERE parent = ? ORDER BY seq LIMIT ?`;
    return this.#statement(sql).all(id, limit).map(clipOf);
  }

  /** Clips of the same batch, or that begin with the same picture; without itself, the newest first. */
  siblingsOf(clip: IndexedClip, limit: number): IndexedClip[] {
    const sql = `
      SELECT seq AS place FROM (SELECT seq FROM clips WHERE batch_id = ? ORDER BY seq DESC LIMIT ?)
      UNION
      SELECT seq FROM (SELECT seq FROM clip_facts WHERE source_id = ? ORDER BY seq DESC LIMIT ?)
      ORDER BY place DESC`;
    const source = clip.recipe.inputs[0]?.sourceId ?? null;
    const found = this.#statement(sql).all(clip.batchId, limit + 1, source, limit + 1);
    const places = found.map((row) => z.parse(placeRow, row).place).filter((place) => place !== clip.place);
    return this.at(places.slice(0, limit));
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
    this.commit();
    this.#first(() => this.#run('INSERT OR REPLACE INTO about VALUES (?, ?)', key, value));
  }

  #selection(query: ClipQuery): Selection {
    return selectionOf(query, this.#words);
  }

  /** The same to be read in the query's order: many clips are picked out along that order, which takes less than to sort them. */
  #ordered(query: ClipQuery): Selection {
    const selection = this.#selection(query);
    if (selection.match === null || ORDERS[query.sort].length === 0) return selection;
    const sql = 'SELECT 1 FROM clip_words WHERE clip_words MATCH ? LIMIT 1 OFFSET ?';
    const isMany = this.#statement(sql).get(selection.match, MANY_MATCHES) !== undefined;
    return isMany ? selectionOf(query, this.#words, true) : selection;
  }

  #first<T>(work: () => T): T {
    return this.#turn ? this.#turn.first(work) : work();
  }

  #write<T>(work: () => T): T {
    this.commit();
    try {
      return this.#first(() =>
        inTransaction(this.#db, () => {
          const done = work();
          this.#words?.flush();
          return done;
        }),
      );
    } catch (error) {
      this.#words?.forget();
      throw error;
    }
  }

  #putOne(clip: ClipRecord, modified: number | null = null): void {
    const before = this.#placeOf(clip.id);
    if (before !== null) this.#drop(before);
    const named = this.#namedSeq(clip);
    if (named !== null) this.#drop(named);
    const isSameTime = before !== null && timeAt(before) === clip.createdAt;
    this.#insert(clip, isSameTime ? before : this.#freePlace(clip), modified);
  }

  #insert(clip: ClipRecord, place: number, modified: number | null = null): void {
    const rows = rowsOf(clip, place, modified);
    this.#run(INSERT_CLIP, ...rows.clip);
    this.#insertRest(rows);
  }

  #insertRest({ place, facts, words, tags, parents }: ClipRows): void {
    this.#run(INSERT_FACTS, ...facts);
    this.#words?.add(place, words);
    this.#addTags(place, tags);
    for (const parent of parents) this.#run('INSERT INTO clip_parents VALUES (?, ?)', parent, place);
  }

  #addTags(place: number, tags: readonly string[]): void {
    for (const tag of tags) this.#run('INSERT INTO clip_tags VALUES (?, ?)', tag, place);
  }

  #promptAt(place: number): string {
    return wordOf(this.#statement('SELECT prompt FROM clip_facts WHERE seq = ?').get(place)?.['prompt']);
  }

  #drop(place: number): void {
    this.#run('DELETE FROM clips WHERE seq = ?', place);
    this.#words?.drop(place);
  }

  #namedSeq({ folder, name }: Pick<ClipRecord, 'folder' | 'name'>): number | null {
    const found = this.#statement('SELECT seq FROM clips WHERE folder = ? AND name = ?').get(folder, name);
    return found === undefined ? null : z.parse(seqRow, found).seq;
  }

  #isFree(place: number): boolean {
    return this.#statement('SELECT 1 FROM clips WHERE seq = ?').get(place) === undefined;
  }

  #placeOf(id: string): number | null {
    const found = this.#statement('SELECT seq FROM clips WHERE id = ?').get(id);
    return found === undefined ? null : z.parse(seqRow, found).seq;
  }

  #freePlace(clip: ClipRecord): number {
    let place = placeFor(clip);
    while (!this.#isFree(place)) place += 1;
    return place;
  }

  #run(sql: string, ...values: SQLInputValue[]): number {
    return Number(this.#statement(sql).run(...values).changes);
  }

  #statement(sql: string): StatementSync {
    return this.#statements.prepare(sql);
  }
}

/** Rows as arrays, which cost less than objects. */
function* arraysOf(
  statement: StatementSync,
  values: readonly SQLInputValue[],
): Generator<readonly SQLOutputValue[]> {
  statement.setReturnArrays(true);
  for (const row of statement.iterate(...values)) if (Array.isArray(row)) yield row;
}

const namedRow = z.object({ id: z.string(), folder: z.string(), name: z.string(), bytes: z.number() });
/** Which clip it is, and where it lies. */
export type NamedClip = z.output<typeof namedRow>;
const placeRow = z.object({ place: z.number() });
const seqRow = z.object({ seq: z.number() });

const wordOf = (value: unknown): string => (typeof value === 'string' ? value : '');
