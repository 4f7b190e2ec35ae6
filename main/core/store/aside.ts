import { copyFileSync, existsSync, renameSync, rmSync, statSync } from 'node:fs';
import { isDiskFull } from '../disk-failure.ts';

/** What belongs to a database: without its log its last commits would be lost to anyone repairing it. */
const PARTS = ['', '-wal', '-shm', '-journal'] as const;

/**
 * Moves a closed database aside as `<file>.corrupt-<time>`, with everything that belongs to it.
 * @returns where it is now.
 * @throws what the file system throws.
 */
export function setAside(file: string, now: number): string {
  const aside = asideName(file, now);
  moveParts(file, aside);
  return aside;
}

/** Moves what there is of a closed database. @throws what the file system throws. */
export function moveParts(file: string, to: string): void {
  for (const part of PARTS) if (existsSync(file + part)) renameSync(file + part, to + part);
}

/** Removes what there is of a closed database. @throws what the file system throws. */
export function removeParts(file: string): void {
  for (const part of PARTS) rmSync(file + part, { force: true });
}

/**
 * Copies the log that a crash left beside a database: SQLite reads it up to the first damaged part and overwrites
 * the rest without a word. Never while the database is open here, because closing any handle of its files would
 * give up SQLite's lock.
 * @returns the copy; null where there is no log, or no room for a copy.
 * @throws what the file system throws.
 */
export function copyLog(file: string): string | null {
  const log = `${file}-wal`;
  const copy = logCopy(file);
  rmSync(copy, { force: true });
  if (!existsSync(log) || statSync(log).size === 0) return null;
  try {
    copyFileSync(log, copy);
    return copy;
  } catch (error) {
    rmSync(copy, { force: true });
    // On a full disk there is much to read and nothing to write: better to start without.
    if (isDiskFull(error)) return null;
    throw error;
  }
}

/** Where `copyLog` puts its copy. */
export const logCopy = (file: string): string => `${file}-wal.copy`;

/** Keeps such a copy, if there is one, with a database that was set aside, unless that still has its own log. */
export function keepLog(copy: string, aside: string): void {
  if (existsSync(copy) && !existsSync(`${aside}-wal`)) renameSync(copy, `${aside}-wal`);
}

/** A name like `<file>.corrupt-<time>` that nothing has yet, nor anything that belongs to it. */
export function asideName(file: string, now: number): string {
  return freeName(`${file}.corrupt-${stamp(now)}`);
}

/** The first of `name`, `name-2`, `name-3`… that is free. */
export function freeName(name: string): string {
  let free = name;
  for (let n = 2; PARTS.some((part) => existsSync(free + part)); n += 1) free = `${name}-${n}`;
  return free;
}

/** `20270131T235959Z`: sorts by time and is allowed in file names everywhere. */
export function stamp(now: number): string {
  return new Date(now).toISOString().replace(/[-:]|\.\d+/g, '');
}
