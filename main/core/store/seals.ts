import type { DatabaseSync, SQLOutputValue } from 'node:sqlite';
import { crc32 } from 'node:zlib';
import * as z from 'zod/mini';

/**
 * SQLite notices a damaged page, but not a digit that has changed inside a row. So every row of the journal has a
 * seal: a checksum of all its columns, null when the row was taken out. Triggers of the journal's own connection
 * renew it with the row. `n` grows with every seal, so the greatest tells how far the journal has got.
 */
export const SEALS_SCHEMA = `
  CREATE TABLE seals (
    n INTEGER PRIMARY KEY,
    table_name TEXT NOT NULL,
    row_id TEXT NOT NULL,
    crc INTEGER,
    UNIQUE (table_name, row_id)
  ) STRICT;
`;
const LAST = '(SELECT COALESCE(MAX(n), 0) FROM seals)';

export interface SealedTable {
  readonly name: string;
  readonly columns: readonly string[];
  /** A row's name within its table, and its checksum, as SQL; `row` is what the row is called there. */
  readonly id: (row: string) => string;
  readonly crc: (row: string) => string;
}

const nameRow = z.object({ name: z.string() });
const columnRow = z.object({ name: z.string(), pk: z.number() });
const countRow = z.object({ count: z.number() });

/** False for a database that was only begun, or whose schema is damaged. */
export function hasSeals(db: DatabaseSync): boolean {
  return db.prepare(`SELECT 1 FROM sqlite_schema WHERE name = 'seals'`).get() !== undefined;
}

/** The tables whose rows have seals: all but `seals` itself. */
export function sealedTables(db: DatabaseSync): SealedTable[] {
  const names = db
    .prepare(`SELECT name FROM sqlite_schema WHERE type = 'table' AND name NOT GLOB 'sqlite_*'`)
    .all()
    .map((raw) => z.parse(nameRow, raw).name);
  db.function('row_crc', { varargs: true, deterministic: true, useBigIntArguments: true }, rowCrc);
  return names
    .filter((name) => name !== 'seals')
    .map((name) => {
      const columns = db
        .prepare('SELECT name, pk FROM pragma_table_info(?)')
        .all(name)
        .map((raw) => z.parse(columnRow, raw));
      const key = columns.filter(({ pk }) => pk > 0);
      return {
        name,
        columns: columns.map((column) => column.name),
        id: (row) => key.map((column) => `${row}.${column.name}`).join(` || ' ' || `),
        crc: (row) => `row_crc(${columns.map((column) => `${row}.${column.name}`).join(', ')})`,
      };
    });
}

/** Types count, so that 1 and '1' differ. */
const rowCrc = (...values: SQLOutputValue[]): bigint =>
  BigInt(crc32(values.map((value) => `${typeof value} ${String(value)}`).join('\0')));

/** From now on each change of a row through this connection renews its seal. */
export function keepSeals(db: DatabaseSync): void {
  for (const { name, id, crc } of sealedTables(db)) {
    const renewed = {
      INSERT: [id('new'), crc('new')],
      UPDATE: [id('new'), crc('new')],
      DELETE: [id('old'), 'NULL'],
    };
    for (const [change, [row, sum]] of Object.entries(renewed))
      db.exec(`
        CREATE TEMP TRIGGER seal_${name}_${change} AFTER ${change} ON main.${name} BEGIN
          INSERT INTO seals VALUES (${LAST} + 1, '${name}', ${row}, ${sum})
            ON CONFLICT (table_name, row_id) DO UPDATE SET n = excluded.n, crc = excluded.crc;
        END
      `);
  }
}

/** Seals every row as it is: after a change of schema, or for rows that were brought in from elsewhere. */
export function sealAll(db: DatabaseSync): void {
  for (const { name, id, crc } of sealedTables(db))
    db.exec(`
      INSERT OR REPLACE INTO seals
        SELECT ${LAST} + ROW_NUMBER() OVER (), '${name}', ${id('r')}, ${crc('r')} FROM ${name} AS r
    `);
}

/** Names of the tables in which a row is not as it was written, is gone, or was never sealed. */
export function brokenSeals(db: DatabaseSync): string[] {
  if (!hasSeals(db)) return [];
  const count = (sql: string): number => z.parse(countRow, db.prepare(sql).get()).count;
  return sealedTables(db)
    .filter(({ name, id, crc }) => {
      const rows = count(`SELECT COUNT(*) AS count FROM ${name}`);
      const seals = count(
        `SELECT COUNT(*) AS count FROM seals WHERE table_name = '${name}' AND crc IS NOT NULL`,
      );
      const sound = count(
        `SELECT COUNT(*) AS count FROM ${name} AS r
         JOIN seals ON table_name = '${name}' AND row_id = ${id('r')} AND seals.crc = ${crc('r')}`,
      );
      return rows !== sound || seals !== sound;
    })
    .map(({ name }) => name);
}

/** The greatest seal's number; 0 before anything was written. */
export function lastSeal(db: Pick<DatabaseSync, 'prepare'>): number {
  return z.parse(countRow, db.prepare(`SELECT ${LAST} AS count`).get()).count;
}
