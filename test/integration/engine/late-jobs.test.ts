import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { chooseCandidate } from '../../../main/core/job/commands.ts';
import { systemClock } from '../../../main/core/system.ts';
import { FLASH, Rig } from './rig.ts';

let rig: Rig;
beforeEach(async () => {
  rig = await Rig.start({}, 0.005, 900);
});
afterEach(() => rig.stop());

async function foreignJob(): Promise<void> {
  const { service } = rig;
  if (!service) throw new Error('no service');
  const answer = await fetch(`${service.url}/v1/jobs/submit`, {
    method: 'POST',
    headers: { authorization: `Bearer ${service.key}`, 'content-type': 'application/json' },
    body: JSON.stringify({ model: FLASH, input: { prompt: 'theirs', image_url: `${service.url}/a.jpg` } }),
  });
  expect(answer.status).toBe(200);
}

it('a question is asked when everything that could be the answer can be seen', async () => {
  const { service } = rig;
  service?.faults.add({ kind: 'reply-lost-then-create', ms: 500 });
  const job = await rig.one();
  await rig.until(job.id, 'unknown');
  // Two jobs of others are in the list before ours begins.
  await foreignJob();
  await foreignJob();
  const asked = await rig.until(job.id, 'asking');
  const own = service?.jobs().find(({ params }) => params['prompt'] === 'Slow push-in');
  const offered = asked.state.name === 'asking' ? asked.state.candidates : [];
  expect(offered.map(({ remoteId }) => remoteId)).toContain(own?.id);
  expect(offered).toHaveLength(3);
});

/** Brings a job home. A machine so slow that the list comes to be in doubt is told which job is ours. */
async function home(jobId: string): Promise<void> {
  const job = await rig.until(jobId, 'done', 'asking');
  if (job.state.name === 'done') return;
  const own = rig.service?.jobs().find(({ params }) => params['prompt'] === 'Slow push-in');
  expect(chooseCandidate(rig.engine, jobId, own?.id ?? null).ok).toBe(true);
  await rig.until(jobId, 'done');
}

describe('a queue that is said to have failed and took the job all the same', () => {
  it('is not sent to again when the list shows the job only later', async () => {
    rig.service?.faults.add({ kind: '5xx', status: 503, code: 'PUBSUB_PUBLISH_FAILED', effect: true });
    rig.service?.faults.add({ kind: 'list-lag', ms: 300 });
    const job = await rig.one();
    await home(job.id);
    expect(rig.serviceTotals().charges).toBe(1);
  });

  it('is not sent to again before the list had its time, whoever starts anew', async () => {
    rig.service?.faults.add({ kind: '5xx', status: 503, code: 'PUBSUB_PUBLISH_FAILED', effect: true });
    // However slow the machine is, the list that follows the refusal does not show the job.
    rig.service?.faults.add({ kind: 'list-omits', nth: 2 });
    rig.service?.faults.add({ kind: 'list-lag', ms: 700 });
    const job = await rig.one();
    await expect.poll(() => rig.journal.sends.countOf(job.id, 'queue-failed'), { interval: 5 }).toBe(1);
    await rig.restart();
    await home(job.id);
    expect(rig.serviceTotals().charges).toBe(1);
  });

  it('is found however long nothing could be sent and however many came since', async () => {
    await rig.stop();
    let later = 0;
    rig = await Rig.start({ maxConcurrent: 200 }, 0.005, 900, {
      ...systemClock,
      now: () => Date.now() + later,
    });
    rig.service?.faults.add({ kind: '5xx', status: 503, code: 'PUBSUB_PUBLISH_FAILED', effect: true });
    rig.service?.faults.add({ kind: 'list-omits', nth: 2 });
    const job = await rig.one();
    await expect.poll(() => rig.journal.sends.countOf(job.id, 'queue-failed'), { interval: 5 }).toBe(1);
    rig.engine.pause(true);
    // A page of the list holds 100; these are other clips' by now.
    for (let n = 0; n < 101; n += 1) await foreignJob();
    for (const { id, params } of rig.service?.jobs() ?? [])
      if (params['prompt'] === 'theirs') rig.journal.remoteJobs.own(job.accountId, id, 'other', 1);
    later = 3_600_000;
    rig.engine.pause(false);
    await rig.until(job.id, 'asking', 'done');
    expect(rig.service?.jobs().filter(({ params }) => params['prompt'] === 'Slow push-in')).toHaveLength(1);
  });

  it('is asked about when the list cannot be read whole', async () => {
    rig.service?.faults.add({ kind: '5xx', status: 503, code: 'PUBSUB_PUBLISH_FAILED', effect: true });
    rig.service?.faults.add({ kind: 'list-lag', ms: 60_000 });
    const job = await rig.one();
    await expect.poll(() => rig.journal.sends.countOf(job.id, 'queue-failed')).toBe(1);
    rig.service?.setShape({ listPages: 'same' });
    await rig.until(job.id, 'asking');
    expect(rig.serviceTotals().charges).toBe(1);
  });

  it('is never given up as not started while it may have', async () => {
    rig.engine.pause(true);
    const job = await rig.one();
    // Four tries have failed already.
    for (const id of ['1', '2', '3', '4']) {
      const open = { jobId: job.id, accountId: job.accountId, modelId: FLASH, openedAt: Number(id) };
      rig.journal.sends.open({ ...open, id, known: [], clockOffset: null, keyPrint: null });
      rig.journal.sends.close(id, 'queue-failed', null, 2);
    }
    rig.service?.faults.add({ kind: '5xx', status: 503, code: 'PUBSUB_PUBLISH_FAILED', effect: true });
    rig.service?.faults.add({ kind: 'list-lag', ms: 300 });
    rig.engine.pause(false);
    await home(job.id);
    expect(rig.serviceTotals().charges).toBe(1);
  });
});
