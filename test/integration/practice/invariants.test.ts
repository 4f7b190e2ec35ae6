import fc from 'fast-check';
import { expect, test } from 'vitest';
import type { Fault } from '../../../main/practice/faults.ts';
import { repeatClip } from '../../../main/practice/repeat-clip.ts';
import { type PracticeService, startService } from '../../../main/practice/service.ts';
import { api, eventually, freshDir, manualClock, submit } from './peer.ts';

const FAULTS: readonly Fault[] = [
  { kind: 'reply-lost-before-create', reset: true },
  { kind: 'reply-lost-after-charge' },
  { kind: 'reply-lost-then-create', ms: 500 },
  { kind: '429' },
  { kind: '5xx', effect: true },
  { kind: '5xx' },
  { kind: 'truncate-reply', bytes: 9 },
  { kind: 'redirect', location: '/elsewhere', effect: true },
  { kind: 'fail-job' },
  { kind: 'list-lag', ms: 700 },
  { kind: 'job-time', ms: 1000 },
];

type Step =
  | { do: 'submit'; fault: Fault | null }
  | { do: 'cancel'; nth: number }
  | { do: 'pass'; ms: number };
const step: fc.Arbitrary<Step> = fc.oneof(
  fc.record({ do: fc.constant('submit' as const), fault: fc.option(fc.constantFrom(...FAULTS)) }),
  fc.record({ do: fc.constant('cancel' as const), nth: fc.nat(5) }),
  fc.record({ do: fc.constant('pass' as const), ms: fc.nat(2000) }),
);
const shape = fc.record({
  listOrder: fc.constantFrom('newest' as const, 'oldest' as const, 'shuffled' as const),
  listPages: fc.constantFrom('sound' as const, 'overlap' as const, 'no-flag' as const),
  listRows: fc.constantFrom('once' as const, 'twice' as const),
});

/** All ids of the list, read to its end in pages of `limit`. */
async function listed(service: PracticeService, limit: number): Promise<Set<string>> {
  const ids = new Set<string>();
  for (let cursor = ''; ; ) {
    const { data } = await api(service, 'GET', `/v1/jobs?limit=${limit}${cursor}`);
    const jobs: { jobId: string }[] = Array.isArray(data['jobs']) ? data['jobs'] : [];
    for (const { jobId } of jobs) ids.add(jobId);
    if (typeof data['nextCursor'] !== 'string') return ids;
    cursor = `&cursor=${encodeURIComponent(data['nextCursor'])}`;
  }
}

test('whatever happens, every job is charged once, refunded at most once, kept, and listed in the end', async () => {
  await fc.assert(
    fc.asyncProperty(
      fc.array(step, { maxLength: 14 }),
      shape,
      fc.integer({ min: 1, max: 5 }),
      async (steps, listShape, limit) => {
        const clock = manualClock();
        const options = {
          dir: await freshDir(),
          makeClip: repeatClip,
          timeScale: 0.1,
          maxConcurrent: 100,
          clock,
        };
        let service = await startService({ ...options, shape: listShape });
        let acknowledged = 0;
        for (const each of steps) {
          if (each.do === 'pass') clock.pass(each.ms);
          if (each.do === 'cancel') {
            const job = service.jobs()[each.nth];
            if (job) await api(service, 'POST', `/v1/jobs/${job.id}/cancel`);
          }
          if (each.do !== 'submit') continue;
          if (each.fault) service.faults.add(each.fault);
          const reply = await submit(service, 'https://example.com/x.jpg').catch(() => null);
          if (reply?.status === 200) acknowledged += 1;
        }
        clock.pass(60_000);
        // What was sent and only now begins has its own time to come.
        await new Promise((resolve) => setImmediate(resolve));
        clock.pass(60_000);
        await eventually(() => service.jobs().filter(({ state }) => state === 'open')).toEqual([]);
        const [jobs, ledger] = [service.jobs(), service.ledger()];
        const of = (kind: string) => ledger.filter((row) => row.kind === kind).map((row) => row.jobId);
        expect(of('charge').toSorted()).toEqual(jobs.map(({ id }) => id).toSorted());
        const lost = jobs.filter(({ state }) => state === 'failed' || state === 'cancelled');
        expect(of('refund').toSorted()).toEqual(lost.map(({ id }) => id).toSorted());
        expect(jobs.length).toBeGreaterThanOrEqual(acknowledged);
        expect(await listed(service, limit)).toEqual(new Set(jobs.map(({ id }) => id)));
        await service.close();
        service = await startService(options);
        expect([service.jobs(), service.ledger()]).toEqual([jobs, ledger]);
        await service.close();
      },
    ),
    { numRuns: 15 },
  );
}, 120_000);
