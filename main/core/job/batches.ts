import { fail, type Outcome, ok } from '../../../preload/contract/errors.ts';
import type { Batch, BatchesTable } from '../store/batches-table.ts';
import type { Engine } from './engine.ts';
import { isAt } from './state.ts';

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

  /** What the person calls a batch, also one of which the queue shows nothing; empty: nothing. */
  nameOf(id: string): string {
    return (this.#batches.get(id) ?? this.#table.get(id))?.name ?? '';
  }

  /** Reads a batch again of which the queue showed nothing when the app began. */
  recall(id: string): void {
    const batch = this.#batches.has(id) ? null : this.#table.get(id);
    if (batch) this.#batches.set(id, batch);
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

/**
 * Stops every job of a batch that has not been sent or waits at the service; the others go on and are paid. A send
 * that was lost may yet begin, so its card stays.
 */
export function cancelBatch(engine: Engine, batchId: string): void {
  for (const job of engine.jobsOfBatch(batchId))
    if (isAt(job, 'queued', 'uploading', 'prepared', 'pending')) engine.apply(job.id, { type: 'cancel' });
}
