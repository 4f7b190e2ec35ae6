import * as z from 'zod/mini';
import type { MicroCents } from '../../../preload/contract/money.ts';
import { amount, parseTime, payloadOf, remoteId, words } from './wire.ts';

const anything = z.optional(z.unknown());

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
  return estimate === null ? null : { estimate };
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
});
const jobError = z.object({ code: z.optional(z.string()), message: z.optional(z.string()) });

export interface RemoteJob {
  readonly status: RemoteStatus;
  /** Address of the finished clip. */
  readonly url: string | null;
  readonly error: { readonly code: string; readonly message: string } | null;
  /** What it cost; null where the service did not say, as on its reference page. */
  readonly cost: MicroCents | null;
  /** By the service's clock, milliseconds since 1970; null where it gave no usable time. */
  readonly createdAt: number | null;
}

/** A job's status. */
export function parseStatus(json: unknown): RemoteJob | null {
  const reply = statusReply.safeParse(payloadOf(json));
  if (!reply.success) return null;
  const { status, output, outputs, cost, currency, createdAt } = reply.data;
  const error = jobError.safeParse(reply.data.error);
  return {
    status: statusOf(status),
    url: outputUrl(output, outputs),
    error: error.success
      ? {
          code: (error.data.code ?? 'GENERATION_FAILED').slice(0, 100),
          message: words(error.data.message ?? ''),
        }
      : null,
    cost: amount(undefined, cost, currency),
    createdAt: parseTime(createdAt),
  };
}

const withUrl = z.object({ url: z.string() });
const outputObject = z.object({
  url: z.optional(z.string()),
  videoUrl: z.optional(z.string()),
  imageUrl: z.optional(z.string()),
});

/** The service documents four places for the address; this is their order of trust. */
function outputUrl(output: unknown, outputs: unknown): string | null {
  const first = withUrl.safeParse(Array.isArray(outputs) ? outputs[0] : undefined);
  if (first.success) return first.data.url;
  if (typeof output === 'string') return output;
  const object = outputObject.safeParse(output);
  return object.success ? (object.data.url ?? object.data.videoUrl ?? object.data.imageUrl ?? null) : null;
}

const listReply = z.object({
  jobs: z.array(z.unknown()),
  nextCursor: z.optional(z.nullable(z.string())),
  hasMore: z.optional(z.boolean()),
});
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
    model: typeof model === 'string' ? model.slice(0, 200) : null,
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
  const reply = listReply.safeParse(payloadOf(json));
  if (!reply.success) return null;
  const jobs = reply.data.jobs.flatMap((row) => parseRow(row) ?? []);
  return {
    jobs,
    unread: reply.data.jobs.length - jobs.length,
    next: reply.data.hasMore === false ? null : (reply.data.nextCursor ?? null),
    more: reply.data.hasMore === true,
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
  uploadUrl: z.string(),
  fileUrl: z.string(),
  expiresAt: anything,
  maxSize: z.optional(z.number()),
});

export interface Presigned {
  readonly uploadUrl: string;
  readonly fileUrl: string;
  /** When the file is deleted, by the service's own clock; null where it gave no usable time. */
  readonly expiresAt: number | null;
  readonly maxSize: number | null;
}

export function parsePresign(json: unknown): Presigned | null {
  const reply = presignReply.safeParse(payloadOf(json));
  if (!reply.success) return null;
  const { uploadUrl, fileUrl, expiresAt, maxSize } = reply.data;
  return { uploadUrl, fileUrl, expiresAt: parseTime(expiresAt), maxSize: maxSize ?? null };
}
