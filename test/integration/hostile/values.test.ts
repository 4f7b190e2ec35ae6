import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { chooseCandidate } from '../../../main/core/job/commands.ts';
import { FLASH } from '../engine/rig.ts';
import { type Answer, SERVICE } from './front.ts';
import { type Fields, say, twist } from './say.ts';
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

test('16 status words in capitals, and such as were never heard of', async () => {
  for (const status of ['rendering', 'failed?', '', 'null', 'cancelled\u0000'])
    world.front.script(
      'status',
      twist((data) => ({ ...data, status })),
    );
  world.front.script(
    'status',
    twist((data) => ({ ...data, status: `${String(data['status']).toUpperCase()} ` })),
    99,
  );
  await world.whileSubmitting(honest);
});

test('17 a job that is finished and then waits again', async () => {
  const output = `${SERVICE}/outputs/none/output_0.mp4`;
  world.front.script(
    'status',
    twist((data) => ({ ...data, status: 'completed', output, outputs: null })),
  );
  world.front.script(
    'status',
    twist((data) => ({ ...data, status: 'pending', output: null, outputs: null })),
  );
  await world.whileSubmitting(honest);
});

test('18 progress that is no number', async () => {
  for (const progress of ['NaN', '-1', '1e309', '"50%"'])
    world.front.script(
      'status',
      twist((data) => data, replaced('progress', progress)),
    );
  await world.whileSubmitting(honest);
});

test('19 times in 1970, in 9999, beyond all dates, and without a zone', async () => {
  const times = [
    '1970-01-01T00:00:00Z',
    '9999-12-31T23:59:59Z',
    '+275760-09-13T00:00:00.001Z',
    '2026-02-18T15:00:00',
    8.64e15 + 1,
    -8.64e15 - 1,
  ];
  const rows = times.map((createdAt, n) => ({ jobId: `j${n}`, status: 'pending', model: FLASH, createdAt }));
  world.front.script('list', say({ jobs: rows, nextCursor: null, hasMore: false }));
  const list = await world.client.jobsSince(FLASH, 0);
  expect(list.ok && list.value.jobs.map(({ createdAt }) => createdAt)).toEqual([
    0,
    Date.UTC(9999, 11, 31, 23, 59, 59),
    null,
    null,
    null,
    null,
  ]);

  const headers = { date: 'Fri, 31 Dec 9999 23:59:59 GMT' };
  const dated =
    (createdAt: unknown): Answer =>
    async (wire, seen) => {
      const { status, body } = await wire.pass();
      const json = body
        .toString('utf8')
        .replaceAll(/"createdAt":"[^"]*"/g, `"createdAt":${JSON.stringify(createdAt)}`);
      await say(json, { status, headers })(wire, seen);
    };
  for (const [n, createdAt] of ['1970-01-01T00:00:00Z', 8.64e15 + 1].entries()) {
    world.front.script('submit', say('', { effect: true }));
    for (const route of ['list', 'status'] as const) world.front.script(route, dated(createdAt), 99);
    const job = await world.rig.one();
    const asked = await world.until(job, 'asking');
    expect(world.view(job).candidates).toHaveLength(1);
    const [candidate] = asked.state.name === 'asking' ? asked.state.candidates : [];
    expect(chooseCandidate(world.rig.engine, job.id, candidate?.remoteId ?? '').ok).toBe(true);
    await world.until(job, 'done');
    world.expectPaid(n + 1);
    world.front.clear();
  }
});

test('20 prices below nothing, beyond all measure, as text, in another currency', async () => {
  for (const price of [
    { costMicroCents: -5 },
    { costMicroCents: '2500000' },
    { costMicroCents: [1] },
    { costMicroCents: 1e308 },
    { costMicroCents: Number.MAX_SAFE_INTEGER },
    { costMicroCents: 1, currency: 'EUR' },
  ])
    expect(await world.verdict(say({ jobId: 'a', ...price }))).toMatchObject({
      type: 'accepted',
      cost: null,
    });
  for (const estimatedCostMicroCents of [-5, '7', 1e300, null]) {
    world.front.script('estimate', say({ estimatedCostMicroCents }));
    expect(await world.client.estimate(FLASH, {})).toMatchObject({ ok: false });
  }
  await world.whileSubmitting(twist((data) => ({ ...data, costMicroCents: -5 })));
  // Nothing is a price: then the service's word counts.
  world.front.script(
    'submit',
    twist((data) => ({ ...data, costMicroCents: 0 })),
  );
  const job = await world.until(await world.rig.one(), 'done');
  expect(world.view(job).charged).toBe(0);
});

test('21 no word of a balance or a price', async () => {
  await world.whileSubmitting(twist(({ jobId }) => ({ jobId })));
  world.front.script('submit', say({ error: { code: 'INSUFFICIENT_BALANCE' } }, { status: 402 }));
  const job = await world.until(await world.rig.one(), 'rejected', 'prepared');
  expect(world.view(job).charged).toBeNull();
  world.expectPaid(1);
});

test('22 a list without end', async () => {
  let page = 0;
  const same = twist((data) => ({ ...data, nextCursor: 'again', hasMore: true }));
  const ever = twist((data) => {
    page += 1;
    return {
      ...data,
      jobs: [...jobsOf(data), { jobId: `other_${page}` }],
      nextCursor: `page ${page}`,
      hasMore: true,
    };
  });
  world.front.script('list', same, 99);
  expect(await world.client.jobsSince(FLASH, 0)).toMatchObject({ ok: true, value: { complete: false } });
  expect(world.front.requests('list')).toHaveLength(2);
  await world.whileSubmitting(say('', { effect: true }));
  world.front.clear();
  world.front.script('list', ever, 99);
  expect(await world.client.jobsSince(FLASH, 0)).toMatchObject({ ok: true, value: { complete: false } });
  expect(page).toBe(10);
});

test('23 a list of 10,000 rows without order, each of them twice', async () => {
  const rows = Array.from({ length: 10_000 }, (_, n) => ({
    jobId: `other_${(n * 7919) % 5000}`,
    status: 'completed',
    progress: 100,
    model: FLASH,
    createdAt: new Date(Date.UTC(2026, 0, 1) + ((n * 7919) % 5000) * 1000).toISOString(),
    completedAt: null,
  }));
  world.front.script(
    'list',
    twist((data) => ({ ...data, jobs: [...jobsOf(data), ...rows] })),
    99,
  );
  await world.whileSubmitting(honest);
});

test('24 an error of 5 MB with markup and escapes', async () => {
  const message = `\u001b]0;owned\u0007\u001b[2J<img src=x onerror=alert(1)>${'A'.repeat(5 * MIB)}`;
  const body = { success: false, error: { code: 'INVALID_INPUT', message }, requestId: 'req_1' };
  world.front.script('presign', say(body, { status: 500 }));
  world.front.script('submit', say(body, { status: 400 }));
  const job = await world.until(await world.rig.one(), 'rejected');
  const detail = world.view(job).failure?.detail ?? '';
  expect(detail).toMatch(/^ \]0;owned \[2J<img src=x onerror=alert\(1\)>A+$/);
  expect(detail).toHaveLength(500);
  world.expectPaid(0);
});

test('25 links in the reason of a failed job', async () => {
  const message = '[help](file:///etc/passwd) [more](ms-msdt:/id x) <https://evil.test/?a=1>';
  world.rig.service?.faults.add({ kind: 'fail-job', message });
  const job = await world.until(await world.rig.one(), 'failed');
  expect(world.view(job).failure?.detail).toBe('[help](… [more](ms-msdt:/id x) <…');
  world.expectPaid(1);
  expect(world.money().ours.refunded).toBe(world.money().ours.charged);
});

test('26 a prompt with markup, echoed by the service', async () => {
  const prompt = `<img src=x onerror="alert('1')"> </script> {{7*7}}`;
  const echo = twist((data) => ({ ...data, prompt, input: { prompt }, message: prompt }));
  world.front.script('submit', echo);
  world.front.script('status', echo, 99);
  const job = await world.until(await world.rig.one({ params: { prompt } }), 'done');
  expect(JSON.parse(world.front.requests('submit')[0]?.body.toString('utf8') ?? '')).toMatchObject({
    input: { prompt },
  });
  expect(world.view(job).prompt).toBe(prompt);
  const folder = path.join(world.rig.folder, 'Kinora');
  const sidecar = readdirSync(folder).find((name) => name.endsWith('.kinora.json')) ?? '';
  expect(JSON.parse(readFileSync(path.join(folder, sidecar), 'utf8'))).toMatchObject({
    recipe: { params: { prompt } },
  });
  world.expectPaid(1);
});

test('27 a model name that is a path', async () => {
  const model = '../../../../etc/passwd\0';
  world.front.script(
    'submit',
    twist((data) => ({ ...data, model })),
  );
  world.front.script(
    'status',
    twist((data) => ({ ...data, model })),
    99,
  );
  world.front.script(
    'list',
    twist((data) => ({ ...data, jobs: [...jobsOf(data), { jobId: 'other', model }] })),
    99,
  );
  const job = await world.until(await world.rig.one(), 'done');
  expect(job.recipe.modelId).toBe(FLASH);
  world.expectPaid(1);
});

test('28 ten thousand outputs, and the same one twice', async () => {
  const many = (count: number) =>
    twist((data) => {
      const [output] = [data['outputs']].flat();
      const others = Array.from({ length: count }, (_, n) => ({
        url: `https://evil.test/${n}.mp4`,
        type: 'video',
      }));
      return { ...data, outputs: output ? [output, output, ...others] : null };
    });
  world.front.script('status', many(10_000), 99);
  await world.whileSubmitting(honest);
  expect(new Set(world.front.requests('output').map(({ path: asked }) => asked)).size).toBe(1);
});

test('29 an end that is expected in 30,000 years, or long ago', async () => {
  for (const estimatedCompletionTime of [1e12, -5, '+275760-09-13T00:00:00.001Z'])
    expect(await world.verdict(say({ jobId: 'a', estimatedCompletionTime }))).toMatchObject({
      type: 'accepted',
      estimatedCompletionTime: null,
    });
  for (const estimatedCompletionTime of ['9999-12-31T23:59:59Z', '1970-01-01T00:00:00Z'])
    await world.whileSubmitting(twist((data) => ({ ...data, estimatedCompletionTime })));
});

const jobsOf = (data: Fields): Fields[] => (Array.isArray(data['jobs']) ? data['jobs'] : []);
