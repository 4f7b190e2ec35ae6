import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { copyFileSync, existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { type DatabaseOptions, openDatabase } from '../../../main/core/store/open-database.ts';
import { inTransaction } from '../../../main/core/store/transaction.ts';

let folder = '';
let file = '';
beforeEach(() => {
  folder = mkdtempSync(path.join(tmpdir(), 'kinora-db-'));
  file = path.join(folder, 'test.db');
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

const V1 = 'CREATE TABLE note (id INTEGER PRIMARY KEY, text TEXT NOT NULL) STRICT';
const V2 = "ALTER TABLE note ADD COLUMN colour TEXT NOT NULL DEFAULT 'grey'";
const now = () => Date.UTC(2027, 0, 31, 12, 0, 0);
const options = (more: Partial<DatabaseOptions> = {}): DatabaseOptions => ({
  file,
  migrations: [V1],
  synchronous: 'FULL',
  now,
  ...more,
});

function open(more: Partial<DatabaseOptions> = {}) {
  const opened = openDatabase(options(more));
  if (opened.kind !== 'open') throw new Error(`did not open: ${JSON.stringify(opened)}`);
  return opened;
}
const pragma = (db: DatabaseSync, name: string) => Object.values(db.prepare(`PRAGMA ${name}`).get() ?? {})[0];
const notes = (db: DatabaseSync) =>
  db
    .prepare('SELECT text FROM note ORDER BY id')
    .all()
    .map((r) => r['text']);

test('a new file gets the schema and the pragmas that were asked for', () => {
  const { db, created, movedAside, backup } = open({ exclusive: true });
  expect({ created, movedAside, backup }).toEqual({ created: true, movedAside: null, backup: null });
  expect(pragma(db, 'user_version')).toBe(1);
  expect(pragma(db, 'journal_mode')).toBe('wal');
  expect(pragma(db, 'synchronous')).toBe(2);
  expect(pragma(db, 'locking_mode')).toBe('exclusive');
  expect(pragma(db, 'foreign_keys')).toBe(1);
  db.close();
  const again = open({ synchronous: 'NORMAL' });
  expect(again.created).toBe(false);
  expect(pragma(again.db, 'synchronous')).toBe(1);
  expect(pragma(again.db, 'locking_mode')).toBe('normal');
  again.db.close();
});

test('migrating an old file keeps a copy of it as it was', () => {
  const first = open();
  first.db.exec("INSERT INTO note (text) VALUES ('kept')");
  first.db.close();
  const second = open({ migrations: [V1, V2] });
  expect(second.db.prepare('SELECT text, colour FROM note').get()).toEqual({ text: 'kept', colour: 'grey' });
  expect(second.backup).toBe(`${file}.v1-20270131T120000Z`);
  second.db.close();
  const copy = new DatabaseSync(second.backup ?? '', { readOnly: true });
  expect(pragma(copy, 'user_version')).toBe(1);
  expect(notes(copy)).toEqual(['kept']);
  expect(() => copy.prepare('SELECT colour FROM note')).toThrow('colour');
  copy.close();
});

test('a step that fails leaves the version and the data of the step before', () => {
  const first = open();
  first.db.exec("INSERT INTO note (text) VALUES ('kept')");
  first.db.close();
  const broken = openDatabase(options({ migrations: [V1, (db) => db.exec(`${V2}; CREATE TABLE note (x)`)] }));
  expect(broken).toMatchObject({ kind: 'failed', failure: { code: 'disk-error' } });
  const after = open();
  expect(notes(after.db)).toEqual(['kept']);
  expect(() => after.db.prepare('SELECT colour FROM note')).toThrow('colour');
  after.db.close();
});

test('a newer file opens for reading only and is not changed', () => {
  const first = open({ migrations: [V1, V2] });
  first.db.exec("INSERT INTO note (text) VALUES ('future')");
  first.db.close();
  const bytes = readFileSync(file);
  const opened = openDatabase(options());
  if (opened.kind !== 'newer') throw new Error(opened.kind);
  expect(opened.version).toBe(2);
  expect(notes(opened.db)).toEqual(['future']);
  expect(() => opened.db.exec("INSERT INTO note (text) VALUES ('x')")).toThrow('readonly');
  opened.db.close();
  expect(readFileSync(file).equals(bytes)).toBe(true);
});

test('garbage is moved aside with its log, byte for byte', () => {
  writeFileSync(file, 'this is not a database, but somebody may still want it');
  writeFileSync(`${file}-wal`, 'nor is this a log');
  const { db, created, movedAside } = open();
  expect(created).toBe(true);
  expect(movedAside).toBe(`${file}.corrupt-20270131T120000Z`);
  expect(readFileSync(movedAside ?? '', 'utf8')).toContain('somebody may still want it');
  expect(existsSync(`${movedAside}-wal`)).toBe(true);
  db.exec("INSERT INTO note (text) VALUES ('works')");
  db.close();
  writeFileSync(file, 'damaged again within the same second');
  const again = open();
  expect(again.movedAside).toBe(`${file}.corrupt-20270131T120000Z-2`);
  again.db.close();
});

test('a file cut to nothing does not take its log with it', () => {
  const first = open();
  first.db.exec("INSERT INTO note (text) VALUES ('only in the log')");
  const log = readFileSync(`${file}-wal`);
  first.db.close();
  writeFileSync(file, '');
  writeFileSync(`${file}-wal`, log);
  const { db, movedAside } = open();
  expect(readFileSync(`${movedAside}-wal`).equals(log)).toBe(true);
  expect(notes(db)).toEqual([]);
  db.close();
});

test('a file with foreign tables and no version is not written into', () => {
  const foreign = new DatabaseSync(file);
  foreign.exec('CREATE TABLE other (x)');
  foreign.close();
  const { db, movedAside } = open();
  expect(movedAside).not.toBeNull();
  db.close();
});

test('a folder where the file should be is a clear failure', () => {
  const opened = openDatabase(options({ file: folder }));
  expect(opened).toMatchObject({ kind: 'failed', failure: { code: 'disk-error' } });
  expect(JSON.stringify(opened)).not.toContain(folder);
});

test('a second process is told that the file is held, and gets it when the first has died', async () => {
  const script = `
    import { openDatabase } from ${JSON.stringify(path.resolve('main/core/store/open-database.ts'))};
    const opened = openDatabase({ file: ${JSON.stringify(file)}, migrations: [${JSON.stringify(V1)}],
      synchronous: 'FULL', exclusive: true, now: Date.now });
    opened.db.exec("INSERT INTO note (text) VALUES ('from the child')");
    console.log(opened.kind);
    setInterval(() => {}, 1000);
  `;
  const child = spawn(process.execPath, ['--input-type=module', '-e', script], {
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  const [line] = await once(child.stdout, 'data');
  expect(String(line).trim()).toBe('open');
  expect(openDatabase(options({ exclusive: true, busyTimeout: 50 })).kind).toBe('busy');
  child.kill('SIGKILL');
  await once(child, 'exit');
  const { db, movedAside } = open({ exclusive: true });
  expect(movedAside).toBeNull();
  expect(notes(db)).toEqual(['from the child']);
  db.close();
});

test('a commit without a clean end is there after a copy of the files is opened', () => {
  const { db } = open();
  db.exec("INSERT INTO note (text) VALUES ('committed')");
  const copy = path.join(folder, 'copy.db');
  copyFileSync(file, copy);
  copyFileSync(`${file}-wal`, `${copy}-wal`);
  db.close();
  const reopened = open({ file: copy });
  expect(notes(reopened.db)).toEqual(['committed']);
  reopened.db.close();
});

test('a transaction that throws leaves nothing behind', () => {
  const { db } = open();
  expect(() =>
    inTransaction(db, () => {
      db.exec("INSERT INTO note (text) VALUES ('lost')");
      throw new Error('stop');
    }),
  ).toThrow('stop');
  expect(notes(db)).toEqual([]);
  expect(inTransaction(db, () => 7)).toBe(7);
  db.close();
});
