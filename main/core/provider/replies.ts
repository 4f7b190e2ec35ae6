import * as z from 'zod/mini';
import type { MicroCents } from '../../../preload/contract/money.ts';
import { MAX_URL_CHARS } from '../address.ts';
import { amount, anything, objectLike, parseTime, payloadOf, remoteId, words } from './wire.ts';

const submitReply = z.object({
  jobId: anything,
  job_id: anything,
  id: anything,
  costMicroCents: anything,
  estimatedCost: anything,
  currency: anything,
  estimatedCompletionTime: anything,
});

export interface Submitted {
  readonly jobId: string;
  /** What it cost; null where the service did not say. */
  readonly cost: MicroCents | null;
  /** When the service means to be done, by its own clock, milliseconds since 1970; null where it did not say. */
  readonly estimatedCompletionTime: number | null;
}

/** A submit's answer: the reference page's, quickstart's or the blog's. */
export function parseSubmit(json: unknown): Submitted | null {
  const reply = submitReply.safeParse(payloadOf(json));
  if (!reply.success) return null;
  const { jobId, job_id, id, costMicroCents, estimatedCost, currency } = reply.data;
  const found = remoteId.safeParse(jobId ?? job_id ?? id);
  if (!found.success) return null;
  return {
    jobId: found.data,
    cost: amount(costMicroCents, estimatedCost, currency),
    estimatedCompletionTime: parseTime(reply.data.estimatedCompletionTime),
  };
}

const estimateReply = z.object({
  estimatedCostMicroCents: anything,
  estimatedCost: anything,
  currency: anything,
});

/**
 * What the service would charge, after its discounts. Its base prices are not read: the two pages that describe
 * this answer mean different things by them.
 */
export function parseEstimate(json: unknown): { estimate: MicroCents } | null {
  const reply = estimateReply.safeParse(payloadOf(json));
  if (!reply.success) return null;
  const { estimatedCostMicroCents, estimatedCost, currency } = reply.data;
  const estimate = amount(estimatedCostMicroCents, estimatedCost, currency);
  // The question names no picture: a price of nothing is no answer to it.
  return estimate === null || estimate === 0 ? null : { estimate };
}

const STATUS_WORDS = ['pending', 'processing', 'completed', 'failed', 'cancelled'] as const;
export type RemoteStatus = (typeof STATUS_WORDS)[number] | 'other';

/** Words that the documentation does not have become `other`: shown, polled, never final. */
function statusOf(value: unknown): RemoteStatus {
  const word = typeof value === 'string' ? value.trim().toLowerCase() : '';
  return STATUS_WORDS.find((known) => known === word) ?? 'other';
}

const statusReply = z.object({
  status: z.string(),
  output: anything,
  outputs: anything,
  error: anything,
  cost: anything,
  currency: anything,
  createdAt: anything,
  completedAt: anything,
});
const jobError = z.object({ code: anything, message: anything });

export interface RemoteJob {
  readonly status: RemoteStatus;
  /** Address of the finished clip. */
  readonly url: string | null;
  readonly error: { readonly code: string; readonly message: string } | null;
  /** What it cost; null where the service did not say, as on its reference page. */
  readonly cost: MicroCents | null;
  /** By the service's clock, milliseconds since 1970; null where it gave no usable time. */
  readonly createdAt: number | null;
  readonly completedAt: number | null;
}

/** A job's status. */
export function parseStatus(json: unknown): RemoteJob | null {
  const reply = statusReply.safeParse(payloadOf(json));
  if (!reply.success) return null;
  const { status, output, outputs, cost, currency, createdAt, completedAt } = reply.data;
  return {
    status: statusOf(status),
    url: outputUrl(output, outputs),
    error: errorOf(reply.data.error),
    cost: amount(undefined, cost, currency),
    createdAt: parseTime(createdAt),
    completedAt: parseTime(completedAt),
  };
}

/** Why a job failed: `{ code, message }` as documented, or plain text. */
function errorOf(value: unknown): RemoteJob['error'] {
  const { code, message } = jobError.safeParse(value).data ?? { message: value };
  const said = words(message);
  return said === '' && typeof code !== 'string'
    ? null
    : { code: words(code).slice(0, 100) || 'GENERATION_FAILED', message: said };
}

const address = z.string().check(z.minLength(1), z.maxLength(MAX_URL_CHARS));
const outputObject = z.object({ url: anything, videoUrl: anything, imageUrl: anything });

/** The service documents four places for the address; this is their order of trust. */
function outputUrl(output: unknown, outputs: unknown): string | null {
  const first = outputObject.safeParse(Array.isArray(outputs) ? outputs[0] : undefined).data;
  const object = outputObject.safeParse(output).data;
  const places = [first?.url, output, object?.url, object?.videoUrl, object?.imageUrl];
  return places.flatMap((place) => address.safeParse(place).data ?? [])[0] ?? null;
}

/** What is asked for at once; the service's own maximum (api-reference/jobs/list). */
export const PAGE_ROWS = 100;
/** Rows beyond this are not read: writing down what is known of each takes its time. */
const MAX_ROWS = 10 * PAGE_ROWS;

const listReply = z.object({
  jobs: z.array(z.unknown()),
  nextCursor: z.optional(z.nullable(z.string().check(z.maxLength(4096)))),
  hasMore: z.optional(z.boolean()),
});
const paging = z.object({ nextCursor: anything, hasMore: anything });
const listRow = z.object({ jobId: remoteId, status: anything, model: anything, createdAt: anything });

export interface ListedJob {
  readonly jobId: string;
  readonly status: RemoteStatus;
  /** The model's slug; null where the row has none. */
  readonly model: string | null;
  /** By the service's clock, milliseconds since 1970; null where it gave no usable time. */
  readonly createdAt: number | null;
}

function parseRow(row: unknown): ListedJob | null {
  const parsed = listRow.safeParse(row);
  if (!parsed.success) return null;
  const { jobId, status, model, createdAt } = parsed.data;
  return {
    jobId,
    status: statusOf(status),
    model: words(model).slice(0, 200) || null,
    createdAt: parseTime(createdAt),
  };
}

/** One page of the job list. `more` without `next` is a list whose rest cannot be had. */
export interface ListPage {
  readonly jobs: readonly ListedJob[];
  readonly unread: number;
  readonly next: string | null;
  readonly more: boolean;
}

/** One page of the job list; `unread` counts rows that make no sense, so that they are never taken for absence. */
export function parseList(json: unknown): ListPage | null {
  const payload = payloadOf(json);
  // Rows in the envelope and paging outside of it would otherwise read as a list that ends here.
  const reply = listReply.safeParse({
    ...paging.safeParse(json).data,
    ...(Array.isArray(payload) && payload !== json ? { jobs: payload } : objectLike.safeParse(payload).data),
  });
  if (!reply.success) return null;
  const { hasMore, nextCursor } = reply.data;
  const jobs = reply.data.jobs.slice(0, MAX_ROWS).flatMap((row) => parseRow(row) ?? []);
  return {
    jobs,
    unread: reply.data.jobs.length - jobs.length,
    next: hasMore === false ? null : (nextCursor ?? null),
    more: hasMore ?? (nextCursor === undefined && reply.data.jobs.length >= PAGE_ROWS),
  };
}

/** What a cancel gave back, in micro-cents (null where the answer does not say); no result for any other status. */
export function parseCancel(json: unknown): { refunded: MicroCents | null } | null {
  const reply = z.object({ status: z.string(), refundedMicroCents: anything }).safeParse(payloadOf(json));
  return reply.success && reply.data.status.trim().toLowerCase() === 'cancelled'
    ? { refunded: amount(reply.data.refundedMicroCents) }
    : null;
}

const presignReply = z.object({
  uploadUrl: address,
  fileUrl: address,
  expiresAt: anything,
  maxSize: anything,
});
const byteCount = z.int().check(z.gte(1));

export interface Presigned {
  readonly uploadUrl: string;
  readonly fileUrl: string;
  /** When the file is deleted, by the service's own clock; null where it gave no usable time. */
  readonly expiresAt: number | null;
  /** In bytes; null where it gave no usable number. */
  readonly maxSize: number | null;
}

export function parsePresign(json: unknown): Presigned | null {
  const reply = presignReply.safeParse(payloadOf(json));
  if (!reply.success) return null;
  const { uploadUrl, fileUrl, expiresAt, maxSize } = reply.data;
  const limit = byteCount.safeParse(maxSize);
  return { uploadUrl, fileUrl, expiresAt: parseTime(expiresAt), maxSize: limit.data ?? null };
}
