import type { Failure } from '../../../preload/contract/errors.ts';
import { diskFailure, errorCode } from '../disk-failure.ts';

const SQLITE_BUSY = 5;
const SQLITE_LOCKED = 6;
const SQLITE_IOERR = 10;
const SQLITE_CORRUPT = 11;
const SQLITE_FULL = 13;
const SQLITE_NOTADB = 26;

/** A file that is not what we wrote, found by ourselves rather than by SQLite. */
export class Damaged extends Error {}

/** SQLite's primary result code of anything thrown by node:sqlite, or null. */
function sqliteCode(error: unknown): number | null {
  if (typeof error !== 'object' || error === null || !('errcode' in error)) return null;
  return typeof error.errcode === 'number' ? error.errcode & 0xff : null;
}

/** True when the error says that the file is damaged or no database. */
export function isDamage(error: unknown): boolean {
  const code = sqliteCode(error);
  // Node refuses to read a number larger than any that was written.
  const isTooLarge = errorCode(error) === 'ERR_OUT_OF_RANGE';
  return error instanceof Damaged || code === SQLITE_CORRUPT || code === SQLITE_NOTADB || isTooLarge;
}

/** True when another connection holds the file. */
export function isBusy(error: unknown): boolean {
  const code = sqliteCode(error);
  return code === SQLITE_BUSY || code === SQLITE_LOCKED;
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
