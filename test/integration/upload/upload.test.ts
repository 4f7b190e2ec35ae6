import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { sendJob } from '../../../main/core/job/run/send-job.ts';
import { randoms } from '../download/cuts.ts';
import { picture, UploadRun, uploadThroughFaults } from './upload-run.ts';

test('whatever happens on the way, what the service has is what was meant', {
  timeout: 120_000,
}, async () => {
  const { wrong } = await uploadThroughFaults(150, 9);
  expect(wrong).toEqual([]);
});

describe('step by step', () => {
  let run: UploadRun;
  const bytes = picture(randoms(1), 200_000);
  const own = { field: 'image_url', bytes };
  beforeEach(async () => {
    run = await UploadRun.start();
  });
  afterEach(() => run.stop());

  const presigned = () => run.asked('POST', '/v1/uploads/presign').length;
  const addresses = () => run.asked('PUT', '/storage/').map(({ path }) => path);
  const problem = (id: string) => run.rig.engine.notes(id).problem;

  test('an address that has expired is renewed without a word', async () => {
    const job = await run.job(own);
    run.faults.add({
      kind: 'refuse',
      route: 'put',
      status: 403,
      code: 'AccessDenied',
      message: 'Request has expired',
    });
    expect((await run.attempt(job)).state.name).toBe('prepared');
    expect(problem(job.id)).toBeNull();
    expect(new Set(addresses()).size).toBe(2);
    expect((await run.onService(job))?.equals(bytes)).toBe(true);
  });

  test('one that refuses for good is said so, and not as a fault of the key', async () => {
    const job = await run.job(own);
    run.faults.add({ kind: 'refuse', route: 'put', status: 403, code: 'OPERATION_NOT_ALLOWED', times: 2 });
    expect((await run.attempt(job)).state.name).toBe('uploading');
    expect(problem(job.id)?.code).toBe('service-error');
    expect(run.rig.engine.accounts.of(job.accountId).keyFailure).toBeNull();
    expect((await run.attempt(job)).state.name).toBe('prepared');
  });

  test.each([
    ['5xx', { kind: '5xx', route: 'put', status: 503 }],
    ['a reset', { kind: 'cut-put', bytes: 90_000, reset: true }],
    ['a lost answer', { kind: 'reply-lost-after-charge', route: 'put' }],
  ] as const)('%s: the same address again, three times at most', async (_, fault) => {
    const job = await run.job(own);
    run.faults.add({ ...fault, times: 3 });
    for (let tries = 0; tries < 3; tries += 1) expect((await run.attempt(job)).state.name).toBe('uploading');
    expect(presigned()).toBe(1);
    expect(new Set(addresses()).size).toBe(1);
    expect((await run.attempt(job)).state.name).toBe('prepared');
    expect(presigned()).toBe(2);
    expect((await run.onService(job))?.equals(bytes)).toBe(true);
  });

  test('a storage that asks for patience gets it', async () => {
    const job = await run.job(own);
    run.faults.add({ kind: '5xx', route: 'put', status: 503, retryAfter: 100, retryAs: 'seconds' });
    await run.attempt(job);
    expect(run.rig.engine.notes(job.id).due - Date.now()).toBeGreaterThan(60_000);
  });

  test('a picture that is gone or has changed is not sent', async () => {
    const job = await run.job(own);
    await run.spoil(bytes, picture(randoms(2), bytes.length));
    expect((await run.attempt(job)).state).toMatchObject({
      name: 'rejected',
      failure: { code: 'source-missing' },
    });
    expect(addresses()).toEqual([]);
  });

  test('every job’s own picture has an address of its own; a shared file has one for all, for an hour', async () => {
    const shared = { field: 'reference_voice_url', bytes: Buffer.concat([Buffer.from('ID3'), bytes]) };
    const first = await run.attempt(await run.job(own, shared));
    const second = await run.attempt(await run.job(own, shared));
    expect([first.state.name, second.state.name]).toEqual(['prepared', 'prepared']);
    expect(addresses()).toHaveLength(3);
    expect((await run.onService(second, 1))?.equals(shared.bytes)).toBe(true);
    // As its own picture the same file gets an address of its own.
    await run.attempt(await run.job({ ...shared, field: 'image_url' }));
    expect(addresses()).toHaveLength(4);
    // Ten minutes before its end it is no longer lent out.
    const { clock } = run.rig.engine;
    const now = clock.now.bind(clock);
    Object.assign(clock, { now: () => now() + 51 * 60_000 });
    await run.attempt(await run.job({ field: 'image_url', bytes: Buffer.concat([bytes, bytes]) }, shared));
    Object.assign(clock, { now });
    expect(addresses()).toHaveLength(6);
  });

  test('one that has expired before the send is renewed without a word', async () => {
    const job = await run.attempt(await run.job(own));
    const { clock } = run.rig.engine;
    const now = clock.now.bind(clock);
    Object.assign(clock, { now: () => now() + 51 * 60_000 });
    await sendJob(run.rig.engine, job);
    const waiting = run.rig.engine.job(job.id);
    Object.assign(clock, { now });
    expect(waiting?.state.name).toBe('queued');
    expect(problem(job.id)).toBeNull();
    expect(run.rig.serviceTotals().charges).toBe(0);
  });

  test('one that the service keeps too short a time is said so, and not made again at once', async () => {
    await run.stop();
    run = await UploadRun.start({ uploadLifeMs: 5 * 60_000 });
    const job = await run.attempt(await run.job(own));
    expect(job.state.name).toBe('uploading');
    expect(problem(job.id)?.code).toBe('service-error');
    expect(run.rig.engine.notes(job.id).due).toBeGreaterThan(Date.now());
  });

  test('two jobs that refer to one file at once send it once', async () => {
    const shared = { field: 'video_url', bytes };
    const [first, second] = [await run.job(shared), await run.job(shared)];
    const states = await Promise.all([run.attempt(first), run.attempt(second)]);
    expect(states.map(({ state }) => state.name)).toEqual(['prepared', 'uploading']);
    expect((await run.attempt(second)).state.name).toBe('prepared');
    expect(addresses()).toHaveLength(1);
  });
});
