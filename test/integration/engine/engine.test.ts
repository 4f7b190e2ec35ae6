import { readFile } from 'node:fs/promises';
import nodePath from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { cancelJob } from '../../../main/core/job/commands.ts';
import { EVERY_CLIP } from '../../../preload/contract/every-clip.ts';
import { micro } from '../../../preload/contract/money.ts';
import { Rig, WAN27 } from './rig.ts';

let rig: Rig;
beforeEach(async () => {
  rig = await Rig.start();
});
afterEach(() => rig.stop());

const submits = () =>
  rig.service?.requests().filter(({ method, path }) => method === 'POST' && path === '/v1/jobs/submit');

describe('the path from a picture to a clip', () => {
  it('makes a clip with its recipe beside it, charged once', async () => {
    const job = await rig.one();
    const done = await rig.until(job.id, 'done');
    const page = rig.clips.library.page({ cursor: null, limit: 10, query: EVERY_CLIP });
    expect(page.ok && page.value.clips.map((clip) => clip.name)).toEqual(['harbour-dawn-01.mp4']);
    const sidecar: unknown = JSON.parse(
      await readFile(nodePath.join(rig.clips.library.folder, 'harbour-dawn-01.kinora.json'), 'utf8'),
    );
    expect(sidecar).toMatchObject({
      schema: 1,
      jobId: job.id,
      recipe: { params: { prompt: 'Slow push-in', duration: 5, resolution: '720p' } },
      price: { charged: 2_500_000 },
    });
    expect(done.state).toMatchObject({ name: 'done' });
    expect(rig.serviceTotals()).toEqual({ charged: 2_500_000, refunded: 0, charges: 1 });
    expect(rig.journal.ledger.spentIn('month', Date.now())).toBe(2_500_000);
  });

  it('sends exactly the fields that the model takes, seconds as strings', async () => {
    const job = await rig.one({
      modelId: WAN27,
      params: { duration: 3, resolution: '720p', aspect_ratio: '9:16', seed: 7 },
    });
    await rig.until(job.id, 'done');
    const clip = rig.clips.library.page({ cursor: null, limit: 1, query: EVERY_CLIP });
    expect(clip.ok && clip.value.clips[0]?.seconds).toBeCloseTo(3, 1);
    expect(rig.serviceTotals().charged).toBe(450_000);
  });

  it('finishes a batch of five, each charged once, with a name of its own', async () => {
    const pictures = await Promise.all([1, 2, 3, 4, 5].map(() => rig.picture('boats.png')));
    const made = rig.animate(pictures);
    if (!made.ok) throw new Error(made.error.code);
    await Promise.all(made.value.map(({ id }) => rig.until(id, 'done')));
    expect(rig.serviceTotals()).toMatchObject({ charges: 5, charged: 12_500_000 });
    const page = rig.clips.library.page({ cursor: null, limit: 10, query: EVERY_CLIP });
    const names = page.ok ? page.value.clips.map(({ name }) => name).sort() : [];
    expect(names).toEqual([1, 2, 3, 4, 5].map((n) => `boats-0${n}.mp4`));
  });

  it('takes the same click twice as one', async () => {
    const picture = await rig.picture();
    const clickId = rig.ids.next();
    const first = rig.animate([picture], { clickId });
    const second = rig.animate([picture], { clickId });
    expect(first.ok && second.ok && first.value[0]?.id === second.value[0]?.id).toBe(true);
    if (first.ok && first.value[0]) await rig.until(first.value[0].id, 'done');
    expect(rig.serviceTotals().charges).toBe(1);
  });
});

describe('when an answer is lost', () => {
  it('follows the job that the list shows: one charge, one clip', async () => {
    rig.service?.faults.add({ kind: 'reply-lost-after-charge' });
    const job = await rig.one();
    await rig.until(job.id, 'done');
    expect(rig.serviceTotals().charges).toBe(1);
    expect(submits()).toHaveLength(1);
    expect(rig.journal.ledger.spentIn('month', Date.now())).toBe(2_500_000);
  });

  it('says that it did not start when the service shows no such job, and sends nothing again', async () => {
    rig.service?.faults.add({ kind: 'reply-lost-before-create' });
    const job = await rig.one();
    await rig.until(job.id, 'absent');
    expect(rig.serviceTotals().charges).toBe(0);
    expect(submits()).toHaveLength(1);
    expect(rig.journal.ledger.spentIn('month', Date.now())).toBe(0);
  });

  it('finds it although the list lags', async () => {
    rig.service?.faults.add({ kind: 'reply-lost-after-charge' });
    rig.service?.faults.add({ kind: 'list-lag', ms: 300 });
    const job = await rig.one();
    await rig.until(job.id, 'done');
    expect(rig.serviceTotals().charges).toBe(1);
  });

  it('asks when a job that was not started here shows up on the key', async () => {
    const other = await rig.one();
    await rig.until(other.id, 'done');
    const { service } = rig;
    if (!service) throw new Error('no service');
    // Somebody else uses the key: known as foreign from now on.
    await foreignJob(service.url, service.key);
    const known = await rig.one();
    await rig.until(known.id, 'done');
    service.faults.add({ kind: 'reply-lost-after-charge' });
    const job = await rig.one();
    const asked = await rig.until(job.id, 'asking');
    expect(asked.state.name === 'asking' && asked.state.candidates).toHaveLength(1);
    expect(submits()).toHaveLength(4);
  });
});

async function foreignJob(url: string, key: string): Promise<void> {
  const answer = await fetch(`${url}/v1/jobs/submit`, {
    method: 'POST',
    headers: { authorization: `Bearer ${key}`, 'content-type': 'application/json' },
    body: JSON.stringify({
      model: 'alibaba-plus/wan-2.6-flash/image-to-video',
      input: { prompt: 'theirs', image_url: `${url}/files/theirs.jpg` },
    }),
  });
  expect(answer.status).toBe(200);
}

describe('when the service or the network misbehaves', () => {
  it.each([
    ['a slow-down', { kind: '429', retryAfter: 1 }],
    ['a cut upload', { kind: 'cut-put', bytes: 1000 }],
    ['a cut download', { kind: 'cut-download', bytes: 20_000 }],
    ['a dead link', { kind: 'dead-link' }],
    ['a failing status', { kind: '5xx', route: 'status' }],
    ['its own failed queue', { kind: '5xx', status: 503, code: 'PUBSUB_PUBLISH_FAILED' }],
    ['a 500 in HTML after it took the job', { kind: '5xx', status: 500, body: 'html', effect: true }],
  ] as const)('gets over %s with one charge and one clip', async (_name, fault) => {
    rig.service?.faults.add(fault);
    const job = await rig.one();
    await rig.until(job.id, 'done');
    expect(rig.serviceTotals().charges).toBe(1);
  });

  it('keeps the refund of a job that failed there', async () => {
    rig.service?.faults.add({ kind: 'fail-job', message: 'the picture could not be read' });
    const job = await rig.one();
    const failed = await rig.until(job.id, 'failed');
    expect(failed.state).toMatchObject({
      failure: { code: 'generation-failed', detail: 'the picture could not be read' },
    });
    expect(rig.serviceTotals()).toMatchObject({ charged: 2_500_000, refunded: 2_500_000 });
    expect(rig.journal.ledger.spentIn('month', Date.now())).toBe(0);
  });

  it('ends a job that the service refuses, without any money', async () => {
    rig.service?.faults.add({ kind: 'refuse', status: 402, code: 'INSUFFICIENT_BALANCE' });
    const job = await rig.one();
    const refused = await rig.until(job.id, 'rejected');
    expect(refused.state).toMatchObject({ failure: { code: 'no-credit' } });
    expect(rig.journal.ledger.spentIn('month', Date.now())).toBe(0);
  });

  it('waits for a working key and goes on with it', async () => {
    const good = rig.key;
    rig.key = 'pb_wrong_key_0000';
    const job = await rig.one();
    await expect.poll(() => rig.engine.notes(job.id).hold).toBe('key');
    rig.key = good;
    rig.engine.accounts.reset();
    await rig.until(job.id, 'done');
    expect(rig.serviceTotals().charges).toBe(1);
  });

  it('goes on following what runs with a key that may not send, and sends nothing more with it', async () => {
    await rig.stop();
    rig = await Rig.start({}, 0.02);
    const running = await rig.one();
    await rig.until(running.id, 'pending', 'processing');
    rig.service?.faults.add({ kind: 'refuse', status: 403, code: 'OPERATION_NOT_ALLOWED', times: 1000 });
    const waiting = await rig.one();
    await expect.poll(() => rig.engine.notes(waiting.id).hold).toBe('key');
    await rig.until(running.id, 'done');
    expect(rig.engine.notes(waiting.id).hold).toBe('key');
    expect(submits()).toHaveLength(2);
    rig.service?.faults.clear();
    rig.engine.accounts.reset();
    await rig.until(waiting.id, 'done');
    expect(rig.serviceTotals().charges).toBe(2);
  });

  it('waits while the service cannot be reached and sends when it can', async () => {
    await rig.service?.close();
    const job = await rig.one();
    await expect.poll(() => rig.engine.notes(job.id).hold).toBe('service');
    await rig.startService();
    await rig.until(job.id, 'done');
    expect(rig.serviceTotals().charges).toBe(1);
  });

  it('continues after a restart in every state', async () => {
    const job = await rig.one();
    for (const name of ['pending', 'processing', 'downloading']) {
      await rig.until(job.id, name, 'done');
      await rig.restart();
    }
    await rig.until(job.id, 'done');
    expect(rig.serviceTotals().charges).toBe(1);
    expect(rig.clips.library.count(EVERY_CLIP)).toBe(1);
  });
});

describe('the person decides', () => {
  it('cancels a queued job without a word to the service', async () => {
    rig.engine.pause(true);
    const job = await rig.one();
    await expect.poll(() => rig.engine.notes(job.id).hold).toBe('paused');
    expect(cancelJob(rig.engine, job.id).ok).toBe(true);
    await rig.until(job.id, 'cancelled');
    expect(rig.service?.requests()).toHaveLength(0);
  });

  it('cancels a waiting job on the service and gets the money back', async () => {
    await rig.stop();
    rig = await Rig.start({}, 0.05);
    const job = await rig.one({ modelId: WAN27 });
    await rig.until(job.id, 'pending');
    expect(cancelJob(rig.engine, job.id).ok).toBe(true);
    await rig.until(job.id, 'cancelled');
    expect(rig.serviceTotals()).toMatchObject({ charged: 1_125_000, refunded: 1_125_000 });
    expect(rig.journal.ledger.spentIn('month', Date.now())).toBe(0);
  });

  it('stops at the monthly budget, at the button and again before sending', async () => {
    rig.limits = { askAbove: null, monthlyBudget: micro(3_000_000), atBudget: 'stop' };
    const first = await rig.one();
    const second = rig.animate([await rig.picture()]);
    expect(second).toMatchObject({ ok: false, error: { code: 'over-budget', facts: { over: 2_000_000 } } });
    rig.limits = { ...rig.limits, monthlyBudget: micro(1_000_000) };
    await expect
      .poll(() => rig.engine.notes(first.id).hold ?? rig.engine.job(first.id)?.state.name)
      .toBe('budget');
    expect(rig.serviceTotals().charges).toBe(0);
  });
});
