import { afterEach, beforeEach, expect, it } from 'vitest';
import { cancelJob } from '../../../main/core/job/commands.ts';
import { auditAccount, foreignJobs, importForeignJobs } from '../../../main/core/job/foreign-jobs.ts';
import { editJob } from '../../../main/core/job/queue.ts';
import { micro } from '../../../preload/contract/money.ts';
import { ACCOUNT, Rig } from './rig.ts';

let rig: Rig;
beforeEach(async () => {
  rig = await Rig.start({}, 0.005, 900);
});
afterEach(() => rig.stop());

/** A job whose send was said to have failed, while the service took it and shows it late; then all is paused. */
async function saidToHaveFailed(): Promise<string> {
  rig.service?.faults.add({ kind: '5xx', status: 503, code: 'PUBSUB_PUBLISH_FAILED', effect: true });
  rig.service?.faults.add({ kind: 'list-lag', ms: 300 });
  const job = await rig.one();
  await expect.poll(() => rig.journal.sends.countOf(job.id, 'queue-failed'), { interval: 5 }).toBe(1);
  rig.engine.pause(true);
  return job.id;
}

const listed = async (): Promise<number> => {
  const list = await rig.engine.client(ACCOUNT).allJobsSince(0);
  return list.ok ? list.value.jobs.length : 0;
};

it('never offers a job as somebody else’s that a failed queue may have taken', async () => {
  const id = await saidToHaveFailed();
  await expect.poll(listed).toBe(1);
  await auditAccount(rig.engine, ACCOUNT);
  expect(foreignJobs(rig.engine, ACCOUNT)).toEqual([]);
  expect(importForeignJobs(rig.engine, ACCOUNT).ok).toBe(false);
  rig.engine.pause(false);
  await rig.until(id, 'done');
  expect(rig.serviceTotals().charges).toBe(1);
});

it('takes no other settings for a job that a failed queue may have taken as it was', async () => {
  const id = await saidToHaveFailed();
  const params = { prompt: 'Other words', duration: 10, resolution: '720p' };
  const edit = { jobId: id, params, total: micro(5_000_000), confirmed: true };
  expect(editJob(rig.engine, edit, rig.limits)).toMatchObject({ error: { code: 'too-late-to-edit' } });
  rig.engine.pause(false);
  await rig.until(id, 'done');
  expect(rig.journal.ledger.spentIn('month', Date.now())).toBe(rig.serviceTotals().charged);
});

it('goes on following a job that the service says it does not know when asked to stop it', async () => {
  await rig.stop();
  rig = await Rig.start({}, 0.02, 600);
  const job = await rig.one();
  await rig.until(job.id, 'pending');
  rig.service?.faults.add({ kind: 'refuse', route: 'cancel', status: 404, code: 'JOB_NOT_FOUND' });
  expect(cancelJob(rig.engine, job.id).ok).toBe(true);
  await rig.until(job.id, 'done');
});

it('books what the service says a job cost whose answer was lost', async () => {
  await rig.stop();
  // The clip is home long before the settle window ends.
  rig = await Rig.start({}, 0.005, 60_000);
  rig.service?.setShape({ chargeFactor: [11, 10], output: 'object' });
  rig.service?.faults.add({ kind: 'reply-lost-after-charge' });
  const job = await rig.one();
  await rig.until(job.id, 'done');
  expect(rig.journal.ledger.ofJob(job.id).charged).toBe(rig.serviceTotals().charged);
});

it('books what the service says at the end, where the price was only expected before', async () => {
  await rig.stop();
  rig = await Rig.start({}, 0.02, 200);
  rig.service?.setShape({ chargeFactor: [11, 10], output: 'object' });
  rig.service?.faults.add({ kind: 'reply-lost-after-charge' });
  const job = await rig.one();
  await expect.poll(() => rig.journal.ledger.ofJob(job.id).charged, { interval: 5 }).toBe(2_500_000);
  await rig.until(job.id, 'done');
  expect(rig.journal.ledger.ofJob(job.id).charged).toBe(rig.serviceTotals().charged);
});
