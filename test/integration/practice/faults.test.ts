import { createHash } from 'node:crypto';
import { request } from 'node:http';
import { expect, test } from 'vitest';
import type { PracticeService } from '../../../main/practice/service.ts';
import {
  api,
  ended,
  eventually,
  fixture,
  freshService,
  manualClock,
  refusal,
  submit,
  upload,
} from './peer.ts';

const IMAGE = 'https://example.com/x.jpg';
const sent = (service: PracticeService) =>
  submit(service, IMAGE).then(
    (reply) => reply.status,
    () => 'lost',
  );
const jobs = async (service: PracticeService): Promise<number> => {
  const { data } = await api(service, 'GET', '/v1/jobs');
  return Array.isArray(data['jobs']) ? data['jobs'].length : -1;
};

test('a reply lost after the charge, and one lost before the job was made', async () => {
  const service = await freshService({ timeScale: 10 });
  service.faults.add({ kind: 'reply-lost-after-charge' });
  service.faults.add({ kind: 'reply-lost-before-create', nth: 2, reset: true });
  expect(await sent(service)).toBe('lost');
  expect([await jobs(service), service.ledger().length]).toEqual([1, 1]);
  expect(await sent(service)).toBe('lost');
  expect([await jobs(service), service.ledger().length]).toEqual([1, 1]);
  expect(await sent(service)).toBe(200);
  expect(service.faults.waiting()).toEqual([]);
  expect(
    service
      .requests()
      .filter((each) => each.path === '/v1/jobs/submit')
      .map((each) => each.status),
  ).toEqual([null, null, 200]);
});

test('a reply lost, and the job made only after the connection has died', async () => {
  const clock = manualClock();
  const service = await freshService({ timeScale: 10, clock });
  service.faults.add({ kind: 'reply-lost-then-create', ms: 300, reset: true });
  service.faults.add({ kind: 'reply-lost-then-create', nth: 2, ms: 900 });
  expect([await sent(service), await sent(service)]).toEqual(['lost', 'lost']);
  await eventually(() => clock.waits()).toEqual([300, 900]);
  expect([service.jobs(), service.ledger()]).toEqual([[], []]);
  clock.pass(300);
  await eventually(() => service.ledger().length).toBe(1);
  expect(service.jobs()).toMatchObject([{ cost: 1_000_000, params: { prompt: 'A slow push-in.' } }]);
  expect(service.requests().map((each) => each.status)).toEqual([null, null]);
  // One that is still to come when the service ends never comes, and harms nothing.
  await service.close();
  clock.pass(600);
  await new Promise((resolve) => setImmediate(resolve));
});

test('a fault that lasts meets every call of its time', async () => {
  const clock = manualClock();
  const service = await freshService({ timeScale: 10, clock });
  service.faults.add({ kind: '429', forMs: 5000, nth: 2 });
  expect(await sent(service)).toBe(200);
  clock.pass(60_000);
  for (const ms of [0, 2000, 2999]) {
    clock.pass(ms);
    expect(await sent(service)).toBe(429);
  }
  expect(service.faults.waiting()).toHaveLength(1);
  clock.pass(1);
  expect(service.faults.waiting()).toEqual([]);
  expect(await sent(service)).toBe(200);
});

test('429, 5xx and refusals meet the nth calls of their route, without effect unless asked', async () => {
  const service = await freshService({ timeScale: 10 });
  service.faults.add({ kind: '429', retryAfter: 7, times: 2 });
  const busy = await submit(service, IMAGE);
  expect(refusal(busy)).toBe('CONCURRENT_JOBS_EXCEEDED 429');
  expect(busy.body).toMatchObject({ error: { details: { retryAfter: 7 } } });
  expect(await sent(service)).toBe(429);
  service.faults.add({ kind: '5xx', status: 503, code: 'PUBSUB_PUBLISH_FAILED' });
  expect(refusal(await submit(service, IMAGE))).toBe('PUBSUB_PUBLISH_FAILED 503');
  expect(service.ledger()).toEqual([]);
  service.faults.add({ kind: '5xx', effect: true });
  expect(await sent(service)).toBe(500);
  expect(service.ledger()).toHaveLength(1);
  service.faults.add({ kind: '5xx', route: 'list', status: 502, body: 'html', nth: 2 });
  expect(await jobs(service)).toBe(1);
  const html = await fetch(`${service.url}/v1/jobs`, { headers: { authorization: `Bearer ${service.key}` } });
  expect([html.status, html.headers.get('content-type')]).toEqual([502, 'text/html']);
  service.faults.add({ kind: 'refuse', route: 'list', status: 401, code: 'INVALID_API_KEY' });
  expect(refusal(await api(service, 'GET', '/v1/jobs'))).toBe('INVALID_API_KEY 401');
});

test('an early refusal is answered before the body has been sent', async () => {
  const service = await freshService();
  service.faults.add({ kind: '429', early: true });
  const status = await new Promise((resolve, reject) => {
    const headers = { authorization: `Bearer ${service.key}`, 'content-length': 100 };
    const call = request(`${service.url}/v1/jobs/submit`, { method: 'POST', headers }, (response) => {
      resolve(response.statusCode);
      call.destroy();
    });
    call.on('error', reject);
    call.write('{"model":');
  });
  expect(status).toBe(429);
});

test('a request whose last byte never comes has no effect', async () => {
  const service = await freshService();
  await new Promise<void>((resolve) => {
    const body = JSON.stringify({ model: 'x' });
    const headers = { authorization: `Bearer ${service.key}`, 'content-length': body.length };
    const call = request(`${service.url}/v1/jobs/submit`, { method: 'POST', headers });
    call.on('error', () => resolve());
    call.write(body.slice(0, -1), () => setTimeout(() => call.destroy(new Error('gone')), 50));
  });
  await eventually(() => service.requests().at(-1)).toMatchObject({ bytes: 12, status: null });
  expect(service.ledger()).toEqual([]);
});

test('odd replies: truncated JSON, an error inside a 200, an unknown status word', async () => {
  const service = await freshService({ timeScale: 10 });
  service.faults.add({ kind: 'odd-reply', body: '{"success":true,"data":{"jo' });
  await expect(submit(service, IMAGE)).rejects.toThrow(SyntaxError);
  service.faults.add({ kind: 'odd-reply', route: 'list', body: '{"error":"nope"}' });
  expect((await api(service, 'GET', '/v1/jobs')).body).toEqual({ error: 'nope' });
  service.faults.add({ kind: 'odd-reply', route: 'status', body: '{"jobId":"j","status":"queued"}' });
  expect((await api(service, 'GET', '/v1/jobs/job_x')).status).toBe(404);
});

test('slow replies, before and after the effect', async () => {
  const clock = manualClock();
  const service = await freshService({ timeScale: 10, clock });
  service.faults.add({ kind: 'slow', ms: 1000 });
  const before = sent(service);
  await eventually(() => clock.waits()).toContain(1000);
  expect(service.ledger()).toHaveLength(0);
  clock.pass(1000);
  expect(await before).toBe(200);
  service.faults.add({ kind: 'slow', ms: 2000, after: true });
  const after = sent(service);
  await eventually(() => clock.waits()).toContain(2000);
  expect(service.ledger()).toHaveLength(2);
  clock.pass(2000);
  expect(await after).toBe(200);
});

test('list-lag hides a new job from the list, not from its own address', async () => {
  const clock = manualClock();
  const service = await freshService({ timeScale: 10, clock });
  service.faults.add({ kind: 'list-lag', ms: 1500 });
  const { data } = await submit(service, IMAGE);
  expect((await api(service, 'GET', `/v1/jobs/${data['jobId']}`)).status).toBe(200);
  expect(await jobs(service)).toBe(0);
  clock.pass(1499);
  expect(await jobs(service)).toBe(0);
  clock.pass(1);
  expect(await jobs(service)).toBe(1);
});

test('fail-job fails at the end of its time, refunded', async () => {
  const service = await freshService();
  const { fileUrl } = await upload(service, await fixture('landscape.jpg'));
  service.faults.add({ kind: 'fail-job', nth: 2, code: 'CONTENT_POLICY', message: 'Not this.' });
  const first = await submit(service, fileUrl);
  const second = await submit(service, fileUrl);
  expect(await ended(service, String(first.data['jobId']))).toMatchObject({ status: 'completed' });
  expect(await ended(service, String(second.data['jobId']))).toMatchObject({
    status: 'failed',
    error: { code: 'CONTENT_POLICY', message: 'Not this.' },
  });
  expect(service.ledger().map((row) => row.kind)).toEqual(['charge', 'charge', 'refund']);
});

test('cut-put leaves no upload; the next PUT to the same address is whole', async () => {
  const service = await freshService();
  const image = await fixture('landscape.jpg');
  service.faults.add({ kind: 'cut-put', bytes: 20_000 });
  await expect(upload(service, image)).rejects.toThrow();
  const cut = service.requests().at(-1);
  expect(cut).toMatchObject({ method: 'PUT', status: null });
  expect(cut?.bytes).toBeGreaterThanOrEqual(20_000);
  const again = await fetch(`${service.url}${cut?.path}`, {
    method: 'PUT',
    headers: { 'content-type': 'image/jpeg' },
    body: new Uint8Array(image),
  });
  expect(again.status).toBe(200);
  expect(service.requests().at(-1)?.sha256).toBe(createHash('sha256').update(image).digest('hex'));
});

/** Bytes that arrive before the connection ends. */
function received(url: string, headers: Record<string, string> = {}): Promise<number> {
  return new Promise((resolve, reject) => {
    request(url, { headers, agent: false }, (response) => {
      let bytes = 0;
      response.on('data', (chunk: Buffer) => {
        bytes += chunk.byteLength;
      });
      response.on('error', () => {});
      response.on('close', () => resolve(bytes));
    })
      .on('error', reject)
      .end();
  });
}

test('downloads: cut after exactly k bytes, stalled, dead until asked again, without ranges', async () => {
  const service = await freshService();
  const { fileUrl } = await upload(service, await fixture('landscape.jpg'));
  const jobId = String((await submit(service, fileUrl)).data['jobId']);
  const url = String((await ended(service, jobId))['output']);
  const total = await received(url);
  for (const bytes of [0, 1, 1000, total - 1]) {
    service.faults.add({ kind: 'cut-download', bytes });
    expect(await received(url)).toBe(bytes);
  }
  service.faults.add({ kind: 'cut-download', bytes: 10 });
  expect(await received(url, { range: 'bytes=100-' })).toBe(10);
  service.faults.add({ kind: 'stall-download', bytes: 50, ms: 200 });
  const began = performance.now();
  expect(await received(url)).toBe(50);
  expect(performance.now() - began).toBeGreaterThan(190);

  service.faults.add({ kind: 'dead-link', status: 403 });
  expect((await fetch(url)).status).toBe(403);
  expect((await fetch(url)).status).toBe(404);
  const fresh = String((await api(service, 'GET', `/v1/jobs/${jobId}`)).data['output']);
  expect(fresh).not.toBe(url);
  expect((await fetch(fresh)).status).toBe(200);

  service.faults.add({ kind: 'ignore-range' });
  expect((await fetch(fresh, { headers: { range: 'bytes=5-9' } })).status).toBe(200);
});
