import type { PlannedFault } from '../../../main/practice/faults/plan.ts';
import { PRESETS } from '../../../main/practice/faults/presets.ts';
import type { RouteName } from '../../../main/practice/routes.ts';
import type { ShapeChange } from '../../../main/practice/shape.ts';
import type { Random } from './random.ts';

const QUEUE_FAILED = { kind: '5xx', status: 503, code: 'PUBSUB_PUBLISH_FAILED' } as const;

/** Faults of the calls that cost nothing; there are some twenty of them to a clip. */
const common = (route: RouteName): PlannedFault[] => [
  { rate: 0.005, fault: { kind: '5xx', route, status: 500 } },
  { rate: 0.005, fault: { kind: '5xx', route, status: 502, body: 'html' } },
  { rate: 0.005, fault: { kind: 'reply-lost-after-charge', route, reset: true } },
  { rate: 0.003, fault: { kind: '429', route, retryAfter: 1 } },
  { rate: 0.02, fault: { kind: 'slow', route, ms: 0, after: true }, between: { ms: [10, 150] } },
];

/**
 * What befalls calls, by chance. Losses are 5 % before the job was made, 3 % made up to 300 ms after the connection
 * died, 6 % after the charge, 4 % behind a proxy's 502, and a few more; jobs show in the list up to 150 ms late.
 */
export const PLAN: readonly PlannedFault[] = [
  ...PRESETS.losses,
  { rate: 0.01, fault: { kind: '5xx', status: 500, body: 'html' } },
  { rate: 0.01, fault: { kind: 'odd-reply', body: '{"success":true,"data":{}}' } },
  { rate: 0.02, fault: { kind: '429', retryAfter: 1 } },
  { rate: 0.005, fault: { kind: '429', retryAfter: 1, early: true } },
  { rate: 0.02, fault: QUEUE_FAILED },
  { rate: 0.01, fault: { ...QUEUE_FAILED, effect: true } },
  { rate: 0.02, fault: { kind: 'slow', ms: 0 }, between: { ms: [20, 300] } },
  { rate: 0.03, fault: { kind: 'fail-job' } },
  ...common('presign'),
  ...common('list'),
  ...common('status'),
  ...common('cancel'),
  { rate: 0.01, fault: { kind: 'odd-status', status: 'Rendering' } },
  { rate: 0.03, fault: { kind: 'status-lag', ms: 0 }, between: { ms: [0, 300] } },
  { rate: 0.02, fault: { kind: 'cut-put', bytes: 0, reset: true }, between: { bytes: [0, 1400] } },
  { rate: 0.01, fault: { kind: 'reply-lost-after-charge', route: 'put' } },
  { rate: 0.03, fault: { kind: 'cut-download', bytes: 0 }, between: { bytes: [0, 3400] } },
  { rate: 0.01, fault: { kind: 'dead-link', status: 403 } },
  { rate: 0.01, fault: { kind: '5xx', route: 'output', status: 503 } },
  { rate: 0.01, fault: { kind: 'ignore-range' } },
];

/** How the service answers for the next while: any of what its documentation and examples show. */
export function drawShape(random: Random): ShapeChange {
  const usual = 0.7;
  return {
    envelope: random.pick(['wrapped', 'flat']),
    otherEnvelope: random.chance(usual) ? [] : [random.pick(['submit', 'list', 'status', 'presign'])],
    submit: random.pick(['reference', 'quickstart', 'id']),
    output: random.pick(['string', 'object', 'outputs']),
    listOrder: random.chance(usual) ? 'newest' : random.pick(['oldest', 'shuffled']),
    listRows: random.chance(usual) ? 'once' : 'twice',
    listPages: random.chance(usual)
      ? 'sound'
      : random.pick(['overlap', 'overlap', 'no-flag', 'same', 'no-cursor']),
    listStaleMs: random.chance(usual) ? 0 : random.int(10, 500),
  };
}
