import { copyFileSync, existsSync, rmSync } from 'node:fs';
import { DatabaseSync, type SQLOutputValue } from 'node:sqlite';
import { inTransaction } from './open-database.ts';
import { type SealedTable, sealAll, sealedTables } from './seals.ts';

type Row = Record<string, SQLOutputValue>;

/**
 * Brings what can be read of a journal that was moved aside into the new, empty one; rows that their seal
 * contradicts stay behind. The damaged files are read from a copy and stay as they are.
 * @throws what the file system throws, and SQLite about the new journal; never about the damaged one.
 */
export function rescueJournal(aside: string, journal: DatabaseSync): void {
  const copy = `${aside}.reading`;
  for (const part of ['', '-wal']) if (existsSync(aside + part)) copyFileSync(aside + part, copy + part);
  journal.exec('PRAGMA foreign_keys = OFF');
  const damaged = new DatabaseSync(copy);
  try {
    inTransaction(journal, () => {
      const seals = sealsOf(damaged);
      for (const table of readable(damaged)) bringIn(damaged, table, seals, journal);
      journal.exec(REPAIRS);
      sealAll(journal);
    });
  } finally {
    damaged.close();
    for (const part of ['', '-wal', '-shm']) rmSync(copy + part, { force: true });
    journal.exec('PRAGMA foreign_keys = ON');
  }
}

/** What rows refer to may be lost. */
const REPAIRS = `
  -- A job of the service whose own job is lost is offered like one that was started elsewhere.
  UPDATE remote_jobs SET job_id = NULL, elsewhere = 1 WHERE job_id NOT IN (SELECT id FROM jobs);
  -- A job whose send is lost must not look as if that had never begun.
  INSERT INTO sends (id, job_id, account_id, model_id, opened_at, known, committed_at)
    SELECT json_extract(state, '$.sendId'), id, account_id, json_extract(recipe, '$.modelId'), since, '[]', since
    FROM jobs
    WHERE json_extract(state, '$.sendId') NOT IN (SELECT id FROM sends);
`;

function readable(damaged: DatabaseSync): SealedTable[] {
  try {
    return sealedTables(damaged);
  } catch {
    return [];
  }
}

/** Checksums by table and row. */
function sealsOf(damaged: DatabaseSync): Map<string, SQLOutputValue> {
  const rows = readRows(
    damaged,
    `SELECT table_name || ' ' || row_id AS row_id, crc FROM seals`,
    'table_name',
  );
  return new Map(rows.map((row) => [String(row['row_id']), row['crc'] ?? null]));
}

/** All rows that can be read. Damage ends a reading; other orders come at the rest from elsewhere. */
function readRows(db: DatabaseSync, select: string, key: string): Row[] {
  const rows = new Map<SQLOutputValue, Row>();
  for (const order of ['rowid', 'rowid DESC', key, `${key} DESC`]) {
    try {
      const statement = db.prepare(`${select} ORDER BY ${order}`);
      statement.setReadBigInts(true);
      for (const row of statement.iterate()) rows.set(row['row_id'] ?? null, row);
      break;
    } catch {
      // On to the next order.
    }
  }
  return [...rows.values()];
}

function bringIn(
  damaged: DatabaseSync,
  { name, id, crc }: SealedTable,
  seals: ReadonlyMap<string, SQLOutputValue>,
  journal: DatabaseSync,
): void {
  const known = sealedTables(journal).find((table) => table.name === name)?.columns ?? [];
  const select = `SELECT *, ${id('r')} AS row_id, ${crc('r')} AS row_crc FROM ${name} AS r`;
  const rows = readRows(damaged, select, id('r'));
  // Ids begin with the time they were made at: rows come in in the order in which they were first written.
  rows.sort((a, b) => String(a['row_id']).localeCompare(String(b['row_id'])));
  for (const row of rows) {
    const seal = seals.get(`${name} ${row['row_id']}`);
    if (seal !== undefined && seal !== row['row_crc']) continue;
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
