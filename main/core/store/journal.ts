import type { DatabaseSync } from 'node:sqlite';
import { JobsTable } from './jobs-table.ts';
import { JOURNAL_STEPS } from './journal-schema.ts';
import { LedgerTable } from './ledger-table.ts';
import { inTransaction, type OpenDatabase, openDatabase } from './open-database.ts';
import { RemoteJobsTable } from './remote-jobs-table.ts';
import { SendsTable } from './sends-table.ts';
import { SourcesTable } from './sources-table.ts';
import { UploadsTable } from './uploads-table.ts';

/** The money journal: jobs, sends, uploads, sources and the ledger, in one database and so in one transaction. */
export class Journal {
  readonly jobs: JobsTable;
  readonly sends: SendsTable;
  readonly remoteJobs: RemoteJobsTable;
  readonly uploads: UploadsTable;
  readonly sources: SourcesTable;
  readonly ledger: LedgerTable;
  readonly #db: DatabaseSync;

  constructor(db: DatabaseSync) {
    this.#db = db;
    this.jobs = new JobsTable(db);
    this.sends = new SendsTable(db);
    this.remoteJobs = new RemoteJobsTable(db);
    this.uploads = new UploadsTable(db);
    this.sources = new SourcesTable(db);
    this.ledger = new LedgerTable(db);
  }

  /** All of `work` is on disk when this returns, or none of it. */
  write<T>(work: () => T): T {
    return inTransaction(this.#db, work);
  }

  close(): void {
    this.#db.close();
  }
}

/**
 * Opens journal.db for this process alone: a power cut loses no commit, a second process gets `busy`, a damaged
 * file is moved aside and said so, a newer one is left as it is.
 */
export function openJournal(file: string, now: () => number): OpenDatabase {
  return openDatabase({ file, migrations: JOURNAL_STEPS, synchronous: 'FULL', exclusive: true, now });
}
