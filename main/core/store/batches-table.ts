import * as z from 'zod/mini';
import type { Statements } from './statements.ts';

/** Jobs that were made by one press of the button. */
export interface Batch {
  readonly id: string;
  /** What the person calls it; empty: nothing. */
  readonly name: string;
  /** Nothing of it is sent while this is so. */
  readonly paused: boolean;
}

const row = z.object({ id: z.string(), name: z.string(), paused: z.number() });

function toBatch(raw: unknown): Batch {
  const { id, name, paused } = z.parse(row, raw);
  return { id, name, paused: paused === 1 };
}

/** Batches that have a name or are paused; any other needs no row. */
export class BatchesTable {
  readonly #db: Statements;

  constructor(db: Statements) {
    this.#db = db;
  }

  put({ id, name, paused }: Batch): void {
    this.#db
      .prepare(
        `INSERT INTO batches (id, name, paused) VALUES (?, ?, ?)
         ON CONFLICT (id) DO UPDATE SET name = excluded.name, paused = excluded.paused`,
      )
      .run(id, name, paused ? 1 : 0);
  }

  get(id: string): Batch | null {
    const found = this.#db.prepare('SELECT * FROM batches WHERE id = ?').get(id);
    return found ? toBatch(found) : null;
  }

  /** Batches of jobs that the queue shows. */
  shown(): Batch[] {
    return this.#db
      .prepare('SELECT * FROM batches WHERE id IN (SELECT batch_id FROM jobs WHERE dismissed = 0)')
      .all()
      .map(toBatch);
  }
}
