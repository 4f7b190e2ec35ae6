import { closeSync, fsyncSync, openSync, readdirSync, renameSync, rmSync } from 'node:fs';
import path from 'node:path';
import type { DatabaseSync } from 'node:sqlite';
import { errorCode } from '../disk-failure.ts';
import { asideName, keepLog, logCopy, moveParts, removeParts } from './aside.ts';
import { NO_FOLDER_SYNC } from './atomic-file.ts';
import { copyDatabase } from './schema.ts';

/**
 * What takes the place of a damaged database waits, whole and durable, as `<aside>.ready`, where `<aside>` is the name
 * that the damaged one is moved to. Until it is there, a crash leaves the damaged database as it was. From then on,
 * whoever opens the database puts this in its place first, however far that had got.
 */
const READY = '.ready';

/**
 * Writes `db` as what takes the place of the closed database `file`, which stays as it is.
 * @param now milliseconds since 1970.
 * @returns where the damaged database is to be moved.
 * @throws what SQLite or the file system throws.
 */
export function writeReplacement(db: DatabaseSync, file: string, now: number): string {
  const aside = asideName(file, now);
  const unfinished = `${file}.new`;
  removeParts(unfinished);
  copyDatabase(db, unfinished);
  renameSync(unfinished, aside + READY);
  syncFolder(file);
  return aside;
}

/** @returns what `writeReplacement` did, if that is not in its place yet; null otherwise. */
export function findReplacement(file: string): string | null {
  const start = `${path.basename(file)}.corrupt-`;
  const name = readdirSync(path.dirname(file)).find((each) => each.startsWith(start) && each.endsWith(READY));
  return name === undefined ? null : path.join(path.dirname(file), name.slice(0, -READY.length));
}

/** Moves the damaged database aside and what was written into its place. @throws what the file system throws. */
export function putInPlace(file: string, aside: string): void {
  moveParts(file, aside);
  keepLog(logCopy(file), aside);
  rmSync(logCopy(file), { force: true });
  // SQLite would take a log that is still there after a power cut for that of the new database.
  syncFolder(file);
  renameSync(aside + READY, file);
  syncFolder(file);
}

/** Makes the names beside a file durable. Windows cannot and need not: its renames are journalled. */
function syncFolder(file: string): void {
  if (process.platform === 'win32') return;
  const handle = openSync(path.dirname(file), 'r');
  try {
    fsyncSync(handle);
  } catch (error) {
    if (!NO_FOLDER_SYNC.has(errorCode(error) ?? '')) throw error;
  } finally {
    closeSync(handle);
  }
}
