import { closeSync, fsyncSync, openSync } from 'node:fs';
import { DatabaseSync } from 'node:sqlite';
import { freeName, stamp } from './aside.ts';
import { Damaged } from './database-error.ts';
import { inTransaction } from './transaction.ts';

/** One step of the schema: SQL or code, run inside a transaction that also raises the version. */
export type Migration = string | ((db: DatabaseSync) => void);

/**
 * The version stands in the header twice, as `user_version` and, on top of this number ("Ki"), as `application_id`:
 * a single damaged byte must not pass for a database of a newer Kinora, which would not be opened.
 */
const KINORA = 0x4b690000;
const MAX_VERSION = 0xffff;

/**
 * How many steps a database has taken; 0 for an empty one.
 * @throws Damaged when it cannot be one of ours.
 */
export function readVersion(db: DatabaseSync): number {
  const number = (name: string): unknown => db.prepare(`PRAGMA ${name}`).get()?.[name];
  const version = number('user_version');
  const mark = number('application_id');
  if (version === 0 && mark === 0 && schemaOf(db) === '') return 0;
  if (typeof version !== 'number' || version < 1 || version > MAX_VERSION || mark !== KINORA + version)
    throw new Damaged('not a version of ours');
  return version;
}

/** @throws Damaged unless the tables are those that the first `version` steps make. */
export function checkSchema(db: DatabaseSync, steps: readonly Migration[], version: number): void {
  if (schemaAfter(steps, version) !== schemaOf(db)) throw new Damaged('not our tables');
}

/** By their steps, what `schemaAfter` has answered. */
const models = new WeakMap<readonly Migration[], Map<number, string>>();

function schemaAfter(steps: readonly Migration[], version: number): string {
  const known = models.get(steps) ?? new Map<number, string>();
  models.set(steps, known);
  const earlier = known.get(version);
  if (earlier !== undefined) return earlier;
  const model = new DatabaseSync(':memory:');
  try {
    for (const step of steps.slice(0, version)) take(model, step);
    const schema = schemaOf(model);
    known.set(version, schema);
    return schema;
  } finally {
    model.close();
  }
}

/**
 * Takes the steps after `version`, each in a transaction of its own.
 * @param file where the database is; a copy of it as it was is kept as `<file>.v<version>-<time>`.
 * @returns the copy, or null when there was nothing to keep or to do.
 */
export function migrate(
  db: DatabaseSync,
  steps: readonly Migration[],
  version: number,
  file: string,
  now: number,
): string | null {
  if (version === steps.length) return null;
  const backup = version > 0 ? freeName(`${file}.v${version}-${stamp(now)}`) : null;
  if (backup !== null) copyDatabase(db, backup);
  for (const [index, step] of steps.slice(version).entries())
    inTransaction(db, () => {
      take(db, step);
      const next = version + index + 1;
      db.exec(`PRAGMA user_version = ${next}; PRAGMA application_id = ${KINORA + next}`);
    });
  return backup;
}

/**
 * A consistent, durable copy of an open database in a file that must not exist yet.
 * @throws what SQLite or the file system throws.
 */
export function copyDatabase(db: DatabaseSync, target: string): void {
  db.prepare('VACUUM INTO ?').run(target);
  const handle = openSync(target, 'r+');
  try {
    fsyncSync(handle);
  } finally {
    closeSync(handle);
  }
}

function take(db: DatabaseSync, step: Migration): void {
  if (typeof step === 'string') db.exec(step);
  else step(db);
}

function schemaOf(db: DatabaseSync): string {
  const rows = db
    .prepare(
      `SELECT type, name, tbl_name, sql FROM sqlite_schema WHERE name NOT GLOB 'sqlite_*' ORDER BY name`,
    )
    .all();
  return rows.map((row) => Object.values(row).join(' ')).join('\n');
}
