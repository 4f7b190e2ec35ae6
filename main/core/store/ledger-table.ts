import * as z from 'zod/mini';
import { less, type MicroCents, micro } from '../../../preload/contract/money.ts';
import { PRACTICE_ACCOUNT } from '../../../preload/contract/vocabulary.ts';
import { localPeriod, monthStart } from '../money/budget.ts';
import type { SpendingLine } from '../money/csv.ts';
import { moneyColumn } from './rows.ts';
import type { Statements } from './statements.ts';

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

const totals = z.object({
  estimated: z.nullable(z.number()),
  charged: z.nullable(z.number()),
  refunded: z.nullable(z.number()),
});
const lineRow = z.object({
  at: z.number(),
  kind: z.enum(['estimate', 'charge', 'refund']),
  amount: moneyColumn,
});
const periodRow = z.extend(totals, { period: z.string(), clips: z.number() });
const spendingRow = z.object({
  at: z.number(),
  offset_minutes: z.number(),
  account_id: z.string(),
  batch_id: z.string(),
  batch_name: z.nullable(z.string()),
  job_id: z.string(),
  model_id: z.nullable(z.string()),
  kind: z.enum(['estimate', 'charge', 'refund']),
  amount: z.number(),
});

/** What a job or a batch cost so far, in micro-cents. */
export interface Money {
  /** The price shown when the button was pressed, or last agreed to. */
  readonly estimated: MicroCents;
  /** Null until something was charged. */
  readonly charged: MicroCents | null;
  readonly refunded: MicroCents;
}

/** The money of one local day (`2026-11-21`) or month (`2026-11`) of the person. */
export interface PeriodMoney extends Money {
  readonly period: string;
  /** Clips that were charged then. */
  readonly clips: number;
}

const SPENT = `
  SUM(amount) FILTER (WHERE kind = 'charge') AS charged,
  SUM(amount) FILTER (WHERE kind = 'refund') AS refunded`;
/** Of a job's estimates only the last counts: an edit replaces the price that was agreed to before. */
const SUMS = `${SPENT},
  SUM(amount) FILTER (WHERE kind = 'estimate' AND NOT EXISTS (
    SELECT 1 FROM ledger AS later
    WHERE later.job_id = ledger.job_id AND later.kind = 'estimate' AND later.rowid > ledger.rowid
  )) AS estimated`;
/** The person's own calendar at that moment, wherever the machine is now. */
const LOCAL = `at / 1000 + offset_minutes * 60, 'unixepoch'`;
const FORMATS = { day: '%Y-%m-%d', month: '%Y-%m' } as const;
/** No two places on Earth are further apart in time. */
const FARTHEST_MS = 26 * 3_600_000;

const moneyOf = (row: z.output<typeof totals>): Money => ({
  estimated: micro(row.estimated ?? 0),
  charged: row.charged === null ? null : micro(row.charged),
  refunded: micro(row.refunded ?? 0),
});

/** The money ledger: lines are added, never changed; the database itself refuses anything else. */
export class LedgerTable {
  readonly #db: Statements;
  /** What was spent in a local day or month, until the next line. */
  readonly #spent = new Map<string, MicroCents>();

  constructor(db: Statements) {
    this.#db = db;
  }

  add(entry: LedgerEntry): void {
    this.#spent.clear();
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

  /** The lines of one job, oldest first. */
  linesOf(jobId: string): Pick<LedgerEntry, 'at' | 'kind' | 'amount'>[] {
    return this.#db
      .prepare('SELECT at, kind, amount FROM ledger WHERE job_id = ? ORDER BY rowid')
      .all(jobId)
      .map((raw) => z.parse(lineRow, raw));
  }

  /** What one job cost so far. */
  ofJob(jobId: string): Money {
    return moneyOf(
      z.parse(totals, this.#db.prepare(`SELECT ${SUMS} FROM ledger WHERE job_id = ?`).get(jobId)),
    );
  }

  /** What the jobs of one press of the button cost so far. */
  ofBatch(batchId: string): Money {
    return moneyOf(
      z.parse(totals, this.#db.prepare(`SELECT ${SUMS} FROM ledger WHERE batch_id = ?`).get(batchId)),
    );
  }

  /** Money by local day or month, newest first, practice left out. */
  by(period: 'day' | 'month'): PeriodMoney[] {
    return this.#db
      .prepare(
        `SELECT strftime('${FORMATS[period]}', ${LOCAL}) AS period, ${SUMS},
           COUNT(DISTINCT CASE WHEN kind = 'charge' THEN job_id END) AS clips
         FROM ledger WHERE account_id != ? GROUP BY period ORDER BY period DESC`,
      )
      .all(PRACTICE_ACCOUNT)
      .map((raw) => {
        const row = z.parse(periodRow, raw);
        return { period: row.period, clips: row.clips, ...moneyOf(row) };
      });
  }

  /** Every line with what its job and its batch are known by, oldest first, practice left out. */
  allLines(): SpendingLine[] {
    return this.#db
      .prepare(
        `SELECT ledger.at, ledger.offset_minutes, ledger.account_id, ledger.batch_id, batches.name AS batch_name,
           ledger.job_id, jobs.recipe ->> '$.modelId' AS model_id, ledger.kind, ledger.amount
         FROM ledger LEFT JOIN jobs ON jobs.id = ledger.job_id LEFT JOIN batches ON batches.id = ledger.batch_id
         WHERE ledger.account_id != ? ORDER BY ledger.at, ledger.rowid`,
      )
      .all(PRACTICE_ACCOUNT)
      .map((raw) => {
        const row = z.parse(spendingRow, raw);
        return {
          at: row.at,
          offsetMinutes: row.offset_minutes,
          accountId: row.account_id,
          batchId: row.batch_id,
          batchName: row.batch_name ?? '',
          jobId: row.job_id,
          modelId: row.model_id ?? '',
          kind: row.kind,
          amount: micro(row.amount),
        };
      });
  }

  /** Charged less refunded in the local day or month of `now` (milliseconds since 1970), practice left out. */
  spentIn(period: 'day' | 'month', now: number): MicroCents {
    const local = localPeriod(period, now);
    const known = this.#spent.get(local);
    if (known !== undefined) return known;
    const row = this.#db
      .prepare(
        `SELECT ${SPENT}, NULL AS estimated FROM ledger
         WHERE at >= ? AND account_id != ? AND strftime('${FORMATS[period]}', ${LOCAL}) = ?`,
      )
      .get(monthStart(now) - FARTHEST_MS, PRACTICE_ACCOUNT, local);
    const { charged, refunded } = moneyOf(z.parse(totals, row));
    const spent = less(charged ?? micro(0), refunded);
    // Inside a transaction a line may still be taken back.
    if (!this.#db.isTransaction) this.#spent.set(local, spent);
    return spent;
  }
}
