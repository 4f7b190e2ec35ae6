import http2 from 'node:http2';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { checkAgain } from '../../../main/core/job/commands.ts';
import { EVERY_CLIP } from '../../../preload/contract/every-clip.ts';
import { ACCOUNT } from '../engine/rig.ts';
import { type Answer, type CertificateName, head, pem } from './front.ts';
import { pour, raw, say, twist } from './say.ts';
import { World } from './world.ts';

const MIB = 1024 * 1024;
const HOUR = 3_600_000;
let world: World;
beforeEach(async () => {
  world = await World.start();
});
afterEach(() => world.close());

const honest: Answer = twist((data) => data);
/** The service does what it was asked for, and the app is told something else. */
const behind =
  (answer: Answer): Answer =>
  async (wire, seen) => {
    await wire.pass();
    await answer(wire, seen);
  };
/** A JSON body under headers that fit it, or do not. */
const under = (
  headers: Readonly<Record<string, string | number>>,
  body = '{"jobId":"job_1"}',
  status = '200 OK',
) => raw(head(status, headers) + body);

test('30 and 31 a wish for patience that is endless, negative, no number, or years away', async () => {
  const busy = { success: false, error: { code: 'RATE_LIMITED', message: 'later' } };
  const patience = (retryAfter: string) => say(busy, { status: 429, headers: { 'retry-after': retryAfter } });
  const { accounts } = world.rig.engine;
  for (const wish of ['99999999999', '-5', 'NaN', '5', 'Fri, 31 Dec 2099 23:59:59 GMT', '', '1e9', '0']) {
    world.front.script('presign', patience(wish));
    const before = Date.now();
    const answer = await world.client.presign('image.jpg', 'image/jpeg');
    if (answer.ok) throw new Error('no error');
    accounts.failed(ACCOUNT, answer.error, before, 0.5);
    const until = accounts.of(ACCOUNT).slowUntil;
    expect(until - before, wish).toBeGreaterThanOrEqual(1000);
    expect(until - before, wish).toBeLessThanOrEqual(HOUR);
    accounts.reset();
  }
  // Nothing turns such a wish into a flood of requests.
  const endless = { ...busy, error: { ...busy.error, details: { retryAfter: 99_999_999_999 } } };
  world.front.script('submit', say(endless, { status: 429 }));
  world.front.script('submit', patience('99999999999'));
  const job = await world.rig.one();
  for (const sent of [1, 2]) {
    await expect.poll(() => world.front.requests('submit').length, { timeout: 10_000 }).toBe(sent);
    await expect
      .poll(() => world.view(job).holdUntil, { timeout: 10_000 })
      .toBeGreaterThan(Date.now() + HOUR / 2);
    const asked = world.front.seen.length;
    await new Promise((go) => setTimeout(go, 100));
    expect(world.front.seen.length - asked).toBeLessThan(5);
    checkAgain(world.rig.engine, job.id);
  }
  await world.until(job, 'done');
  world.expectPaid(1);
});

test('32 a length that is too small, too large, negative, or there twice', async () => {
  const lengths = [
    under({ 'content-length': 5 }),
    under({ 'content-length': 5000 }),
    under({ 'content-length': -1 }),
    under({ 'content-length': '17\r\nContent-Length: 5' }),
    under({ 'content-length': 17, 'transfer-encoding': 'chunked' }),
    under({ 'content-length': '99999999999999999999' }),
  ];
  for (const answer of lengths) expect(await world.verdict(answer)).toMatchObject({ type: 'unknown' });
  await world.whileSubmitting(behind(under({ 'content-length': -1 })));
});

test('33 a block of headers of a megabyte', async () => {
  const blocks = [
    under({ 'x-pad': 'a'.repeat(MIB) }),
    raw(`HTTP/1.1 200 OK\r\n${'x: y\r\n'.repeat(170_000)}\r\n{}`),
  ];
  for (const block of blocks) {
    await world.whileAsking(block, 'unreachable');
    expect(await world.verdict(block)).toMatchObject({ type: 'unknown' });
    await world.whileSubmitting(behind(block));
  }
});

test('34 a byte now and then, for as long as anyone listens', async () => {
  const drip =
    (first: string): Answer =>
    async (wire) => {
      await wire.write(first);
      while (await wire.write('a')) await new Promise((go) => setTimeout(go, 20));
    };
  const body = drip(`${head('200 OK', { 'content-length': 1000 })}{"data":"`);
  const headers = drip('HTTP/1.1 200 OK\r\nx-pad: ');
  const calm = { connectMs: 20_000, silenceMs: 20_000 };
  world.between({ patience: { question: { ...calm, answerMs: 300 } } });
  for (const answer of [body, headers]) {
    world.front.script('presign', answer);
    expect(await world.client.presign('image.jpg', 'image/jpeg')).toMatchObject({
      ok: false,
      error: { code: 'unreachable', detail: 'no whole answer in time' },
    });
  }
  // Where a clip should come from: the next attempt brings it.
  for (const first of [
    `${head('200 OK', { 'content-length': 100_000, 'content-type': 'video/mp4' })}\0\0\0\x20ftypisom`,
    'HTTP/1.1 200 OK\r\n',
  ]) {
    world.front.script('output', drip(first));
    expect(await world.download('drip', 200)).toMatchObject({
      kind: 'retry',
      failure: { code: 'download-stalled' },
    });
  }
  world.between({ patience: { paid: { ...calm, answerMs: 300 }, upload: { ...calm, answerMs: 300 } } });
  world.front.script('put', headers);
  await world.whileSubmitting(behind(body));
});

test('35 redirects in a circle', async () => {
  let hops = 0;
  const around: Answer = (wire, seen) => {
    hops += 1;
    return say('', { status: 302, headers: { location: `${seen.path.split('?')[0]}?hop=${hops}` } })(
      wire,
      seen,
    );
  };
  await world.whileAsking(around);
  expect(hops).toBe(5);
  world.front.script('output', around, 50);
  const job = await world.rig.one();
  await world.trouble(job, 'service-error');
  expect(hops).toBeLessThanOrEqual(5 + 6);
  world.front.clear();
  await world.until(job, 'done');
  world.expectPaid(1);
});

test('36 redirects to http, to a file, to this machine, to its cloud', async () => {
  const led = (location: string) => say('', { status: 302, headers: { location } });
  for (const location of [
    'http://cdn.example/x.mp4',
    'file://host/share/x.mp4',
    'https://169.254.169.254/latest/meta-data',
    'http://169.254.169.254/latest/meta-data',
    'https://localhost/x.mp4',
    'http://127.0.0.1:9/x.mp4',
    '//127.0.0.1/x.mp4',
    '\\\\127.0.0.1\\x.mp4',
    'https://[::1]/x.mp4',
    'data:video/mp4;base64,AAAA',
  ]) {
    world.front.script('output', led(location));
    expect(await world.download('led'), location).toMatchObject({
      kind: 'refused',
      failure: { code: 'not-allowed' },
    });
  }
  world.front.script('output', led('https://169.254.169.254/latest/meta-data'));
  await world.whileSubmitting(honest);
});

test('37 a redirect of the paid request', async () => {
  const location = 'https://evil.test/v1/jobs/submit';
  const led = [307, 308].map((status) => say('', { status, headers: { location } }));
  for (const answer of led) await world.whileSubmitting(behind(answer));
});

test('38 a redirect to another host takes no key along', async () => {
  world.front.script('presign', say('', { status: 302, headers: { location: 'https://evil.test/' } }));
  world.allowed.add('cdn.example:443');
  world.front.script('output', (wire, seen) =>
    say('', { status: 302, headers: { location: `https://cdn.example${seen.path}` } })(wire, seen),
  );
  await world.whileSubmitting(honest);
  const there = world.front.seen.filter(({ host }) => host === 'cdn.example');
  expect(there).toHaveLength(1);
  for (const { headers } of there) {
    expect(Object.keys(headers)).not.toContain('authorization');
    expect(Object.keys(headers)).not.toContain('cookie');
  }
});

test('39 a flood of cookies', async () => {
  const flood = (count: number) =>
    Array.from({ length: count }, (_, n) => `c${n}=${'v'.repeat(40)}; Path=/`).join('\r\nset-cookie: ');
  await world.whileAsking(under({ 'set-cookie': flood(1000), 'content-length': 17 }), 'unreachable');
  const cookies: Answer = async (wire) => {
    const { status, headers, body } = await wire.pass();
    await wire.write(
      head(`${status} Fed`, { ...headers, 'content-length': body.length, 'set-cookie': flood(150) }),
    );
    await wire.write(body);
    wire.end();
  };
  for (const route of ['presign', 'put', 'list', 'submit', 'status', 'output'] as const)
    world.front.script(route, cookies, 99);
  await world.whileSubmitting(cookies);
  expect(world.front.seen.filter(({ headers }) => 'cookie' in headers)).toEqual([]);
});

test('40 certificates of strangers, of yesterday, of another host; and of the system’s own authority', async () => {
  const wrong: CertificateName[] = ['stranger', 'expired', 'other-host'];
  for (const certificate of wrong) {
    world.front.certificate = certificate;
    const answer = await world.client.presign('image.jpg', 'image/jpeg');
    expect(answer).toMatchObject({ ok: false, error: { code: 'unreachable' } });
    expect(world.front.seen).toEqual([]);
  }
  // A certificate that turns bad just before the money would move: nothing is sent, and later it is sent once.
  const turn: Answer = async (wire, seen) => {
    await honest(wire, seen);
    world.front.certificate = 'stranger';
  };
  world.front.certificate = 'good';
  world.front.script('list', turn);
  const job = await world.rig.one();
  await world.trouble(job, 'unreachable');
  expect(world.front.requests('submit')).toEqual([]);
  expect(world.rig.engine.job(job.id)?.state.name).toBe('prepared');
  world.front.certificate = 'good';
  await world.until(job, 'done');
  world.expectPaid(1);
});

test('41 HTTP/2 where it was not asked for, and connections that are torn down', async () => {
  const goAway = Buffer.from('000008070000000000000000000000000d', 'hex');
  const storm = Buffer.concat(Array.from({ length: 10_000 }, () => goAway));
  await world.whileAsking(raw(storm), 'unreachable');
  const good = pem('good');
  const modern = http2.createSecureServer({ key: good, cert: good });
  world.front.takeOver = (socket) => modern.emit('connection', socket);
  expect(await world.client.check()).toMatchObject({ ok: false });
  world.front.takeOver = (socket) => socket.resetAndDestroy();
  for (let n = 0; n < 20; n += 1) expect(await world.client.check()).toMatchObject({ ok: false });
  world.front.takeOver = null;
  expect(await world.verdict((wire) => wire.reset())).toMatchObject({ type: 'unknown' });
  await world.whileSubmitting(behind(raw(storm)));
});

test('42 "continue" without end, and another protocol', async () => {
  const most = 50 * MIB;
  const endless = () => pour('', Buffer.from('HTTP/1.1 100 Continue\r\n\r\n'.repeat(100)), most);
  const [question, submit] = [endless(), endless()];
  world.front.script('presign', question.answer);
  expect(await world.client.presign('image.jpg', 'image/jpeg')).toMatchObject({
    ok: false,
    error: { code: 'unreachable', detail: 'nothing but interim answers' },
  });
  expect(await world.verdict(submit.answer)).toMatchObject({ type: 'unknown' });
  expect(Math.max(await question.left, await submit.left)).toBeLessThan(most / 2);
  const other = raw('HTTP/1.1 101 Switching Protocols\r\nupgrade: x\r\nconnection: upgrade\r\n\r\n');
  await world.whileAsking(other, 'unreachable');
  expect(await world.verdict(other)).toMatchObject({ type: 'unknown' });
  // A few are nothing wrong.
  await world.whileSubmitting(async (wire, seen) => {
    await wire.write('HTTP/1.1 100 Continue\r\n\r\nHTTP/1.1 103 Early Hints\r\n\r\n');
    await honest(wire, seen);
  });
});

test('43 chunks of sizes that are none', async () => {
  const chunked = { 'transfer-encoding': 'chunked' };
  const sizes = [
    'zz\r\n{"jobId":"job_1"}\r\n0\r\n\r\n',
    'ffffffffffffffffff\r\n{"jobId":"job_1"}',
    '-1\r\n{}\r\n0\r\n\r\n',
    '11\r\n{"jobId":"job_1"}\r\n',
  ];
  for (const body of sizes)
    expect(await world.verdict(under(chunked, body))).toMatchObject({ type: 'unknown' });
  await world.whileSubmitting(behind(under(chunked, sizes[0])));
});

test('44 a part that was not asked for', async () => {
  world.front.script('output', async (wire) => {
    const { headers, body } = await wire.pass();
    const range = `bytes 100-${body.length - 1}/${body.length}`;
    await wire.write(
      head('206 Partial Content', {
        ...headers,
        'content-range': range,
        'content-length': body.length - 100,
      }),
    );
    await wire.write(body.subarray(100));
    wire.end();
  });
  await world.whileSubmitting(honest);
});

test('45 a page in place of a clip, and one that calls itself a clip', async () => {
  const page = '<!doctype html><script>alert(1)</script>';
  for (const type of ['text/html', 'video/mp4']) {
    world.front.script('output', say(page, { headers: { 'content-type': type } }));
    expect(await world.download('page')).toMatchObject({ kind: 'refused', failure: { code: 'not-a-clip' } });
  }
  world.front.script('output', say(page, { headers: { 'content-type': 'text/html' } }));
  const job = await world.rig.one();
  await world.trouble(job, 'not-a-clip');
  await world.until(job, 'done');
  world.expectPaid(1);
});

test('46 a file name that the service would like', async () => {
  world.front.script('output', async (wire) => {
    const { headers, body } = await wire.pass();
    const name = `filename="..\\..\\a.exe"; filename*=UTF-8''%2Fetc%2F%E2%80%AEgpj.exe`;
    const more = { 'content-disposition': `attachment; ${name}`, 'content-length': body.length };
    await wire.write(head('200 OK', { ...headers, ...more }));
    await wire.write(body);
    wire.end();
  });
  await world.whileSubmitting(honest);
  const page = world.rig.clips.library.page({ cursor: null, limit: 5, query: EVERY_CLIP });
  expect(page.ok && page.value.clips.map(({ name }) => name)).toEqual(['harbour-dawn-01.mp4']);
});
