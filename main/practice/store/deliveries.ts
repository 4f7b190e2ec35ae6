import type { DatabaseSync } from 'node:sqlite';
import * as z from 'zod/mini';

const deliveryRow = z.object({
  jobId: z.string(),
  state: z.enum(['pending', 'sent', 'failed']),
  /** Tries that have failed. */
  failures: z.int(),
  /** When the next try is due, in milliseconds since 1970. */
  nextAt: z.int(),
});

/** A job's end that its webhook is to hear of (concepts/webhooks). */
export type DeliveryRow = z.infer<typeof deliveryRow>;

export interface DeliveryTable {
  add(jobId: string, at: number): void;
  all(): DeliveryRow[];
  /** Pending ones whose time has come. */
  due(now: number): DeliveryRow[];
  /** When the first pending one after `now` is due, or null. */
  nextAt(now: number): number | null;
  update(row: DeliveryRow): void;
}

const COLUMNS = 'job_id AS jobId, state, failures, next_at AS nextAt';

/** The statements of webhook deliveries. */
export function deliveryTable(db: DatabaseSync): DeliveryTable {
  const add = db.prepare('INSERT INTO deliveries (job_id, next_at) VALUES (?, ?)');
  const all = db.prepare(`SELECT ${COLUMNS} FROM deliveries ORDER BY rowid`);
  const due = db.prepare(`SELECT ${COLUMNS} FROM deliveries WHERE state = 'pending' AND next_at <= ?`);
  const nextAt = db.prepare(
    "SELECT MIN(next_at) AS at FROM deliveries WHERE state = 'pending' AND next_at > ?",
  );
  const update = db.prepare('UPDATE deliveries SET state = ?, failures = ?, next_at = ? WHERE job_id = ?');
  const rows = z.array(deliveryRow);
  return {
    add: (jobId, at) => {
      add.run(jobId, at);
    },
    all: () => rows.parse(all.all()),
    due: (now) => rows.parse(due.all(now)),
    nextAt: (now) => z.object({ at: z.nullable(z.number()) }).parse(nextAt.get(now)).at,
    update: ({ jobId, state, failures, nextAt: at }) => {
      update.run(state, failures, at, jobId);
    },
  };
}
