import * as z from 'zod/mini';
import type { Statements } from './statements.ts';

/** What makes two jobs take about as long: the service, the model, and the seconds of video asked for. */
export interface RunKind {
  readonly practice: boolean;
  readonly modelId: string;
  readonly seconds: number;
}

const tookRow = z.object({ took_ms: z.number() });
const expectedRow = z.object({ expected_ms: z.nullable(z.number()) });

/** How long jobs took at the service, and how long it expected them to take, in milliseconds of the real service. */
export class RunsTable {
  readonly #db: Statements;

  constructor(db: Statements) {
    this.#db = db;
  }

  /** The service says how long this job will take. */
  expect(jobId: string, kind: RunKind, expectedMs: number): void {
    this.#db
      .prepare(
        `INSERT INTO runs (job_id, practice, model_id, seconds, expected_ms) VALUES (?, ?, ?, ?, ?)
         ON CONFLICT (job_id) DO UPDATE SET expected_ms = excluded.expected_ms`,
      )
      .run(jobId, kind.practice ? 1 : 0, kind.modelId, kind.seconds, Math.round(expectedMs));
  }

  /** This job has made its clip. */
  end(jobId: string, kind: RunKind, tookMs: number, at: number): void {
    this.#db
      .prepare(
        `INSERT INTO runs (job_id, practice, model_id, seconds, took_ms, ended_at) VALUES (?, ?, ?, ?, ?, ?)
         ON CONFLICT (job_id) DO UPDATE SET took_ms = excluded.took_ms, ended_at = excluded.ended_at`,
      )
      .run(jobId, kind.practice ? 1 : 0, kind.modelId, kind.seconds, Math.round(tookMs), at);
  }

  /** What the service expected of this job; null where it did not say. */
  expected(jobId: string): number | null {
    const found = this.#db.prepare('SELECT expected_ms FROM runs WHERE job_id = ?').get(jobId);
    return found ? z.parse(expectedRow, found).expected_ms : null;
  }

  /** How long the last jobs of a kind took, newest first. */
  last(kind: RunKind, limit: number): number[] {
    return this.#db
      .prepare(
        `SELECT took_ms FROM runs
         WHERE practice = ? AND model_id = ? AND seconds = ? AND took_ms IS NOT NULL
         ORDER BY ended_at DESC LIMIT ?`,
      )
      .all(kind.practice ? 1 : 0, kind.modelId, kind.seconds, limit)
      .map((raw) => z.parse(tookRow, raw).took_ms);
  }
}
