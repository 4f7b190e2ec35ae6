import * as z from 'zod/mini';
import { FINAL_STATES } from '../../../preload/contract/vocabulary.ts';
import type { Job, JobState } from '../job/state.ts';
import { failureRow, jsonColumn, moneyColumn, recipeRow } from './rows.ts';
import type { Statements } from './statements.ts';

const remoteId = z.string();
const provisional = z.nullable(z.object({ sendId: z.string(), price: z.pipe(z.number(), moneyColumn) }));
const followed = { remoteId, provisional };

const state: z.ZodMiniType<JobState> = z.discriminatedUnion('name', [
  z.object({ name: z.literal('draft') }),
  z.object({ name: z.literal('queued') }),
  z.object({ name: z.literal('uploading') }),
  z.object({ name: z.literal('prepared') }),
  z.object({ name: z.literal('sending'), sendId: z.string() }),
  z.object({ name: z.literal('unknown'), sendId: z.string() }),
  z.object({
    name: z.literal('asking'),
    sendId: z.string(),
    candidates: z.array(z.object({ remoteId, createdAt: z.nullable(z.number()) })),
  }),
  z.object({ name: z.literal('absent'), sendId: z.string() }),
  z.object({ name: z.literal('pending'), ...followed }),
  z.object({ name: z.literal('processing'), ...followed }),
  z.object({ name: z.literal('downloading'), ...followed, url: z.string() }),
  z.object({ name: z.literal('cancelling'), ...followed }),
  z.object({ name: z.literal('done'), remoteId, clipId: z.string() }),
  z.object({ name: z.literal('rejected'), failure: failureRow }),
  z.object({ name: z.literal('failed'), failure: failureRow }),
  z.object({ name: z.literal('cancelled'), removed: z.optional(z.literal(true)) }),
]);

const row = z.object({
  id: z.string(),
  batch_id: z.string(),
  account_id: z.string(),
  recipe: jsonColumn(recipeRow),
  estimate: moneyColumn,
  service_estimate: z.nullable(moneyColumn),
  state: jsonColumn(state),
  since: z.number(),
  created_at: z.number(),
  retry_of: z.nullable(z.string()),
  imported: z.number(),
  position: z.number(),
});

const placeRow = z.object({
  last: z.pipe(
    z.nullable(z.number()),
    z.transform((last) => last ?? 0),
  ),
});

const promptRow = z.object({ prompt: z.string() });

function toJob(raw: unknown): Job {
  const r = z.parse(row, raw);
  return {
    id: r.id,
    batchId: r.batch_id,
    accountId: r.account_id,
    recipe: r.recipe,
    estimate: r.estimate,
    serviceEstimate: r.service_estimate,
    state: r.state,
    since: r.since,
    createdAt: r.created_at,
    retryOf: r.retry_of,
    imported: r.imported === 1,
    position: r.position,
  };
}

/** States in which a cleared job stays cleared. */
const ENDED = [...FINAL_STATES, 'absent'] as const;

/** Jobs, one row each; the state is one JSON column so that a row is always a whole state. */
export class JobsTable {
  readonly #db: Statements;

  constructor(db: Statements) {
    this.#db = db;
  }

  insert(job: Job, click: { id: string; index: number }): void {
    this.#db
      .prepare(
        `INSERT INTO jobs (id, batch_id, account_id, recipe, estimate, service_estimate, state, since, created_at,
           retry_of, click_id, click_index, imported, position)
         VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)`,
      )
      .run(
        job.id,
        job.batchId,
        job.accountId,
        JSON.stringify(job.recipe),
        job.estimate,
        job.serviceEstimate,
        JSON.stringify(job.state),
        job.since,
        job.createdAt,
        job.retryOf,
        click.id,
        click.index,
        job.imported ? 1 : 0,
        job.position,
      );
  }

  /** Another recipe at another price, for a job that has not been sent. */
  edit(job: Pick<Job, 'id' | 'recipe' | 'estimate' | 'serviceEstimate'>): void {
    this.#db
      .prepare('UPDATE jobs SET recipe = ?, estimate = ?, service_estimate = ? WHERE id = ?')
      .run(JSON.stringify(job.recipe), job.estimate, job.serviceEstimate, job.id);
  }

  /** The first place behind all jobs. */
  nextPosition(): number {
    return z.parse(placeRow, this.#db.prepare('SELECT MAX(position) AS last FROM jobs').get()).last + 1;
  }

  place(id: string, position: number): void {
    this.#db.prepare('UPDATE jobs SET position = ? WHERE id = ?').run(position, id);
  }

  setState(id: string, next: JobState, since: number): void {
    this.#db
      .prepare('UPDATE jobs SET state = ?, since = ? WHERE id = ?')
      .run(JSON.stringify(next), since, id);
  }

  /** Takes finished jobs out of the queue strip. Their rows and their money stay. */
  dismiss(id: string): void {
    this.#db.prepare('UPDATE jobs SET dismissed = 1 WHERE id = ?').run(id);
  }

  undismiss(id: string): void {
    this.#db.prepare('UPDATE jobs SET dismissed = 0 WHERE id = ?').run(id);
  }

  get(id: string): Job | null {
    const found = this.#db.prepare('SELECT * FROM jobs WHERE id = ?').get(id);
    return found ? toJob(found) : null;
  }

  /** Whether another job was made in place of this one. */
  isReplaced(id: string): boolean {
    return this.#db.prepare('SELECT 1 FROM jobs WHERE retry_of = ? LIMIT 1').get(id) !== undefined;
  }

  /** Different prompts of the last jobs, the newest first; practice too, cleared ones too. */
  recentPrompts(limit: number): string[] {
    return this.#db
      .prepare(
        `SELECT prompt FROM (
           SELECT id, json_extract(recipe, '$.params.prompt') AS prompt FROM jobs
           WHERE imported = 0 AND json_valid(recipe) ORDER BY id DESC LIMIT 1000)
         WHERE typeof(prompt) = 'text' AND prompt <> '' GROUP BY prompt ORDER BY MAX(id) DESC LIMIT ?`,
      )
      .all(limit)
      .map((raw) => z.parse(promptRow, raw).prompt);
  }

  /** Jobs of one press of the button, in their order. */
  ofClick(clickId: string): Job[] {
    return this.#db
      .prepare('SELECT * FROM jobs WHERE click_id = ? ORDER BY click_index')
      .all(clickId)
      .map(toJob);
  }

  /**
   * Jobs that the queue shows, in its order: everything unfinished, and what is finished but not cleared.
   * @param unreadable called for each row that makes no sense.
   */
  shown(unreadable: () => void = () => undefined): Job[] {
    return this.#db
      .prepare(
        `SELECT * FROM jobs
         WHERE dismissed = 0 OR NOT json_valid(state)
            OR json_extract(state, '$.name') NOT IN (${ENDED.map(() => '?').join(', ')})
         ORDER BY position`,
      )
      .all(...ENDED)
      .flatMap((raw) => {
        // One row that cannot be read must not keep all others from going on; it stays where it is.
        try {
          return [toJob(raw)];
        } catch {
          unreadable();
          return [];
        }
      });
  }
}
