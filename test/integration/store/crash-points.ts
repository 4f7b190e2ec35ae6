import { existsSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { expect } from 'vitest';
import { Journal } from '../../../main/core/store/journal.ts';
import { below, randomOf } from './random.ts';
import { fastFolder, mustOpen, play, rowsOf } from './run.ts';

/** The journal's files, and what it said, at the moment when a write was reported as done. */
interface Moment {
  readonly data: Buffer;
  readonly log: Buffer;
  readonly mark: Buffer;
  readonly rows: string;
}

const read = (file: string): Buffer => (existsSync(file) ? readFileSync(file) : Buffer.alloc(0));

/** Plays jobs and keeps every moment. The log is brought home often, so that crashes meet that too. */
function record(folder: string, jobs: number): Moment[] {
  const file = path.join(folder, 'journal.db');
  const { db } = mustOpen(file);
  db.exec('PRAGMA wal_autocheckpoint = 60');
  const journal = new Journal(db);
  const moments: Moment[] = [];
  const keep = (): void => {
    const [data, log, mark] = [read(file), read(`${file}-wal`), read(`${file}-mark`)];
    moments.push({ data, log, mark, rows: rowsOf(db).join('\n') });
  };
  keep();
  for (const _ of play(journal, jobs)) keep();
  journal.close();
  return moments;
}

const SECTOR = 512;

/** Where two states of a file differ, in whole sectors. */
function changed(before: Buffer, after: Buffer): number[] {
  const sectors: number[] = [];
  for (let at = 0; at < Math.max(before.length, after.length); at += SECTOR)
    if (!before.subarray(at, at + SECTOR).equals(after.subarray(at, at + SECTOR))) sectors.push(at);
  return sectors;
}

/** How much of what was being written when the power went is on the disk. */
type Loss = 'prefix' | 'torn' | 'scattered' | 'all';
const LOSSES: readonly Loss[] = ['prefix', 'torn', 'scattered', 'all'];

/** A file after a power cut: nothing that was synced is lost, anything that was not may be. */
function cutShort(before: Buffer, after: Buffer, loss: Loss, random: () => number): Buffer {
  const sectors = changed(before, after);
  const cut = Buffer.alloc(Math.max(before.length, after.length));
  before.copy(cut);
  const written = below(random, sectors.length + 1);
  for (const [index, at] of sectors.entries()) {
    const there = loss === 'all' || (loss === 'scattered' ? random() < 0.5 : index < written);
    const sector = after.subarray(at, at + SECTOR);
    if (there) sector.copy(cut, at);
    else if (index === written && loss === 'prefix') sector.copy(cut, at, 0, below(random, sector.length));
    else if (index === written && loss === 'torn')
      // Disks finish the sector they are writing, so bytes that were not written to stay (SQLite relies on that too).
      for (let byte = 0; byte < sector.length; byte += 1)
        if (sector[byte] !== before[at + byte]) cut[at + byte] = below(random, 256);
  }
  // A file may have kept its old length, or have grown before its bytes arrived.
  const last = sectors.at(-1);
  const short = loss === 'prefix' && last !== undefined && after.length > before.length;
  return short ? cut.subarray(0, Math.max(before.length, (sectors[written] ?? last) + SECTOR)) : cut;
}

/**
 * The journal's files after a crash between two moments. SQLite writes the log, syncs it, and only then answers or
 * brings pages home: whatever of the data is new, the log was whole by then.
 */
function crash(before: Moment, after: Moment, random: () => number): Moment & { readonly what: string } {
  const loss = LOSSES[below(random, LOSSES.length)] ?? 'all';
  const bringsHome = changed(before.data, after.data).length > 0 && random() < 0.5;
  const log = bringsHome ? after.log : cutShort(before.log, after.log, loss, random);
  const data = bringsHome ? cutShort(before.data, after.data, loss, random) : before.data;
  // The mark is never synced: it may be behind or gone, but never ahead of what was answered.
  const mark = random() < 0.2 ? Buffer.alloc(0) : before.mark;
  return { data, log, mark, rows: after.rows, what: `${loss} of the ${bringsHome ? 'data' : 'log'}` };
}

/**
 * Crashes a recorded run at `points` random places and opens what is left: the journal holds exactly what was
 * reported as done, or that and the one write under way, whole; nothing is set aside and nothing doubted.
 * @returns how often each kind of crash was met, and how often the write under way had made it.
 */
export function crashEverywhere(points: number, jobs: number, seed: number): Record<string, number> {
  const random = randomOf(seed);
  const folder = fastFolder();
  const counts: Record<string, number> = {};
  const count = (what: string): void => {
    counts[what] = (counts[what] ?? 0) + 1;
  };
  try {
    const moments = record(folder, jobs);
    const file = path.join(folder, 'crashed.db');
    for (let point = 0; point < points; point += 1) {
      // Every pair of moments gets its turn, again and again.
      const index = point % (moments.length - 1);
      const [before, after] = moments.slice(index, index + 2);
      if (!before || !after) throw new Error('no such moment');
      const left = crash(before, after, random);
      writeFileSync(file, left.data);
      writeFileSync(`${file}-wal`, left.log);
      writeFileSync(`${file}-mark`, left.mark);
      const where = `point ${point} of seed ${seed}, after write ${index}: ${left.what}`;
      const { db, movedAside, doubts } = mustOpen(file);
      expect({ movedAside, doubts }, where).toEqual({ movedAside: null, doubts: [] });
      const rows = rowsOf(db).join('\n');
      if (rows !== before.rows) expect(rows, where).toBe(after.rows);
      count(left.what);
      count(rows === before.rows ? 'without the last write' : 'with the last write');
      if (point % 10 === 0) goesOn(new Journal(db), file);
      else db.close();
      for (const part of ['', '-wal', '-shm', '-mark']) rmSync(file + part, { force: true });
    }
    return counts;
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

/** A journal that was opened after a crash takes what comes next, and keeps it. */
function goesOn(journal: Journal, file: string): void {
  journal.write(() =>
    journal.sources.add({
      id: 'next',
      kind: 'image',
      seconds: null,
      sha256: '',
      name: 'next',
      width: 1,
      height: 1,
      bytes: 1,
      createdAt: 1,
    }),
  );
  journal.close();
  const { db, movedAside, doubts } = mustOpen(file);
  expect({ movedAside, doubts }).toEqual({ movedAside: null, doubts: [] });
  expect(rowsOf(db).some((row) => row.includes('"id":"next"'))).toBe(true);
  db.close();
}
