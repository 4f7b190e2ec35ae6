import { fail, type Outcome, ok } from '../../../preload/contract/errors.ts';
import type { Batch, BatchesTable } from '../store/batches-table.ts';
import type { Engine } from './engine.ts';

/** What is known of batches: their names, and which are paused. */
export class Batches {
  readonly #table: BatchesTable;
  readonly #batches = new Map<string, Batch>();

  constructor(table: BatchesTable) {
    this.#table = table;
  }

  load(): void {
    for (const batch of this.#table.shown()) this.#batches.set(batch.id, batch);
  }

  all(): Batch[] {
    return [...this.#batches.values()];
  }

  get(id: string): Batch {
    return this.#batches.get(id) ?? { id, name: '', paused: false };
  }

  /** To be called inside a journal transaction. */
  put(batch: Batch): void {
    this.#table.put(batch);
    this.#batches.set(batch.id, batch);
  }
}

/** Gives a batch another name, or pauses or resumes it. What is paid for is followed and fetched all the same. */
export function changeBatch(
  engine: Engine,
  batchId: string,
  change: Partial<Pick<Batch, 'name' | 'paused'>>,
): Outcome<Batch> {
  if (engine.jobsOfBatch(batchId).length === 0) return fail('bad-request');
  const batch = { ...engine.batches.get(batchId), ...change };
  engine.journal.write(() => engine.batches.put(batch));
  engine.kick();
  return ok(batch);
}

/** Stops every job of a batch that can still be stopped; the others go on and are paid. */
export function cancelBatch(engine: Engine, batchId: string): void {
  for (const { id } of engine.jobsOfBatch(batchId)) engine.apply(id, { type: 'cancel' });
}
