import { DatabaseSync } from 'node:sqlite';
import { expect, test } from 'vitest';
import { watchStatements } from '../../../main/core/store/slow-statements.ts';

test('statements that take long are in the log, each once, and answer as ever', () => {
  const db = new DatabaseSync(':memory:');
  const said: unknown[] = [];
  watchStatements(db, (level, event, facts) => said.push({ level, event, ...facts }), 0);
  db.exec('CREATE TABLE numbers (n INTEGER)');
  expect(db.prepare('INSERT INTO numbers VALUES (?), (?), (?)').run(3, 1, 2).changes).toBe(3);
  const sorted = db.prepare('SELECT n FROM numbers ORDER BY n');
  expect([...sorted.iterate()].map((row) => row['n'])).toEqual([1, 2, 3]);
  for (const row of sorted.iterate()) if (row['n'] === 2) break;
  expect(sorted.all()).toHaveLength(3);
  const among = (count: number) =>
    db.prepare(`SELECT n FROM numbers WHERE n IN (${Array(count).fill('?').join(', ')})`);
  expect(among(2).get(2, 9)).toEqual({ n: 2 });
  expect(among(3).all(2, 3, 9)).toHaveLength(2);
  expect(() => db.exec('SELECT nothing')).toThrow('nothing');
  const ms = expect.any(Number);
  expect(said).toEqual(
    [
      'CREATE TABLE numbers (n INTEGER)',
      'INSERT INTO numbers VALUES (?), (?), (?)',
      'SELECT n FROM numbers ORDER BY n',
      'SELECT n FROM numbers WHERE n IN (?…)',
    ].map((statement) => ({ level: 'warn', event: 'sqlite.slow', statement, ms })),
  );
});

test('quick ones are not', () => {
  const db = new DatabaseSync(':memory:');
  const said: unknown[] = [];
  watchStatements(db, (...line) => said.push(line), 60_000);
  db.exec('CREATE TABLE numbers (n INTEGER)');
  expect(db.prepare('SELECT n FROM numbers').all()).toEqual([]);
  expect(said).toEqual([]);
});
