import type { DatabaseSync } from 'node:sqlite';
import * as z from 'zod/mini';

/** A file of ours on the service's storage. */
export interface Upload {
  readonly id: string;
  readonly accountId: string;
  readonly jobId: string;
  readonly sha256: string;
  readonly fileUrl: string;
  /** When the service deletes it, milliseconds since 1970. */
  readonly expiresAt: number;
  readonly createdAt: number;
}

const row = z.object({ sha256: z.string(), file_url: z.string(), expires_at: z.number() });

/** Uploads: each job's own picture gets one of its own, so that its address is never shared by two jobs. */
export class UploadsTable {
  readonly #db: DatabaseSync;

  constructor(db: DatabaseSync) {
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

  /** Addresses of a job's files that live at least until `until`, by content hash. */
  usable(jobId: string, until: number): Map<string, { url: string; expiresAt: number }> {
    const rows = this.#db
      .prepare('SELECT * FROM uploads WHERE job_id = ? AND expires_at >= ? ORDER BY created_at')
      .all(jobId, until);
    return new Map(
      rows.map((raw) => {
        const { sha256, file_url, expires_at } = z.parse(row, raw);
        return [sha256, { url: file_url, expiresAt: expires_at }];
      }),
    );
  }
}
