import type { ReplyShape } from './shape.ts';

/**
 * The service's error codes with their HTTP status (developer.muvi.video, concepts/errors; the statuses of
 * VALIDATION_ERROR, INVALID_CONTENT_TYPE and NOT_FOUND are not documented and chosen here).
 */
const STATUS = {
  MODEL_NOT_FOUND: 404,
  MODEL_VERSION_NOT_FOUND: 404,
  MODEL_VERSION_NOT_ACTIVE: 400,
  INVALID_MODEL_SLUG: 400,
  MODEL_ACCESS_DENIED: 403,
  INSUFFICIENT_BALANCE: 402,
  INVALID_INPUT: 400,
  JOB_NOT_FOUND: 404,
  JOB_CANNOT_BE_CANCELLED: 400,
  CONCURRENT_JOBS_EXCEEDED: 429,
  INVALID_WEBHOOK_URL: 400,
  USER_NOT_FOUND: 404,
  USER_BANNED: 403,
  USER_INACTIVE: 403,
  UNAUTHORIZED_ACCESS: 403,
  PUBSUB_PUBLISH_FAILED: 503,
  INTERNAL_ERROR: 500,
  UNAUTHORIZED: 401,
  INVALID_API_KEY: 401,
  API_KEY_INACTIVE: 401,
  API_KEY_EXPIRED: 401,
  IP_NOT_WHITELISTED: 403,
  OPERATION_NOT_ALLOWED: 403,
  INVALID_WORKER_SECRET: 401,
  INVALID_SESSION: 401,
  FORBIDDEN: 403,
  CONFIG_ERROR: 500,
  VALIDATION_ERROR: 400,
  INVALID_CONTENT_TYPE: 400,
  NOT_FOUND: 404,
} as const;

export type ApiCode = keyof typeof STATUS;
export type ErrorDetails = Readonly<Record<string, string | number>>;

/** A refusal in the service's own words, answered as its documented error body. */
export class ApiError extends Error {
  readonly code: string;
  readonly status: number;
  readonly details: ErrorDetails | undefined;

  constructor(code: ApiCode, message: string, details?: ErrorDetails) {
    super(message);
    this.name = 'ApiError';
    this.code = code;
    this.status = STATUS[code];
    this.details = details;
  }
}

/** What an error body says. */
export interface ErrorWords {
  readonly code: string;
  readonly message: string;
  readonly details?: ErrorDetails | undefined;
}

/** An error's JSON in one of the forms in which clients have met it. */
export function errorBody(form: ReplyShape['errors'], words: ErrorWords, requestId: string): string {
  const { code, message, details } = words;
  const error = { code, message, ...(details === undefined ? {} : { details }) };
  switch (form) {
    case 'documented':
      return JSON.stringify({ success: false, error, requestId });
    case 'bare':
      return JSON.stringify({ error });
    case 'string':
      return JSON.stringify({ success: false, error: message });
    case 'message':
      return JSON.stringify({ message });
  }
}
