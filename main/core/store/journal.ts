import type { DatabaseSync } from 'node:sqlite';
import * as z from 'zod/mini';
import { FailureError } from '../disk-failure.ts';
import { BatchesTable } from './batches-table.ts';
import { CommitMark } from './commit-mark.ts';
import { databaseFailure, isDamage, isIoError } from './database-error.ts';
import { JobsTable } from './jobs-table.ts';
import { JOURNAL_STEPS } from './journal-schema.ts';
import { LedgerTable } from './ledger-table.ts';
import { type OpenDatabase, openDatabase } from './open-database.ts';
import { RemoteJobsTable } from './remote-jobs-table.ts';
import { rescueJournal } from './rescue.ts';
import { RunsTable } from './runs-table.ts';
import { brokenSeals, hasSeals, keepSeals, lastSeal, sealAll } from './seals.ts';
import { SendsTable } from './sends-table.ts';
import { SourcesTable } from './sources-table.ts';
import { Statements } from './statements.ts';
import { inTransaction } from './transaction.ts';
import { UploadsTable } from './uploads-table.ts';

/** The money journal: jobs, batches, sends, uploads, sources, runs and the ledger, in one database and so in one transaction. */
export class Journal {
  readonly jobs: JobsTable;
  readonly batches: BatchesTable;
  readonly sends: SendsTable;
  readonly remoteJobs: RemoteJobsTable;
  readonly uploads: UploadsTable;
  readonly sources: SourcesTable;
  readonly ledger: LedgerTable;
  readonly runs: RunsTable;
  readonly #db: DatabaseSync;
  readonly #statements: Statements;
  readonly #mark: CommitMark;
  #stopped: FailureError | null = null;
  /** Called once, when the disk has failed in a way that leaves what was written in doubt. */
  onStopped: (failure: FailureError['failure']) => void = () => undefined;

  constructor(db: DatabaseSync) {
    this.#db = db;
    this.#statements = new Statements(db);
    this.#mark = new CommitMark(z.parse(z.string(), db.location()));
    this.jobs = new JobsTable(this.#statements);
    this.batches = new BatchesTable(this.#statements);
    this.sends = new SendsTable(this.#statements);
    this.remoteJobs = new RemoteJobsTable(this.#statements);
    this.uploads = new UploadsTable(this.#statements);
    this.sources = new SourcesTable(this.#statements);
    this.ledger = new LedgerTable(this.#statements);
    this.runs = new RunsTable(this.#statements);
  }

  /**
   * All of `work` is on disk when this returns, or none of it.
   *
   * A disk that failed to write or to sync is not asked again: the system may have dropped what it could not write
   * and report the next sync as done. From then on everything is refused, and the next start reads and checks anew.
   * @throws what `work` and SQLite throw; a FailureError once the journal has stopped.
   */
  write<T>(work: () => T): T {
    if (this.#stopped) throw this.#stopped;
    try {
      const result = inTransaction(this.#db, work);
      this.#mark.write(lastSeal(this.#statements));
      return result;
    } catch (error) {
      if (isIoError(error) || isDamage(error)) {
        this.#stopped = new FailureError(databaseFailure(error));
        this.onStopped(this.#stopped.failure);
      }
      throw error;
    }
  }

  close(): void {
    this.#db.close();
    this.#mark.close();
  }
}

/**
 * Opens journal.db for this process alone: a power cut loses no commit, a second process gets `busy`, a newer file
 * is left as it is. A damaged file is moved aside and what can be read of it taken over. `doubts` names tables with
 * rows that are not as they were written, and `missing` when something that was reported as done is not there; it
 * is said again at every start until something is written to this journal.
 * @param steps the schema; tests put one more to it.
 */
export function openJournal(file: string, now: () => number, steps = JOURNAL_STEPS): OpenDatabase {
  const opened = openDatabase({
    file,
    migrations: steps.map((step) => (db) => {
      db.exec(step);
      sealAll(db);
    }),
    synchronous: 'FULL',
    exclusive: true,
    inspect: (db) => [...brokenSeals(db), ...(isBehind(db, file) ? ['missing'] : [])],
    rescue: (damaged, db) => {
      rescueJournal(damaged, db);
      distrust(db, file);
    },
    now,
  });
  if (opened.kind !== 'open') return opened;
  try {
    if (opened.doubts.length > 0) distrust(opened.db, file);
    keepSeals(opened.db);
    return opened;
  } catch (error) {
    opened.db.close();
    return { kind: 'failed', failure: databaseFailure(error) };
  }
}

function isBehind(db: DatabaseSync, file: string): boolean {
  const acknowledged = new CommitMark(file).read() ?? 0;
  return acknowledged > (hasSeals(db) ? lastSeal(db) : 0);
}

/** Takes the journal on as it is, except that it is not believed when it says that a send was never committed. */
function distrust(db: DatabaseSync, file: string): void {
  const mark = new CommitMark(file);
  mark.write(Number.MAX_SAFE_INTEGER);
  mark.sync();
  mark.close();
  inTransaction(db, () => {
    db.exec('UPDATE sends SET committed_at = opened_at WHERE committed_at IS NULL AND outcome IS NULL');
    sealAll(db);
  });
}
