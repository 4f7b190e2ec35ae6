import { gzipSync } from 'node:zlib';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { chooseCandidate } from '../../../main/core/job/commands.ts';
import { ACCOUNT } from '../engine/rig.ts';
import { type Answer, head } from './front.ts';
import { pour, say, twist } from './say.ts';
import { World } from './world.ts';

const MIB = 1024 * 1024;
let world: World;
beforeEach(async () => {
  world = await World.start();
});
afterEach(() => world.close());

const honest: Answer = twist((data) => data);
const replaced = (field: string, value: string) => (json: string) =>
  json.replace(new RegExp(`"${field}":("[^"]*"|\\d+)`), () => `"${field}":${value}`);

test('1 a job id that is a path', async () => {
  world.front.script(
    'list',
    twist((data) => ({ ...data, jobs: [...Object(data['jobs']), { jobId: '../../x' }] })),
    99,
  );
  await world.whileSubmitting(twist((data) => ({ ...data, jobId: '../../x' })));
  expect(world.front.seen.filter(({ path: asked }) => asked.includes('..'))).toEqual([]);
});

test('2 a job id of a megabyte', async () => {
  await world.whileSubmitting(twist((data) => ({ ...data, jobId: 'j'.repeat(MIB) })));
});

test('3 job ids with NUL, a line break, a direction override', async () => {
  for (const jobId of ['job\0', 'job\r\nx: y', '\u202egpj.boj'])
    expect(await world.verdict(say({ jobId }))).toMatchObject({ type: 'unknown' });
  await world.whileSubmitting(twist((data) => ({ ...data, jobId: `job\r\nx: y\0` })));
});

test('4 a job id that is a number beyond what numbers hold', async () => {
  await world.whileSubmitting(twist((data) => data, replaced('jobId', '1152921504606846977')));
});

test('5 the id of a job that another clip has, or that was there before', async () => {
  const first = await world.whileSubmitting(honest);
  const taken = first.state.name === 'done' ? first.state.remoteId : '';
  const second = await world.whileSubmitting(twist((data) => ({ ...data, jobId: taken })));
  expect(second.state).not.toMatchObject({ remoteId: taken });
  expect(world.rig.journal.remoteJobs.ownerOf(ACCOUNT, taken)).toBe(first.id);

  const foreign = await world.foreignJob();
  world.front.script(
    'submit',
    twist((data) => ({ ...data, jobId: foreign })),
  );
  const job = await world.rig.one();
  const asked = await world.until(job, 'asking');
  const candidates = asked.state.name === 'asking' ? asked.state.candidates : [];
  expect(candidates.map(({ remoteId }) => remoteId)).not.toContain(foreign);
  expect(chooseCandidate(world.rig.engine, job.id, candidates[0]?.remoteId ?? '').ok).toBe(true);
  await world.until(job, 'done');
  expect(world.front.requests('submit')).toHaveLength(3);
  expect(world.money().ours.charged).toBe(3 * (world.view(job).charged ?? 0));
});

test('6 a job id that is the name of what every object has', async () => {
  expect(await world.verdict(say({ jobId: 'constructor' }))).toMatchObject({ remoteId: 'constructor' });
  let real = '';
  const rename: Answer = async (wire, seen) => {
    const { status, headers, body } = await wire.pass({ path: seen.path.replace('__proto__', real) });
    const renamed = body.toString('utf8').replaceAll(`"${real}"`, '"__proto__"');
    await say(renamed, { status, headers })(wire, seen);
  };
  world.front.script('status', rename, 99);
  world.front.script('list', rename, 99);
  const job = await world.whileSubmitting(
    twist((data) => {
      real = String(data['jobId']);
      return { ...data, jobId: '__proto__' };
    }),
  );
  expect(job.state).toMatchObject({ remoteId: '__proto__' });
});

test('7 a body that would change what objects are', async () => {
  const body = '{"__proto__":{"admin":1,"data":{"jobId":"a"}},"constructor":{"prototype":{"admin":1}}}';
  await world.whileAsking(say(body));
  await world.whileSubmitting(say(body, { effect: true }));
  expect({}).not.toHaveProperty('admin');
});

test('8 a body nested 100,000 deep', async () => {
  const deep = '['.repeat(100_000) + ']'.repeat(100_000);
  const text = `{"jobId":"a","status":"completed","jobs":[],"estimatedCost":1,"deep":${deep}}`;
  await world.whileAsking(say(text));
  expect(await world.verdict(say(text))).toMatchObject({ type: 'unknown' });
  await world.whileSubmitting(twist((data) => data, replaced('costMicroCents', deep)));
});

test('9 a body of 200 MB', async () => {
  const start = `${head('200 OK', { 'content-length': 200 * MIB })}{"data":{"jobId":"job_1","pad":"`;
  const flood = () => pour(start, Buffer.alloc(64 * 1024, 'a'), 200 * MIB);
  const [submit, question] = [flood(), flood()];
  await world.whileSubmitting(async (wire, seen) => {
    await wire.pass();
    await submit.answer(wire, seen);
  });
  world.front.script('status', question.answer);
  expect(await world.client.job('job_1')).toMatchObject({ ok: false, error: { code: 'unreachable' } });
  expect(Math.max(await submit.left, await question.left)).toBeLessThan(50 * MIB);
});

test('10 a compressed body that unpacks to a thousand times its size', async () => {
  const headers = { 'content-encoding': 'gzip' };
  const bomb = gzipSync(Buffer.alloc(10 * MIB, ' '));
  await world.whileAsking(say(bomb, { headers }), 'unreachable');
  expect(await world.verdict(say(bomb))).toMatchObject({ type: 'unknown' });
  await world.whileSubmitting(say(bomb, { headers, effect: true }));
});

test('11 keys that are there twice', async () => {
  expect(await world.verdict(say('{"jobId":"../../x","jobId":"a"}'))).toMatchObject({ remoteId: 'a' });
  expect(await world.verdict(say('{"jobId":"a","jobId":"../../x"}'))).toMatchObject({ type: 'unknown' });
  await world.whileSubmitting(
    twist(
      (data) => data,
      (json) => json.replace('"data":{', '"data":{},"data":{"jobId":"b","jobId":["c"],'),
    ),
  );
});

test('12 lone surrogates, a byte order mark, UTF-16', async () => {
  const marked = '\uFEFF{"jobId":"a"}';
  expect(await world.verdict(say(marked))).toMatchObject({ remoteId: 'a' });
  expect(await world.verdict(say(Buffer.from(marked, 'utf16le')))).toMatchObject({ type: 'unknown' });
  await world.whileSubmitting(twist((data) => data, replaced('jobId', '"\\ud800"')));
  const refusal = { success: false, error: { code: 'INVALID_INPUT', message: '\ud800' } };
  world.front.script('submit', say(refusal, { status: 400 }));
  const job = await world.until(await world.rig.one(), 'rejected');
  expect(world.view(job).failure?.detail?.isWellFormed()).toBe(true);
});

test.each([
  ['13 a page with 200 OK', '<!doctype html><title>Welcome</title>'],
  ['14 nothing with 200 OK', ''],
  ['15 success without a job id', { success: true, data: {}, requestId: 'req_1' }],
])('%s', async (_name, body) => {
  await world.whileAsking(say(body));
  await world.whileSubmitting(say(body, { effect: true, headers: { 'content-type': 'text/html' } }));
  // The same without a job behind it is taken for absence in the end, and costs nothing.
  world.front.script('submit', say(body));
  await world.until(await world.rig.one(), 'absent');
  world.expectPaid(1);
});
