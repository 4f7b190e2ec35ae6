import { spawn, spawnSync } from 'node:child_process';
import { once } from 'node:events';
import {
  copyFileSync,
  existsSync,
  readdirSync,
  readFileSync,
  renameSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import path from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { Journal } from '../../../main/core/store/journal.ts';
import { JOURNAL_STEPS } from '../../../main/core/store/journal-schema.ts';
import { type DatabaseOptions, openDatabase } from '../../../main/core/store/open-database.ts';
import { sealAll } from '../../../main/core/store/seals.ts';
import { fastFolder, mustOpen, NOW, play, rowsOf } from './run.ts';

let folder = '';
let file = '';
let before: string[] = [];
beforeEach(() => {
  folder = fastFolder();
  file = path.join(folder, 'journal.db');
  before = makeDamaged();
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

const bytes = (name: string): Buffer => readFileSync(path.join(folder, name));
const damaged = (): string[] => readdirSync(folder).filter((name) => /\.corrupt-[^.]*Z(-\d+)?$/.test(name));

/** Makes a journal as a killed app leaves it, its last commits in the log only, and damages its header. */
function makeDamaged(): string[] {
  const made = path.join(folder, 'made.db');
  const { db } = mustOpen(made);
  const journal = new Journal(db);
  for (const _ of play(journal, 6));
  const rows = rowsOf(db);
  for (const part of ['', '-wal', '-mark']) copyFileSync(made + part, file + part);
  journal.close();
  for (const part of ['', '-mark', '-lock']) rmSync(made + part, { force: true });
  damageHeader();
  return rows;
}

function damageHeader(): void {
  const data = bytes('journal.db');
  data.write('no database');
  writeFileSync(file, data);
}

const child = (...how: string[]): string[] => [
  path.join(import.meta.dirname, 'rescue-child.ts'),
  file,
  ...how,
];

test('wherever a rescue is killed, the next start has every row, says so and keeps the damaged files', () => {
  const [data, log] = [bytes('journal.db'), bytes('journal.db-wal')];
  const copies = fastFolder();
  const { stdout, stderr } = spawnSync(process.execPath, child(copies), {
    encoding: 'utf8',
    timeout: 60_000,
  });
  const stops = stdout.trim().split('\n');
  expect(stops.at(-1), stderr).toMatch('opened');
  expect(stops.length).toBeGreaterThan(10);
  for (const [index, stop] of stops.entries()) {
    rmSync(folder, { recursive: true });
    renameSync(path.join(copies, String(index + 1)), folder);
    const { db, movedAside, doubts } = mustOpen(file);
    expect(rowsOf(db), stop).toEqual(before);
    expect(movedAside !== null || doubts.includes('missing'), stop).toBe(true);
    db.close();
    const kept = damaged().filter((name) => bytes(name).equals(data));
    expect(kept, stop).toHaveLength(1);
    expect(bytes(`${kept[0]}-wal`).equals(log), stop).toBe(true);
    const left = readdirSync(folder).filter((name) => /\.(new|ready|reading|copy)/.test(name));
    expect(left, stop).toEqual([]);
  }
  rmSync(copies, { recursive: true });
});

const options = (rescue: DatabaseOptions['rescue']): DatabaseOptions => ({
  file,
  migrations: JOURNAL_STEPS,
  synchronous: 'FULL',
  exclusive: true,
  busyTimeout: 50,
  now: () => NOW,
  ...(rescue && { rescue }),
});

test('while one process rescues, another is told that the journal is in use', async () => {
  const rescuer = spawn(process.execPath, child('hold', '4'), { stdio: ['ignore', 'pipe', 'inherit'] });
  await once(rescuer.stdout, 'data');
  expect(openDatabase(options(() => undefined))).toEqual({ kind: 'busy' });
  rescuer.kill('SIGKILL');
  await once(rescuer, 'exit');
  const { db } = mustOpen(file);
  expect(rowsOf(db)).toEqual(before);
  db.close();
});

test('a rescue that throws is said and leaves the damaged files where they are', () => {
  const data = bytes('journal.db');
  const log = bytes('journal.db-wal');
  const opened = openDatabase(
    options(() => {
      throw new Error('no room');
    }),
  );
  expect(opened).toMatchObject({ kind: 'failed' });
  expect(damaged()).toEqual([]);
  expect(bytes('journal.db').equals(data)).toBe(true);
  expect(bytes('journal.db-wal').equals(log)).toBe(true);
  const { db, movedAside } = mustOpen(file);
  expect(movedAside).not.toBeNull();
  expect(rowsOf(db)).toEqual(before);
  db.close();
});

test('rows whose JSON makes no sense do not keep the others from being rescued', () => {
  const { db } = mustOpen(file);
  db.exec(`
    PRAGMA foreign_keys = OFF;
    DELETE FROM sends;
    UPDATE jobs SET state = '{"name":"unknown","sen' WHERE rowid = 1;
    UPDATE jobs SET state = '{"name":"unknown","sendId":"s2"}', recipe = '{"mod' WHERE rowid = 2;
    UPDATE jobs SET state = '{"name":"unknown","sendId":"s3"}', recipe = '{}' WHERE rowid = 3;
    UPDATE jobs SET state = '{"name":"unknown","sendId":"s4"}' WHERE rowid = 4;
  `);
  sealAll(db);
  const jobs = (rows: string[]) => rows.filter((row) => row.startsWith('jobs '));
  const expected = jobs(rowsOf(db));
  db.close();
  expect(existsSync(`${file}-wal`)).toBe(false);
  damageHeader();
  const again = mustOpen(file);
  expect(again.movedAside).not.toBeNull();
  expect(jobs(rowsOf(again.db))).toEqual(expected);
  // A job whose send is lost must not look as if that had never begun.
  expect(rowsOf(again.db).filter((row) => row.startsWith('sends {"id":"s'))).toHaveLength(1);
  again.db.close();
});
