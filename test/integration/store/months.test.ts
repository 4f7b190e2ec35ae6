import { rmSync } from 'node:fs';
import path from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { nextMonthStart, offsetMinutes } from '../../../main/core/money/budget.ts';
import { Journal } from '../../../main/core/store/journal.ts';
import { micro } from '../../../preload/contract/money.ts';
import { ACCOUNT, fastFolder, mustOpen } from './run.ts';

let folder = '';
let journal: Journal;
const zone = process.env['TZ'];
beforeEach(() => {
  folder = fastFolder();
  journal = new Journal(mustOpen(path.join(folder, 'journal.db')).db);
});
afterEach(() => {
  journal.close();
  rmSync(folder, { recursive: true });
  if (zone === undefined) delete process.env['TZ'];
  else process.env['TZ'] = zone;
});

/** The person is here now. */
function isIn(place: string): void {
  process.env['TZ'] = place;
}

let ids = 0;
/** A charge of so many dollars at a moment, where the person is now. */
function charge(at: string, dollars: number): void {
  const time = Date.parse(at);
  ids += 1;
  const about = { accountId: ACCOUNT, batchId: 'b', jobId: `j${ids}`, kind: 'charge' } as const;
  journal.write(() =>
    journal.ledger.add({
      id: `l${ids}`,
      at: time,
      offsetMinutes: offsetMinutes(time),
      amount: micro(dollars * 1_000_000),
      ...about,
    }),
  );
}
const spent = (period: 'day' | 'month', at: string): number =>
  journal.ledger.spentIn(period, Date.parse(at)) / 1_000_000;
const by = (period: 'day' | 'month') =>
  journal.ledger.by(period).map((row) => [row.period, (row.charged ?? 0) / 1_000_000]);

test('a charge belongs to the month it was made in, wherever the person is later', () => {
  isIn('Europe/Berlin');
  charge('2027-01-31T22:30:00Z', 3); // Half past eleven in the evening of the 31st.
  expect(spent('month', '2027-01-31T22:45:00Z')).toBe(3);
  expect(spent('month', '2027-01-31T23:00:00Z')).toBe(0);
  isIn('Pacific/Auckland'); // It is the 1st of February there already.
  expect(spent('month', '2027-01-31T22:45:00Z')).toBe(0);
  expect(by('month')).toEqual([['2027-01', 3]]);
});

test('flying across the date line neither loses nor doubles a charge', () => {
  isIn('Pacific/Kiritimati');
  charge('2027-01-31T10:30:00Z', 1); // The 1st of February, half past midnight.
  isIn('Pacific/Honolulu');
  charge('2027-01-31T11:00:00Z', 2); // The 31st of January, one in the morning.
  expect(spent('month', '2027-01-31T12:00:00Z')).toBe(2);
  expect(spent('month', '2027-02-05T12:00:00Z')).toBe(1);
  expect(by('month')).toEqual([
    ['2027-02', 1],
    ['2027-01', 2],
  ]);
});

test('a day has its charges when an hour of it is missing or comes twice', () => {
  isIn('Europe/Berlin');
  charge('2027-03-28T00:30:00Z', 1); // 01:30, before the clocks go forward at two.
  charge('2027-03-28T21:59:00Z', 2); // 23:59 of the same day.
  charge('2027-03-28T22:00:00Z', 4); // Midnight.
  expect(spent('day', '2027-03-28T12:00:00Z')).toBe(3);
  charge('2026-10-25T00:30:00Z', 1); // 02:30.
  charge('2026-10-25T01:30:00Z', 2); // 02:30 again.
  expect(spent('day', '2026-10-25T12:00:00Z')).toBe(3);
  expect(by('day')).toEqual([
    ['2027-03-29', 4],
    ['2027-03-28', 3],
    ['2026-10-25', 3],
  ]);
});

test.each([
  ['Europe/Berlin', '2027-03-15T12:00:00Z', '2027-03-31T22:00:00Z'],
  ['Europe/Berlin', '2026-10-15T12:00:00Z', '2026-10-31T23:00:00Z'],
  ['America/Sao_Paulo', '2026-12-31T23:59:59Z', '2027-01-01T03:00:00Z'],
  ['Pacific/Apia', '2027-01-31T09:59:59Z', '2027-01-31T11:00:00Z'],
])('in %s the budget of %s starts over at %s', (place, now, start) => {
  isIn(place);
  expect(new Date(nextMonthStart(Date.parse(now))).toISOString()).toBe(start.replace('Z', '.000Z'));
});
