import * as z from 'zod/mini';
import { type PlannedFault, plannedFaults } from './plan.ts';

/** Submits whose outcome the caller cannot know, and a list that lags behind. */
const losses: readonly PlannedFault[] = [
  { rate: 0.05, fault: { kind: 'reply-lost-before-create' } },
  { rate: 0.03, fault: { kind: 'reply-lost-then-create', ms: 300, reset: true }, between: { ms: [0, 300] } },
  { rate: 0.06, fault: { kind: 'reply-lost-after-charge', reset: true } },
  { rate: 0.04, fault: { kind: '5xx', status: 502, body: 'html', effect: true } },
  { rate: 0.02, fault: { kind: 'refuse', status: 408, code: 'REQUEST_TIMEOUT', effect: true } },
  { rate: 0.02, fault: { kind: 'truncate-reply', bytes: 40 }, between: { bytes: [0, 60] } },
  { rate: 1, fault: { kind: 'list-lag', ms: 0 }, between: { ms: [0, 150] } },
];

/** A service that has too much to do and says so in every form. */
const busy: readonly PlannedFault[] = [
  { rate: 0.05, fault: { kind: '429', retryAfter: 1 } },
  { rate: 0.05, fault: { kind: '429', retryAfter: 1, retryAs: 'seconds' } },
  { rate: 0.02, fault: { kind: '429', retryAfter: 2, retryAs: 'date' } },
  { rate: 0.02, fault: { kind: '429', retryAfter: 1, retryAs: 'body', headers: { 'retry-after': 'soon' } } },
  { rate: 0.01, fault: { kind: '429', retryAfter: 1, forMs: 2000 } },
  { rate: 0.03, fault: { kind: '5xx', status: 503, code: 'PUBSUB_PUBLISH_FAILED' } },
  { rate: 0.01, fault: { kind: '5xx', route: 'status', status: 503, forMs: 2000 } },
  { rate: 0.05, fault: { kind: '5xx', route: 'list', status: 502, body: 'html' } },
  { rate: 0.05, fault: { kind: '429', route: 'status', retryAfter: 1, retryAs: 'seconds' } },
  { rate: 0.1, fault: { kind: 'slow', ms: 0, after: true }, between: { ms: [0, 2000] } },
];

/** Words about jobs that are not to be believed at once. */
const odd: readonly PlannedFault[] = [
  { rate: 0.03, fault: { kind: 'odd-status', status: 'queued' } },
  { rate: 0.03, fault: { kind: 'odd-status', status: 'PENDING', progress: 80 } },
  { rate: 0.03, fault: { kind: 'odd-reply', route: 'status', body: '{"error":{"code":"INTERNAL_ERROR"}}' } },
  { rate: 0.02, fault: { kind: 'refuse', route: 'status', status: 404, code: 'JOB_NOT_FOUND' } },
  { rate: 0.05, fault: { kind: 'status-lag', ms: 0 }, between: { ms: [0, 2000] } },
  { rate: 0.05, fault: { kind: 'list-omits' } },
  { rate: 0.03, fault: { kind: 'fail-job' } },
];

/** Uploads and downloads that break in every way. */
const files: readonly PlannedFault[] = [
  { rate: 0.1, fault: { kind: 'cut-put', bytes: 0, reset: true }, between: { bytes: [0, 500_000] } },
  { rate: 0.05, fault: { kind: '5xx', route: 'put', status: 503, code: 'SlowDown' } },
  { rate: 0.05, fault: { kind: 'reply-lost-after-charge', route: 'put' } },
  {
    rate: 0.05,
    fault: {
      kind: 'refuse',
      route: 'put',
      status: 403,
      code: 'AccessDenied',
      message: 'Request has expired',
    },
  },
  { rate: 0.1, fault: { kind: 'cut-download', bytes: 0, reset: true }, between: { bytes: [0, 500_000] } },
  { rate: 0.1, fault: { kind: 'cut-download', bytes: 0 }, between: { bytes: [0, 500_000] } },
  { rate: 0.05, fault: { kind: 'dead-link', status: 403 } },
  { rate: 0.05, fault: { kind: 'ignore-range' } },
  { rate: 0.05, fault: { kind: 'odd-range', as: 'other-start' } },
  { rate: 0.05, fault: { kind: 'odd-etag', as: 'changed' } },
  { rate: 0.05, fault: { kind: 'odd-etag', as: 'missing' } },
  { rate: 0.02, fault: { kind: 'encoded' } },
  { rate: 0.02, fault: { kind: 'no-length' } },
  {
    rate: 0.02,
    fault: { kind: 'odd-reply', route: 'output', contentType: 'text/html', body: '<p>Busy</p>' },
  },
  { rate: 0.05, fault: { kind: 'trickle', ms: 20, bytes: 65_536 } },
];

/** Plans by name, for the command line and the control door. */
export const PRESETS = { losses, busy, odd, files, storm: [...losses, ...busy, ...odd, ...files] } as const;

/** What the control door takes: a seed, and the lines of a plan or the name of a preset. */
export const planBody = z.strictObject({
  seed: z.int(),
  faults: z.union([
    z.pipe(
      z.enum(['losses', 'busy', 'odd', 'files', 'storm']),
      z.transform((name): readonly PlannedFault[] => PRESETS[name]),
    ),
    plannedFaults,
  ]),
});
