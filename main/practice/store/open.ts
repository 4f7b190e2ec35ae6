import { mkdirSync } from 'node:fs';
import path from 'node:path';
import * as z from 'zod/mini';
import { openDatabase } from '../../core/store/open-database.ts';
import { inTransaction } from '../../core/store/transaction.ts';
import { type DeliveryTable, deliveryTable } from './deliveries.ts';
import { type JobTable, jobTable } from './jobs.ts';
import { type LedgerTable, ledgerTable } from './ledger.ts';
import { type UploadTable, uploadTable } from './uploads.ts';

const SCHEMA = `
  CREATE TABLE IF NOT EXISTS meta (name TEXT PRIMARY KEY, value TEXT NOT NULL) STRICT;
  CREATE TABLE IF NOT EXISTS jobs (
    id TEXT PRIMARY KEY,
    account TEXT NOT NULL,
    model TEXT NOT NULL,
    params TEXT NOT NULL,
    source TEXT,
    is_start_frame INTEGER NOT NULL,
    cost INTEGER NOT NULL,
    created_at INTEGER NOT NULL UNIQUE,
    listed_at INTEGER NOT NULL,
    pending_ms INTEGER NOT NULL,
    processing_ms INTEGER NOT NULL,
    state TEXT NOT NULL DEFAULT 'open' CHECK (state IN ('open', 'completed', 'failed', 'cancelled')),
    finished_at INTEGER,
    error_code TEXT,
    error_message TEXT,
    planned_code TEXT,
    planned_message TEXT,
    clip_bytes INTEGER,
    clip_sha256 TEXT,
    clip_at INTEGER,
    link INTEGER NOT NULL DEFAULT 0
  ) STRICT;
  CREATE INDEX IF NOT EXISTS jobs_open ON jobs (state) WHERE state = 'open';
  CREATE TABLE IF NOT EXISTS uploads (
    id TEXT PRIMARY KEY,
    account TEXT NOT NULL,
    filename TEXT NOT NULL,
    content_type TEXT NOT NULL,
    token TEXT NOT NULL UNIQUE,
    max_size INTEGER NOT NULL,
    created_at INTEGER NOT NULL,
    put_until INTEGER NOT NULL,
    expires_at INTEGER NOT NULL,
    bytes INTEGER,
    sha256 TEXT
  ) STRICT;
  CREATE TABLE IF NOT EXISTS ledger (
    id INTEGER PRIMARY KEY AUTOINCREMENT,
    at INTEGER NOT NULL,
    account TEXT NOT NULL,
    kind TEXT NOT NULL CHECK (kind IN ('charge', 'refund')),
    job_id TEXT NOT NULL REFERENCES jobs (id),
    amount INTEGER NOT NULL CHECK (amount >= 0),
    UNIQUE (job_id, kind)
  ) STRICT;
  CREATE TRIGGER IF NOT EXISTS ledger_no_update BEFORE UPDATE ON ledger
    BEGIN SELECT RAISE(ABORT, 'the ledger is append-only'); END;
  CREATE TRIGGER IF NOT EXISTS ledger_no_delete BEFORE DELETE ON ledger
    BEGIN SELECT RAISE(ABORT, 'the ledger is append-only'); END;
`;

/** An index for each question that every call asks about the open jobs, and jobs that are not found at first. */
const OPEN_JOBS = `
  ALTER TABLE jobs ADD COLUMN found_at INTEGER NOT NULL DEFAULT 0;
  DROP INDEX jobs_open;
  CREATE INDEX jobs_open_account ON jobs (account) WHERE state = 'open';
  CREATE INDEX jobs_open_start ON jobs (created_at + pending_ms) WHERE state = 'open';
  CREATE INDEX jobs_open_end ON jobs (created_at + pending_ms + processing_ms) WHERE state = 'open';
`;

const WEBHOOKS = `
  ALTER TABLE jobs ADD COLUMN request_id TEXT NOT NULL DEFAULT '';
  ALTER TABLE jobs ADD COLUMN webhook_url TEXT;
  CREATE TABLE deliveries (
    job_id TEXT NOT NULL UNIQUE REFERENCES jobs (id),
    state TEXT NOT NULL DEFAULT 'pending' CHECK (state IN ('pending', 'sent', 'failed')),
    failures INTEGER NOT NULL DEFAULT 0,
    next_at INTEGER NOT NULL
  ) STRICT;
  CREATE INDEX deliveries_pending ON deliveries (next_at) WHERE state = 'pending';
`;

/** The service's state on disk: one database, uploaded bytes and finished clips as files beside it. */
export interface Store {
  readonly jobs: JobTable;
  readonly uploads: UploadTable;
  readonly ledger: LedgerTable;
  readonly deliveries: DeliveryTable;
  /** A remembered value (`port`, `key`), or null. */
  meta(name: string): string | null;
  setMeta(name: string, value: string): void;
  /** All writes inside take effect together or not at all. */
  transaction<T>(work: () => T): T;
  uploadFile(id: string): string;
  clipFile(id: string): string;
  close(): void;
}

/**
 * Open or create the state in `dir`; a damaged one is moved aside. A second process on the same folder fails: the database is locked.
 * @throws when the folder cannot be written or is in use.
 */
export function openStore(dir: string): Store {
  for (const folder of ['uploads', 'clips']) mkdirSync(path.join(dir, folder), { recursive: true });
  const opened = openDatabase({
    file: path.join(dir, 'service.db'),
    migrations: [SCHEMA, OPEN_JOBS, WEBHOOKS],
    // A simulator has to survive the kill of its process, not a power cut.
    synchronous: 'NORMAL',
    exclusive: true,
    now: Date.now,
  });
  if (opened.kind !== 'open') throw new Error(`the practice service cannot open its state: ${opened.kind}`);
  const { db } = opened;
  const valueRow = z.optional(z.object({ value: z.string() }));
  const readMeta = db.prepare('SELECT value FROM meta WHERE name = ?');
  const writeMeta = db.prepare('INSERT OR REPLACE INTO meta (name, value) VALUES (?, ?)');
  return {
    jobs: jobTable(db),
    uploads: uploadTable(db),
    ledger: ledgerTable(db),
    deliveries: deliveryTable(db),
    meta: (name) => valueRow.parse(readMeta.get(name))?.value ?? null,
    setMeta: (name, value) => {
      writeMeta.run(name, value);
    },
    transaction: (work) => inTransaction(db, work),
    uploadFile: (id) => path.join(dir, 'uploads', id),
    clipFile: (id) => path.join(dir, 'clips', `${id}.mp4`),
    close: () => db.close(),
  };
}
