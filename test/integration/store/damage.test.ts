import path from 'node:path';
import { afterAll, beforeAll, describe, expect, test, vi } from 'vitest';
import { Journal } from '../../../main/core/store/journal.ts';
import { cut, flip } from './damage.ts';
import { Profile } from './profile.ts';
import { mustOpen } from './run.ts';

vi.mock('electron', () => ({ default: {} }));

let closed: Profile;
let crashed: Profile;
beforeAll(async () => {
  closed = await Profile.make();
  crashed = await Profile.make({ crashed: true });
});
afterAll(() => {
  closed.remove();
  crashed.remove();
});

/** So many places, spread over the whole of a file. */
function spread(length: number, count: number): number[] {
  return Array.from({ length: count }, (_, n) => Math.floor(((n + 0.37) * length) / count));
}

test('without damage, nothing is said', () => {
  expect(closed.before).toMatchObject({ notices: [], paused: false });
  expect(crashed.before.notices).toEqual([]);
  expect(crashed.before.rows).toEqual(closed.before.rows);
  expect(closed.before.rows.length).toBeGreaterThan(40);
});

// The app starts with all clips; jobs and money are as they were or it is said; settings come back from their copy;
// what was damaged is kept; and after a journal that is not whole nothing is sent.
describe.each([
  ['journal.db', () => closed],
  ['journal.db-wal', () => crashed],
  ['settings.json', () => closed],
  ['library.db', () => closed],
])('%s', (name, profile) => {
  test('with a byte changed', async () => {
    const { wrong, told } = await flip(profile(), name, spread(profile().bytes(name).length, 80));
    expect(wrong).toEqual([]);
    expect(told).toBeGreaterThan(3);
  });

  test('with a page that begins wrong', async () => {
    const pages = Math.floor(profile().bytes(name).length / 4096);
    const starts = Array.from({ length: Math.min(pages, 16) }, (_, page) => page * 4096);
    expect((await flip(profile(), name, starts)).wrong).toEqual([]);
  });

  test('cut short', async () => {
    const { wrong, told } = await cut(profile(), name, spread(profile().bytes(name).length, 30));
    expect(wrong).toEqual([]);
    expect(told).toBeGreaterThan(20);
  });
});

test('one digit of an amount is noticed', async () => {
  const bytes = closed.bytes('journal.db');
  // 'charge' and then the amount, 250,000 micro-cents in three bytes.
  const at = bytes.indexOf(Buffer.from('charge\x03\xd0\x90', 'latin1'));
  expect(at).toBeGreaterThan(0);
  bytes[at + 'charge'.length + 1] = 0xd1;
  closed.restore();
  expect(await closed.startWith('journal.db', bytes)).toEqual({ wrong: [], told: true });
  // It is said until something is written; then what is there counts, and a copy of it is kept aside.
  expect((await closed.start()).notices).toEqual(['journal-doubtful']);
  const { db } = mustOpen(path.join(closed.userData, 'journal.db'));
  const journal = new Journal(db);
  journal.write(() => undefined);
  journal.close();
  expect(await closed.start()).toMatchObject({ notices: [], paused: true });
});

test('the mark only tells more: damaged or gone, it says nothing', async () => {
  const every = [...closed.bytes('journal.db-mark').keys()];
  expect(await flip(closed, 'journal.db-mark', every)).toEqual({ wrong: [], told: 0 });
  expect(await cut(closed, 'journal.db-mark', every)).toEqual({ wrong: [], told: 0 });
});

test.each(['journal.db', 'settings.json', 'library.db'])('%s gone', async (name) => {
  const { wrong, told } = await closed.startWithout(name);
  expect({ wrong, told }).toEqual({ wrong: [], told: name !== 'library.db' });
});
