import { expect, test } from 'vitest';
import { MODELS } from '../../../main/core/catalogue/catalogue.ts';
import { priceOf } from '../../../preload/contract/model.ts';
import {
  api,
  ended,
  FLASH,
  fixture,
  flashInput,
  freshService,
  manualClock,
  refusal,
  submit,
  upload,
} from './peer.ts';

const durations = (modelId: string): number[] => {
  const kind = MODELS.find((model) => model.id === modelId)?.fields.find((f) => f.key === 'duration')?.kind;
  if (kind?.type !== 'seconds') throw new Error('no duration');
  return Array.from({ length: kind.max - kind.min + 1 }, (_, index) => kind.min + index);
};

test.each(MODELS.map((model) => [model.id, model] as const))(
  '%s: estimate and charge equal the catalogue for every duration and resolution',
  async (id, model) => {
    const service = await freshService({ maxConcurrent: 1000 });
    for (const duration of durations(id))
      for (const resolution of Object.keys(model.price.resolution)) {
        const input = { ...flashInput('https://example.com/x.jpg'), duration: String(duration), resolution };
        const price = priceOf(model, { duration, resolution });
        const body = { model: id, input };
        expect((await api(service, 'POST', '/v1/jobs/estimate', body)).data).toMatchObject({
          estimatedCostMicroCents: price,
          hasDiscount: false,
        });
        expect((await api(service, 'POST', '/v1/jobs/submit', body)).data).toMatchObject({
          costMicroCents: price,
        });
        expect(service.ledger().findLast((row) => row.kind === 'charge')?.amount).toBe(price);
      }
  },
);

test('documented prices: Wan 5 s 1080p is 1,125,000 and Flash 5 s 720p is 2,500,000, by default', async () => {
  const service = await freshService();
  for (const [model, price] of [
    ['alibaba-plus/wan-2.7/reference-to-video', 1_125_000],
    [FLASH, 2_500_000],
  ] as const) {
    const bare = await api(service, 'POST', '/v1/jobs/estimate', { model });
    expect(bare.data['estimatedCostMicroCents']).toBe(price);
    const other = await api(service, 'POST', '/v1/jobs/estimate', { modelSlug: model, input: {} });
    expect(other.data['estimatedCostMicroCents']).toBe(price);
  }
});

test('an account may pay less, or the charge may differ from the estimate', async () => {
  const service = await freshService({ shape: { estimateFactor: [4, 5], chargeFactor: [12, 10] } });
  const body = { model: FLASH, input: flashInput('https://example.com/x.jpg') };
  expect((await api(service, 'POST', '/v1/jobs/estimate', body)).data).toMatchObject({
    baseCostMicroCents: 1_000_000,
    estimatedCostMicroCents: 800_000,
    hasDiscount: true,
    discounted: { percentage: 20, savedMicroCents: 200_000 },
  });
  expect((await api(service, 'POST', '/v1/jobs/submit', body)).data['costMicroCents']).toBe(1_200_000);
});

test('an account may have a fixed price, or a table of its own', async () => {
  const service = await freshService({ timeScale: 10, shape: { price: { fixed: 123_457 } } });
  const body = (resolution: string) => ({
    model: FLASH,
    input: flashInput('https://example.com/x.jpg', 3, resolution),
  });
  const estimate = async (resolution: string) =>
    (await api(service, 'POST', '/v1/jobs/estimate', body(resolution))).data['estimatedCostMicroCents'];
  const charge = async (resolution: string) =>
    (await api(service, 'POST', '/v1/jobs/submit', body(resolution))).data['costMicroCents'];
  expect([await estimate('1080p'), await charge('720p')]).toEqual([123_457, 123_457]);
  service.setShape({ price: { perSecond: 50_000, resolution: { '1080p': [37_333, 10_000] } } });
  expect([await estimate('720p'), await charge('1080p')]).toEqual([150_000, 559_995]);
  expect(service.ledger().map(({ amount }) => amount)).toEqual([123_457, 559_995]);
});

test('a cancelled job is refunded once', async () => {
  const service = await freshService({ timeScale: 10 });
  const jobId = String((await submit(service, 'https://example.com/x.jpg')).data['jobId']);
  const cancelled = await api(service, 'POST', `/v1/jobs/${jobId}/cancel`);
  expect(cancelled.data).toEqual({ jobId, status: 'cancelled', refundedMicroCents: 1_000_000 });
  expect(refusal(await api(service, 'POST', `/v1/jobs/${jobId}/cancel`))).toBe('JOB_CANNOT_BE_CANCELLED 400');
  expect(service.ledger().map(({ kind, amount }) => [kind, amount])).toEqual([
    ['charge', 1_000_000],
    ['refund', 1_000_000],
  ]);
  expect((await api(service, 'GET', `/v1/jobs/${jobId}`)).data).toMatchObject({
    status: 'cancelled',
    progress: 0,
    output: null,
  });
});

test('a job that is processing cannot be cancelled', async () => {
  const clock = manualClock();
  const service = await freshService({ clock, timeScale: 1 });
  // Only a job whose end is known goes on without a picture.
  service.faults.add({ kind: 'fail-job' });
  const jobId = String((await submit(service, 'https://example.com/x.jpg')).data['jobId']);
  clock.pass(9_700);
  expect((await api(service, 'GET', `/v1/jobs/${jobId}`)).data['status']).toBe('processing');
  expect(refusal(await api(service, 'POST', `/v1/jobs/${jobId}/cancel`))).toBe('JOB_CANNOT_BE_CANCELLED 400');
});

test('jobs of others: not found by status, refused by cancel', async () => {
  const service = await freshService({ timeScale: 10 });
  const jobId = String((await submit(service, 'https://example.com/x.jpg', 'pb_second')).data['jobId']);
  expect(refusal(await api(service, 'GET', `/v1/jobs/${jobId}`))).toBe('JOB_NOT_FOUND 404');
  expect(refusal(await api(service, 'POST', `/v1/jobs/${jobId}/cancel`))).toBe('UNAUTHORIZED_ACCESS 403');
  expect(refusal(await api(service, 'POST', '/v1/jobs/job_none/cancel'))).toBe('JOB_NOT_FOUND 404');
});

test('failed jobs are refunded: an unreachable picture, an undecodable one, a renderer that throws', async () => {
  const service = await freshService({
    makeClip: () => Promise.reject(new Error('no encoder')),
  });
  const picture = await upload(service, await fixture('landscape.jpg'));
  const noise = await upload(service, Buffer.alloc(100, 7));
  for (const address of ['https://example.com/x.jpg', noise.fileUrl, picture.fileUrl]) {
    const job = await submit(service, address);
    expect(await ended(service, String(job.data['jobId']))).toMatchObject({
      status: 'failed',
      progress: 0,
      output: null,
      error: { code: 'GENERATION_FAILED' },
      completedAt: expect.any(String),
    });
  }
  const total = (kind: string) =>
    service.ledger().reduce((sum, row) => sum + (row.kind === kind ? row.amount : 0), 0);
  expect([total('charge'), total('refund')]).toEqual([3_000_000, 3_000_000]);
});

test('402 when the credit does not reach, and again after it came back', async () => {
  const service = await freshService({ timeScale: 10 });
  const key = 'pb_three_dollars';
  const jobs = [];
  for (let index = 0; index < 3; index += 1)
    jobs.push((await submit(service, 'https://example.com/x.jpg', key)).data['jobId']);
  const refused = await submit(service, 'https://example.com/x.jpg', key);
  expect(refusal(refused)).toBe('INSUFFICIENT_BALANCE 402');
  await api(service, 'POST', `/v1/jobs/${jobs[0]}/cancel`, undefined, key);
  expect((await submit(service, 'https://example.com/x.jpg', key)).status).toBe(200);
  expect(refusal(await submit(service, 'https://example.com/x.jpg', 'pb_no_credit'))).toBe(
    'INSUFFICIENT_BALANCE 402',
  );
});

test('429 over the cap, with the seconds to wait, per account', async () => {
  const service = await freshService({ timeScale: 10, maxConcurrent: 2 });
  for (const _ of [1, 2]) expect((await submit(service, 'https://example.com/x.jpg')).status).toBe(200);
  const refused = await submit(service, 'https://example.com/x.jpg');
  expect(refusal(refused)).toBe('CONCURRENT_JOBS_EXCEEDED 429');
  expect(refused.body).toMatchObject({ error: { details: { retryAfter: expect.any(Number) } } });
  expect((await submit(service, 'https://example.com/x.jpg', 'pb_second')).status).toBe(200);
  expect(service.ledger()).toHaveLength(3);
  const small = () => submit(service, 'https://example.com/x.jpg', 'pb_one_at_a_time');
  expect([(await small()).status, (await small()).status]).toEqual([200, 429]);
});
