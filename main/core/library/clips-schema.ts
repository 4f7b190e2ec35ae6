import type { DatabaseSync } from 'node:sqlite';
import type { Migration } from '../store/schema.ts';

/** What is looked through is narrow, what is shown lies beside it: a scan of all clips reads few pages. */
const createClips = `
  CREATE TABLE clips (
    -- created_at * 1024 and a few bits of the id: newest first is then the order of the table itself.
    seq INTEGER PRIMARY KEY,
    id TEXT NOT NULL UNIQUE,
    folder TEXT NOT NULL,
    name TEXT NOT NULL,
    created_at INTEGER NOT NULL,
    -- 1000 * width / height; 0: not known.
    shape INTEGER NOT NULL,
    model_id TEXT NOT NULL,
    resolution TEXT NOT NULL,
    batch_id TEXT,
    seconds REAL NOT NULL,
    bytes INTEGER NOT NULL,
    charged INTEGER,
    favourite INTEGER NOT NULL,
    rating INTEGER NOT NULL,
    flag TEXT,
    tags TEXT NOT NULL,
    played INTEGER NOT NULL,
    -- Over all of these: SQLite does not notice a letter that has changed on the disk.
    crc INTEGER NOT NULL,
    missing INTEGER NOT NULL,
    -- When the file had last been written, as it was last looked at.
    modified INTEGER,
    UNIQUE (folder, name)
  ) STRICT;
  CREATE INDEX clips_size ON clips (folder, missing, bytes);
  CREATE INDEX clips_batch ON clips (batch_id);
  -- One for each order, with all that an outline needs.
  CREATE INDEX clips_best ON clips (rating, seq, shape);
  CREATE INDEX clips_long ON clips (seconds, seq, shape);
  CREATE INDEX clips_costly ON clips (coalesce(charged, -1), seq, shape);
  CREATE INDEX clips_large ON clips (bytes, seq, shape);
  CREATE INDEX clips_name ON clips (name COLLATE NOCASE, seq, shape);
  -- For filters that few clips pass.
  CREATE INDEX clips_favourite ON clips (seq) WHERE favourite = 1;
  CREATE INDEX clips_flag ON clips (flag, seq) WHERE flag IS NOT NULL;
  CREATE INDEX clips_missing ON clips (seq) WHERE missing = 1;
  CREATE TABLE clip_facts (
    seq INTEGER PRIMARY KEY REFERENCES clips ON DELETE CASCADE,
    job_id TEXT,
    account_id TEXT NOT NULL,
    prompt TEXT NOT NULL,
    width INTEGER NOT NULL,
    height INTEGER NOT NULL,
    sha256 TEXT NOT NULL,
    -- Of the picture it begins with.
    source_id TEXT,
    lineage TEXT NOT NULL,
    recipe TEXT NOT NULL,
    facts_crc INTEGER NOT NULL
  ) STRICT;
  CREATE INDEX clip_facts_job ON clip_facts (job_id);
  CREATE INDEX clip_facts_hash ON clip_facts (sha256);
  CREATE INDEX clip_facts_source ON clip_facts (source_id);
  CREATE TABLE clip_tags (
    -- Without regard to case.
    tag TEXT NOT NULL,
    seq INTEGER NOT NULL REFERENCES clips ON DELETE CASCADE,
    PRIMARY KEY (tag, seq)
  ) STRICT, WITHOUT ROWID;
  CREATE INDEX clip_tags_clip ON clip_tags (seq);
  CREATE TABLE clip_parents (
    parent TEXT NOT NULL,
    seq INTEGER NOT NULL REFERENCES clips ON DELETE CASCADE,
    PRIMARY KEY (parent, seq)
  ) STRICT, WITHOUT ROWID;
  CREATE INDEX clip_parents_clip ON clip_parents (seq);
  CREATE TABLE about (key TEXT PRIMARY KEY, value TEXT NOT NULL) STRICT;
`;

/** What is a word, and which letters are the same. */
export const TOKENIZER = "tokenize='unicode61 remove_diacritics 2'";

/** Its columns have names of their own, so that those of the tables it is joined to stay plain. */
const createWords = `
  CREATE VIRTUAL TABLE clip_words USING fts5(
    prompt_words, name_words, model_words, tag_words, content='', contentless_delete=1,
    ${TOKENIZER}, prefix='1 2 3'
  );
  -- Every term that any clip has, or has had.
  CREATE TABLE clip_terms (term TEXT PRIMARY KEY) STRICT, WITHOUT ROWID;
`;

function createAll(db: DatabaseSync): void {
  db.exec(createClips);
  const modules = db.prepare("SELECT 1 FROM pragma_module_list WHERE name = 'fts5'").get();
  if (modules !== undefined) db.exec(createWords);
}

/** The index's schema. Where SQLite was built without FTS5, searches scan instead. */
export const clipMigrations: readonly Migration[] = [createAll];
