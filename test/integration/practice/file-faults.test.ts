import { gunzipSync } from 'node:zlib';
import { expect, test } from 'vitest';
import type { Fault } from '../../../main/practice/faults.ts';
import { api, ended, fixture, freshService, raw, submit, upload } from './peer.ts';

/** A service with one finished clip. */
async function clip() {
  const service = await freshService();
  const { fileUrl } = await upload(service, await fixture('landscape.jpg'));
  const jobId = String((await submit(service, fileUrl)).data['jobId']);
  const url = String((await ended(service, jobId))['output']);
  const { body, headers } = await raw(url);
  return { service, url, fileUrl, jobId, bytes: body, etag: String(headers.etag) };
}
type OddRange = Extract<Fault, { kind: 'odd-range' }>['as'];

test('ranges answered wrongly, each in its own way', async () => {
  const { service, url, bytes, etag } = await clip();
  const total = bytes.length;
  const get = (as: OddRange, range?: string) => {
    service.faults.add({ kind: 'odd-range', as });
    return raw(url, { headers: range === undefined ? {} : { range, 'if-range': etag } });
  };
  const other = await get('other-start', 'bytes=100-');
  expect(other).toMatchObject({
    status: 206,
    headers: { 'content-range': `bytes 99-${total - 1}/${total}`, etag },
  });
  expect(other.body.equals(bytes.subarray(99))).toBe(true);
  expect((await get('other-start', 'bytes=0-9')).headers['content-range']).toBe(`bytes 1-9/${total}`);
  const part = `bytes 100-${total - 1}`;
  for (const [as, status, contentRange] of [
    ['other-total', 206, `${part}/${total + 1}`],
    ['unknown-total', 206, `${part}/*`],
    ['no-header', 206, undefined],
    ['416', 416, `bytes */${total}`],
    ['416-other-total', 416, `bytes */${total + 1}`],
    ['416-no-header', 416, undefined],
  ] as const) {
    const answer = await get(as, 'bytes=100-');
    expect([answer.status, answer.headers['content-range']]).toEqual([status, contentRange]);
    expect(answer.body.equals(status === 206 ? bytes.subarray(100) : Buffer.alloc(0))).toBe(true);
  }
  const multipart = await get('multipart', 'bytes=100-199');
  expect(multipart).toMatchObject({
    status: 206,
    headers: { 'content-type': 'multipart/byteranges; boundary=part' },
  });
  expect(multipart.body.includes(bytes.subarray(100, 200))).toBe(true);
  expect(await get('unasked')).toMatchObject({
    status: 206,
    headers: { 'content-range': `bytes 0-${total - 1}/${total}` },
  });
});

test('validators: changed, weak, missing', async () => {
  const { service, url, bytes, etag } = await clip();
  const headers = { range: 'bytes=10-', 'if-range': etag };
  service.faults.add({ kind: 'odd-etag', as: 'changed' });
  const changed = await raw(url, { headers });
  expect([changed.status, changed.body.length]).toEqual([200, bytes.length]);
  expect(changed.headers.etag).not.toBe(etag);
  service.faults.add({ kind: 'odd-etag', as: 'weak', times: 2 });
  expect((await raw(url)).headers.etag).toBe(`W/${etag}`);
  const weak = { range: 'bytes=10-', 'if-range': `W/${etag}` };
  expect((await raw(url, { headers: weak })).status).toBe(200);
  service.faults.add({ kind: 'odd-etag', as: 'missing' });
  const missing = await raw(url, { headers: { range: 'bytes=10-' } });
  expect([missing.status, missing.headers.etag]).toEqual([206, undefined]);
});

test('bodies: encoded, without a length, with a false one, with other bytes, an error page', async () => {
  const { service, url, bytes } = await clip();
  const total = bytes.length;
  service.faults.add({ kind: 'encoded' });
  const encoded = await raw(url);
  expect(encoded.headers['content-encoding']).toBe('gzip');
  expect(gunzipSync(encoded.body).equals(bytes)).toBe(true);
  service.faults.add({ kind: 'no-length' });
  const chunked = await raw(url);
  expect(chunked).toMatchObject({ complete: true, headers: { 'transfer-encoding': 'chunked' } });
  expect([chunked.headers['content-length'], chunked.body.equals(bytes)]).toEqual([undefined, true]);
  service.faults.add({ kind: 'wrong-length', by: 7 });
  const short = await raw(url);
  expect(short).toMatchObject({ complete: false, headers: { 'content-length': String(total + 7) } });
  expect(short.body.equals(bytes)).toBe(true);
  service.faults.add({ kind: 'wrong-length', by: -7 });
  expect((await raw(url)).headers['content-length']).toBe(String(total - 7));
  service.faults.add({ kind: 'wrong-bytes', from: 20 });
  const wrong = await raw(url, { headers: { range: 'bytes=10-' } });
  expect(wrong.body.subarray(0, 10).equals(bytes.subarray(10, 20))).toBe(true);
  expect(wrong.body.subarray(10).some((byte, at) => byte === bytes[20 + at])).toBe(false);
  service.faults.add({ kind: 'odd-reply', route: 'output', contentType: 'text/html', body: '<p>Busy</p>' });
  const page = await raw(url);
  expect([page.status, page.headers['content-type'], page.body.toString()]).toEqual([
    200,
    'text/html',
    '<p>Busy</p>',
  ]);
  expect((await raw(url)).body.equals(bytes)).toBe(true);
});

test('downloads cut by FIN or reset at an offset, stalled or throttled', async () => {
  const { service, url, bytes } = await clip();
  for (const [cut, reset] of [
    [0, true],
    [1, false],
    [5000, true],
    [bytes.length - 1, false],
  ] as const) {
    service.faults.add({ kind: 'cut-download', bytes: cut, reset });
    const answer = await raw(url, { headers: { range: 'bytes=0-' } });
    expect(answer.complete).toBe(false);
    // A reset may overtake what was sent before it.
    if (!reset) expect([answer.status, answer.body.length]).toEqual([206, cut]);
    expect(answer.body.equals(bytes.subarray(0, Math.min(cut, answer.body.length)))).toBe(true);
  }
  service.faults.add({ kind: 'stall-download', bytes: 10, ms: 1 });
  expect((await raw(url)).body).toHaveLength(10);
  service.faults.add({ kind: 'trickle', bytes: 1000, ms: 1 });
  const slow = await raw(url, { headers: { range: 'bytes=0-9999' } });
  expect([slow.body.equals(bytes.subarray(0, 10_000)), slow.pieces >= 5]).toEqual([true, true]);
});

test('an address that has died is renewed by the next status; uploaded files break like clips', async () => {
  const { service, url, fileUrl, jobId, bytes } = await clip();
  service.faults.add({ kind: 'dead-link', status: 403 });
  const dead = await raw(url);
  expect([dead.status, dead.body.toString()]).toEqual([403, expect.stringContaining('Request has expired')]);
  expect((await raw(url)).status).toBe(404);
  const fresh = String((await api(service, 'GET', `/v1/jobs/${jobId}`)).data['output']);
  expect((await raw(fresh)).body.equals(bytes)).toBe(true);
  service.faults.add({ kind: 'cut-download', route: 'file', bytes: 3 });
  expect(await raw(fileUrl)).toMatchObject({ status: 200, complete: false });
});

test('an address may be good for a while only; a later status names another', async () => {
  const { service, jobId, bytes } = await clip();
  const address = async () => String((await api(service, 'GET', `/v1/jobs/${jobId}`)).data['output']);
  service.setShape({ linkLifeMs: 0 });
  const dead = await raw(await address());
  expect([dead.status, dead.body.toString()]).toEqual([403, expect.stringContaining('Request has expired')]);
  service.setShape({ linkLifeMs: 600_000 });
  expect((await raw(await address())).body.equals(bytes)).toBe(true);
});

test('a PUT that has expired, meets a broken storage, or whose answer is lost', async () => {
  const service = await freshService();
  const image = await fixture('landscape.jpg');
  const { data } = await api(service, 'POST', '/v1/uploads/presign', {
    filename: 'a.jpg',
    contentType: 'image/jpeg',
  });
  const put = () =>
    raw(String(data['uploadUrl']), { method: 'PUT', headers: { 'content-type': 'image/jpeg' }, body: image });
  const isThere = async () => (await raw(String(data['fileUrl']))).status === 200;
  const expired = { status: 403, code: 'AccessDenied', message: 'Request has expired' };
  service.faults.add({ kind: 'refuse', route: 'put', ...expired });
  const refused = await put();
  expect([refused.status, refused.body.toString()]).toEqual([
    403,
    expect.stringContaining('<Message>Request has expired</Message>'),
  ]);
  service.faults.add({ kind: '5xx', route: 'put', status: 503, code: 'SlowDown' });
  expect((await put()).status).toBe(503);
  service.faults.add({ kind: 'reply-lost-before-create', route: 'put', reset: true });
  expect((await put()).errorCode).toBe('ECONNRESET');
  expect(await isThere()).toBe(false);
  service.faults.add({ kind: 'reply-lost-after-charge', route: 'put', reset: true });
  expect((await put()).errorCode).toBe('ECONNRESET');
  expect(await isThere()).toBe(true);
});
