import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { Journal, openJournal } from '../../main/core/store/journal.ts';
import type { LedgerEntry } from '../../main/core/store/ledger-table.ts';
import { systemClock, systemIds } from '../../main/core/system.ts';
import { micro } from '../../preload/contract/money.ts';
import { type Arm, compare, type Report, type Scale } from './lib/report.ts';

/** What one record writes: the seven pages of its row, its indexes and its seal, as SQLite's log has them. */
const PAGES = 7 * 4120;
const SIZES = { full: { records: 200, rounds: 15 }, smoke: { records: 5, rounds: 1 } };

/**
 * One line of the money ledger, durable when the call returns: in the journal, and as text at the end of a bare file
 * with fdatasync. The journal's has a checksum, indexes and a mark beside it, and can be undone until it is whole.
 */
export async function commit(scale: Scale): Promise<Report> {
  const { records, rounds } = SIZES[scale];
  const ids = systemIds(systemClock);
  const folder = os.tmpdir();
  const opened = openJournal(path.join(folder, 'journal.db'), Date.now);
  if (opened.kind !== 'open') throw new Error(opened.kind);
  const journal = new Journal(opened.db);
  const file = fs.openSync(path.join(folder, 'lines'), 'a');
  const bare = new DatabaseSync(path.join(folder, 'bare.db'));
  bare.exec('PRAGMA journal_mode = WAL; PRAGMA synchronous = FULL; CREATE TABLE lines (line TEXT)');
  const insert = bare.prepare('INSERT INTO lines VALUES (?)');
  const pages = Buffer.alloc(PAGES, 1);
  let written = 0;
  const entry = (): LedgerEntry => ({
    id: ids.next(),
    at: Date.now(),
    offsetMinutes: 60,
    accountId: 'account',
    batchId: ids.next(),
    jobId: ids.next(),
    kind: 'charge',
    amount: micro(2_500_000),
  });
  const arm = (name: string, write: (entry: LedgerEntry) => void): Arm => ({
    name,
    run: () => {
      const entries = Array.from({ length: records }, entry);
      const began = performance.now();
      for (const one of entries) write(one);
      return Promise.resolve((performance.now() - began) / records);
    },
  });
  try {
    const report = await compare({
      what: 'one durable money record',
      arms: [
        arm('Kinora', (one) => {
          journal.write(() => journal.ledger.add(one));
          written += 1;
        }),
        arm('append + fdatasync', (one) => {
          fs.writeSync(file, `${JSON.stringify(one)}\n`);
          fs.fdatasyncSync(file);
        }),
        arm('one bare row of SQLite', (one) => insert.run(JSON.stringify(one))),
        arm('as many bytes as it writes + fdatasync', () => {
          fs.writeSync(file, pages);
          fs.fdatasyncSync(file);
        }),
      ],
      goal: 1.5,
      rounds,
    });
    if (journal.ledger.allLines().length !== written) throw new Error('not every record is there');
    return report;
  } finally {
    journal.close();
    bare.close();
    fs.closeSync(file);
  }
}
