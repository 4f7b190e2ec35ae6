import type { DatabaseSync } from 'node:sqlite';
import * as z from 'zod/mini';
import { amount } from './ledger.ts';

const paramsJson = z.pipe(
  z.string(),
  z.transform((text: string): unknown => JSON.parse(text)),
);

const jobRow = z.object({
  id: z.string(),
  account: z.string(),
  model: z.string(),
  params: z.pipe(paramsJson, z.record(z.string(), z.union([z.string(), z.number(), z.boolean()]))),
  /** Upload that the clip starts from; null where the address was none of ours. */
  source: z.nullable(z.string()),
  isStartFrame: z.pipe(
    z.int(),
    z.transform((value: number) => value === 1),
  ),
  cost: amount,
  /** Milliseconds since 1970, UTC; different for every job, so that it can serve as a cursor. */
  createdAt: z.int(),
  /** From when the list shows it. */
  listedAt: z.int(),
  /** From when its own address answers. */
  foundAt: z.int(),
  pendingMs: z.int(),
  processingMs: z.int(),
  state: z.enum(['open', 'completed', 'failed', 'cancelled']),
  finishedAt: z.nullable(z.int()),
  errorCode: z.nullable(z.string()),
  errorMessage: z.nullable(z.string()),
  /** A scripted failure that comes true at the job's end. */
  plannedCode: z.nullable(z.string()),
  plannedMessage: z.nullable(z.string()),
  clipBytes: z.nullable(z.int()),
  clipSha256: z.nullable(z.string()),
  clipAt: z.nullable(z.int()),
  /** Which of the job's addresses is alive. */
  link: z.int(),
  /** Of the submit that made it. */
  requestId: z.string(),
  webhookUrl: z.nullable(z.string()),
});

export type JobRow = z.infer<typeof jobRow>;
/** What is known of a job when it is made. */
export type NewJob = Omit<
  JobRow,
  'state' | 'finishedAt' | 'errorCode' | 'errorMessage' | 'clipBytes' | 'clipSha256' | 'clipAt' | 'link'
>;
export type FinalState = 'completed' | 'failed' | 'cancelled';
export type Phase = 'pending' | 'processing' | FinalState;

/** `shuffled`: by the random end of the job's id. */
export type ListOrder = 'newest' | 'oldest' | 'shuffled';
/** A row's place in an order: its time of creation in milliseconds, or the random end of its id. */
export type ListPosition = number | string;

export interface JobQuery {
  readonly account: string;
  readonly now: number;
  readonly limit: number;
  readonly order: ListOrder;
  /** Position that the page begins behind; null: at the start. */
  readonly after: ListPosition | null;
  /** Whether the row at that position is shown again. */
  readonly again: boolean;
  readonly phase: Phase | null;
  readonly model: string | null;
}

export interface JobTable {
  insert(job: NewJob): void;
  byId(id: string): JobRow | null;
  /** Open jobs whose time is over at `now` and whose end is known: a clip, or a scripted failure. */
  due(now: number): JobRow[];
  /** The first open job that is processing at `now` and has no clip yet. */
  toRender(now: number): JobRow | null;
  /** When the next open job begins to be processed or may end, or null. */
  nextAt(now: number): number | null;
  openCount(account: string): number;
  /** Time of the newest job, or 0. */
  newestAt(): number;
  /** All of them, oldest first. */
  all(): JobRow[];
  list(query: JobQuery): JobRow[];
  clipMade(id: string, bytes: number, sha256: string, at: number): void;
  finish(id: string, state: FinalState, at: number, error: { code: string; message: string } | null): void;
  /** Let all addresses of the job die; a later status names a new one. */
  renewLink(id: string): void;
  /** Ids of jobs whose clip was finished before `time` and is still kept. */
  oldClips(time: number): string[];
  dropClip(id: string): void;
}

const COLUMNS = `id, account, model, params, source, is_start_frame AS isStartFrame, cost,
  created_at AS createdAt, listed_at AS listedAt, found_at AS foundAt, pending_ms AS pendingMs, processing_ms AS processingMs,
  state, finished_at AS finishedAt, error_code AS errorCode, error_message AS errorMessage,
  planned_code AS plannedCode, planned_message AS plannedMessage,
  clip_bytes AS clipBytes, clip_sha256 AS clipSha256, clip_at AS clipAt, link,
  request_id AS requestId, webhook_url AS webhookUrl`;

/** When a job begins to be processed, and when it may end: as the indexes have them. */
const START = 'created_at + pending_ms';
const END = 'created_at + pending_ms + processing_ms';

const PHASE = `CASE WHEN state <> 'open' THEN state
  WHEN ${START} > :now THEN 'pending' ELSE 'processing' END`;

/** Random characters at the end of an id. */
const POSITION_CHARS = 12;

/** Where a job stands in an order. */
export const positionOf = (job: JobRow, order: ListOrder): ListPosition =>
  order === 'shuffled' ? job.id.slice(-POSITION_CHARS) : job.createdAt;

/** The statements of jobs. */
export function jobTable(db: DatabaseSync): JobTable {
  const insert = db.prepare(
    `INSERT INTO jobs (id, account, model, params, source, is_start_frame, cost, created_at, listed_at,
       found_at, pending_ms, processing_ms, planned_code, planned_message, request_id, webhook_url)
     VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)`,
  );
  const byId = db.prepare(`SELECT ${COLUMNS} FROM jobs WHERE id = ?`);
  const due = db.prepare(
    `SELECT ${COLUMNS} FROM jobs WHERE state = 'open' AND ${END} <= ?
     AND (clip_at IS NOT NULL OR planned_code IS NOT NULL) ORDER BY ${END}`,
  );
  const toRender = db.prepare(
    `SELECT ${COLUMNS} FROM jobs WHERE state = 'open' AND ${START} <= ?
     AND clip_at IS NULL AND planned_code IS NULL ORDER BY ${START} LIMIT 1`,
  );
  const firstAfter = (time: string) =>
    `SELECT * FROM (SELECT ${time} AS at FROM jobs WHERE state = 'open' AND ${time} > :now ORDER BY ${time} LIMIT 1)`;
  const nextAt = db.prepare(`SELECT MIN(at) AS at FROM (${firstAfter(START)} UNION ALL ${firstAfter(END)})`);
  const openCount = db.prepare("SELECT COUNT(*) AS n FROM jobs WHERE state = 'open' AND account = ?");
  const newest = db.prepare('SELECT COALESCE(MAX(created_at), 0) AS n FROM jobs');
  const all = db.prepare(`SELECT ${COLUMNS} FROM jobs ORDER BY created_at`);
  const listIn = (column: string, direction: 'ASC' | 'DESC') =>
    db.prepare(
      `SELECT ${COLUMNS} FROM jobs WHERE account = :account AND listed_at <= :now
         AND (:after IS NULL OR ${column} ${direction === 'ASC' ? '>' : '<'} :after OR (:again AND ${column} = :after))
         AND (:model IS NULL OR model = :model)
         AND (:phase IS NULL OR ${PHASE} = :phase)
       ORDER BY ${column} ${direction} LIMIT :limit`,
    );
  const list = {
    newest: listIn('created_at', 'DESC'),
    oldest: listIn('created_at', 'ASC'),
    shuffled: listIn(`substr(id, ${-POSITION_CHARS})`, 'ASC'),
  };
  const clipMade = db.prepare('UPDATE jobs SET clip_bytes = ?, clip_sha256 = ?, clip_at = ? WHERE id = ?');
  const finish = db.prepare(
    `UPDATE jobs SET state = ?, finished_at = ?, error_code = ?, error_message = ? WHERE id = ? AND state = 'open'`,
  );
  const renewLink = db.prepare('UPDATE jobs SET link = link + 1 WHERE id = ?');
  const oldClips = db.prepare('SELECT id FROM jobs WHERE clip_bytes IS NOT NULL AND finished_at < ?');
  const dropClip = db.prepare('UPDATE jobs SET clip_bytes = NULL, clip_sha256 = NULL WHERE id = ?');
  const one = (row: unknown): JobRow | null => (row === undefined ? null : jobRow.parse(row));
  const number = (row: unknown): number => z.object({ n: z.number() }).parse(row).n;
  return {
    insert: (job) => {
      insert.run(
        job.id,
        job.account,
        job.model,
        JSON.stringify(job.params),
        job.source,
        job.isStartFrame ? 1 : 0,
        job.cost,
        job.createdAt,
        job.listedAt,
        job.foundAt,
        job.pendingMs,
        job.processingMs,
        job.plannedCode,
        job.plannedMessage,
        job.requestId,
        job.webhookUrl,
      );
    },
    byId: (id) => one(byId.get(id)),
    due: (now) => due.all(now).map((row) => jobRow.parse(row)),
    toRender: (now) => one(toRender.get(now)),
    nextAt: (now) => z.object({ at: z.nullable(z.number()) }).parse(nextAt.get({ now })).at,
    openCount: (account) => number(openCount.get(account)),
    newestAt: () => number(newest.get()),
    all: () => all.all().map((row) => jobRow.parse(row)),
    list: ({ order, again, ...query }) =>
      list[order].all({ ...query, again: again ? 1 : 0 }).map((row) => jobRow.parse(row)),
    clipMade: (id, bytes, sha256, at) => {
      clipMade.run(bytes, sha256, at, id);
    },
    finish: (id, state, at, error) => {
      finish.run(state, at, error?.code ?? null, error?.message ?? null, id);
    },
    renewLink: (id) => {
      renewLink.run(id);
    },
    oldClips: (time) => oldClips.all(time).map((row) => z.object({ id: z.string() }).parse(row).id),
    dropClip: (id) => {
      dropClip.run(id);
    },
  };
}
