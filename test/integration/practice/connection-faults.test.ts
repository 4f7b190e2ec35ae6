import { rm } from 'node:fs/promises';
import path from 'node:path';
import { expect, test } from 'vitest';
import type { PracticeService } from '../../../main/practice/service.ts';
import {
  api,
  ended,
  FLASH,
  fixture,
  flashInput,
  freshDir,
  freshService,
  manualClock,
  raw,
  submit,
  upload,
} from './peer.ts';

const BODY = JSON.stringify({ model: FLASH, input: flashInput('https://example.com/x.jpg') });

/** Submit on a connection of its own. */
const post = (service: PracticeService) =>
  raw(`${service.url}/v1/jobs/submit`, {
    method: 'POST',
    headers: { authorization: `Bearer ${service.key}`, 'content-type': 'application/json' },
    body: BODY,
  });
const charges = (service: PracticeService) => service.ledger().length;

test('an answer cut off: after its head, in its body, and one that is whole but cut short', async () => {
  const service = await freshService({ timeScale: 10 });
  const whole = (await post(service)).body.length;
  for (const bytes of [0, 10, whole - 1]) {
    service.faults.add({ kind: 'cut-reply', bytes });
    const answer = await post(service);
    expect(answer).toMatchObject({ status: 200, complete: false, headers: { 'content-length': `${whole}` } });
    expect(answer.body).toHaveLength(bytes);
  }
  service.faults.add({ kind: 'cut-reply', bytes: 10, reset: true });
  expect(await post(service)).toMatchObject({ complete: false });
  service.faults.add({ kind: 'truncate-reply', bytes: 10 });
  const short = await post(service);
  expect(short).toMatchObject({ status: 200, complete: true, headers: { 'content-length': '10' } });
  expect(() => JSON.parse(short.body.toString())).toThrow(SyntaxError);
  expect(charges(service)).toBe(6);
});

test('a reset before the head, with and without effect', async () => {
  const service = await freshService({ timeScale: 10 });
  service.faults.add({ kind: 'reply-lost-before-create', reset: true });
  expect(await post(service)).toMatchObject({ status: 0, errorCode: 'ECONNRESET' });
  expect(charges(service)).toBe(0);
  service.faults.add({ kind: 'reply-lost-after-charge', reset: true });
  expect(await post(service)).toMatchObject({ status: 0, errorCode: 'ECONNRESET' });
  expect(charges(service)).toBe(1);
  service.faults.add({ kind: 'cut-put', route: 'submit', bytes: 1 });
  expect(await post(service)).toMatchObject({ status: 0 });
  expect(charges(service)).toBe(1);
});

test('an answer byte by byte, and one after many interim answers', async () => {
  const service = await freshService({ timeScale: 10 });
  service.faults.add({ kind: 'trickle', route: 'submit', ms: 0 });
  const slow = await post(service);
  expect(JSON.parse(slow.body.toString())).toMatchObject({ success: true });
  expect(slow).toMatchObject({ status: 200, complete: true });
  expect(slow.pieces).toBeGreaterThan(10);
  service.faults.add({ kind: 'interim', count: 25 });
  expect(await post(service)).toMatchObject({ status: 200, interims: 25 });
  expect(await post(service)).toMatchObject({ status: 200, interims: 0, pieces: 1 });
});

test('busy answers say when to come back: in the body, in seconds, as a date, or nonsense', async () => {
  const clock = manualClock(Date.UTC(2027, 0, 31, 12));
  const service = await freshService({ timeScale: 10, clock });
  service.faults.add({ kind: '429', retryAfter: 7 });
  const body = await post(service);
  expect(JSON.parse(body.body.toString())).toMatchObject({ error: { details: { retryAfter: 7 } } });
  expect(body.headers).not.toHaveProperty('retry-after');
  service.faults.add({ kind: '429', retryAfter: 7, retryAs: 'seconds' });
  const seconds = await post(service);
  expect(seconds).toMatchObject({ status: 429, headers: { 'retry-after': '7' } });
  expect(JSON.parse(seconds.body.toString())).not.toHaveProperty('error.details');
  service.faults.add({ kind: '5xx', status: 503, retryAfter: 60, retryAs: 'date' });
  const date = await post(service);
  expect(date).toMatchObject({
    status: 503,
    headers: { date: 'Sun, 31 Jan 2027 12:00:00 GMT', 'retry-after': 'Sun, 31 Jan 2027 12:01:00 GMT' },
  });
  service.faults.add({ kind: '429', headers: { 'retry-after': '99999999999999' } });
  expect(await post(service)).toMatchObject({ headers: { 'retry-after': '99999999999999' } });
  expect(charges(service)).toBe(0);
});

test.each([408, 409, 425, 405, 413])('a refusal with %i, before and after it took effect', async (status) => {
  const service = await freshService({ timeScale: 10 });
  service.faults.add({ kind: 'refuse', status, code: 'ODD' });
  expect((await post(service)).status).toBe(status);
  expect(charges(service)).toBe(0);
  service.faults.add({ kind: 'refuse', status, code: 'ODD', body: 'html', effect: true });
  expect(await post(service)).toMatchObject({ status, headers: { 'content-type': 'text/html' } });
  expect(charges(service)).toBe(1);
});

test.each([301, 302, 303, 307, 308])('a redirect with %i leads elsewhere, charged or not', async (status) => {
  const service = await freshService({ timeScale: 10 });
  const location = 'https://elsewhere.example/';
  service.faults.add({ kind: 'redirect', status, location });
  expect(await post(service)).toMatchObject({ status, headers: { location } });
  expect(charges(service)).toBe(0);
  service.faults.add({ kind: 'redirect', status, location, effect: true });
  expect(await post(service)).toMatchObject({ status, headers: { location } });
  expect(charges(service)).toBe(1);
});

test('odd words about a job: unknown, in capitals, going back, with odd progress; in the list too', async () => {
  const service = await freshService();
  const { fileUrl } = await upload(service, await fixture('landscape.jpg'));
  const jobId = String((await submit(service, fileUrl)).data['jobId']);
  await ended(service, jobId);
  const said = async () => (await api(service, 'GET', `/v1/jobs/${jobId}`)).data;
  service.faults.add({ kind: 'odd-status', status: 'queued', times: 2 });
  expect([(await said())['status'], (await said())['status']]).toEqual(['queued', 'queued']);
  service.faults.add({ kind: 'odd-status', status: 'COMPLETED ', progress: '50%' });
  expect(await said()).toMatchObject({ status: 'COMPLETED ', progress: '50%' });
  service.faults.add({ kind: 'odd-status', route: 'list', status: 'pending', progress: null });
  const rows = async () => (await api(service, 'GET', '/v1/jobs')).data['jobs'];
  expect(await rows()).toMatchObject([{ jobId, status: 'pending', progress: null }]);
  expect(await rows()).toMatchObject([{ jobId, status: 'completed', progress: 100 }]);
  expect(await said()).toMatchObject({ status: 'completed', progress: 100 });
});

test('a job may be unknown at its own address for a while, and take its own time', async () => {
  const clock = manualClock();
  const service = await freshService({ clock, timeScale: 1 });
  service.faults.add({ kind: 'fail-job' });
  service.faults.add({ kind: 'status-lag', ms: 500 });
  service.faults.add({ kind: 'job-time', ms: 1000 });
  const jobId = String((await submit(service, 'https://example.com/x.jpg')).data['jobId']);
  const status = () => api(service, 'GET', `/v1/jobs/${jobId}`);
  expect((await status()).status).toBe(404);
  expect((await api(service, 'GET', '/v1/jobs')).data['jobs']).toHaveLength(1);
  clock.pass(500);
  expect((await status()).data).toMatchObject({ status: 'processing' });
});

test('what goes wrong inside is answered with 500, or ends the connection; nothing hangs', async () => {
  const dir = await freshDir();
  const service = await freshService({ dir });
  const { fileUrl } = await upload(service, await fixture('landscape.jpg'));
  const status = await ended(service, String((await submit(service, fileUrl)).data['jobId']));
  await rm(path.join(dir, 'clips'), { recursive: true });
  expect(await raw(String(status['output']))).toMatchObject({ complete: false });
  await rm(path.join(dir, 'uploads'), { recursive: true });
  await expect(upload(service, await fixture('landscape.jpg'))).rejects.toThrow('500');
});
