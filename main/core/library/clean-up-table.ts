import * as z from 'zod/mini';
import { marksFor, type Statements } from '../store/statements.ts';

const twinRow = z.object({
  sha256: z.string(),
  place: z.number(),
  bytes: z.number(),
  folder: z.string(),
  name: z.string(),
});
export type Twin = z.output<typeof twinRow>;
const countRow = z.object({ sha256: z.string(), clips: z.number() });
const sizedRow = z.object({ place: z.number(), bytes: z.number() });
export type Sized = z.output<typeof sizedRow>;
const recipeRow = z.object({ seq: z.number(), recipe: z.string() });
const inputHashes = z.object({ inputs: z.array(z.object({ sha256: z.string() })) });
const valueRow = z.object({ value: z.string() });

/** What the clean-up asks of the index. Methods throw what SQLite throws. */
export class CleanUpTable {
  readonly #statements: Statements;

  constructor(statements: Statements) {
    this.#statements = statements;
  }

  /** Contents that several clips have, of so many after one; and the last that was looked at, null at the end. */
  sharedAfter(hash: string, limit: number): { hashes: string[]; next: string | null } {
    const sql =
      'SELECT sha256, count(*) AS clips FROM clip_facts WHERE sha256 > ? GROUP BY sha256 ORDER BY sha256 LIMIT ?';
    const found = z.parse(z.array(countRow), this.#statements.prepare(sql).all(hash, limit));
    const hashes = found.filter(({ clips }) => clips > 1).map(({ sha256 }) => sha256);
    return { hashes, next: found.length < limit ? null : (found.at(-1)?.sha256 ?? null) };
  }

  /** Clips of these folders with these contents; of each content the one to keep first. */
  twins(hashes: readonly string[], folders: readonly string[]): Twin[] {
    const sql = `SELECT sha256, clips.seq AS place, bytes, folder, name FROM clip_facts JOIN clips USING (seq)
      WHERE missing = 0 AND folder IN (${marksFor(folders)}) AND sha256 IN (SELECT value FROM json_each(?))
      ORDER BY sha256, CASE flag WHEN 'keep' THEN 0 WHEN 'reject' THEN 2 ELSE 1 END,
        favourite DESC, rating DESC, place`;
    return z.parse(z.array(twinRow), this.#statements.prepare(sql).all(...folders, JSON.stringify(hashes)));
  }

  /** The largest clips of these folders. */
  largest(folders: readonly string[], limit: number): Sized[] {
    const sql = `SELECT seq AS place, bytes FROM clips WHERE missing = 0 AND folder IN (${marksFor(folders)})
      ORDER BY bytes DESC LIMIT ?`;
    return z.parse(z.array(sizedRow), this.#statements.prepare(sql).all(...folders, limit));
  }

  /** Clips of these folders that the person has rejected, up to so many after a place. */
  rejectedAfter(place: number, folders: readonly string[], limit: number): Sized[] {
    const sql = `SELECT seq AS place, bytes FROM clips
      WHERE flag = 'reject' AND seq > ? AND folder IN (${marksFor(folders)}) ORDER BY seq LIMIT ?`;
    return z.parse(z.array(sizedRow), this.#statements.prepare(sql).all(place, ...folders, limit));
  }

  /**
   * Hashes of the prepared files that clips up to so many after a place were made from, and the last one's place.
   * @param hidden of those that `hide` took out.
   */
  sourcesAfter(place: number, limit: number, hidden = false): { hashes: string[]; next: number | null } {
    if (hidden && !this.hasHidden) return { hashes: [], next: null };
    const facts = hidden ? 'hidden_clip_facts' : 'clip_facts';
    const sql = `SELECT seq, recipe FROM ${facts} WHERE seq > ? ORDER BY seq LIMIT ?`;
    const found = this.#statements
      .prepare(sql)
      .all(place, limit)
      .map((row) => z.parse(recipeRow, row));
    const hashes = found.flatMap(({ recipe }) =>
      z.parse(inputHashes, JSON.parse(recipe)).inputs.map(({ sha256 }) => sha256),
    );
    return { hashes, next: found.length < limit ? null : (found.at(-1)?.seq ?? null) };
  }

  /** Which of these contents no clip has, nor one that `hide` took out. */
  unknownHashes(hashes: readonly string[]): string[] {
    const tables = this.hasHidden ? ['clip_facts', 'hidden_clip_facts'] : ['clip_facts'];
    const none = tables.map((facts) => `NOT EXISTS (SELECT 1 FROM ${facts} WHERE sha256 = value)`);
    const sql = `SELECT value FROM json_each(?) WHERE ${none.join(' AND ')}`;
    return this.#statements
      .prepare(sql)
      .all(JSON.stringify(hashes))
      .map((row) => z.parse(valueRow, row).value);
  }

  /** Whether clips have been taken out and could come back. */
  get hasHidden(): boolean {
    const sql = "SELECT 1 FROM sqlite_temp_schema WHERE name = 'hidden_clips'";
    return this.#statements.prepare(sql).get() !== undefined;
  }
}
