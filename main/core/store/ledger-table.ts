import type { DatabaseSync } from 'node:sqlite';
import * as z from 'zod/mini';
import { less, type MicroCents, micro } from '../../../preload/contract/money.ts';
import { PRACTICE_ACCOUNT } from '../../../preload/contract/vocabulary.ts';

export interface LedgerEntry {
  readonly id: string;
  /** Milliseconds since 1970, UTC. */
  readonly at: number;
  /** Minutes east of UTC where the person was then: months are theirs. */
  readonly offsetMinutes: number;
  readonly accountId: string;
  readonly batchId: string;
  readonly jobId: string;
  readonly kind: 'estimate' | 'charge' | 'refund';
  readonly amount: MicroCents;
}

const totals = z.object({ kind: z.string(), total: z.number() });

export interface JobMoney {
  readonly charged: MicroCents | null;
  readonly refunded: MicroCents;
}

/** The money ledger: lines are added, never changed; the database itself refuses anything else. */
export class LedgerTable {
  readonly #db: DatabaseSync;

  constructor(db: DatabaseSync) {
    this.#db = db;
  }

  add(entry: LedgerEntry): void {
    this.#db
      .prepare('INSERT INTO ledger VALUES (?, ?, ?, ?, ?, ?, ?, ?)')
      .run(
        entry.id,
        entry.at,
        entry.offsetMinutes,
        entry.accountId,
        entry.batchId,
        entry.jobId,
        entry.kind,
        entry.amount,
      );
  }

  /** What one job cost so far: null until something was charged. */
  ofJob(jobId: string): JobMoney {
    const money = new Map(
      this.#db
        .prepare('SELECT kind, SUM(amount) AS total FROM ledger WHERE job_id = ? GROUP BY kind')
        .all(jobId)
        .map((raw) => z.parse(totals, raw))
        .map(({ kind, total }) => [kind, micro(total)] as const),
    );
    return { charged: money.get('charge') ?? null, refunded: money.get('refund') ?? micro(0) };
  }

  /** Charged less refunded since a moment, practice left out. */
  spentSince(from: number): MicroCents {
    const sums = new Map(
      this.#db
        .prepare(
          'SELECT kind, SUM(amount) AS total FROM ledger WHERE at >= ? AND account_id != ? GROUP BY kind',
        )
        .all(from, PRACTICE_ACCOUNT)
        .map((raw) => z.parse(totals, raw))
        .map(({ kind, total }) => [kind, micro(total)] as const),
    );
    return less(sums.get('charge') ?? micro(0), sums.get('refund') ?? micro(0));
  }
}
