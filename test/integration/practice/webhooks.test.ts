import { createHmac } from 'node:crypto';
import { once } from 'node:events';
import { createServer, type IncomingHttpHeaders } from 'node:http';
import { expect, onTestFinished, test } from 'vitest';
import type { PracticeService } from '../../../main/practice/service.ts';
import {
  api,
  ended,
  eventually,
  FLASH,
  fixture,
  flashInput,
  freshDir,
  freshService,
  manualClock,
  refusal,
  upload,
} from './peer.ts';

interface Heard {
  readonly headers: IncomingHttpHeaders;
  readonly body: string;
}

/** A receiver on this machine that answers with each of these statuses in turn; 0 hangs up. */
async function receiver(...statuses: number[]): Promise<{ url: string; heard: Heard[] }> {
  const heard: Heard[] = [];
  const server = createServer(async (request, response) => {
    let body = '';
    for await (const chunk of request) body += String(chunk);
    heard.push({ headers: request.headers, body });
    const status = statuses.shift() ?? 200;
    if (status === 0) request.socket.destroy();
    else response.writeHead(status, { location: '/elsewhere' }).end();
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  onTestFinished(() => void server.close());
  const address = server.address();
  const port = typeof address === 'object' && address ? address.port : 0;
  return { url: `http://127.0.0.1:${port}/hook`, heard };
}

async function submitTo(service: PracticeService, webhookUrl: string, image?: string): Promise<string> {
  const fileUrl = image ?? (await upload(service, await fixture('landscape.jpg'))).fileUrl;
  const body = { model: FLASH, input: flashInput(fileUrl), webhookUrl };
  const reply = await api(service, 'POST', '/v1/jobs/submit', body);
  if (reply.status !== 200) throw new Error(refusal(reply));
  return String(reply.data['jobId']);
}
const states = (service: PracticeService) =>
  service.deliveries().map(({ state, failures }) => `${state} ${failures}`);

test('the end of a job is told once, signed over its time and its raw body', async () => {
  const service = await freshService({ webhooks: 'loopback' });
  const { url, heard } = await receiver();
  const jobId = await submitTo(service, url);
  const { output } = await ended(service, jobId);
  await eventually(() => states(service)).toEqual(['sent 0']);
  expect(heard).toHaveLength(1);
  const [{ headers, body } = { headers: {}, body: '' }] = heard;
  expect(JSON.parse(body)).toEqual({
    jobId,
    requestId: expect.stringMatching(/^req_/),
    status: 'completed',
    output: { imageUrl: output, metadata: { format: 'mp4' } },
    completedAt: expect.any(String),
  });
  const timestamp = Number(headers['x-pixelbyte-timestamp']);
  expect(Math.abs(timestamp - Date.now() / 1000)).toBeLessThan(60);
  const mac = createHmac('sha256', service.webhookSecret).update(`${timestamp}.${body}`).digest('hex');
  expect(headers['x-pixelbyte-signature']).toBe(`sha256=${mac}`);
  expect(headers).not.toHaveProperty('authorization');
});

test('a failed job is told with its error; a cancelled one is not told', async () => {
  const service = await freshService({ webhooks: 'loopback' });
  const { url, heard } = await receiver();
  service.faults.add({ kind: 'fail-job', code: 'CONTENT_POLICY', message: 'Not this.' });
  service.faults.add({ kind: 'job-time', ms: 60_000, nth: 2 });
  await submitTo(service, url, 'https://example.com/x.jpg');
  const cancelled = await submitTo(service, url, 'https://example.com/x.jpg');
  await api(service, 'POST', `/v1/jobs/${cancelled}/cancel`);
  await eventually(() => states(service)).toEqual(['sent 0']);
  expect(JSON.parse(heard[0]?.body ?? '')).toMatchObject({
    status: 'failed',
    error: { code: 'CONTENT_POLICY', message: 'Not this.' },
  });
});

test('what is not answered 2xx is sent again until it is, redirects and hang-ups included', async () => {
  const service = await freshService({ webhooks: 'loopback' });
  const { url, heard } = await receiver(500, 302, 0, 204);
  await submitTo(service, url, 'https://example.com/x.jpg');
  await eventually(() => states(service)).toEqual(['sent 3']);
  expect(heard).toHaveLength(4);
  expect(new Set(heard.map(({ body }) => body)).size).toBe(1);
});

test('no delivery is forgotten when its time comes between two looks at the clock', async () => {
  let now = Date.now();
  const clock = {
    now: () => {
      now += 3;
      return now;
    },
    monotonic: () => now,
    after: (ms: number, callback: () => void) => {
      const timer = setTimeout(callback, Math.min(ms, 5));
      return () => clearTimeout(timer);
    },
  };
  const service = await freshService({ webhooks: 'loopback', clock });
  const { url } = await receiver(500, 500, 500, 500, 500);
  await submitTo(service, url, 'https://example.com/x.jpg');
  await eventually(() => states(service)).toEqual(['sent 5']);
});

test('after five repetitions, 1, 4, 16, 64 and 256 s apart, it is given up', async () => {
  const clock = manualClock();
  const service = await freshService({ webhooks: 'loopback', timeScale: 1, clock });
  const { url, heard } = await receiver(500, 500, 500, 500, 500, 500);
  service.faults.add({ kind: 'fail-job' });
  await submitTo(service, url, 'https://example.com/x.jpg');
  clock.pass(120_000);
  for (const [index, seconds] of [1, 4, 16, 64, 256].entries()) {
    await eventually(() => states(service)).toEqual([`pending ${index + 1}`]);
    clock.pass(seconds * 1000 - 1);
    expect(heard).toHaveLength(index + 1);
    clock.pass(1);
  }
  await eventually(() => states(service)).toEqual(['failed 6']);
  clock.pass(1_000_000);
  expect(heard).toHaveLength(6);
});

test('what was not told before a restart is told after it', async () => {
  const dir = await freshDir();
  const first = await freshService({ dir, webhooks: 'loopback', timeScale: 0.01 });
  const { url, heard } = await receiver(503, 503, 503);
  first.faults.add({ kind: 'job-time', ms: 0 });
  await submitTo(first, url, 'https://example.com/x.jpg');
  await eventually(() => heard.length).toBeGreaterThan(0);
  await first.close();
  const second = await freshService({ dir, webhooks: 'loopback', timeScale: 0.01 });
  expect(second.webhookSecret).toBe(first.webhookSecret);
  await eventually(() => states(second)[0]).toMatch(/^sent/);
});

test.each([
  ['http://example.com/hook', 'https', false],
  ['http://127.0.0.1:1/hook', 'https', false],
  ['http://127.0.0.1:1/hook', 'none', false],
  ['http://127.0.0.1:1/hook', 'loopback', true],
  ['http://example.com/hook', 'loopback', false],
  ['ftp://example.com/hook', 'loopback', false],
  ['not an address', 'loopback', false],
  ['https://example.com/hook', 'none', true],
] as const)('%s with %s webhooks is taken: %s', async (webhookUrl, webhooks, isTaken) => {
  const service = await freshService({ webhooks, timeScale: 10 });
  const body = { model: FLASH, input: flashInput('https://example.com/x.jpg'), webhookUrl };
  const reply = await api(service, 'POST', '/v1/jobs/submit', body);
  if (isTaken) expect(reply.status).toBe(200);
  else expect(refusal(reply)).toBe('INVALID_WEBHOOK_URL 400');
  expect(service.ledger()).toHaveLength(isTaken ? 1 : 0);
});

test('nothing is sent unless the service is told to', async () => {
  const service = await freshService();
  service.faults.add({ kind: 'fail-job' });
  const jobId = await submitTo(service, 'https://127.0.0.1:1/hook', 'https://example.com/x.jpg');
  await ended(service, jobId);
  expect(service.deliveries()).toEqual([]);
});
