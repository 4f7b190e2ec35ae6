import { closeSync, copyFileSync, existsSync, openSync, readSync, writeSync } from 'node:fs';
import { DatabaseSync, type SQLOutputValue } from 'node:sqlite';
import { removeParts } from './aside.ts';
import { type SealedTable, sealAll, sealedTables } from './seals.ts';
import { inTransaction } from './transaction.ts';

type Row = Record<string, SQLOutputValue>;

/**
 * Brings what can be read of a damaged journal into the new, empty one; rows that their seal contradicts stay behind.
 * The damaged files are read from a copy and stay as they are.
 * @throws what the file system throws, and SQLite about the new journal; never about the damaged one.
 */
export function rescueJournal(file: string, journal: DatabaseSync): void {
  const copy = `${file}.reading`;
  removeParts(copy);
  for (const part of ['', '-wal']) if (existsSync(file + part)) copyFileSync(file + part, copy + part);
  journal.exec('PRAGMA foreign_keys = OFF');
  if (existsSync(copy)) restoreHeader(copy);
  const damaged = new DatabaseSync(copy);
  try {
    inTransaction(journal, () => {
      const isSealed = sealsOf(damaged);
      for (const table of readable(damaged)) bringIn(damaged, table, isSealed, journal);
      journal.exec(REPAIRS);
      sealAll(journal);
    });
  } finally {
    damaged.close();
    removeParts(copy);
    journal.exec('PRAGMA foreign_keys = ON');
  }
}

/**
 * Puts back what every header of ours says (https://www.sqlite.org/fileformat.html#the_database_header), so that a
 * damaged byte among the first hundred does not cost the rest. How many pages there are is left to the file's length.
 */
function restoreHeader(file: string): void {
  const header = Buffer.alloc(100);
  const handle = openSync(file, 'r+');
  try {
    if (readSync(handle, header, 0, header.length, 0) < header.length) return;
    header.write('SQLite format 3\0', 'latin1');
    // Page size 4096, WAL for reading and writing, nothing reserved, and the format's three constants.
    header.set([0x10, 0, 2, 2, 0, 64, 32, 32], 16);
    for (const [at, value] of [
      [44, 4],
      [48, 0],
      [52, 0],
      [56, 1],
      [64, 0],
      [92, header.readUInt32BE(24) - 1],
    ] as const)
      header.writeInt32BE(value, at);
    writeSync(handle, header, 0, header.length, 0);
  } finally {
    closeSync(handle);
  }
}

/** What rows refer to may be lost. */
const REPAIRS = `
  -- A job of the service whose own job is lost is offered like one that was started elsewhere.
  UPDATE remote_jobs SET job_id = NULL, elsewhere = 1 WHERE job_id NOT IN (SELECT id FROM jobs);
  -- A job whose send is lost must not look as if that had never begun. One that makes no sense is not gone on with.
  INSERT OR IGNORE INTO sends (id, job_id, account_id, model_id, opened_at, known, committed_at)
    SELECT
      CASE WHEN json_valid(state) THEN json_extract(state, '$.sendId') END, id, account_id,
      CASE WHEN json_valid(recipe) THEN json_extract(recipe, '$.modelId') END, since, '[]', since
    FROM jobs;
`;

function readable(damaged: DatabaseSync): SealedTable[] {
  try {
    return sealedTables(damaged);
  } catch {
    return [];
  }
}

/** Tells rows that are as they were written. Where seals were lost too, a row without one is believed. */
function sealsOf(damaged: DatabaseSync): (table: string, row: Row) => boolean {
  const select = `SELECT table_name || ' ' || row_id AS row_id, crc FROM seals`;
  const { rows, complete } = readRows(damaged, select, 'table_name');
  const seals = new Map(rows.map((row) => [String(row['row_id']), row['crc'] ?? null]));
  return (table, row) => {
    const seal = seals.get(`${table} ${row['row_id']}`);
    return seal === undefined ? !complete : seal === row['row_crc'];
  };
}

/** All rows that can be read. Damage ends a reading; other orders come at the rest from elsewhere. */
function readRows(db: DatabaseSync, select: string, key: string): { rows: Row[]; complete: boolean } {
  const rows = new Map<SQLOutputValue, Row>();
  let complete = true;
  for (const order of ['rowid', 'rowid DESC', key, `${key} DESC`]) {
    try {
      const statement = db.prepare(`${select} ORDER BY ${order}`);
      statement.setReadBigInts(true);
      for (const row of statement.iterate()) rows.set(row['row_id'] ?? null, row);
      break;
    } catch {
      complete = false;
    }
  }
  return { rows: [...rows.values()], complete };
}

function bringIn(
  damaged: DatabaseSync,
  { name, id, crc }: SealedTable,
  isSealed: (table: string, row: Row) => boolean,
  journal: DatabaseSync,
): void {
  const known = sealedTables(journal).find((table) => table.name === name)?.columns ?? [];
  const select = `SELECT *, ${id('r')} AS row_id, ${crc('r')} AS row_crc FROM ${name} AS r`;
  const { rows } = readRows(damaged, select, id('r'));
  // Ids begin with the time they were made at: rows come in in the order in which they were first written.
  rows.sort((a, b) => String(a['row_id']).localeCompare(String(b['row_id'])));
  for (const row of rows) {
    if (!isSealed(name, row)) continue;
    const columns = known.filter((column) => row[column] !== undefined);
    const places = columns.map(() => '?').join(', ');
    try {
      journal
        .prepare(`INSERT OR IGNORE INTO ${name} (${columns.join(', ')}) VALUES (${places})`)
        .run(...columns.map((column) => row[column] ?? null));
    } catch {
      // A row that the schema refuses stays behind.
    }
  }
}
