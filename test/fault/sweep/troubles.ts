import type { Fault } from '../../../main/practice/faults.ts';

const QUEUE_FAILED = { kind: '5xx', status: 503, code: 'PUBSUB_PUBLISH_FAILED' } as const;
/** The first list after the send does not show the job yet; counted and not timed, so that runs are alike. */
const LISTED_LATE = { kind: 'list-omits', nth: 2 } as const;

/** Every kind of trouble that one clip can meet on its way, each by itself. */
export const TROUBLES: Readonly<Record<string, readonly Fault[]>> = {
  none: [],
  'reply lost after the charge': [{ kind: 'reply-lost-after-charge' }],
  'reply lost after the charge, by a reset': [{ kind: 'reply-lost-after-charge', reset: true }],
  'reply lost before the job was made': [{ kind: 'reply-lost-before-create' }],
  'job made after the connection died': [{ kind: 'reply-lost-then-create', ms: 80 }, LISTED_LATE],
  'job listed late after a lost reply': [{ kind: 'reply-lost-after-charge' }, LISTED_LATE],
  '429': [{ kind: '429', retryAfter: 1 }],
  '429 before the body': [{ kind: '429', retryAfter: 1, early: true }],
  '503 queue failed': [QUEUE_FAILED],
  '503 queue failed, yet the job was made': [{ ...QUEUE_FAILED, effect: true }],
  '503 queue failed, yet the job was made and is listed late': [
    { ...QUEUE_FAILED, effect: true },
    LISTED_LATE,
  ],
  '502 after the job was made': [{ kind: '5xx', status: 502, body: 'html', effect: true }],
  '500 as a page': [{ kind: '5xx', status: 500, body: 'html' }],
  '408 after the job was made': [{ kind: 'refuse', status: 408, code: 'TIMEOUT', effect: true }],
  'cut reply': [{ kind: 'cut-reply', bytes: 20 }],
  'truncated reply': [{ kind: 'truncate-reply', bytes: 20 }],
  'slow reply': [{ kind: 'slow', ms: 60, after: true }],
  refusal: [{ kind: 'refuse', status: 400, code: 'INVALID_INPUT' }],
  'presign broken': [{ kind: '5xx', route: 'presign' }],
  'cut upload': [{ kind: 'cut-put', bytes: 700, reset: true }],
  'upload whose reply is lost': [{ kind: 'reply-lost-after-charge', route: 'put' }],
  'list broken': [{ kind: 'reply-lost-before-create', route: 'list', reset: true }],
  'job unknown at first': [{ kind: 'refuse', route: 'status', status: 404, code: 'JOB_NOT_FOUND' }],
  'job that fails': [{ kind: 'fail-job' }],
  'cut download': [{ kind: 'cut-download', bytes: 1700 }],
  'dead link': [{ kind: 'dead-link', status: 403 }],
};
