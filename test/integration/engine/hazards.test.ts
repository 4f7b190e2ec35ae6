import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { cancelJob, chooseCandidate } from '../../../main/core/job/commands.ts';
import { jobView } from '../../../main/ipc/views.ts';
import { scriptedKeys } from '../../../main/practice/keys.ts';
import { EVERY_CLIP } from '../../../preload/contract/every-clip.ts';
import { ACCOUNT, FLASH, Rig } from './rig.ts';

let rig: Rig;
beforeEach(async () => {
  rig = await Rig.start();
});
afterEach(() => rig.stop());

const submits = () =>
  rig.service?.requests().filter(({ method, path }) => method === 'POST' && path === '/v1/jobs/submit') ?? [];
const lists = () =>
  rig.service?.requests().filter(({ method, path }) => method === 'GET' && path.startsWith('/v1/jobs?')) ??
  [];
const pause = (ms: number): Promise<void> => new Promise((go) => setTimeout(go, ms));

describe('while a send is under way', () => {
  it('does nothing before it has read the journal', async () => {
    await rig.engine.stop();
    rig.clips.library.close();
    rig.journal.close();
    const { service } = rig;
    await rig.reopen();
    const job = await rig.one();
    await pause(150);
    expect(service?.requests()).toHaveLength(0);
    rig.engine.start();
    await rig.until(job.id, 'done');
    expect(rig.serviceTotals().charges).toBe(1);
  });

  it('lets no second start of the same send through', async () => {
    const job = await rig.one();
    await rig.until(job.id, 'done');
    const send = {
      id: 's',
      jobId: job.id,
      accountId: 'a',
      modelId: FLASH,
      openedAt: 1,
      known: [],
      clockOffset: null,
      keyPrint: null,
    };
    rig.journal.sends.open(send);
    rig.journal.sends.commit('s', 2);
    expect(() => rig.journal.sends.commit('s', 3)).toThrow();
    rig.journal.sends.open({ ...send, id: 't' });
    rig.journal.sends.close('t', 'not-sent', null, 2);
    expect(() => rig.journal.sends.commit('t', 3)).toThrow();
  });

  it('goes on after the keychain refused in the middle', async () => {
    let calls = 0;
    rig.readKey = async () => {
      calls += 1;
      // The third call is the paid one: after presign and list.
      if (calls === 3) throw new Error('the keychain is locked');
      return rig.key;
    };
    const first = await rig.one();
    const second = await rig.one();
    await rig.until(first.id, 'done');
    await rig.until(second.id, 'done');
    expect(rig.serviceTotals().charges).toBe(2);
  });

  it('keeps an answer whose writing failed until it is written', async () => {
    const job = await rig.one();
    const write = rig.journal.write.bind(rig.journal);
    let failures = 2;
    rig.journal.write = (work) => {
      const accepting = rig.engine.unwritten.size > 0;
      if (accepting && failures > 0) {
        failures -= 1;
        throw new Error('disk full');
      }
      return write(work);
    };
    await rig.until(job.id, 'done');
    expect(failures).toBe(0);
    expect(rig.serviceTotals().charges).toBe(1);
    expect(rig.journal.ledger.spentIn('month', Date.now())).toBe(2_500_000);
  });

  it.each(['cancel', 'pause'] as const)('a %s while the list is read stops the send', async (how) => {
    rig.service?.faults.add({ kind: 'slow', route: 'list', ms: 400 });
    const job = await rig.one();
    await expect.poll(() => rig.engine.notes(job.id).busy).toBe('send');
    if (how === 'cancel') expect(cancelJob(rig.engine, job.id).ok).toBe(true);
    else rig.engine.pause(true);
    await pause(700);
    expect(submits()).toHaveLength(0);
    expect(rig.engine.job(job.id)?.state.name).toBe(how === 'cancel' ? 'cancelled' : 'prepared');
  });
});

describe('what the service says of the key', () => {
  it('never carries the key to the page or the journal', async () => {
    const key = rig.key ?? '';
    const message = `Incorrect API key provided: ${key}, see https://x.example/${key}?sig=1`;
    rig.service?.faults.add({
      kind: 'refuse',
      status: 401,
      code: 'INVALID_API_KEY',
      message,
      route: 'presign',
    });
    const job = await rig.one();
    await expect.poll(() => rig.engine.notes(job.id).problem?.code).toBe('key-rejected');
    const view = JSON.stringify(jobView(rig.engine, job));
    expect(view).not.toContain(key);
    expect(view).not.toContain('https://');
    rig.service?.faults.add({ kind: 'refuse', status: 400, code: 'INVALID_INPUT', message });
    rig.engine.accounts.reset();
    await rig.until(job.id, 'rejected');
    expect(JSON.stringify(rig.journal.jobs.get(job.id))).not.toContain(key);
  });
});

describe('a second candidate', () => {
  it('after the followed job has failed makes the job ask once, and nothing is asked without end', async () => {
    await rig.stop();
    rig = await Rig.start({}, 0.002, 900);
    const { service } = rig;
    if (!service) throw new Error('no service');
    service.faults.add({ kind: 'reply-lost-after-charge' });
    service.faults.add({ kind: 'fail-job' });
    const job = await rig.one();
    await rig.until(job.id, 'pending', 'processing');
    await foreignJob(service.url, service.key);
    const asked = await rig.until(job.id, 'asking');
    expect(asked.state.name === 'asking' && asked.state.candidates).toHaveLength(2);
    const before = lists().length;
    await pause(600);
    expect(lists().length - before).toBeLessThan(3);
    expect(submits()).toHaveLength(2);
  });

  it('that the person chooses is the one that is followed, and one that another clip has cannot be chosen', async () => {
    await rig.stop();
    rig = await Rig.start({}, 0.002, 5000);
    const { service } = rig;
    if (!service) throw new Error('no service');
    // On a key that others use, nothing is followed before the window has passed or a second one has turned up.
    rig.journal.remoteJobs.sawForeign(ACCOUNT, { remoteId: 'older', modelId: FLASH, createdAt: 1 }, 1);
    service.faults.add({ kind: 'reply-lost-before-create' });
    const job = await rig.one();
    await rig.until(job.id, 'unknown');
    await foreignJob(service.url, service.key, '2');
    await foreignJob(service.url, service.key, '3');
    const asked = await rig.until(job.id, 'asking');
    if (asked.state.name !== 'asking') throw new Error('not asking');
    const [one, two] = asked.state.candidates;
    if (!one || !two) throw new Error('no candidates');
    rig.journal.remoteJobs.own(job.accountId, one.remoteId, 'another', 1);
    expect(chooseCandidate(rig.engine, job.id, one.remoteId).ok).toBe(false);
    expect(chooseCandidate(rig.engine, job.id, two.remoteId).ok).toBe(true);
    // Theirs has a picture that is not there, so it fails; what matters is which of them was followed.
    await rig.until(job.id, 'failed', 'done');
    const paths = service.requests().map(({ path }) => path);
    expect(paths).toContain(`/v1/jobs/${two.remoteId}`);
    expect(paths).not.toContain(`/v1/jobs/${one.remoteId}`);
  });

  it('while the clip could already be fetched keeps it from coming home under a doubtful name', async () => {
    await rig.stop();
    rig = await Rig.start({}, 0.04, 2500);
    const { service } = rig;
    if (!service) throw new Error('no service');
    service.faults.add({ kind: 'reply-lost-after-charge' });
    const job = await rig.one();
    await rig.until(job.id, 'pending', 'processing');
    // The confirmation is the next to list: it is still waiting when the service completes the job.
    service.faults.add({ kind: 'slow', route: 'list', ms: 6000 });
    await foreignJob(service.url, service.key);
    await rig.until(job.id, 'downloading');
    await rig.until(job.id, 'asking');
    expect(rig.clips.library.count(EVERY_CLIP)).toBe(0);
    expect(service.requests().filter(({ path }) => path.includes('output'))).toEqual([]);
  });
});

async function foreignJob(url: string, key: string, duration = '5'): Promise<void> {
  const answer = await fetch(`${url}/v1/jobs/submit`, {
    method: 'POST',
    headers: { authorization: `Bearer ${key}`, 'content-type': 'application/json' },
    body: JSON.stringify({
      model: FLASH,
      input: { prompt: 'theirs', image_url: `${url}/files/a.jpg`, duration },
    }),
  });
  expect(answer.status).toBe(200);
}

describe('endless troubles are asked about calmly', () => {
  it('a link that is always dead', async () => {
    rig.service?.faults.add({ kind: 'dead-link', times: 1000 });
    const job = await rig.one();
    await rig.until(job.id, 'downloading');
    const before = rig.service?.requests().length ?? 0;
    await pause(1500);
    expect((rig.service?.requests().length ?? 0) - before).toBeLessThan(15);
    rig.service?.faults.clear();
    await rig.until(job.id, 'done');
  });

  it('a finished job without an address', async () => {
    rig.service?.setShape({ output: 'missing' });
    const job = await rig.one();
    await rig.until(job.id, 'processing', 'pending');
    await expect.poll(() => rig.engine.notes(job.id).problem?.code, { timeout: 5000 }).toBe('no-output');
    const before = rig.service?.requests().length ?? 0;
    await pause(1500);
    expect((rig.service?.requests().length ?? 0) - before).toBeLessThan(6);
    rig.service?.setShape({ output: 'string' });
    await rig.until(job.id, 'done');
  });
});

describe('a cancel', () => {
  it('counts only when the service says cancelled, and gives back no more than was charged', async () => {
    const answers: [number, unknown][] = [];
    const odd = await oddService((request, response) => {
      if (request.url?.endsWith('/cancel')) {
        const [status, body] = answers.shift() ?? [500, {}];
        response.writeHead(status, { 'content-type': 'application/json' }).end(JSON.stringify(body));
        return;
      }
      const body = { jobId: 'j', status: 'processing', progress: 50, createdAt: new Date().toISOString() };
      response.writeHead(200, { 'content-type': 'application/json' }).end(JSON.stringify(body));
    });
    const job = await rig.one();
    await rig.until(job.id, 'pending', 'processing');
    const real = rig.service;
    rig.service = real && Object.assign(Object.create(real) as typeof real, { url: odd.url });
    answers.push([200, { jobId: 'j', status: 'processing' }]);
    expect(cancelJob(rig.engine, job.id).ok).toBe(true);
    await expect.poll(() => answers.length).toBe(0);
    await pause(50);
    expect(rig.engine.job(job.id)?.state.name).toBe('cancelling');
    answers.push([200, { jobId: 'j', status: 'cancelled', refundedMicroCents: 99_000_000 }]);
    await rig.until(job.id, 'cancelled');
    expect(rig.journal.ledger.ofJob(job.id)).toMatchObject({ charged: 2_500_000, refunded: 2_500_000 });
    rig.service = real;
    odd.server.closeAllConnections();
    odd.server.close();
  });

  it('that keeps failing is asked for less and less often', async () => {
    const job = await rig.one({ params: { duration: 15 } });
    await rig.until(job.id, 'pending', 'processing');
    const real = rig.service;
    const odd = await oddService((request, response) => {
      const body = { jobId: 'j', status: 'processing', progress: 50, createdAt: new Date().toISOString() };
      const failing = request.url?.endsWith('/cancel') === true;
      response.writeHead(failing ? 500 : 200, { 'content-type': 'application/json' });
      response.end(JSON.stringify(failing ? {} : body));
    });
    rig.service = real && Object.assign(Object.create(real) as typeof real, { url: odd.url });
    expect(cancelJob(rig.engine, job.id).ok).toBe(true);
    await expect.poll(() => rig.engine.notes(job.id).failures, { timeout: 10_000 }).toBeGreaterThanOrEqual(3);
    expect(rig.engine.job(job.id)?.state.name).toBe('cancelling');
    rig.service = real;
    odd.server.closeAllConnections();
    odd.server.close();
  });
});

async function oddService(
  listener: (request: IncomingMessage, response: ServerResponse) => void,
): Promise<{ url: string; server: Server }> {
  const server = createServer(listener);
  await new Promise<void>((go) => server.listen(0, '127.0.0.1', go));
  const address = server.address();
  if (typeof address !== 'object' || !address) throw new Error('no port');
  return { url: `http://127.0.0.1:${address.port}`, server };
}

describe('a key that is replaced while an outcome is unknown', () => {
  it('by another account’s never makes the job count as not started', async () => {
    await rig.stop();
    rig = await Rig.start({ keys: scriptedKeys() }, 0.005, 400);
    rig.service?.faults.add({ kind: 'reply-lost-after-charge' });
    rig.service?.faults.add({ kind: 'list-lag', ms: 60_000 });
    const job = await rig.one();
    await rig.until(job.id, 'unknown');
    rig.key = 'pb_second';
    const asked = await rig.until(job.id, 'asking', 'absent');
    expect(asked.state.name).toBe('asking');
    expect(rig.serviceTotals().charges).toBe(1);
  });
});

describe('a confirmation that cannot be written', () => {
  it('is tried again calmly', async () => {
    await rig.stop();
    rig = await Rig.start({}, 0.002, 500);
    rig.service?.faults.add({ kind: 'reply-lost-after-charge' });
    const job = await rig.one();
    await rig.until(job.id, 'done');
    rig.journal.write = () => {
      throw new Error('disk full');
    };
    await pause(700);
    const before = lists().length;
    await pause(500);
    expect(lists().length - before).toBeLessThan(3);
  });
});
