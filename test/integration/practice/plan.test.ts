import fc from 'fast-check';
import { expect, test } from 'vitest';
import { type FaultPlan, type PlannedFault, seededFaults } from '../../../main/practice/faults/plan.ts';
import { PRESETS } from '../../../main/practice/faults/presets.ts';
import { ROUTE_NAMES } from '../../../main/practice/routes.ts';
import { api, freshService, manualClock, submit } from './peer.ts';

const IMAGE = 'https://example.com/x.jpg';
const HALF: readonly PlannedFault[] = [
  { rate: 0.3, fault: { kind: '429', retryAfter: 1 }, between: { retryAfter: [1, 5] } },
  { rate: 0.3, fault: { kind: 'reply-lost-after-charge', reset: true } },
  { rate: 0.3, fault: { kind: '5xx', route: 'list', status: 502, body: 'html' } },
];

/** What 20 submits and 20 lists met, as the service remembers it. */
async function met(plan: FaultPlan, isListFirst: boolean) {
  const service = await freshService({ timeScale: 10, maxConcurrent: 100, plan });
  const list = () => fetch(`${service.url}/v1/jobs`, { headers: { authorization: `Bearer ${service.key}` } });
  for (let index = 0; index < 20; index += 1) {
    if (isListFirst) await list();
    await submit(service, IMAGE).catch(() => null);
    if (!isListFirst) await list();
  }
  const of = (path: string) =>
    service
      .requests()
      .flatMap((each) => (each.path === path ? [[String(each.status), ...each.faults].join(' ')] : []));
  return { submits: of('/v1/jobs/submit'), lists: of('/v1/jobs') };
}

test('the same seed and calls meet the same faults, in whatever order the routes are called', async () => {
  const first = await met({ seed: 7, faults: HALF }, true);
  expect(await met({ seed: 7, faults: HALF }, false)).toEqual(first);
  expect(new Set(first.submits)).toEqual(
    new Set(['200', '429 429', 'null reply-lost-after-charge', '429 429 reply-lost-after-charge']),
  );
  expect(new Set(first.lists)).toEqual(new Set(['200', '502 5xx']));
  expect(await met({ seed: 8, faults: HALF }, true)).not.toEqual(first);
});

test('a plan keeps to its rates and ranges, for every seed', () => {
  const calls = Array.from({ length: 2000 }, (_, index) => index + 1);
  fc.assert(
    fc.property(fc.integer(), fc.double({ min: 0, max: 1, noNaN: true }), fc.nat(500), (seed, rate, high) => {
      const fault = { kind: 'list-lag', ms: 0 } as const;
      const of = seededFaults(seed, [{ rate, fault, between: { ms: [0, high] } }]);
      const faults = calls.flatMap((call) => [...of('submit', call)]);
      // Six standard deviations.
      expect(Math.abs(faults.length - rate * 2000)).toBeLessThanOrEqual(
        6 * Math.sqrt(2000 * rate * (1 - rate)),
      );
      expect(faults.every((each) => 'ms' in each && each.ms >= 0 && each.ms <= high)).toBe(true);
      expect(calls.flatMap((call) => [...of('submit', call)])).toEqual(faults);
    }),
    { numRuns: 10 },
  );
});

test('every line of every preset comes up and fits', () => {
  for (const faults of Object.values(PRESETS)) {
    const seen = new Set<string>();
    const of = seededFaults(1, faults);
    for (const route of ROUTE_NAMES)
      for (let call = 1; call <= 300; call += 1) for (const { kind } of of(route, call)) seen.add(kind);
    expect(seen).toEqual(new Set(faults.map(({ fault }) => fault.kind)));
  }
});

test('a planned fault that lasts goes on after its call; clearing ends the plan', async () => {
  const clock = manualClock();
  const storm: PlannedFault = { rate: 0.2, fault: { kind: '5xx', status: 503, forMs: 1000 } };
  const service = await freshService({ clock, timeScale: 10, maxConcurrent: 100 });
  service.faults.follow({ seed: 3, faults: [storm] });
  const statuses = [];
  for (let index = 0; index < 30; index += 1) statuses.push((await submit(service, IMAGE)).status);
  const first = statuses.indexOf(503);
  expect([first >= 0, statuses.slice(first).every((status) => status === 503)]).toEqual([true, true]);
  clock.pass(1000);
  service.faults.clear();
  expect((await submit(service, IMAGE)).status).toBe(200);
  expect(service.faults.waiting()).toEqual([]);
});

test('the control door takes a plan or the name of one, and refuses what does not fit', async () => {
  const control = 'control-secret';
  const service = await freshService({ timeScale: 10, control });
  const plan = (body: unknown) => api(service, 'POST', '/__control/plan', body, control);
  expect((await plan({ seed: 1, faults: 'nonsense' })).status).toBe(400);
  expect((await plan({ seed: 1, faults: [{ rate: 2, fault: { kind: '429' } }] })).status).toBe(400);
  const backwards = { rate: 1, fault: { kind: 'slow', ms: 1 }, between: { ms: [-1, 5] } };
  expect((await plan({ seed: 1, faults: [backwards] })).status).toBe(400);
  expect((await plan({ seed: 1, faults: 'storm' })).status).toBe(200);
  expect((await plan({ seed: 1, faults: [{ rate: 1, fault: { kind: '429' } }] })).status).toBe(200);
  expect((await submit(service, IMAGE)).status).toBe(429);
  await api(service, 'DELETE', '/__control/faults', undefined, control);
  expect((await submit(service, IMAGE)).status).toBe(200);
});
