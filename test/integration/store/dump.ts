import type { DatabaseSync, SQLOutputValue } from 'node:sqlite';

const literal = (value: SQLOutputValue): string =>
  typeof value === 'string' ? `'${value.replaceAll("'", "''")}'` : String(value ?? 'NULL');

/** A database as SQL text that makes the same again. */
export function dump(db: DatabaseSync): string {
  const all = (sql: string): Record<string, SQLOutputValue>[] => db.prepare(sql).all();
  const schema = all(
    `SELECT type, name, sql FROM sqlite_schema WHERE name NOT GLOB 'sqlite_*' ORDER BY rowid`,
  );
  const tables = schema.filter(({ type }) => type === 'table').map(({ name }) => String(name));
  const rows = tables.flatMap((table) =>
    all(`SELECT * FROM ${table}`).map(
      (row) => `INSERT INTO ${table} VALUES (${Object.values(row).map(literal).join(', ')});`,
    ),
  );
  const header = ['user_version', 'application_id'].map(
    (name) => `PRAGMA ${name} = ${db.prepare(`PRAGMA ${name}`).get()?.[name]};`,
  );
  return `${[...schema.map(({ sql }) => `${sql};`), ...rows, ...header].join('\n')}\n`;
}
