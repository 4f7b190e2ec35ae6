import { type ChildProcess, spawn } from 'node:child_process';
import { createHash } from 'node:crypto';
import { mkdtemp, readdir, rm, writeFile } from 'node:fs/promises';
import { request } from 'node:http';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { createInterface } from 'node:readline';
import { DatabaseSync } from 'node:sqlite';
import { build } from 'vite';
import { beforeAll, expect, onTestFinished, test } from 'vitest';
import * as z from 'zod/mini';
import { FAULT_KINDS } from '../../../main/practice/faults.ts';
import { ClipInterrupted, type MakeClip } from '../../../main/practice/make-clip.ts';
import { repeatClip } from '../../../main/practice/repeat-clip.ts';
import { startService } from '../../../main/practice/service.ts';
import { bundles } from '../../../scripts/build.mjs';
import { api, ended, fixture, freshDir, freshService, submit, upload } from './peer.ts';

const SECRET = 'control-secret';
const ENTRY = path.join('main', 'practice', 'cli.ts');
let bundle = '';

// The product's own bundle, in a folder that no other build empties meanwhile.
beforeAll(async () => {
  const outDir = await mkdtemp(path.join(tmpdir(), 'practice-bundle-'));
  const config = bundles.find((each) => String(each.build?.rolldownOptions?.input).endsWith(ENTRY));
  await build({ ...config, build: { ...config?.build, outDir } });
  bundle = path.join(outDir, 'service.js');
  return () => rm(outDir, { recursive: true, force: true });
}, 120_000);

const firstLine = z.object({ url: z.string(), key: z.string(), port: z.number(), pid: z.number() });
const ledgerSchema = z.array(z.object({ kind: z.string(), jobId: z.string(), amount: z.number() }));

interface Peer extends z.infer<typeof firstLine> {
  readonly child: ChildProcess;
  kill(): Promise<void>;
}

async function spawnService(dir: string, ...more: string[]): Promise<Peer> {
  const args = [bundle, '--json', '--dir', dir, '--control', SECRET, ...more];
  const child = spawn(process.execPath, args, { stdio: ['ignore', 'pipe', 'inherit'] });
  onTestFinished(() => void child.kill('SIGKILL'));
  const gone = new Promise<void>((resolve) => child.once('exit', () => resolve()));
  const line = await new Promise<string>((resolve, reject) => {
    createInterface(child.stdout).once('line', resolve);
    child.once('exit', (code) => reject(new Error(`the service ended with ${code}`)));
  });
  return {
    ...firstLine.parse(JSON.parse(line)),
    child,
    kill: () => {
      child.kill('SIGKILL');
      return gone;
    },
  };
}

const ledgerOf = async (peer: Peer) =>
  ledgerSchema.parse((await api(peer, 'GET', '/__control/ledger', undefined, SECRET)).body);

test('killed while jobs run and an upload arrives, it continues with the same port, key, jobs and ledger', async () => {
  const dir = await freshDir();
  const first = await spawnService(dir, '--time-scale', '0.02');
  const image = await fixture('landscape.jpg');
  const { fileUrl, id } = await upload(first, image);
  const jobIds: string[] = [];
  for (let index = 0; index < 3; index += 1)
    jobIds.push(String((await submit(first, fileUrl)).data['jobId']));
  const before = await ledgerOf(first);
  expect(before).toHaveLength(3);

  // An upload whose bytes are still on their way.
  const { data } = await api(first, 'POST', '/v1/uploads/presign', {
    filename: 'image.jpg',
    contentType: 'image/jpeg',
  });
  const headers = { 'content-type': 'image/jpeg', 'content-length': image.byteLength };
  const half = request(String(data['uploadUrl']), { method: 'PUT', headers });
  half.on('error', () => {});
  half.write(image.subarray(0, 30_000));
  await expect
    .poll(
      async () => (await readdir(path.join(dir, 'uploads'))).filter((name) => name.endsWith('.part')).length,
    )
    .toBe(1);
  await first.kill();

  const second = await spawnService(dir, '--time-scale', '0.02');
  expect([second.port, second.key]).toEqual([first.port, first.key]);
  expect(await ledgerOf(second)).toEqual(before);
  expect(await readdir(path.join(dir, 'uploads'))).toEqual([id]);
  expect((await fetch(String(data['fileUrl']))).status).toBe(404);
  const put = await fetch(String(data['uploadUrl']), {
    method: 'PUT',
    headers: { 'content-type': 'image/jpeg' },
    body: new Uint8Array(image),
  });
  expect(put.status).toBe(200);
  const rawBytes = await fetch(`${second.url}/__control/uploads/${data['fileId']}`, {
    headers: { authorization: `Bearer ${SECRET}` },
  });
  const hash = (bytes: Uint8Array) => createHash('sha256').update(bytes).digest('hex');
  expect(hash(new Uint8Array(await rawBytes.arrayBuffer()))).toBe(hash(image));

  for (const jobId of jobIds) {
    const status = await ended(second, jobId);
    expect(status).toMatchObject({ status: 'completed' });
    expect((await fetch(String(status['output']))).status).toBe(200);
  }
  expect(await ledgerOf(second)).toEqual(before);
});

test('killed ten times while submits pour in: every charge has its job, and every acknowledged job is there', async () => {
  const dir = await freshDir();
  const known = new Set<string>();
  let key = '';
  for (let round = 0; round < 10; round += 1) {
    const peer = await spawnService(dir, '--time-scale', '100', '--max-concurrent', '100000');
    key = peer.key;
    // At another moment of a submit's life each time.
    for (let sent = 1; ; sent += 1) {
      if (sent === 4) setTimeout(() => void peer.kill(), round);
      const reply = await submit(peer, 'https://example.com/x.jpg').catch(() => null);
      if (!reply) break;
      known.add(String(reply.data['jobId']));
    }
  }
  const last = await spawnService(dir);
  expect(last.key).toBe(key);
  const ledger = await ledgerOf(last);
  const charged = new Set(ledger.map((row) => row.jobId));
  expect(charged.size).toBe(ledger.length);
  expect(known.size).toBeGreaterThanOrEqual(30);
  for (const jobId of known) expect(charged.has(jobId)).toBe(true);
  for (const jobId of [...charged].slice(-20))
    expect((await api(last, 'GET', `/v1/jobs/${jobId}`)).status).toBe(200);
});

test('the control door scripts faults and tells what arrived', async () => {
  const peer = await spawnService(await freshDir(), '--key', 'pb_a_key_of_my_own');
  expect(peer.key).toBe('pb_a_key_of_my_own');
  const control = (method: string, route: string, body?: unknown) =>
    api(peer, method, `/__control/${route}`, body, SECRET);
  expect((await control('POST', 'faults', { kind: 'nonsense' })).status).toBe(400);
  await control('POST', 'faults', [
    { kind: '429', retryAfter: 3 },
    { kind: 'slow', route: 'list', ms: 1 },
  ]);
  expect((await submit(peer, 'https://example.com/x.jpg')).status).toBe(429);
  expect((await control('GET', 'faults')).body).toEqual({
    waiting: [{ kind: 'slow', route: 'list', ms: 1 }],
  });
  await control('DELETE', 'faults');
  expect((await control('POST', 'shape', { envelope: 'flat' })).body).toMatchObject({ envelope: 'flat' });
  expect((await submit(peer, 'https://example.com/x.jpg')).body).toHaveProperty('jobId');
  expect((await submit(peer, 'https://example.com/x.jpg', 'pb_expired')).status).toBe(401);
  expect((await control('GET', 'requests')).body).toMatchObject([
    { method: 'POST', path: '/v1/jobs/submit', status: 429, hasKey: true, sha256: expect.any(String) },
    { status: 200 },
    { status: 401 },
  ]);
});

test('the command line scripts a shape and a seeded plan, and its help names every fault', async () => {
  const dir = await freshDir();
  const plan = path.join(dir, 'plan.json');
  await writeFile(plan, '[{"rate":1,"fault":{"kind":"429"},"between":{"retryAfter":[5,5]}}]');
  const shape = '{"errors":"bare"}';
  const peer = await spawnService(dir, '--faults', plan, '--seed', '7', '--shape', shape);
  expect((await submit(peer, 'https://example.com/x.jpg')).body).toMatchObject({
    error: { code: 'CONCURRENT_JOBS_EXCEEDED', details: { retryAfter: 5 } },
  });
  await peer.kill();
  await spawnService(dir, '--faults', 'storm');
  const help = spawn(process.execPath, [bundle, '--help']);
  let said = '';
  help.stdout.on('data', (chunk) => {
    said += String(chunk);
  });
  expect(await new Promise((resolve) => help.once('close', resolve))).toBe(0);
  for (const { kind } of FAULT_KINDS) expect(said).toContain(`  ${kind} `);
});

test('time goes on while it is not running, and a clip that was lost is made again', async () => {
  const dir = await freshDir();
  let now = Date.now();
  const clock = {
    now: () => now,
    monotonic: () => now,
    after: (ms: number, callback: () => void) => {
      const timer = setTimeout(callback, Math.min(ms, 20));
      return () => clearTimeout(timer);
    },
  };
  const first = await freshService({ dir, clock, timeScale: 1, makeClip: () => new Promise(() => {}) });
  const { fileUrl } = await upload(first, await fixture('landscape.jpg'));
  const jobId = String((await submit(first, fileUrl)).data['jobId']);
  const status = async (service: { url: string; key: string }) =>
    (await api(service, 'GET', `/v1/jobs/${jobId}`)).data;
  expect(await status(first)).toMatchObject({ status: 'pending', progress: 0 });
  now += 10_000;
  expect(await status(first)).toMatchObject({ status: 'processing', progress: 50 });
  await first.close();
  // Long enough for the upload's own hour to be over.
  now += 2 * 60 * 60_000;
  const second = await freshService({ dir, clock, timeScale: 1 });
  expect(await ended(second, jobId)).toMatchObject({ status: 'completed', progress: 100 });
  expect(second.ledger()).toHaveLength(1);
});

test('an interrupted clip is neither failed nor refunded, but made later', async () => {
  let tries = 0;
  const makeClip: MakeClip = (image, spec) => {
    tries += 1;
    return tries === 1
      ? Promise.reject(new ClipInterrupted('the window went away'))
      : repeatClip(image, spec);
  };
  const service = await freshService({ makeClip });
  const { fileUrl } = await upload(service, await fixture('landscape.jpg'));
  const jobId = String((await submit(service, fileUrl)).data['jobId']);
  expect(await ended(service, jobId)).toMatchObject({ status: 'completed' });
  expect([tries, service.ledger().length]).toEqual([2, 1]);
});

test('the state of the first version is taken over, and goes on', async () => {
  const dir = await freshDir();
  const db = new DatabaseSync(path.join(dir, 'service.db'));
  db.exec((await fixture('state-v1.sql')).toString());
  db.close();
  const service = await freshService({ dir, timeScale: 10 });
  expect(service.key).toBe('pb_of_the_first_version');
  expect(service.jobs()).toMatchObject([
    { id: 'job_done', state: 'completed', webhookUrl: null },
    { id: 'job_open', state: 'failed', errorCode: 'GENERATION_FAILED' },
  ]);
  expect(service.ledger().map(({ kind, jobId }) => `${kind} ${jobId}`)).toEqual([
    'charge job_done',
    'charge job_open',
    'refund job_open',
  ]);
  expect((await api(service, 'GET', '/v1/jobs/job_done')).data['status']).toBe('completed');
  expect((await submit(service, 'https://example.com/x.jpg')).status).toBe(200);
});

test('one folder has one process; a taken port is said; a remembered one gives way', async () => {
  const dir = await freshDir();
  const first = await freshService({ dir });
  await expect(startService({ dir, makeClip: repeatClip })).rejects.toThrow(/busy/);
  await expect(freshService({ port: first.port })).rejects.toThrow(/EADDRINUSE/);
  const port = first.port;
  await first.close();
  await first.close();
  const other = await freshService({ port });
  const moved = await freshService({ dir });
  expect(other.port).toBe(port);
  expect(moved.port).not.toBe(port);
  expect(moved.key).toBe(first.key);
});

test('bad arguments: one line and exit code 2', async () => {
  for (const args of [
    ['--port', 'x'],
    ['--port'],
    ['--nope'],
    ['--time-scale', '0'],
    ['--key', 'x'],
    ['--faults', 'nonsense'],
    ['--faults', '[{"rate":1,"fault":{"kind":"nonsense"}}]'],
    ['--shape', '{"listOrder":"sideways"}'],
    ['--webhooks', 'anywhere'],
    ['more'],
  ]) {
    const child = spawn(process.execPath, [bundle, ...args]);
    let said = '';
    child.stderr.on('data', (chunk) => {
      said += String(chunk);
    });
    expect(await new Promise((resolve) => child.once('close', resolve))).toBe(2);
    expect(said.trim().split('\n')).toHaveLength(1);
  }
});
