import { expect, test } from 'vitest';
import { api, ended, FLASH, fixture, freshService, manualClock, submit, upload } from './peer.ts';

test('wrapped answers carry success, data and requestId; flat ones are the payload itself', async () => {
  const service = await freshService({ timeScale: 10 });
  const wrapped = await submit(service, 'https://example.com/x.jpg');
  expect(wrapped.body).toMatchObject({
    success: true,
    requestId: expect.stringMatching(/^req_/),
    data: { jobId: expect.stringMatching(/^job_/), status: 'pending' },
  });
  service.setShape({ envelope: 'flat', otherEnvelope: ['list'] });
  const flat = await submit(service, 'https://example.com/x.jpg');
  expect(flat.body).toMatchObject({ jobId: expect.stringMatching(/^job_/), status: 'pending' });
  expect(flat.body).not.toHaveProperty('data');
  expect((await api(service, 'GET', '/v1/jobs')).body).toHaveProperty('data.jobs');
});

test('errors look the same in both envelopes', async () => {
  const service = await freshService();
  for (const envelope of ['wrapped', 'flat'] as const) {
    service.setShape({ envelope });
    expect((await api(service, 'GET', '/v1/jobs/job_x')).body).toEqual({
      success: false,
      error: { code: 'JOB_NOT_FOUND', message: expect.any(String) },
      requestId: expect.any(String),
    });
  }
});

test('the variants of submit and estimate', async () => {
  const service = await freshService({ timeScale: 10, shape: { submit: 'quickstart', estimate: 'pricing' } });
  expect((await submit(service, 'https://example.com/x.jpg')).data).toMatchObject({
    model: FLASH,
    estimatedCost: 1_000_000,
    createdAt: expect.any(String),
  });
  expect((await api(service, 'POST', '/v1/jobs/estimate', { model: FLASH })).data).toMatchObject({
    estimatedCost: 2_500_000,
    baseCost: 500_000,
    factors: { duration: { value: '5', multiplier: 5 }, resolution: { value: '720p', multiplier: 1 } },
    currency: 'micro-cents',
  });
  service.setShape({ submit: 'snake', submitStatus: 202 });
  const snake = await submit(service, 'https://example.com/x.jpg');
  expect([snake.status, snake.data]).toEqual([
    202,
    { job_id: expect.stringMatching(/^job_/), status: 'pending', costMicroCents: 1_000_000 },
  ]);
  service.setShape({ submit: 'id' });
  expect((await submit(service, 'https://example.com/x.jpg')).data).toEqual({
    id: expect.stringMatching(/^job_/),
    status: 'pending',
  });
});

test('the variants of a finished job: string, object, outputs alone, no address', async () => {
  const service = await freshService();
  const { fileUrl } = await upload(service, await fixture('square.png'), 'image/png');
  const jobId = String((await submit(service, fileUrl)).data['jobId']);
  const url = expect.stringMatching(/^http:\/\/127\.0\.0\.1:\d+\/outputs\/job_\w+\/output_0\.mp4$/);
  expect(await ended(service, jobId)).toMatchObject({ output: url, outputs: [{ url, type: 'video' }] });
  const status = async () => (await api(service, 'GET', `/v1/jobs/${jobId}`)).data;
  service.setShape({ output: 'object' });
  expect(await status()).toMatchObject({ output: { url, contentType: 'video/mp4', durationSeconds: 2 } });
  expect(await status()).not.toHaveProperty('outputs');
  service.setShape({ output: 'outputs' });
  expect(await status()).toMatchObject({ output: null, outputs: [{ url }] });
  service.setShape({ output: 'image' });
  expect(await status()).toMatchObject({ output: { imageUrl: url }, outputs: null });
  service.setShape({ output: 'missing' });
  expect(await status()).toMatchObject({ status: 'completed', output: null, outputs: null });
});

test('status words and times in every writing', async () => {
  const clock = manualClock(Date.UTC(2027, 0, 31, 12));
  const service = await freshService({ clock, timeScale: 1 });
  service.faults.add({ kind: 'fail-job' });
  const jobId = String((await submit(service, 'https://example.com/x.jpg')).data['jobId']);
  clock.pass(60_000);
  const said = async () => {
    const { data, headers } = await api(service, 'GET', `/v1/jobs/${jobId}`);
    return [data['status'], data['createdAt'], headers.get('date')];
  };
  const date = 'Sun, 31 Jan 2027 12:01:00 GMT';
  expect(await said()).toEqual(['processing', '2027-01-31T12:00:00.000Z', date]);
  service.setShape({ statusWords: 'upper', times: 'seconds', dateHeader: 'none' });
  expect(await said()).toEqual(['PROCESSING', '2027-01-31T12:00:00Z', null]);
  service.setShape({ statusWords: 'title', times: 'offset' });
  expect(await said()).toEqual(['Processing', '2027-01-31T12:00:00+00:00', null]);
  service.setShape({ statusWords: 'spaced', times: 'no-zone', envelope: 'flat' });
  expect(await said()).toEqual([' processing ', '2027-01-31T12:00:00', null]);
  expect((await api(service, 'GET', '/v1/jobs')).data['jobs']).toMatchObject([
    { status: ' processing ', createdAt: '2027-01-31T12:00:00' },
  ]);
});

test('files may be on another name of the host', async () => {
  const service = await freshService({ shape: { filesHost: 'localhost' } });
  const { uploadUrl, fileUrl } = await upload(service, await fixture('square.png'), 'image/png');
  const jobId = String((await submit(service, fileUrl)).data['jobId']);
  const { output } = await ended(service, jobId);
  for (const address of [uploadUrl, fileUrl, String(output)])
    expect(new URL(address).hostname).toBe('localhost');
  expect((await fetch(String(output))).status).toBe(200);
});

test('status repeats the input only when it is told to', async () => {
  const service = await freshService({ timeScale: 10, shape: { echoInput: true } });
  const jobId = String((await submit(service, 'https://example.com/x.jpg')).data['jobId']);
  expect((await api(service, 'GET', `/v1/jobs/${jobId}`)).data['input']).toMatchObject({
    prompt: 'A slow push-in.',
    duration: 2,
  });
});

test('nothing that the client chose comes back with a job', async () => {
  const service = await freshService();
  const { fileUrl, id } = await upload(service, await fixture('landscape.jpg'));
  const submitted = await submit(service, fileUrl);
  const status = await ended(service, String(submitted.data['jobId']));
  const list = await api(service, 'GET', '/v1/jobs');
  const said = JSON.stringify([submitted.body, status, list.body]);
  for (const chosen of ['push-in', id, '720p', 'assets']) expect(said).not.toContain(chosen);
});

test('the list: newest first, pages by cursor, filters by status and model', async () => {
  const service = await freshService({ timeScale: 10, maxConcurrent: 100 });
  const made: unknown[] = [];
  for (let index = 0; index < 45; index += 1)
    made.unshift((await submit(service, 'https://example.com/x.jpg')).data['jobId']);
  await api(service, 'POST', `/v1/jobs/${made[0]}/cancel`);
  const page = async (query: string) => {
    const { data } = await api(service, 'GET', `/v1/jobs?${query}`);
    const jobs = Array.isArray(data['jobs']) ? data['jobs'] : [];
    return { ids: jobs.map((job) => job.jobId), next: data['nextCursor'], hasMore: data['hasMore'] };
  };
  const seen: unknown[] = [];
  let cursor = '';
  for (let more: unknown = true; more; ) {
    const { ids, next, hasMore } = await page(`limit=20${cursor}`);
    seen.push(...ids);
    cursor = `&cursor=${encodeURIComponent(String(next))}`;
    if (hasMore)
      expect(Buffer.from(String(next), 'base64').toString()).toMatch(/^\{"createdAt":"\d{4}-.*Z"\}$/);
    more = hasMore;
  }
  expect(seen).toEqual(made);
  expect((await page('')).ids).toHaveLength(20);
  expect((await page('limit=100')).ids).toHaveLength(45);
  expect((await page('status=cancelled')).ids).toEqual([made[0]]);
  expect((await page('status=pending&limit=100')).ids).toHaveLength(44);
  expect((await page(`modelId=${encodeURIComponent(FLASH)}&limit=100`)).ids).toHaveLength(45);
  expect((await page('modelId=a/b/c')).ids).toEqual([]);
  for (const query of ['limit=0', 'limit=101', 'limit=x', 'cursor=x', 'status=done'])
    expect((await api(service, 'GET', `/v1/jobs?${query}`)).status).toBe(400);
});
