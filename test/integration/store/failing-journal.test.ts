import { existsSync, rmSync } from 'node:fs';
import path from 'node:path';
import { describe, expect, test } from 'vitest';
import { Journal } from '../../../main/core/store/journal.ts';
import { runChild } from './failing-journal.ts';
import { fastFolder, mustOpen, play, rowsOf } from './run.ts';

// node:sqlite lets nobody between SQLite and the disk. What the system itself can refuse is refused for real: a device
// in the place of the log cannot sync or has no room, and a limit makes every file stop growing somewhere.
describe.runIf(existsSync('/proc/self/fd') && existsSync('/dev/full'))('the journal', () => {
  test.each([0, 40])('after a sync that failed nothing more is reported as written, write %i', (writes) => {
    const told = runChild((node, ...child) => [node, ...child, String(writes), '/dev/null']);
    expect(told).toMatchObject({ done: writes, stopped: true });
    // The write itself, and three more for which the same disk is not asked again.
    expect(told.failed).toHaveLength(4);
    expect(told.failed.slice(1)).toEqual(Array(3).fill('failed SQLite 10: disk I/O error'));
  });

  test('a write for which there is no room is not reported as written', () => {
    const told = runChild((node, ...child) => [node, ...child, '20', '/dev/full']);
    expect(told.done).toBe(20);
    expect(told.failed[0]).toBe('failed database or disk is full');
    expect(told.failed).toHaveLength(4);
  });

  test.each([90, 700])('a file that cannot grow beyond %i blocks', (blocks) => {
    const limited = ['-c', 'ulimit -f "$0"; exec "$@"', String(blocks)];
    const told = runChild((node, ...child) => ['sh', ...limited, node, ...child, '0', '']);
    expect(told.done).toBeLessThan(100);
    if (told.done > 0) expect(told.stopped).toBe(true);
  });
});

test('a full disk stops nothing for good: with room again the next write is taken', () => {
  const folder = fastFolder();
  const file = path.join(folder, 'journal.db');
  const { db } = mustOpen(file);
  const journal = new Journal(db);
  const run = play(journal, 3);
  run.next();
  const before = rowsOf(db);
  db.exec('PRAGMA max_page_count = 1');
  const long = 'x'.repeat(100_000);
  const source = {
    kind: 'image',
    seconds: null,
    sha256: '',
    width: 1,
    height: 1,
    bytes: 1,
    createdAt: 1,
  } as const;
  const add = (name: string) => () => journal.sources.add({ id: name.slice(0, 5), name, ...source });
  expect(() => journal.write(add(long))).toThrow('full');
  expect(rowsOf(db)).toEqual(before);
  db.exec('PRAGMA max_page_count = 1000000');
  journal.write(add('room again'));
  journal.close();
  const again = mustOpen(file);
  expect(again.doubts).toEqual([]);
  expect(rowsOf(again.db)).toHaveLength(before.length + 1);
  again.db.close();
  rmSync(folder, { recursive: true });
});
