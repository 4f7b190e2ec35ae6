import { request } from 'node:http';
import { ALL_FORMATS, BufferSource, Input } from 'mediabunny';
import { expect, test } from 'vitest';
import type { PracticeService } from '../../../main/practice/service.ts';
import { api, ended, fixture, freshService, manualClock, refusal, submit, upload } from './peer.ts';

async function finishedClip(service: PracticeService): Promise<{ url: string; bytes: Buffer; etag: string }> {
  const { fileUrl } = await upload(service, await fixture('landscape.jpg'));
  const status = await ended(service, String((await submit(service, fileUrl)).data['jobId']));
  const url = String(status['output']);
  const response = await fetch(url);
  const bytes = Buffer.from(await response.arrayBuffer());
  return { url, bytes, etag: String(response.headers.get('etag')) };
}

test('an output answers ranges, If-Range, HEAD and 416', async () => {
  const service = await freshService();
  const { url, bytes, etag } = await finishedClip(service);
  const total = bytes.byteLength;
  const get = async (headers: Record<string, string>, method = 'GET') => {
    const response = await fetch(url, { method, headers });
    const body = Buffer.from(await response.arrayBuffer());
    return { status: response.status, range: response.headers.get('content-range'), body, response };
  };
  for (const [asked, first, last] of [
    ['bytes=0-0', 0, 0],
    ['bytes=100-199', 100, 199],
    [`bytes=${total - 1}-`, total - 1, total - 1],
    ['bytes=-10', total - 10, total - 1],
    [`bytes=5-${total * 2}`, 5, total - 1],
  ] as const) {
    const answer = await get({ range: asked, 'if-range': etag });
    expect([answer.status, answer.range]).toEqual([206, `bytes ${first}-${last}/${total}`]);
    expect(answer.body.equals(bytes.subarray(first, last + 1))).toBe(true);
  }
  const beyond = await get({ range: `bytes=${total}-` });
  expect([beyond.status, beyond.range]).toEqual([416, `bytes */${total}`]);
  for (const headers of [
    { range: 'bytes=1-2', 'if-range': '"other"' },
    { range: 'bytes=1-2,5-6' },
    { range: 'lines=1-2' },
  ]) {
    const whole = await get(headers);
    expect([whole.status, whole.body.byteLength]).toEqual([200, total]);
  }
  const head = await get({ range: 'bytes=1-2' }, 'HEAD');
  expect([head.status, head.body.byteLength, head.response.headers.get('content-length')]).toEqual([
    200,
    0,
    String(total),
  ]);
  expect((await get({ 'if-none-match': etag })).status).toBe(304);
  expect((await fetch(url.replace('job_', 'job_0'))).status).toBe(404);
});

test('clips have the asked length', async () => {
  const service = await freshService();
  const { bytes } = await finishedClip(service);
  const input = new Input({ source: new BufferSource(bytes), formats: ALL_FORMATS });
  expect(await input.computeDuration()).toBeCloseTo(2, 5);
  expect(await (await input.getPrimaryVideoTrack())?.computePacketStats()).toMatchObject({ packetCount: 48 });
});

test('presign takes the documented types only, and tells their sizes', async () => {
  const service = await freshService();
  const presign = (body: object) => api(service, 'POST', '/v1/uploads/presign', body);
  for (const [contentType, maxSize] of [
    ['image/jpeg', 10_485_760],
    ['image/gif', 10_485_760],
    ['video/mp4', 104_857_600],
    ['audio/wav', 52_428_800],
  ] as const)
    expect((await presign({ filename: 'a', contentType })).data['maxSize']).toBe(maxSize);
  for (const contentType of ['image/heic', 'video/quicktime', 'constructor'])
    expect(refusal(await presign({ filename: 'a', contentType }))).toBe('INVALID_CONTENT_TYPE 400');
  expect(refusal(await presign({ filename: 'a' }))).toBe('VALIDATION_ERROR 400');
  expect(refusal(await api(service, 'GET', '/v1/uploads/x'))).toBe('NOT_FOUND 404');
});

function put(url: string, headers: Record<string, string | number>, body: Buffer): Promise<number> {
  return new Promise((resolve, reject) => {
    const call = request(url, { method: 'PUT', headers, agent: false }, (response) => {
      resolve(response.statusCode ?? 0);
      // Some of these bodies are shorter than they say.
      call.destroy();
    });
    call.on('error', reject);
    call.end(body);
  });
}

test('a PUT must keep to its type, length, size and time', async () => {
  const clock = manualClock();
  const service = await freshService({ clock });
  const image = await fixture('square.png');
  const { data } = await api(service, 'POST', '/v1/uploads/presign', {
    filename: '../../etc/pass wd.png',
    contentType: 'image/png',
  });
  const [uploadUrl, fileUrl] = [String(data['uploadUrl']), String(data['fileUrl'])];
  expect(fileUrl).toMatch(/\/assets\/temp\/usr_practice\/[0-9a-f-]{36}_[\w.-]+$/);
  const type = { 'content-type': 'image/png' };
  expect(
    await put(uploadUrl, { 'content-type': 'image/jpeg', 'content-length': 3 }, image.subarray(0, 3)),
  ).toBe(403);
  expect(await put(uploadUrl, { ...type, 'transfer-encoding': 'chunked' }, image)).toBe(411);
  expect(await put(uploadUrl, { ...type, 'content-length': 10_485_761, expect: '100-continue' }, image)).toBe(
    400,
  );
  expect(await put(`${uploadUrl}x`, { ...type, 'content-length': 3 }, image.subarray(0, 3))).toBe(403);
  expect((await fetch(fileUrl)).status).toBe(404);
  expect(await put(uploadUrl, { ...type, 'content-length': image.byteLength }, image)).toBe(200);
  expect(Buffer.from(await (await fetch(fileUrl)).arrayBuffer()).equals(image)).toBe(true);
  expect((await fetch(fileUrl, { headers: { range: 'bytes=1-3' } })).status).toBe(206);
  clock.pass(15 * 60_000);
  expect(await put(uploadUrl, { ...type, 'content-length': image.byteLength }, image)).toBe(403);
  clock.pass(45 * 60_000);
  expect((await api(service, 'GET', `/v1/uploads/${data['fileId']}`)).data['status']).toBe('expired');
  expect((await fetch(fileUrl)).status).toBe(404);
});

test('the key never has to reach storage, and the request log shows whether it did', async () => {
  const service = await freshService();
  const { url } = await finishedClip(service);
  await fetch(url, { headers: { range: 'bytes=0-1' } });
  const log = service.requests();
  const of = (start: string) => log.filter((each) => each.path.startsWith(start));
  expect(of('/v1/').every((each) => each.hasKey && each.status === 200)).toBe(true);
  expect(of('/storage/').map((each) => [each.hasKey, each.status])).toEqual([[false, 200]]);
  expect(of('/outputs/').at(-1)).toMatchObject({ range: 'bytes=0-1', status: 206, hasKey: false });
  expect(of('/storage/')[0]?.bytes).toBe((await fixture('landscape.jpg')).byteLength);
});
