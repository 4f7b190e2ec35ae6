import { closeSync, existsSync, openSync, readSync, statSync } from 'node:fs';
import { Damaged } from './database-error.ts';

const MAGIC = 'SQLite format 3\0';

/**
 * Looks at the header before SQLite does, which deletes the log of a file that it takes for empty and calls
 * one with a damaged format number read-only or an error of ours.
 * @throws Damaged unless the file is empty, with no log, or begins as a database does.
 */
export function isEmpty(file: string): boolean {
  const header = Buffer.alloc(48);
  const hasLog = existsSync(`${file}-wal`) && statSync(`${file}-wal`).size > 0;
  if (readStart(file, header) === 0) {
    if (hasLog) throw new Damaged('log without data');
    return true;
  }
  // SQLite fills a last page that was cut off with zeros; only a log says what really belongs there.
  if (!hasLog && statSync(file).size % header.readUInt16BE(16) !== 0) throw new Damaged('part of a page');
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
