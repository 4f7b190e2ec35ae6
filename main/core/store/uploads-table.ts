import * as z from 'zod/mini';
import type { Statements } from './statements.ts';

/** A file of ours on the service's storage. */
export interface Upload {
  readonly id: string;
  readonly accountId: string;
  /** The job whose own picture it is; null for a file that every job of the account may refer to. */
  readonly jobId: string | null;
  readonly sha256: string;
  readonly fileUrl: string;
  /** When the service deletes it, milliseconds since 1970. */
  readonly expiresAt: number;
  readonly createdAt: number;
}

const row = z.object({ file_url: z.string() });

/** Uploads: each job's own picture gets one of its own, so that its address is never shared by two jobs. */
export class UploadsTable {
  readonly #db: Statements;

  constructor(db: Statements) {
    this.#db = db;
  }

  add(upload: Upload): void {
    this.#db
      .prepare('INSERT INTO uploads VALUES (?, ?, ?, ?, ?, ?, ?)')
      .run(
        upload.id,
        upload.accountId,
        upload.jobId,
        upload.sha256,
        upload.fileUrl,
        upload.expiresAt,
        upload.createdAt,
      );
  }

  /** The address of a file that lives at least until `until`, the newest one; null when there is none. */
  find({
    accountId,
    jobId,
    sha256,
    until,
  }: Pick<Upload, 'accountId' | 'jobId' | 'sha256'> & { readonly until: number }): string | null {
    const found = this.#db
      .prepare(
        `SELECT file_url FROM uploads WHERE account_id = ? AND job_id IS ? AND sha256 = ? AND expires_at >= ?
         ORDER BY created_at DESC LIMIT 1`,
      )
      .get(accountId, jobId, sha256, until);
    return found === undefined ? null : z.parse(row, found).file_url;
  }
}
