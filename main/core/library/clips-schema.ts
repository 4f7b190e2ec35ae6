import type { DatabaseSync } from 'node:sqlite';
import type { Migration } from '../store/schema.ts';

const createClips = `
  CREATE TABLE clips (
    -- created_at * 1024 and a few bits of the id: newest first is then the order of the table itself.
    seq INTEGER PRIMARY KEY,
    id TEXT NOT NULL UNIQUE,
    job_id TEXT,
    batch_id TEXT,
    account_id TEXT NOT NULL,
    folder TEXT NOT NULL,
    name TEXT NOT NULL,
    created_at INTEGER NOT NULL,
    model_id TEXT NOT NULL,
    prompt TEXT NOT NULL,
    resolution TEXT NOT NULL,
    recipe TEXT NOT NULL,
    lineage TEXT NOT NULL,
    seconds REAL NOT NULL,
    width INTEGER NOT NULL,
    height INTEGER NOT NULL,
    bytes INTEGER NOT NULL,
    sha256 TEXT NOT NULL,
    charged INTEGER,
    favourite INTEGER NOT NULL,
    rating INTEGER NOT NULL,
    flag TEXT,
    tags TEXT NOT NULL,
    played INTEGER NOT NULL,
    missing INTEGER NOT NULL,
    -- Over all of these but the last: SQLite does not notice a letter that has changed on the disk.
    crc INTEGER NOT NULL,
    UNIQUE (folder, name)
  ) STRICT;
  CREATE INDEX clips_job ON clips (job_id);
  CREATE INDEX clips_size ON clips (missing, bytes);
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

const createWords = `
  CREATE VIRTUAL TABLE clip_words USING fts5(
    prompt, name, model_id, tags, content='clips', content_rowid='seq',
    tokenize='unicode61 remove_diacritics 2', prefix='1 2 3'
  );
  CREATE TRIGGER clips_added AFTER INSERT ON clips BEGIN
    INSERT INTO clip_words (rowid, prompt, name, model_id, tags)
      VALUES (new.seq, new.prompt, new.name, new.model_id, new.tags);
  END;
  CREATE TRIGGER clips_removed AFTER DELETE ON clips BEGIN
    INSERT INTO clip_words (clip_words, rowid, prompt, name, model_id, tags)
      VALUES ('delete', old.seq, old.prompt, old.name, old.model_id, old.tags);
  END;
`;

function createAll(db: DatabaseSync): void {
  db.exec(createClips);
  const modules = db.prepare("SELECT 1 FROM pragma_module_list WHERE name = 'fts5'").get();
  if (modules !== undefined) db.exec(createWords);
}

/** The index's schema. Where SQLite was built without FTS5, searches scan instead. */
export const clipMigrations: readonly Migration[] = [createAll];
