import { closeSync, existsSync, fsyncSync, openSync, readSync, rmSync, statSync } from 'node:fs';
import { DatabaseSync } from 'node:sqlite';
import type { Failure } from '../../../preload/contract/errors.ts';
import { diskFailure } from '../disk-failure.ts';
import { asideName, copyLog, freeName, keepLog, setAside, stamp } from './aside.ts';

/** One step of the schema: SQL or code, run inside a transaction that also raises `user_version`. */
export type Migration = string | ((db: DatabaseSync) => void);

export interface DatabaseOptions {
  readonly file: string;
  /** Step n takes `user_version` from n to n + 1. Steps are only ever added. */
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
  /** Brings what can be read of a database that was moved aside into the new one. */
  readonly rescue?: (aside: string, db: DatabaseSync) => void;
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

const SQLITE_BUSY = 5;
const SQLITE_LOCKED = 6;
const SQLITE_IOERR = 10;
const SQLITE_CORRUPT = 11;
const SQLITE_FULL = 13;
const SQLITE_NOTADB = 26;
/** No schema of ours gets this far: such a number is a damaged header. */
const MAX_VERSION = 9999;

const MAGIC = 'SQLite format 3\0';

class Damaged extends Error {}

/** SQLite's primary result code of anything thrown by node:sqlite, or null. */
export function sqliteCode(error: unknown): number | null {
  if (typeof error !== 'object' || error === null || !('errcode' in error)) return null;
  return typeof error.errcode === 'number' ? error.errcode & 0xff : null;
}

/** True when the error says that the file is damaged or no database. */
export function isDamage(error: unknown): boolean {
  const code = sqliteCode(error);
  return error instanceof Damaged || code === SQLITE_CORRUPT || code === SQLITE_NOTADB;
}

/** True when the disk failed to read, write or sync. */
export function isIoError(error: unknown): boolean {
  return sqliteCode(error) === SQLITE_IOERR;
}

/** A database error as a failure; SQLite's messages hold no paths. */
export function databaseFailure(error: unknown): Failure {
  const code = sqliteCode(error);
  if (code === null) return diskFailure(error);
  const detail = `SQLite ${code}: ${error instanceof Error ? error.message : 'unknown error'}`;
  return { code: code === SQLITE_FULL ? 'disk-full' : 'disk-error', detail };
}

/** Runs `work` inside one immediate transaction; whatever it throws undoes all of it and is thrown on. */
export function inTransaction<T>(db: DatabaseSync, work: () => T): T {
  db.exec('BEGIN IMMEDIATE');
  try {
    const result = work();
    db.exec('COMMIT');
    return result;
  } catch (error) {
    // SQLite may have rolled back by itself already (disk full, I/O error).
    if (db.isTransaction) db.exec('ROLLBACK');
    throw error;
  }
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

/**
 * Opens a SQLite file, brings its schema up to date and checks it. A damaged file is moved aside, never
 * deleted, and a new one begun; before an old one is migrated a copy is kept as `<file>.v<version>-<time>`.
 */
export function openDatabase(options: DatabaseOptions): OpenDatabase {
  const { file, now, rescue } = options;
  let log: string | null = null;
  try {
    log = copyLog(file);
    try {
      const opened = openOnce(options);
      if (opened.kind === 'open' && opened.doubtful !== null && log !== null) keepLog(log, opened.doubtful);
      return opened;
    } catch (error) {
      if (!isDamage(error)) throw error;
      const movedAside = setAside(file, now());
      if (log !== null) keepLog(log, movedAside);
      const opened = openOnce(options);
      if (opened.kind !== 'open') return opened;
      rescue?.(movedAside, opened.db);
      return { ...opened, movedAside };
    }
  } catch (error) {
    const code = sqliteCode(error);
    if (code === SQLITE_BUSY || code === SQLITE_LOCKED) return { kind: 'busy' };
    return { kind: 'failed', failure: databaseFailure(error) };
  } finally {
    if (log !== null) rmSync(log, { force: true });
  }
}

function openOnce(options: DatabaseOptions): OpenDatabase {
  const existed = !isEmpty(options.file);
  const db = new DatabaseSync(options.file, { timeout: options.busyTimeout ?? 2000 });
  let keep = false;
  try {
    if (options.exclusive === true) db.exec('PRAGMA locking_mode = EXCLUSIVE');
    const version = readVersion(db);
    if (version > options.migrations.length) {
      db.close();
      return { kind: 'newer', db: new DatabaseSync(options.file, { readOnly: true }), version };
    }
    if (version === 0 && hasTables(db)) throw new Damaged('tables without a version');
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
    if (existed && options.check !== false) checkPages(db);
    const doubts = options.inspect?.(db) ?? [];
    const doubtful = doubts.length > 0 ? asideName(options.file, options.now()) : null;
    if (doubtful !== null) copyDatabase(db, doubtful);
    const backup = migrate(db, options, version);
    keep = true;
    return { kind: 'open', db, created: !existed, movedAside: null, backup, doubts, doubtful };
  } finally {
    if (!keep && db.isOpen) db.close();
  }
}

/**
 * Looks at the header before SQLite does, which deletes the log of a file that it takes for empty and calls
 * one with a damaged format number read-only or an error of ours.
 * @throws Damaged unless the file is empty, with no log, or begins as a database does.
 */
function isEmpty(file: string): boolean {
  const header = Buffer.alloc(48);
  if (readStart(file, header) === 0) {
    if (existsSync(`${file}-wal`) && statSync(`${file}-wal`).size > 0) throw new Damaged('log without data');
    return true;
  }
  const formats = [header.readUInt8(18), header.readUInt8(19)];
  const sound =
    header.toString('latin1', 0, 16) === MAGIC &&
    formats.every((format) => format === 1 || format === 2) &&
    header.readUInt32BE(44) <= 4;
  if (!sound) throw new Damaged('not a database');
  return false;
}

/** @returns how many bytes there were: 0 for an empty file or none. */
function readStart(file: string, into: Buffer): number {
  if (!existsSync(file)) return 0;
  const handle = openSync(file, 'r');
  try {
    return readSync(handle, into, 0, into.length, 0);
  } finally {
    closeSync(handle);
  }
}

function readVersion(db: DatabaseSync): number {
  const version = db.prepare('PRAGMA user_version').get()?.['user_version'];
  if (typeof version !== 'number' || version < 0 || version > MAX_VERSION)
    throw new Damaged('impossible version');
  return version;
}

function hasTables(db: DatabaseSync): boolean {
  return db.prepare('SELECT 1 FROM sqlite_schema LIMIT 1').get() !== undefined;
}

function checkPages(db: DatabaseSync): void {
  const verdict = db.prepare('PRAGMA integrity_check(1)').get()?.['integrity_check'];
  if (verdict !== 'ok') throw new Damaged(String(verdict));
}

/** @returns the copy that was made first, or null when there was nothing to keep or to do. */
function migrate(db: DatabaseSync, options: DatabaseOptions, version: number): string | null {
  const steps = options.migrations.slice(version);
  if (steps.length === 0) return null;
  let backup: string | null = null;
  if (version > 0) {
    backup = freeName(`${options.file}.v${version}-${stamp(options.now())}`);
    copyDatabase(db, backup);
  }
  for (const [index, step] of steps.entries()) {
    inTransaction(db, () => {
      if (typeof step === 'string') db.exec(step);
      else step(db);
      db.exec(`PRAGMA user_version = ${version + index + 1}`);
    });
  }
  return backup;
}
