import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { cancelJob } from '../../../main/core/job/commands.ts';
import { Rig } from './rig.ts';

let rig: Rig;
beforeEach(async () => {
  rig = await Rig.start();
});
afterEach(() => rig.stop());

test('a job is not let go while a send that was said to have failed may have been taken', async () => {
  rig.service?.faults.add({ kind: 'list-lag', ms: 300 });
  rig.service?.faults.add({ kind: '5xx', status: 503, code: 'PUBSUB_PUBLISH_FAILED', effect: true });
  const job = await rig.one();
  await vi.waitUntil(() => rig.journal.sends.firstOf(job.id, 'queue-failed') !== null, { timeout: 20_000 });
  expect(rig.serviceTotals().charges).toBe(1);
  // It had been taken, and is paid: it comes home instead of being forgotten.
  cancelJob(rig.engine, job.id);
  await rig.until(job.id, 'done');
  expect(rig.journal.ledger.ofJob(job.id).charged).toBe(rig.serviceTotals().charged);
  expect(rig.serviceTotals().charges).toBe(1);
});
