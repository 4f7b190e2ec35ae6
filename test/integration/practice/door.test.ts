import { request } from 'node:http';
import { connect } from 'node:net';
import { expect, test } from 'vitest';
import type { PracticeService } from '../../../main/practice/service.ts';
import { api, FLASH, flashInput, freshService, refusal, WAN } from './peer.ts';

const JOB = { model: FLASH, input: flashInput('http://127.0.0.1/x.jpg') };

test.each([
  ['pb_inactive', 'API_KEY_INACTIVE 401'],
  ['pb_expired', 'API_KEY_EXPIRED 401'],
  ['pb_elsewhere', 'IP_NOT_WHITELISTED 403'],
  ['pb_banned', 'USER_BANNED 403'],
  ['pb_idle', 'USER_INACTIVE 403'],
  ['pb_nobody', 'USER_NOT_FOUND 404'],
  ['pb_forbidden', 'FORBIDDEN 403'],
  ['pb_unknown', 'INVALID_API_KEY 401'],
  [null, 'UNAUTHORIZED 401'],
])('the key %s is answered with %s, and nothing is charged', async (key, expected) => {
  const service = await freshService();
  expect(refusal(await api(service, 'GET', '/v1/jobs', undefined, key))).toBe(expected);
  expect(refusal(await api(service, 'POST', '/v1/jobs/submit', JOB, key))).toBe(expected);
  expect(refusal(await api(service, 'POST', '/v1/uploads/presign', {}, key))).toBe(expected);
  expect(service.ledger()).toEqual([]);
});

test('scopes: each call needs its own, uploads need none', async () => {
  const service = await freshService();
  const calls = [
    ['POST', '/v1/jobs/submit', JOB, 'submit_job'],
    ['POST', '/v1/jobs/job_x/cancel', undefined, 'submit_job'],
    ['POST', '/v1/jobs/estimate', { model: FLASH }, 'check_status'],
    ['GET', '/v1/jobs/job_x', undefined, 'check_status'],
    ['GET', '/v1/jobs?limit=1', undefined, 'check_status'],
  ] as const;
  for (const [method, route, body, scope] of calls)
    for (const [key, own] of [
      ['pb_submit_only', 'submit_job'],
      ['pb_status_only', 'check_status'],
      ['pb_models_only', 'list_models'],
    ] as const) {
      const reply = await api(service, method, route, body, key);
      if (own === scope) expect(refusal(reply)).not.toContain('OPERATION_NOT_ALLOWED');
      else expect(refusal(reply)).toBe('OPERATION_NOT_ALLOWED 403');
    }
  const presign = { filename: 'image.jpg', contentType: 'image/jpeg' };
  expect((await api(service, 'POST', '/v1/uploads/presign', presign, 'pb_models_only')).status).toBe(200);
});

test('the x-api-key header serves too', async () => {
  const service = await freshService();
  const response = await fetch(`${service.url}/v1/jobs`, { headers: { 'x-api-key': service.key } });
  expect(response.status).toBe(200);
});

test('models: malformed, unknown, denied, unknown and inactive versions', async () => {
  const service = await freshService();
  const of = async (body: object, key?: string) =>
    refusal(await api(service, 'POST', '/v1/jobs/submit', { ...JOB, ...body }, key));
  expect(await of({ model: 'wan' })).toBe('INVALID_MODEL_SLUG 400');
  expect(await of({ model: 'a/b/c' })).toBe('MODEL_NOT_FOUND 404');
  expect(await of({ version: '7' })).toBe('MODEL_VERSION_NOT_FOUND 404');
  expect(await of({ version: '0.9.0' })).toBe('MODEL_VERSION_NOT_ACTIVE 400');
  expect(await of({ webhookUrl: 'http://example.com' })).toBe('INVALID_WEBHOOK_URL 400');
  expect(await of({}, 'pb_no_models')).toBe('MODEL_ACCESS_DENIED 403');
  expect(service.ledger()).toEqual([]);
});

test.each([
  ['no prompt', { prompt: undefined }],
  ['an empty prompt', { prompt: '  ' }],
  ['a prompt that is too long', { prompt: 'x'.repeat(2501) }],
  ['no image', { image_url: undefined }],
  ['an image that is no address', { image_url: 'data:image/png;base64,AA' }],
  ['a number for the duration', { duration: 5 }],
  ['a duration that is too long', { duration: '16' }],
  ['a resolution of another model', { resolution: '4k' }],
  ['a field of another model', { aspect_ratio: '1:1' }],
])('input with %s is refused', async (_name, change) => {
  const service = await freshService();
  const input = { ...flashInput('http://127.0.0.1/x.jpg'), ...change };
  expect(refusal(await api(service, 'POST', '/v1/jobs/submit', { model: FLASH, input }))).toBe(
    'INVALID_INPUT 400',
  );
});

test('every field of Wan 2.7 is taken, numbers and words for booleans only when loose', async () => {
  const service = await freshService();
  const input = {
    prompt: 'A pan.',
    image_url: 'https://example.com/1.jpg',
    image_urls: ['https://example.com/2.jpg'],
    video_url: 'https://example.com/v.mp4',
    start_frame_url: 'https://example.com/3.jpg',
    reference_voice_url: 'https://example.com/v.wav',
    aspect_ratio: '3:4',
    shot_type: 'multi',
    negative_prompt: 'text',
    enable_prompt_expansion: true,
    seed: 2_147_483_647,
    duration: '10',
    resolution: '720p',
  };
  const submit = (change: object) =>
    api(service, 'POST', '/v1/jobs/submit', { model: WAN, input: { ...input, ...change } });
  expect((await submit({})).data).toMatchObject({ costMicroCents: 1_500_000 });
  const loose = { duration: 10, enable_prompt_expansion: 'false' };
  expect((await submit(loose)).status).toBe(400);
  service.setShape({ looseTypes: true });
  expect((await submit(loose)).status).toBe(200);
  expect((await submit({ seed: -1 })).status).toBe(400);
  const objects = { image_urls: [{ url: 'https://example.com/2.jpg' }] };
  expect((await submit(objects)).status).toBe(400);
  service.setShape({ imageUrls: 'objects' });
  expect((await submit(objects)).status).toBe(200);
  expect((await submit({})).status).toBe(400);
});

function raw(service: PracticeService, host: string): Promise<number> {
  return new Promise((resolve, reject) => {
    const call = request(
      { host: '127.0.0.1', port: service.port, path: '/v1/jobs', headers: { host } },
      (response) => {
        response.resume();
        resolve(response.statusCode ?? 0);
      },
    );
    call.on('error', reject);
    call.end();
  });
}

test('only its own host names are served, and no page of another origin can read an answer', async () => {
  const service = await freshService();
  expect(await raw(service, `127.0.0.1:${service.port}`)).toBe(401);
  expect(await raw(service, `localhost:${service.port}`)).toBe(401);
  for (const host of [`evil.example:${service.port}`, '127.0.0.1', `127.0.0.1:${service.port + 1}`])
    expect(await raw(service, host)).toBe(403);
  const preflight = await fetch(`${service.url}/v1/jobs`, {
    method: 'OPTIONS',
    headers: { origin: 'https://evil.example', 'access-control-request-method': 'POST' },
  });
  expect(preflight.status).toBe(404);
  const reply = await api(service, 'GET', '/v1/jobs');
  for (const { headers } of [preflight, reply])
    expect([...headers.keys()].filter((name) => name.startsWith('access-control'))).toEqual([]);
});

test('bodies that are too large, broken or never end are refused', async () => {
  const service = await freshService({ idleMs: 300 });
  const large = { ...JOB, padding: 'x'.repeat(300_000) };
  expect(refusal(await api(service, 'POST', '/v1/jobs/submit', large))).toBe('INVALID_INPUT 400');
  const headers = { authorization: `Bearer ${service.key}` };
  const broken = await fetch(`${service.url}/v1/jobs/estimate`, { method: 'POST', headers, body: '{"a' });
  expect(broken.status).toBe(400);
  for (const head of [
    'GET /v1/jobs HT',
    `POST /v1/jobs/estimate HTTP/1.1\r\nHost: 127.0.0.1:${service.port}\r\nAuthorization: Bearer ${service.key}\r\nContent-Length: 9\r\n\r\n{`,
  ]) {
    const socket = connect(service.port, '127.0.0.1');
    socket.on('error', () => {});
    socket.write(head);
    socket.resume();
    await new Promise((resolve) => socket.once('close', resolve));
  }
  expect((await api(service, 'GET', '/v1/jobs')).status).toBe(200);
});

test('without a secret there is no control door; with one it needs it', async () => {
  const closed = await freshService();
  expect((await api(closed, 'GET', '/__control/ledger')).status).toBe(404);
  const open = await freshService({ control: 'control-secret' });
  expect((await api(open, 'GET', '/__control/ledger')).status).toBe(403);
  const ledger = await api(open, 'GET', '/__control/ledger', undefined, 'control-secret');
  expect(ledger.body).toEqual([]);
});
