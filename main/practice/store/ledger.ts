import type { DatabaseSync } from 'node:sqlite';
import * as z from 'zod/mini';
import { isMicroCents, type MicroCents } from '../../../preload/contract/money.ts';

/** A column of money, in micro-cents. */
export const amount = z.custom<MicroCents>((value) => typeof value === 'number' && isMicroCents(value));

const ledgerRow = z.object({
  id: z.int(),
  /** Milliseconds since 1970, UTC. */
  at: z.int(),
  account: z.string(),
  kind: z.enum(['charge', 'refund']),
  jobId: z.string(),
  amount,
});

/** One movement of money. Rows are only ever added. */
export type LedgerRow = z.infer<typeof ledgerRow>;

export interface LedgerTable {
  all(): LedgerRow[];
  add(row: Omit<LedgerRow, 'id'>): void;
  /** Charges less refunds of an account, in micro-cents. */
  spent(account: string): number;
}

const COLUMNS = 'id, at, account, kind, job_id AS jobId, amount';

/** The ledger's statements. */
export function ledgerTable(db: DatabaseSync): LedgerTable {
  const all = db.prepare(`SELECT ${COLUMNS} FROM ledger ORDER BY id`);
  const add = db.prepare('INSERT INTO ledger (at, account, kind, job_id, amount) VALUES (?, ?, ?, ?, ?)');
  const spent = db.prepare(
    "SELECT COALESCE(SUM(CASE kind WHEN 'charge' THEN amount ELSE -amount END), 0) AS spent FROM ledger WHERE account = ?",
  );
  return {
    all: () => all.all().map((row) => ledgerRow.parse(row)),
    add: (row) => {
      add.run(row.at, row.account, row.kind, row.jobId, row.amount);
    },
    spent: (account) => z.object({ spent: z.number() }).parse(spent.get(account)).spent,
  };
}
