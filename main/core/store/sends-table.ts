import * as z from 'zod/mini';
import { PRACTICE_ACCOUNT } from '../../../preload/contract/vocabulary.ts';
import { jsonColumn } from './rows.ts';
import type { Statements } from './statements.ts';

/** How a send ended. `following`: its answer was lost and one candidate is taken for it until confirmed. */
const OUTCOMES = [
  'accepted',
  'not-sent',
  'queue-failed',
  'refused',
  'unknown',
  'following',
  'absent',
] as const;
export type SendOutcome = (typeof OUTCOMES)[number];

/** One attempt to spend money: opened before the request, committed before its last byte. */
export interface Send {
  readonly id: string;
  readonly jobId: string;
  readonly accountId: string;
  readonly modelId: string;
  /** By this machine's clock. */
  readonly openedAt: number;
  /** The account's jobs of this model that were listed before the send. */
  readonly known: readonly string[];
  /** The service's clock less this machine's, in milliseconds; null where the service did not tell the time. */
  readonly clockOffset: number | null;
  /** Which key it was sent with: a short hash, which does not give the key away. */
  readonly keyPrint: string | null;
  readonly committedAt: number | null;
  /** When it was first known how it ended, were it only that its answer was lost. */
  readonly closedAt: number | null;
  readonly outcome: SendOutcome | null;
  readonly remoteId: string | null;
}

const row = z.object({
  id: z.string(),
  job_id: z.string(),
  account_id: z.string(),
  model_id: z.string(),
  opened_at: z.number(),
  known: jsonColumn(z.array(z.string())),
  clock_offset: z.nullable(z.number()),
  key_print: z.nullable(z.string()),
  committed_at: z.nullable(z.number()),
  closed_at: z.nullable(z.number()),
  outcome: z.nullable(z.enum(OUTCOMES)),
  remote_id: z.nullable(z.string()),
});

function toSend(raw: unknown): Send {
  const r = z.parse(row, raw);
  return {
    id: r.id,
    jobId: r.job_id,
    accountId: r.account_id,
    modelId: r.model_id,
    openedAt: r.opened_at,
    known: r.known,
    clockOffset: r.clock_offset,
    keyPrint: r.key_print,
    committedAt: r.committed_at,
    closedAt: r.closed_at,
    outcome: r.outcome,
    remoteId: r.remote_id,
  };
}

const keyRow = z.object({ key_print: z.nullable(z.string()) });
const countRow = z.object({ count: z.number(), last: z.nullable(z.number()) });
const acceptedRow = z.object({ at: z.nullable(z.number()) });

/** Sends: written before each paid request, closed after it, never deleted. */
export class SendsTable {
  readonly #db: Statements;

  constructor(db: Statements) {
    this.#db = db;
  }

  open(send: Omit<Send, 'committedAt' | 'closedAt' | 'outcome' | 'remoteId'>): void {
    this.#db
      .prepare('INSERT INTO sends VALUES (?, ?, ?, ?, ?, ?, ?, ?, NULL, NULL, NULL, NULL)')
      .run(
        send.id,
        send.jobId,
        send.accountId,
        send.modelId,
        send.openedAt,
        JSON.stringify(send.known),
        send.clockOffset,
        send.keyPrint,
      );
  }

  /** @throws Error when the send is no longer open: then its last byte must not leave. */
  commit(id: string, at: number): void {
    const { changes } = this.#db
      .prepare('UPDATE sends SET committed_at = ? WHERE id = ? AND outcome IS NULL AND committed_at IS NULL')
      .run(at, id);
    if (changes !== 1) throw new Error('the send is not open');
  }

  close(id: string, outcome: SendOutcome, remoteId: string | null, at: number): void {
    this.#db
      .prepare('UPDATE sends SET outcome = ?, remote_id = ?, closed_at = COALESCE(closed_at, ?) WHERE id = ?')
      .run(outcome, remoteId, at, id);
  }

  get(id: string): Send | null {
    const found = this.#db.prepare('SELECT * FROM sends WHERE id = ?').get(id);
    return found ? toSend(found) : null;
  }

  /** The first of a job's sends that ended so, or null. */
  firstOf(jobId: string, outcome: SendOutcome): Send | null {
    const found = this.#db
      .prepare('SELECT * FROM sends WHERE job_id = ? AND outcome = ? ORDER BY opened_at, id LIMIT 1')
      .get(jobId, outcome);
    return found ? toSend(found) : null;
  }

  /** Whether any of a job's sends may have reached the service. */
  mayHaveLeft(jobId: string): boolean {
    return (
      this.#db
        .prepare(`SELECT 1 FROM sends WHERE job_id = ? AND outcome IS NOT 'not-sent' LIMIT 1`)
        .get(jobId) !== undefined
    );
  }

  /** An account's sends that are taken for not having started, on the word of a list or of the service itself. */
  notStarted(accountId: string): Send[] {
    return this.#db
      .prepare(`SELECT * FROM sends WHERE account_id = ? AND outcome IN ('queue-failed', 'absent')`)
      .all(accountId)
      .map(toSend);
  }

  /** How many of a job's sends ended so. */
  countOf(jobId: string, outcome: SendOutcome): number {
    return this.#ended(jobId, outcome).count;
  }

  /** When the last of a job's sends that ended so did, milliseconds since 1970; null where none did. */
  lastEnd(jobId: string, outcome: SendOutcome): number | null {
    return this.#ended(jobId, outcome).last;
  }

  #ended(jobId: string, outcome: SendOutcome): z.infer<typeof countRow> {
    const found = this.#db
      .prepare('SELECT COUNT(*) AS count, MAX(closed_at) AS last FROM sends WHERE job_id = ? AND outcome = ?')
      .get(jobId, outcome);
    return z.parse(countRow, found);
  }

  /** When the service took a job on, milliseconds since 1970; null when it did not yet. */
  acceptedAt(jobId: string): number | null {
    const found = this.#db
      .prepare('SELECT MAX(closed_at) AS at FROM sends WHERE job_id = ? AND remote_id IS NOT NULL')
      .get(jobId);
    return z.parse(acceptedRow, found).at;
  }

  /** Which key a job was taken on with (see `Send.keyPrint`); null where that is not known. */
  acceptedWith(jobId: string): string | null {
    const found = this.#db
      .prepare('SELECT key_print FROM sends WHERE job_id = ? AND remote_id IS NOT NULL')
      .get(jobId);
    return found ? z.parse(keyRow, found).key_print : null;
  }

  /**
   * Sends of this model with another key, practice left out, that may have made a job of which nobody knows yet: whose
   * outcome is open, or that were only said to have failed and whose job still waits.
   */
  openElsewhere(accountId: string, modelId: string): Send[] {
    return this.#db
      .prepare(
        `SELECT * FROM sends WHERE account_id NOT IN (?, ?) AND model_id = ? AND (
           outcome IS NULL OR outcome = 'unknown' OR (outcome = 'queue-failed' AND EXISTS (
             SELECT 1 FROM jobs WHERE jobs.id = sends.job_id
             AND json_extract(jobs.state, '$.name') IN ('queued', 'uploading', 'prepared'))))`,
      )
      .all(accountId, PRACTICE_ACCOUNT, modelId)
      .map(toSend);
  }

  /** Sends whose followed candidate is not yet confirmed. */
  following(): Send[] {
    return this.#db.prepare(`SELECT * FROM sends WHERE outcome = 'following'`).all().map(toSend);
  }
}
