import * as z from 'zod/mini';
import type { Statements } from './statements.ts';

/** A job of the service that was not started here. */
export interface ForeignJob {
  readonly remoteId: string;
  readonly modelId: string | null;
  /** By the service's clock, milliseconds since 1970; null where it gave no usable time. */
  readonly createdAt: number | null;
}

const ownerRow = z.object({ job_id: z.nullable(z.string()) });
const idRow = z.object({ remote_id: z.string() });
const foreignRow = z.object({
  remote_id: z.string(),
  model_id: z.nullable(z.string()),
  created_at: z.nullable(z.number()),
});

/** Jobs of the service ever seen on an account: ours, and those that were not started here. */
export class RemoteJobsTable {
  readonly #db: Statements;

  constructor(db: Statements) {
    this.#db = db;
  }

  /** Records that a job of the service is this job of ours. */
  own(accountId: string, remoteId: string, jobId: string, at: number): void {
    this.#db
      .prepare(
        `INSERT INTO remote_jobs (account_id, remote_id, job_id, first_seen) VALUES (?, ?, ?, ?)
         ON CONFLICT (account_id, remote_id) DO UPDATE SET job_id = excluded.job_id`,
      )
      .run(accountId, remoteId, jobId, at);
  }

  /** Our job that has this job of the service, or null. */
  ownerOf(accountId: string, remoteId: string): string | null {
    const found = this.#db
      .prepare('SELECT job_id FROM remote_jobs WHERE account_id = ? AND remote_id = ?')
      .get(accountId, remoteId);
    return found ? z.parse(ownerRow, found).job_id : null;
  }

  /**
   * Whether this job of the service belongs to a job of ours other than this one, on whichever account: two keys may
   * be keys of one account of the service.
   */
  isTaken(remoteId: string, jobId: string): boolean {
    return (
      this.#db
        .prepare(
          'SELECT 1 FROM remote_jobs WHERE remote_id = ? AND job_id IS NOT NULL AND job_id <> ? LIMIT 1',
        )
        .get(remoteId, jobId) !== undefined
    );
  }

  /** What the service calls this job of ours; null while none of its jobs is known to be it. */
  idOf(jobId: string): string | null {
    const found = this.#db.prepare('SELECT remote_id FROM remote_jobs WHERE job_id = ?').get(jobId);
    return found ? z.parse(idRow, found).remote_id : null;
  }

  /** A candidate may not be ours after all: it is nobody's until somebody decides. */
  disown(accountId: string, remoteId: string): void {
    this.#db
      .prepare('UPDATE remote_jobs SET job_id = NULL WHERE account_id = ? AND remote_id = ?')
      .run(accountId, remoteId);
  }

  /** Records a job that was listed and is not ours. */
  sawForeign(accountId: string, job: ForeignJob, at: number): void {
    this.#db
      .prepare(
        `INSERT INTO remote_jobs (account_id, remote_id, first_seen, elsewhere, model_id, created_at)
         VALUES (?, ?, ?, 1, ?, ?)
         ON CONFLICT (account_id, remote_id) DO UPDATE SET
           elsewhere = 1,
           model_id = COALESCE(model_id, excluded.model_id),
           created_at = COALESCE(created_at, excluded.created_at)`,
      )
      .run(accountId, job.remoteId, at, job.modelId, job.createdAt);
  }

  /** Ids of this account that belong to jobs of ours. */
  owned(accountId: string): Set<string> {
    const rows = this.#db
      .prepare('SELECT remote_id FROM remote_jobs WHERE account_id = ? AND job_id IS NOT NULL')
      .all(accountId);
    return new Set(rows.map((raw) => z.parse(idRow, raw).remote_id));
  }

  /** Ids that belong to jobs of ours on other accounts: two keys may be keys of one account of the service. */
  ownedElsewhere(accountId: string): Set<string> {
    const rows = this.#db
      .prepare('SELECT remote_id FROM remote_jobs WHERE account_id != ? AND job_id IS NOT NULL')
      .all(accountId);
    return new Set(rows.map((raw) => z.parse(idRow, raw).remote_id));
  }

  /**
   * True when a job that was not started here was ever seen on this account, taken over since or not. One that has
   * turned out to be of another key of ours does not count.
   */
  hasForeign(accountId: string): boolean {
    return (
      this.#db
        .prepare(
          `SELECT 1 FROM remote_jobs AS seen WHERE account_id = ? AND (elsewhere = 1 OR job_id IS NULL)
           AND NOT EXISTS (SELECT 1 FROM remote_jobs WHERE remote_id = seen.remote_id
             AND account_id <> seen.account_id AND job_id IS NOT NULL AND elsewhere = 0)
           LIMIT 1`,
        )
        .get(accountId) !== undefined
    );
  }

  /** Jobs that were not started here and that nobody has decided about, newest first. */
  foreign(accountId: string): ForeignJob[] {
    return this.#db
      .prepare(
        `SELECT remote_id, model_id, created_at FROM remote_jobs
         WHERE account_id = ? AND elsewhere = 1 AND declined = 0 AND job_id IS NULL
         ORDER BY created_at DESC, remote_id`,
      )
      .all(accountId)
      .map((raw) => {
        const { remote_id, model_id, created_at } = z.parse(foreignRow, raw);
        return { remoteId: remote_id, modelId: model_id, createdAt: created_at };
      });
  }

  /** The person does not want these here; they are not offered again. */
  decline(accountId: string, remoteIds: readonly string[]): void {
    const decline = this.#db.prepare(
      'UPDATE remote_jobs SET declined = 1 WHERE account_id = ? AND remote_id = ?',
    );
    for (const remoteId of remoteIds) decline.run(accountId, remoteId);
  }
}
