import { createHash } from 'node:crypto';
import { copyFileSync, existsSync, mkdirSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import path from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { openStorage } from '../../../main/app/storage.ts';
import { Journal, openJournal } from '../../../main/core/store/journal.ts';
import { JOURNAL_STEPS } from '../../../main/core/store/journal-schema.ts';
import { systemClock, systemIds } from '../../../main/core/system.ts';
import { dump } from './dump.ts';
import { fastFolder, mustOpen, NOW, play, rowsOf } from './run.ts';

vi.mock('electron', () => ({ default: {} }));

const FIXTURES = path.resolve(import.meta.dirname, '../../fixtures/journal');
const CURRENT = JOURNAL_STEPS.length;
const versions = Array.from({ length: CURRENT }, (_, index) => index + 1);

let folder = '';
let file = '';
beforeEach(() => {
  folder = fastFolder();
  file = path.join(folder, 'journal.db');
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

/** Makes the journal of an earlier version from its frozen text. */
function restore(version: number): void {
  const db = new DatabaseSync(file);
  db.exec(readFileSync(path.join(FIXTURES, `v${version}.sql`), 'utf8'));
  db.close();
}

/** One step more than this version has: what the next one may do to tables with rows. */
const NEXT = [
  ...JOURNAL_STEPS,
  `ALTER TABLE jobs ADD COLUMN note TEXT NOT NULL DEFAULT '';
   CREATE TABLE labels (id TEXT PRIMARY KEY, job_id TEXT NOT NULL) STRICT;`,
];
const openNext = (at = file) => openJournal(at, () => NOW, NEXT);
function mustOpenNext(at = file) {
  const opened = openNext(at);
  if (opened.kind !== 'open') throw new Error(opened.kind);
  return opened;
}

function playAll(at: string): string[] {
  const { db } = mustOpen(at);
  const journal = new Journal(db);
  for (const _ of play(journal, 4));
  const rows = rowsOf(db);
  journal.close();
  return rows;
}

// While a version is not released, `npx vitest run versions -u` renews its text. After that it never changes: then a
// difference here says that a released step was edited, and what is needed is another step.
test(`the text of version ${CURRENT} is what this version writes`, async () => {
  playAll(file);
  const db = new DatabaseSync(file);
  const text = dump(db);
  db.close();
  await expect(text).toMatchFileSnapshot(path.join(FIXTURES, `v${CURRENT}.sql`));
});

test.each(versions)(
  'a journal of version %i is brought up to date with every row, and a copy is kept',
  (version) => {
    restore(version);
    const old = new DatabaseSync(file);
    const before = rowsOf(old);
    old.close();
    const { db, backup, doubts, movedAside } = mustOpen(file);
    expect({ doubts, movedAside, backedUp: backup !== null }).toEqual({
      doubts: [],
      movedAside: null,
      backedUp: version < CURRENT,
    });
    expect(rowsOf(db)).toHaveLength(before.length);
    db.close();
  },
);

test('the next version finds every row and every amount, and this one still opens the copy', () => {
  const before = playAll(file);
  const { db, backup, doubts } = mustOpenNext();
  expect(doubts).toEqual([]);
  const without = (rows: string[]) => rows.map((row) => row.replace(',"note":""', ''));
  expect(without(rowsOf(db))).toEqual(before);
  const journal = new Journal(db);
  journal.write(() => db.exec("UPDATE jobs SET note = 'kept'"));
  journal.close();
  // Its rows carry seals of the new shape.
  const again = mustOpenNext();
  expect(again.doubts).toEqual([]);
  again.db.close();
  copyFileSync(backup ?? '', path.join(folder, 'copy.db'));
  const copy = mustOpen(path.join(folder, 'copy.db'));
  expect(rowsOf(copy.db)).toEqual(before);
  expect(copy.doubts).toEqual([]);
  copy.db.close();
});

test('an amount that has changed on the disk is noticed before a migration makes it look sound', () => {
  playAll(file);
  const db = new DatabaseSync(file);
  db.exec('DROP TRIGGER ledger_keeps; UPDATE ledger SET amount = amount + 1 WHERE rowid = 1');
  db.exec(readTrigger());
  db.close();
  const opened = mustOpenNext();
  expect(opened.doubts).toEqual(['ledger']);
  opened.db.close();
});

/** The trigger as the schema has it. */
function readTrigger(): string {
  const [, trigger] = /(CREATE TRIGGER ledger_keeps.*?END;)/.exec(JOURNAL_STEPS.join('\n')) ?? [];
  if (trigger === undefined) throw new Error('no such trigger');
  return trigger;
}

/** Every file of a folder, by the hash of its bytes. */
const hashes = (): Record<string, string> =>
  Object.fromEntries(
    readdirSync(folder, { withFileTypes: true })
      .filter((entry) => entry.isFile())
      .map(({ name }) => [
        name,
        createHash('sha256')
          .update(readFileSync(path.join(folder, name)))
          .digest('hex'),
      ]),
  );

test.each([false, true])(
  'a journal of the next version can be read and is not changed; after a crash: %s',
  (crashed) => {
    const home = path.join(folder, 'home');
    mkdirSync(home);
    const made = path.join(home, 'journal.db');
    playAll(made);
    const { db } = mustOpenNext(made);
    const journal = new Journal(db);
    journal.write(() => db.exec("UPDATE jobs SET note = 'from the future'"));
    const rows = rowsOf(db);
    if (!crashed) journal.close();
    for (const part of ['', '-wal', '-mark'])
      if (existsSync(made + part)) copyFileSync(made + part, file + part);
    if (crashed) journal.close();
    expect(existsSync(`${file}-wal`)).toBe(crashed);

    const before = hashes();
    const opened = openJournal(file, () => NOW);
    if (opened.kind !== 'newer') throw new Error(opened.kind);
    expect(opened.version).toBe(CURRENT + 1);
    expect(rowsOf(opened.db)).toEqual(rows);
    expect(() => opened.db.exec('DELETE FROM uploads')).toThrow('readonly');
    opened.db.close();
    const log = (): void => undefined;
    const storage = openStorage({
      userData: folder,
      videos: path.join(folder, 'videos'),
      clock: systemClock,
      ids: systemIds(systemClock),
      log,
      onClip: log,
    });
    expect(storage).toEqual({ refused: expect.stringMatching(/newer Kinora.*Nothing was changed/) });
    // Reading leaves an empty log beside it, which says nothing.
    expect(hashes()).toMatchObject(before);
    const next = mustOpenNext();
    expect(rowsOf(next.db)).toEqual(rows);
    next.db.close();
  },
);
