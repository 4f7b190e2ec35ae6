import * as z from 'zod/mini';
import { isMicroCents, type MicroCents } from '../../../preload/contract/money.ts';

/** Parses an answer's body. @returns undefined for anything that is not JSON. */
export function parseJson(body: Buffer): unknown {
  try {
    return JSON.parse(body.toString('utf8')) as unknown;
  } catch {
    return undefined;
  }
}

const objectLike = z.record(z.string(), z.unknown());

/**
 * The payload of an answer: `data` when the envelope has one, otherwise the body itself. The service's pages show
 * both (introduction against api-reference), so every endpoint is read this way.
 */
export function payloadOf(json: unknown): unknown {
  const envelope = objectLike.safeParse(json);
  if (!envelope.success || !Object.hasOwn(envelope.data, 'data')) return json;
  const { data } = envelope.data;
  return typeof data === 'object' && data !== null ? data : json;
}

const errorBody = z.object({
  error: z.object({
    code: z.string(),
    message: z.optional(z.string()),
    details: z.optional(z.unknown()),
  }),
});

export interface ServiceError {
  readonly code: string;
  readonly message: string;
  /** `details.retryAfter`, the service's documented way to ask for patience. */
  readonly retryAfter: unknown;
}

/** The API's own error shape (concepts/errors), or null when the body is something else. */
export function serviceError(json: unknown): ServiceError | null {
  const parsed = errorBody.safeParse(json);
  if (!parsed.success) return null;
  const { code, message, details } = parsed.data.error;
  const retryAfter = objectLike.safeParse(details);
  return {
    code: code.slice(0, 100),
    message: words(message ?? code),
    retryAfter: retryAfter.success ? retryAfter.data['retryAfter'] : undefined,
  };
}

/** An opaque id of the service, safe to put in a path and a log. */
const remoteId = z.string().check(z.regex(/^[A-Za-z0-9_.:-]{1,200}$/), z.regex(/[A-Za-z0-9]/));

const money = z.optional(z.unknown());
const asMoney = (value: unknown): MicroCents | null =>
  typeof value === 'number' && isMicroCents(value) ? value : null;

/** The last millisecond that a Date can hold. */
const LAST_TIME = 8.64e15;

/** To the second and with its zone: anything less would be read in this machine's own zone, or too coarsely. */
const EXACT = /\d{2}:\d{2}:\d{2}(\.\d+)?\s*(Z|GMT|[+-]\d{2}:?\d{2})$/i;

/** Milliseconds since 1970 for an exact ISO or HTTP time; null for anything else, and for times before 1970. */
export function parseTime(value: unknown): number | null {
  const time = typeof value === 'string' && EXACT.test(value) ? Date.parse(value) : Number.NaN;
  return time >= 0 && time <= LAST_TIME ? time : null;
}

/** The service's own words without addresses, which may be signed. */
const words = (text: string): string => text.replace(/https?:\/\/\S+/g, '…').slice(0, 500);

const submitReply = z.object({
  jobId: z.optional(z.unknown()),
  job_id: z.optional(z.unknown()),
  id: z.optional(z.unknown()),
  costMicroCents: money,
  estimatedCost: money,
});

/** A submit's answer: the job's id and what it cost (null where the service did not say). */
export function parseSubmit(json: unknown): { jobId: string; cost: MicroCents | null } | null {
  const reply = submitReply.safeParse(payloadOf(json));
  if (!reply.success) return null;
  const { jobId, job_id, id, costMicroCents, estimatedCost } = reply.data;
  const found = remoteId.safeParse(jobId ?? job_id ?? id);
  return found.success
    ? { jobId: found.data, cost: asMoney(costMicroCents) ?? asMoney(estimatedCost) }
    : null;
}

const statusReply = z.object({
  status: z.string(),
  output: z.optional(z.unknown()),
  outputs: z.optional(z.unknown()),
  error: z.optional(z.unknown()),
  createdAt: z.optional(z.unknown()),
});

export interface RemoteJob {
  readonly status: 'pending' | 'processing' | 'completed' | 'failed' | 'cancelled' | 'other';
  /** Address of the finished clip. */
  readonly url: string | null;
  readonly error: { readonly code: string; readonly message: string } | null;
}

const KNOWN = ['pending', 'processing', 'completed', 'failed', 'cancelled'] as const;

/** A job's status. Words that the documentation does not have become `other`: shown, polled, never final. */
export function parseStatus(json: unknown): RemoteJob | null {
  const reply = statusReply.safeParse(payloadOf(json));
  if (!reply.success) return null;
  const word = reply.data.status.trim().toLowerCase();
  const error = z
    .object({ code: z.optional(z.string()), message: z.optional(z.string()) })
    .safeParse(reply.data.error);
  return {
    status: KNOWN.find((known) => known === word) ?? 'other',
    url: outputUrl(reply.data.output, reply.data.outputs),
    error: error.success
      ? {
          code: (error.data.code ?? 'GENERATION_FAILED').slice(0, 100),
          message: words(error.data.message ?? ''),
        }
      : null,
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
const listRow = z.object({
  jobId: remoteId,
  createdAt: z.optional(z.unknown()),
});

export interface ListedJob {
  readonly jobId: string;
  readonly createdAt: number | null;
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
  const jobs = reply.data.jobs.flatMap((row) => {
    const parsed = listRow.safeParse(row);
    return parsed.success ? [{ jobId: parsed.data.jobId, createdAt: parseTime(parsed.data.createdAt) }] : [];
  });
  return {
    jobs,
    unread: reply.data.jobs.length - jobs.length,
    next: reply.data.hasMore === false ? null : (reply.data.nextCursor ?? null),
    more: reply.data.hasMore === true,
  };
}

/** What a cancel gave back, in micro-cents (null where the answer does not say); no result for any other status. */
export function parseCancel(json: unknown): { refunded: MicroCents | null } | null {
  const reply = z.object({ status: z.string(), refundedMicroCents: money }).safeParse(payloadOf(json));
  return reply.success && reply.data.status.trim().toLowerCase() === 'cancelled'
    ? { refunded: asMoney(reply.data.refundedMicroCents) }
    : null;
}

const presignReply = z.object({
  uploadUrl: z.string(),
  fileUrl: z.string(),
  expiresAt: z.optional(z.unknown()),
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
