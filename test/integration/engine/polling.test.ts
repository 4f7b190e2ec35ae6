import fc from 'fast-check';
import { afterEach, beforeEach, describe, expect, it, onTestFinished } from 'vitest';
import { checkAgain } from '../../../main/core/job/commands.ts';
import { expectedMs } from '../../../main/core/job/run/poll-job.ts';
import type { Job } from '../../../main/core/job/state.ts';
import { ERROR_CODES } from '../../../preload/contract/errors.ts';
import { FLASH, Rig } from './rig.ts';
import { VirtualRig } from './virtual.ts';

const SECOND = 1000;
const MINUTE = 60 * SECOND;
const HOUR = 60 * MINUTE;

let rig: VirtualRig;
beforeEach(() => {
  rig = new VirtualRig();
});
afterEach(() => rig.stop());

const names = (jobs: readonly Job[]): Set<string> => new Set(jobs.map((job) => rig.state(job).name));
const remote = (job: Job | undefined): string =>
  job && 'remoteId' in job.state ? job.state.remoteId : 'none';

describe('one job', () => {
  it('is first asked for when the earliest of its kind are done', async () => {
    rig.engine.start();
    rig.running(1);
    await rig.clock.pass(50 * SECOND);
    expect(rig.asked()).toBe(0);
    await rig.clock.pass(40 * SECOND);
    expect(rig.asked()).toBeGreaterThan(0);
  });

  it('that never ends is asked for at the longest pause, for days', async () => {
    rig.engine.start();
    const jobs = rig.running(1, 24 * 3600);
    await rig.clock.pass(HOUR);
    expect(rig.asked()).toBeGreaterThan(350);
    expect(rig.asked()).toBeLessThan(370);
    expect(names(jobs)).toEqual(new Set(['processing']));
  });

  it('is asked for at once when a person wants to know', async () => {
    rig.engine.start();
    const [job] = rig.running(1);
    await rig.clock.pass(10 * SECOND);
    expect(rig.asked()).toBe(0);
    checkAgain(rig.engine, job?.id ?? '');
    await rig.clock.pass(SECOND);
    expect(rig.asked()).toBe(1);
  });

  it('is asked for half as often while nobody looks', async () => {
    rig.engine.start();
    rig.running(1, 3600);
    await rig.clock.pass(10 * MINUTE);
    const watched = rig.asked();
    rig.patience = 2;
    await rig.clock.pass(10 * MINUTE);
    expect((rig.asked() - watched) / watched).toBeCloseTo(0.5, 1);
  });

  it('is asked for on, whichever way the clock is set', async () => {
    rig.engine.start();
    rig.running(1, 3600);
    await rig.clock.pass(MINUTE);
    for (const jump of [-24 * HOUR, 48 * HOUR, -HOUR]) {
      const before = rig.asked();
      rig.clock.jump(jump);
      await rig.clock.pass(MINUTE);
      expect(rig.asked() - before).toBeGreaterThanOrEqual(5);
      expect(rig.asked() - before).toBeLessThan(10);
    }
  });
});

describe('a job that waits for its next try', () => {
  it('does not wait for a day when the clock is set back by one', async () => {
    rig.engine.start();
    const [job] = rig.running(1, 3600);
    if (!job) throw new Error('no job');
    await rig.clock.pass(MINUTE);
    rig.engine.apply(job.id, { type: 'cancel' });
    rig.client.cancels.length = 0;
    await rig.clock.pass(MINUTE);
    expect(rig.client.cancels.length).toBeGreaterThan(0);
    rig.clock.jump(-24 * HOUR);
    rig.client.cancels.length = 0;
    await rig.clock.pass(5 * MINUTE);
    expect(rig.client.cancels.length).toBeGreaterThan(2);
  });
});

describe('many jobs', () => {
  it('are followed by the list', async () => {
    rig.engine.start();
    const jobs = rig.running(20, 100);
    await rig.clock.pass(3 * MINUTE);
    expect(names(jobs)).toEqual(new Set(['processing']));
    expect(rig.asked()).toBe(rig.asked('list'));
    // By themselves they would be asked for more than 20 times each.
    expect(rig.asked()).toBeLessThan(90);
  });

  it('that the list calls running long after their time are each asked for by themselves now and then', async () => {
    rig.engine.start();
    const jobs = rig.running(20, 3600);
    await rig.clock.pass(10 * MINUTE);
    for (const job of jobs) expect([1, 2]).toContain(rig.asked(remote(job)));
    expect(rig.asked('list')).toBeLessThan(60);
  });

  it('that a list shows as ended are each asked for once', async () => {
    rig.engine.start();
    const jobs = rig.running(5, 120);
    await rig.clock.pass(MINUTE);
    const ended = jobs.slice(0, 2);
    for (const job of ended) rig.client.words.set(remote(job), 'completed');
    await rig.clock.pass(MINUTE);
    expect(names(ended)).toEqual(new Set(['downloading']));
    expect(ended.map((job) => rig.asked(remote(job)))).toEqual([1, 1]);
    expect(names(jobs.slice(2))).toEqual(new Set(['processing']));
  });

  it('that the list does not show are asked for singly and stay', async () => {
    rig.engine.start();
    const jobs = rig.running(5, 3600);
    const [gone] = jobs;
    rig.client.words.delete(remote(gone));
    await rig.clock.pass(5 * MINUTE);
    expect(rig.asked(remote(gone))).toBeGreaterThan(3);
    expect(names(jobs)).toEqual(new Set(['pending', 'processing']));
    rig.client.words.set(remote(gone), 'completed');
    await rig.clock.pass(2 * MINUTE);
    expect(gone && rig.state(gone).name).toBe('downloading');
  });

  it('are all known soon after a night’s sleep, by two requests at most', async () => {
    rig.engine.start();
    const jobs = rig.running(50, 60, 'pending');
    await rig.clock.pass(MINUTE);
    for (const job of jobs) rig.client.words.set(remote(job), 'processing');
    rig.clock.jump(8 * HOUR);
    const before = rig.asked();
    // The system says that it woke.
    rig.engine.accounts.reset();
    await rig.clock.pass(3 * SECOND);
    expect(names(jobs)).toEqual(new Set(['processing']));
    expect(rig.asked() - before).toBeLessThanOrEqual(2);
  });

  it('are all known soon after the network’s return, and asked for seldom without it', async () => {
    rig.engine.start();
    const jobs = rig.running(50, 3600, 'pending');
    rig.client.failure = { code: 'unreachable', status: null, retryAfter: undefined };
    await rig.clock.pass(MINUTE);
    const before = rig.asked();
    await rig.clock.pass(10 * MINUTE);
    expect(rig.asked() - before).toBeLessThanOrEqual(45);
    rig.client.failure = null;
    for (const job of jobs) rig.client.words.set(remote(job), 'processing');
    const offline = rig.asked();
    rig.engine.accounts.reset();
    await rig.clock.pass(3 * SECOND);
    expect(names(jobs)).toEqual(new Set(['processing']));
    expect(rig.asked() - offline).toBeLessThanOrEqual(2);
  });

  it.each([
    ['offline', 'offline'],
    ['unreachable', 'service'],
  ] as const)('a call that fails as %s holds them for: %s', async (code, hold) => {
    rig.engine.start();
    const [job] = rig.running(1, 3600, 'pending');
    rig.client.failure = { code, status: null, retryAfter: undefined };
    const seen = new Set<unknown>();
    for (let at = 0; at < 600; at += 1) {
      await rig.clock.pass(SECOND);
      if (job) seen.add(rig.engine.notes(job.id).hold);
    }
    expect(seen).toContain(hold);
  });

  it('are all asked for again once the key works, however long it did not', async () => {
    rig.engine.start();
    const jobs = rig.running(10, 3600, 'pending');
    rig.client.failure = { code: 'no-key', status: null, retryAfter: undefined };
    await rig.clock.pass(HOUR);
    expect(rig.asked()).toBeLessThan(130);
    rig.client.failure = null;
    for (const job of jobs) rig.client.words.set(remote(job), 'processing');
    rig.engine.accounts.reset();
    await rig.clock.pass(3 * SECOND);
    expect(names(jobs)).toEqual(new Set(['processing']));
  });

  it('are all known soon after a refused key is in order again, without anybody saying so', async () => {
    rig.engine.start();
    const jobs = rig.running(10, 200, 'pending');
    rig.client.failure = { code: 'key-rejected', status: 401, retryAfter: undefined };
    await rig.clock.pass(HOUR);
    expect(rig.asked()).toBeGreaterThan(4);
    expect(rig.asked()).toBeLessThan(30);
    rig.client.failure = null;
    for (const job of jobs) rig.client.words.set(remote(job), 'processing');
    await rig.clock.pass(10 * MINUTE + 5 * SECOND);
    expect(names(jobs)).toEqual(new Set(['processing']));
    expect(rig.engine.accounts.of(jobs[0]?.accountId ?? '').keyFailure).toBeNull();
  });

  it('are left alone for as long as a service in trouble asks for', async () => {
    rig.engine.start();
    rig.running(10, 200);
    await rig.clock.pass(MINUTE);
    const before = rig.asked();
    rig.client.failure = { code: 'service-error', status: 503, retryAfter: '1800' };
    await rig.clock.pass(25 * MINUTE);
    // One, and another that may have been on its way.
    expect(rig.asked() - before).toBeLessThanOrEqual(2);
    await rig.clock.pass(10 * MINUTE);
    expect(rig.asked() - before).toBeGreaterThan(1);
  });

  it('are asked for seldom while the service refuses, and not at all while it says so', async () => {
    rig.engine.start();
    rig.running(10, 3600);
    await rig.clock.pass(5 * MINUTE);
    const usual = rig.asked();
    rig.client.failure = { code: 'service-error', status: 503, retryAfter: undefined };
    await rig.clock.pass(5 * MINUTE);
    expect(rig.asked() - usual).toBeLessThanOrEqual(usual * 0.4);
    rig.client.failure = { code: 'rate-limited', status: 429, retryAfter: 3600 };
    await rig.clock.pass(5 * MINUTE);
    const limited = rig.asked();
    await rig.clock.pass(50 * MINUTE);
    expect(rig.asked()).toBe(limited);
  });
});

describe('how long jobs take', () => {
  it('is learned from those that ended, by the service’s own clock', async () => {
    rig.engine.start();
    const [first] = rig.running(1, 3600);
    if (!first) throw new Error('no job');
    expect(expectedMs(rig.engine, first) / SECOND).toBeCloseTo(119, -1);
    rig.client.took = 40;
    const jobs = rig.running(40, 3600, 'completed');
    await rig.clock.pass(5 * MINUTE);
    expect(names(jobs)).toEqual(new Set(['downloading']));
    expect(expectedMs(rig.engine, first) / SECOND).toBeCloseTo(40, -1);
  });

  it('is told by our own clock where the service does not say or says what cannot be', async () => {
    rig.engine.start();
    for (const took of [null, 20 * 3600]) {
      rig.client.took = took;
      const [job] = rig.running(1);
      await rig.clock.pass(130 * SECOND);
      rig.client.words.set(remote(job), 'completed');
      await rig.clock.pass(30 * SECOND);
      expect(job && rig.state(job).name).toBe('downloading');
    }
    const took = rig.journal.runs.last({ practice: false, modelId: FLASH, seconds: 5 }, 10);
    expect(took).toHaveLength(2);
    for (const ms of took) expect(Math.abs(ms - 130 * SECOND)).toBeLessThan(10 * SECOND);
  });

  it('is what the service says before anything was learned', () => {
    const [first] = rig.running(1);
    if (!first) throw new Error('no job');
    const estimate = (seconds: number): number => {
      rig.journal.write(() => rig.engine.history.expect(first, seconds * SECOND));
      return expectedMs(rig.engine, first) / SECOND;
    };
    expect(estimate(300)).toBeCloseTo(297, -1);
    // What cannot be meant is not taken, and a wild estimate keeps nobody waiting for hours.
    expect(estimate(1e12)).toBeCloseTo(297, -1);
    expect(estimate(Number.NaN)).toBeCloseTo(297, -1);
    expect(estimate(-5)).toBeCloseTo(297, -1);
    expect(estimate(12 * 3600)).toBeLessThan(600);
    expect(estimate(1)).toBeGreaterThan(25);
  });
});

describe('the practice service', () => {
  it('is asked for eight jobs by its list, and how long they took is remembered', async () => {
    // Long enough that some of them run at the same time, however slowly they are sent.
    const real = await Rig.start({}, 0.02);
    onTestFinished(() => real.stop());
    const pictures = await Promise.all(Array.from({ length: 8 }, () => real.picture()));
    const made = real.animate(pictures);
    if (!made.ok) throw new Error(made.error.code);
    await Promise.all(made.value.map(({ id }) => real.until(id, 'done')));
    const paths = real.service?.requests().map((request) => request.path) ?? [];
    expect(paths).toContain('/v1/jobs?limit=100');
    const kind = { practice: false, modelId: FLASH, seconds: 5 };
    const took = real.journal.runs.last(kind, 100);
    expect(took).toHaveLength(8);
    expect(Math.min(...took)).toBeGreaterThanOrEqual(120_000);
    const [first] = made.value;
    expect(first && real.journal.runs.expected(first.id)).not.toBeNull();
  });
});

describe('a poll', () => {
  it('can never fail a job, whatever it is answered, and finds its end at last', async () => {
    rig.engine.start();
    const failure = fc.record({
      code: fc.constantFrom(...ERROR_CODES),
      status: fc.constantFrom(null, 400, 401, 403, 404, 418, 429, 500, 503),
      retryAfter: fc.constantFrom(undefined, 0, -1, 'soon', '99999999999', 1e308, {}),
    });
    const word = fc.constantFrom('pending', 'processing', 'other', null);
    const answers = fc.array(fc.oneof(failure, word), { minLength: 1, maxLength: 8 });
    await fc.assert(
      fc.asyncProperty(answers, fc.integer({ min: 1, max: 3 }), async (script, count) => {
        const jobs = rig.running(count, 600);
        for (const answer of script) {
          rig.client.failure = typeof answer === 'object' ? answer : null;
          for (const job of jobs) {
            if (answer === null) rig.client.words.delete(remote(job));
            else if (typeof answer === 'string') rig.client.words.set(remote(job), answer);
          }
          await rig.clock.pass(30 * SECOND);
          rig.engine.accounts.reset();
        }
        for (const name of names(jobs)) expect(['pending', 'processing']).toContain(name);
        rig.client.failure = null;
        for (const job of jobs) rig.client.words.set(remote(job), 'completed');
        await rig.clock.pass(6 * MINUTE);
        expect(names(jobs)).toEqual(new Set(['downloading']));
      }),
      { numRuns: 25 },
    );
  });
});
