import type { DatabaseSync } from 'node:sqlite';

/** Runs `work` inside one immediate transaction; whatever it throws undoes all of it and is thrown on. */
export function inTransaction<T>(db: DatabaseSync, work: () => T): T {
  db.exec('BEGIN IMMEDIATE');
  try {
    const result = work();
    db.exec('COMMIT');
    return result;
  } catch (error) {
    // SQLite may have rolled back by itself already (disk full, I/O error).
    if (db.isTransaction) db.exec('ROLLBACK');
    throw error;
  }
}
