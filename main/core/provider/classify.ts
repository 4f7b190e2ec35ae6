import * as z from 'zod/mini';
import type { ErrorCode, Failure } from '../../../preload/contract/errors.ts';
import type { MicroCents } from '../../../preload/contract/money.ts';
import type { PaidPostResult } from './paid-post.ts';
import { parseSubmit } from './replies.ts';
import { parseJson, type ServiceError, serviceError, words } from './wire.ts';

/** What a paid POST means for the money. */
export type SubmitVerdict =
  | {
      readonly type: 'accepted';
      readonly remoteId: string;
      readonly cost: MicroCents | null;
      /** When the service means to be done, by its own clock, milliseconds since 1970. */
      readonly estimatedCompletionTime: number | null;
    }
  /** Certainly not taken; may be sent again. `retryAfter` as the service gave it. */
  | { readonly type: 'not-sent'; readonly failure: Failure; readonly retryAfter: unknown }
  /** The service's own "queue failed" (PUBSUB_PUBLISH_FAILED): look at the list once, then it may be sent again. */
  | { readonly type: 'queue-failed'; readonly failure: Failure }
  | { readonly type: 'refused'; readonly failure: Failure }
  | { readonly type: 'unknown'; readonly cause: string };

const REFUSING = new Set([400, 401, 402, 403, 404, 405, 413, 415, 422]);

/**
 * One row per row of the classification table (docs: architecture, "Sending"). Only the API's own error shape
 * counts as an answer of the API; a proxy's page or a truncated body leaves the outcome unknown.
 */
export function classifySubmit(result: PaidPostResult): SubmitVerdict {
  if (result.type === 'not-sent')
    return {
      type: 'not-sent',
      failure: { code: result.code ?? 'unreachable', detail: words(result.cause) },
      retryAfter: undefined,
    };
  if (result.type === 'lost') return { type: 'unknown', cause: words(result.cause) };
  const { answer } = result;
  const json = parseJson(answer.body);
  const error = serviceError(json);
  if (error?.isOwn) {
    const failure = serviceFailure(answer.status, error);
    if (REFUSING.has(answer.status)) return { type: 'refused', failure };
    if (answer.status === 429)
      return { type: 'not-sent', failure, retryAfter: error.retryAfter ?? answer.headers['retry-after'] };
    if (answer.status === 503 && error.code === 'PUBSUB_PUBLISH_FAILED')
      return { type: 'queue-failed', failure };
  }
  if (answer.status >= 200 && answer.status < 300 && !error) {
    const reply = parseSubmit(json);
    if (reply) {
      const { jobId, cost, estimatedCompletionTime } = reply;
      return { type: 'accepted', remoteId: jobId, cost, estimatedCompletionTime };
    }
  }
  if (!result.complete)
    return {
      type: 'not-sent',
      failure: { code: 'service-error', detail: `HTTP ${answer.status}` },
      retryAfter: answer.headers['retry-after'],
    };
  return { type: 'unknown', cause: `HTTP ${answer.status}` };
}

/** The documented error codes (concepts/errors) in the app's own terms; anything else goes by its status. */
const CODES: Readonly<Record<string, ErrorCode>> = {
  UNAUTHORIZED: 'key-rejected',
  INVALID_API_KEY: 'key-rejected',
  API_KEY_INACTIVE: 'key-inactive',
  API_KEY_EXPIRED: 'key-expired',
  OPERATION_NOT_ALLOWED: 'key-scope',
  IP_NOT_WHITELISTED: 'key-address',
  INSUFFICIENT_BALANCE: 'no-credit',
  INVALID_INPUT: 'invalid-input',
  VALIDATION_ERROR: 'invalid-input',
  INVALID_WEBHOOK_URL: 'invalid-input',
  INVALID_CONTENT_TYPE: 'invalid-input',
  MODEL_NOT_FOUND: 'model-unavailable',
  MODEL_VERSION_NOT_FOUND: 'model-unavailable',
  MODEL_VERSION_NOT_ACTIVE: 'model-unavailable',
  MODEL_ACCESS_DENIED: 'model-unavailable',
  INVALID_MODEL_SLUG: 'model-unavailable',
  USER_NOT_FOUND: 'account-blocked',
  USER_BANNED: 'account-blocked',
  USER_INACTIVE: 'account-blocked',
  JOB_NOT_FOUND: 'job-gone',
  NOT_FOUND: 'job-gone',
  JOB_CANNOT_BE_CANCELLED: 'too-late-to-cancel',
  CONCURRENT_JOBS_EXCEEDED: 'concurrency-limit',
};

/** An answer with the API's own error as a failure. */
export function serviceFailure(status: number, error: ServiceError): Failure {
  const known = Object.hasOwn(CODES, error.code) ? CODES[error.code] : undefined;
  const byStatus: ErrorCode =
    status === 401
      ? 'key-rejected'
      : status === 402
        ? 'no-credit'
        : status === 429
          ? 'rate-limited'
          : 'service-error';
  return { code: known ?? byStatus, detail: error.message };
}

/** An answer that is no success, as a failure. A gateway's words are shown, but say nothing of the key. */
export function answerFailure(status: number, json: unknown): Failure {
  const error = serviceError(json);
  if (error) return serviceFailure(status, error);
  const message = z.object({ message: z.unknown() }).safeParse(json);
  return {
    code: status === 429 ? 'rate-limited' : 'service-error',
    detail: (message.success && words(message.data.message)) || `HTTP ${status}`,
  };
}
