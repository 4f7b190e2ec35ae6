import type { DatabaseSync } from 'node:sqlite';
import * as z from 'zod/mini';

const uploadRow = z.object({
  id: z.string(),
  account: z.string(),
  filename: z.string(),
  contentType: z.string(),
  /** The secret part of the address that takes the PUT. */
  token: z.string(),
  /** Bytes. */
  maxSize: z.int(),
  /** Milliseconds since 1970, UTC, like all times here. */
  createdAt: z.int(),
  putUntil: z.int(),
  expiresAt: z.int(),
  /** Size of what was put; null before that. */
  bytes: z.nullable(z.int()),
  sha256: z.nullable(z.string()),
});

export type UploadRow = z.infer<typeof uploadRow>;

export interface UploadTable {
  insert(row: Omit<UploadRow, 'bytes' | 'sha256'>): void;
  byId(id: string): UploadRow | null;
  byToken(token: string): UploadRow | null;
  stored(id: string, bytes: number, sha256: string): void;
  /** Ids of uploads whose time is over at `now` and that no open job still needs. */
  disposable(now: number): string[];
  forget(id: string): void;
}

const COLUMNS = `id, account, filename, content_type AS contentType, token, max_size AS maxSize,
  created_at AS createdAt, put_until AS putUntil, expires_at AS expiresAt, bytes, sha256`;

/** The statements of presigned uploads. */
export function uploadTable(db: DatabaseSync): UploadTable {
  const insert = db.prepare(
    `INSERT INTO uploads (id, account, filename, content_type, token, max_size, created_at, put_until, expires_at)
     VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)`,
  );
  const byId = db.prepare(`SELECT ${COLUMNS} FROM uploads WHERE id = ?`);
  const byToken = db.prepare(`SELECT ${COLUMNS} FROM uploads WHERE token = ?`);
  const stored = db.prepare('UPDATE uploads SET bytes = ?, sha256 = ? WHERE id = ?');
  const disposable = db.prepare(
    `SELECT id FROM uploads WHERE bytes IS NOT NULL AND expires_at <= ?
     AND id NOT IN (SELECT source FROM jobs WHERE state = 'open' AND source IS NOT NULL)`,
  );
  const forget = db.prepare('UPDATE uploads SET bytes = NULL, sha256 = NULL WHERE id = ?');
  const one = (row: unknown) => (row === undefined ? null : uploadRow.parse(row));
  return {
    insert: (row) => {
      insert.run(
        row.id,
        row.account,
        row.filename,
        row.contentType,
        row.token,
        row.maxSize,
        row.createdAt,
        row.putUntil,
        row.expiresAt,
      );
    },
    byId: (id) => one(byId.get(id)),
    byToken: (token) => one(byToken.get(token)),
    stored: (id, bytes, sha256) => {
      stored.run(bytes, sha256, id);
    },
    disposable: (now) => disposable.all(now).map((row) => z.object({ id: z.string() }).parse(row).id),
    forget: (id) => {
      forget.run(id);
    },
  };
}
