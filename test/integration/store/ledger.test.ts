import { mkdtempSync, rmSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { expect, it, onTestFinished, vi } from 'vitest';
import { offsetMinutes } from '../../../main/core/money/budget.ts';
import { Journal, openJournal } from '../../../main/core/store/journal.ts';
import { micro } from '../../../preload/contract/money.ts';

const NOVEMBER = new Date(2026, 10, 30, 12).getTime();
const DECEMBER = new Date(2026, 11, 1, 12).getTime();

it('what was spent is added up anew only after a new line or in a new day, never from one that was taken back', () => {
  const folder = mkdtempSync(path.join(os.tmpdir(), 'kinora-ledger-'));
  onTestFinished(() => rmSync(folder, { recursive: true, force: true }));
  const opened = openJournal(path.join(folder, 'journal.db'), () => NOVEMBER);
  if (opened.kind !== 'open') throw new Error(opened.kind);
  const journal = new Journal(opened.db);
  onTestFinished(() => journal.close());
  const { ledger } = journal;
  let count = 0;
  const charge = (at: number, amount: number): void => {
    count += 1;
    const line = { accountId: 'a', batchId: 'b', jobId: 'j', kind: 'charge', id: `line ${count}` } as const;
    ledger.add({ ...line, at, offsetMinutes: offsetMinutes(at), amount: micro(amount) });
  };
  const spent = (at: number): number[] => [ledger.spentIn('day', at), ledger.spentIn('month', at)];

  journal.write(() => charge(NOVEMBER, 5));
  expect(spent(NOVEMBER)).toEqual([5, 5]);
  const prepare = vi.spyOn(opened.db, 'prepare');
  for (let look = 0; look < 100; look += 1) expect(spent(NOVEMBER)).toEqual([5, 5]);
  expect(prepare).not.toHaveBeenCalled();

  journal.write(() => charge(NOVEMBER - 86_400_000, 2));
  expect(spent(NOVEMBER)).toEqual([5, 7]);
  journal.write(() => charge(DECEMBER, 1));
  expect(spent(DECEMBER)).toEqual([1, 1]);
  expect(spent(NOVEMBER)).toEqual([5, 7]);

  const takenBack = (): void =>
    journal.write(() => {
      charge(NOVEMBER, 100);
      expect(spent(NOVEMBER)).toEqual([105, 107]);
      throw new Error('no');
    });
  expect(takenBack).toThrow('no');
  expect(spent(NOVEMBER)).toEqual([5, 7]);
});
