import type { DatabaseSync, StatementSync } from 'node:sqlite';

/** Statements of a database, each prepared once. */
export class Statements {
  readonly #db: DatabaseSync;
  readonly #prepared = new Map<string, StatementSync>();

  constructor(db: DatabaseSync) {
    this.#db = db;
  }

  /** Whether what is done now may still be taken back. */
  get isTransaction(): boolean {
    return this.#db.isTransaction;
  }

  prepare(sql: string): StatementSync {
    let statement = this.#prepared.get(sql);
    if (statement === undefined) {
      statement = this.#db.prepare(sql);
      this.#prepared.set(sql, statement);
    }
    return statement;
  }
}

/** Question marks for so many values. */
export const marksFor = (values: readonly unknown[]): string => values.map(() => '?').join(', ');
