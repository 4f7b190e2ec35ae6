import { SEALS_SCHEMA } from './seals.ts';

/**
 * journal.db, step by step; the database's user_version is the number of steps it has taken. Once released, a step
 * is never edited, only added. Everything that cost money or is about to is here; rows are written before the effect they announce.
 */
const STEPS: readonly string[] = [
  `
  CREATE TABLE jobs (
    id TEXT PRIMARY KEY,
    batch_id TEXT NOT NULL,
    account_id TEXT NOT NULL,
    recipe TEXT NOT NULL,
    estimate INTEGER NOT NULL CHECK (estimate >= 0),
    service_estimate INTEGER CHECK (service_estimate >= 0),
    state TEXT NOT NULL,
    since INTEGER NOT NULL,
    created_at INTEGER NOT NULL,
    retry_of TEXT,
    click_id TEXT NOT NULL,
    click_index INTEGER NOT NULL,
    dismissed INTEGER NOT NULL DEFAULT 0,
    imported INTEGER NOT NULL DEFAULT 0,
    position INTEGER NOT NULL,
    UNIQUE (click_id, click_index)
  ) STRICT;
  CREATE INDEX jobs_shown ON jobs (dismissed, position);

  CREATE TABLE batches (
    id TEXT PRIMARY KEY,
    name TEXT NOT NULL,
    paused INTEGER NOT NULL
  ) STRICT;

  CREATE TABLE sends (
    id TEXT PRIMARY KEY,
    job_id TEXT NOT NULL REFERENCES jobs (id),
    account_id TEXT NOT NULL,
    model_id TEXT NOT NULL,
    opened_at INTEGER NOT NULL,
    known TEXT NOT NULL,
    clock_offset INTEGER,
    key_print TEXT,
    committed_at INTEGER,
    outcome TEXT,
    remote_id TEXT,
    closed_at INTEGER
  ) STRICT;
  CREATE INDEX sends_by_job ON sends (job_id);

  CREATE TABLE remote_jobs (
    account_id TEXT NOT NULL,
    remote_id TEXT NOT NULL,
    job_id TEXT,
    first_seen INTEGER NOT NULL,
    elsewhere INTEGER NOT NULL DEFAULT 0,
    declined INTEGER NOT NULL DEFAULT 0,
    model_id TEXT,
    created_at INTEGER,
    PRIMARY KEY (account_id, remote_id)
  ) STRICT, WITHOUT ROWID;

  CREATE TABLE uploads (
    id TEXT PRIMARY KEY,
    account_id TEXT NOT NULL,
    job_id TEXT,
    sha256 TEXT NOT NULL,
    file_url TEXT NOT NULL,
    expires_at INTEGER NOT NULL,
    created_at INTEGER NOT NULL
  ) STRICT;
  CREATE INDEX uploads_by_file ON uploads (sha256);

  CREATE TABLE sources (
    id TEXT PRIMARY KEY,
    kind TEXT NOT NULL,
    sha256 TEXT NOT NULL,
    name TEXT NOT NULL,
    width INTEGER NOT NULL,
    height INTEGER NOT NULL,
    seconds REAL,
    bytes INTEGER NOT NULL,
    created_at INTEGER NOT NULL
  ) STRICT;

  CREATE TABLE ledger (
    id TEXT PRIMARY KEY,
    at INTEGER NOT NULL,
    offset_minutes INTEGER NOT NULL,
    account_id TEXT NOT NULL,
    batch_id TEXT NOT NULL,
    job_id TEXT NOT NULL,
    kind TEXT NOT NULL CHECK (kind IN ('estimate', 'charge', 'refund')),
    amount INTEGER NOT NULL CHECK (amount >= 0)
  ) STRICT;
  CREATE INDEX ledger_by_job ON ledger (job_id);
  CREATE INDEX ledger_by_batch ON ledger (batch_id);
  CREATE INDEX ledger_by_time ON ledger (at);
  CREATE TRIGGER ledger_keeps BEFORE UPDATE ON ledger BEGIN SELECT RAISE (ABORT, 'the ledger is append-only'); END;
  CREATE TRIGGER ledger_stays BEFORE DELETE ON ledger BEGIN SELECT RAISE (ABORT, 'the ledger is append-only'); END;

  CREATE TABLE runs (
    job_id TEXT PRIMARY KEY,
    practice INTEGER NOT NULL,
    model_id TEXT NOT NULL,
    seconds INTEGER NOT NULL,
    expected_ms INTEGER,
    took_ms INTEGER,
    ended_at INTEGER
  ) STRICT;
  CREATE INDEX runs_by_kind ON runs (practice, model_id, seconds, ended_at);
  ${SEALS_SCHEMA}
  `,
];

/**
 * SQLite keeps these texts as they are written, blanks included. All of them must fit its first page: on a second one
 * they would be one more page whose loss costs whole tables.
 */
export const JOURNAL_STEPS: readonly string[] = STEPS.map((step) => step.replace(/\s+/g, ' '));
