import { rmSync } from 'node:fs';
import { DatabaseSync } from 'node:sqlite';
import type { Failure } from '../../../preload/contract/errors.ts';
import { asideName, copyLog, keepLog, setAside } from './aside.ts';
import { Damaged, databaseFailure, isBusy, isDamage } from './database-error.ts';
import { isEmpty } from './file-header.ts';
import { findReplacement, putInPlace, writeReplacement } from './replacement.ts';
import { checkSchema, copyDatabase, type Migration, migrate, readVersion } from './schema.ts';
import { inTransaction } from './transaction.ts';

export interface DatabaseOptions {
  readonly file: string;
  /** Step n takes the version from n to n + 1. Steps are only ever added. */
  readonly migrations: readonly Migration[];
  /** FULL: a commit survives a power cut. NORMAL: it may be rolled back whole. */
  readonly synchronous: 'FULL' | 'NORMAL';
  /** Hold the file for this process alone until it is closed. */
  readonly exclusive?: boolean;
  /** How long a lock of another connection is waited for, in milliseconds (default 2,000). */
  readonly busyTimeout?: number;
  /** Read every page for damage at opening (default true; about 1.4 ms per MB). */
  readonly check?: boolean;
  /** Looks, before migrating, for what SQLite cannot see. What it finds is answered as `doubts`. */
  readonly inspect?: (db: DatabaseSync) => readonly string[];
  /** Brings what can be read of the damaged database into a new one; without it, a new one begins empty. */
  readonly rescue?: (damaged: string, db: DatabaseSync) => void;
  /** Milliseconds since 1970, for the names of files moved aside. */
  readonly now: () => number;
}

export type OpenDatabase =
  | {
      readonly kind: 'open';
      readonly db: DatabaseSync;
      /** True when there was no usable file before. */
      readonly created: boolean;
      /** Where a damaged file was moved, complete with its log, or null. */
      readonly movedAside: string | null;
      /** The copy that was made before migrating, or null. */
      readonly backup: string | null;
      /** What `inspect` found. */
      readonly doubts: readonly string[];
      /** Where a copy was put because of that, with the log that a crash may have left, or null. */
      readonly doubtful: string | null;
    }
  /** Written by a newer Kinora. `db` can be read; close it. */
  | { readonly kind: 'newer'; readonly db: DatabaseSync; readonly version: number }
  /** Another process holds it. */
  | { readonly kind: 'busy' }
  | { readonly kind: 'failed'; readonly failure: Failure };

/**
 * Opens a SQLite file, brings its schema up to date and checks it. A damaged file is moved aside, never
 * deleted, and a new one takes its place; before an old one is migrated a copy is kept as `<file>.v<version>-<time>`.
 */
export function openDatabase(options: DatabaseOptions): OpenDatabase {
  try {
    if (!options.rescue) return openOrReplace(options);
    const turn = takeTurn(options);
    try {
      return openOrReplace(options);
    } finally {
      turn.close();
    }
  } catch (error) {
    if (isBusy(error)) return { kind: 'busy' };
    return { kind: 'failed', failure: databaseFailure(error) };
  }
}

/** While a database changes places its own lock protects nothing: whoever opens it holds this until it is closed. */
function takeTurn({ file, busyTimeout = 2000 }: DatabaseOptions): DatabaseSync {
  const turn = new DatabaseSync(`${file}-lock`, { timeout: busyTimeout });
  try {
    turn.exec('PRAGMA journal_mode = MEMORY; BEGIN EXCLUSIVE');
    return turn;
  } catch (error) {
    turn.close();
    throw error;
  }
}

function openOrReplace(options: DatabaseOptions): OpenDatabase {
  const { file, now, rescue } = options;
  const interrupted = rescue ? findReplacement(file) : null;
  if (interrupted !== null) return openReplacement(options, interrupted);
  const log = copyLog(file);
  try {
    const opened = openOnce(options);
    if (opened.kind === 'open' && opened.doubtful !== null && log !== null) keepLog(log, opened.doubtful);
    return opened;
  } catch (error) {
    if (!isDamage(error)) throw error;
    if (rescue) return openReplacement(options, makeReplacement(options, rescue));
    const movedAside = setAside(file, now());
    if (log !== null) keepLog(log, movedAside);
    const opened = openOnce(options);
    return opened.kind === 'open' ? { ...opened, movedAside } : opened;
  } finally {
    if (log !== null) rmSync(log, { force: true });
  }
}

function makeReplacement(
  { file, migrations, now }: DatabaseOptions,
  rescue: NonNullable<DatabaseOptions['rescue']>,
): string {
  const db = new DatabaseSync(':memory:');
  try {
    migrate(db, migrations, 0, file, now());
    rescue(file, db);
    return writeReplacement(db, file, now());
  } finally {
    db.close();
  }
}

function openReplacement({ inspect: _, ...options }: DatabaseOptions, aside: string): OpenDatabase {
  putInPlace(options.file, aside);
  const opened = openOnce(options);
  return opened.kind === 'open' ? { ...opened, created: true, movedAside: aside } : opened;
}

function openOnce(options: DatabaseOptions): OpenDatabase {
  const existed = !isEmpty(options.file);
  const newer = existed ? openNewer(options) : null;
  if (newer) return newer;
  const db = new DatabaseSync(options.file, { timeout: options.busyTimeout ?? 2000 });
  let keep = false;
  try {
    if (options.exclusive === true) db.exec('PRAGMA locking_mode = EXCLUSIVE');
    const version = readVersion(db);
    db.exec(`
      PRAGMA journal_mode = WAL;
      PRAGMA synchronous = ${options.synchronous};
      PRAGMA fullfsync = ON;
      PRAGMA checkpoint_fullfsync = ON;
      PRAGMA foreign_keys = ON;
      PRAGMA trusted_schema = OFF;
    `);
    // Takes the exclusive lock now rather than at the first real write.
    if (options.exclusive === true) inTransaction(db, () => undefined);
    checkSchema(db, options.migrations, version);
    if (existed && options.check !== false) checkPages(db);
    const doubts = options.inspect?.(db) ?? [];
    const doubtful = doubts.length > 0 ? asideName(options.file, options.now()) : null;
    if (doubtful !== null) copyDatabase(db, doubtful);
    const backup = migrate(db, options.migrations, version, options.file, options.now());
    keep = true;
    return { kind: 'open', db, created: !existed, movedAside: null, backup, doubts, doubtful };
  } finally {
    if (!keep && db.isOpen) db.close();
  }
}

/** Looks at the version without a right to write: even closing a database that was opened with it may change it. */
function openNewer({ file, migrations, busyTimeout = 2000 }: DatabaseOptions): OpenDatabase | null {
  const db = new DatabaseSync(file, { readOnly: true, timeout: busyTimeout });
  let version = 0;
  try {
    version = readVersion(db);
  } finally {
    if (version <= migrations.length) db.close();
  }
  return version > migrations.length ? { kind: 'newer', db, version } : null;
}

function checkPages(db: DatabaseSync): void {
  const verdict = db.prepare('PRAGMA integrity_check(1)').get()?.['integrity_check'];
  if (verdict !== 'ok') throw new Damaged(String(verdict));
}
