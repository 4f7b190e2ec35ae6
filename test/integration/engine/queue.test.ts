import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { retry } from '../../../main/core/job/animate.ts';
import { askPrice } from '../../../main/core/job/ask-price.ts';
import { cancelJob } from '../../../main/core/job/commands.ts';
import { editJob, moveJob } from '../../../main/core/job/queue.ts';
import { EVERY_CLIP } from '../../../preload/contract/every-clip.ts';
import { micro } from '../../../preload/contract/money.ts';
import { ACCOUNT, FLASH, Rig } from './rig.ts';

let rig: Rig;
beforeEach(async () => {
  rig = await Rig.start();
});
afterEach(() => rig.stop());

const submitted = (): unknown[] =>
  rig.service?.requests().filter(({ path }) => path === '/v1/jobs/submit') ?? [];
const params = { prompt: 'Slow push-in', duration: 5, resolution: '720p' };

describe('while nothing has been sent', () => {
  it('keeps the order that the person chose over a restart, and sends in it', async () => {
    rig.engine.pause(true);
    const pictures = await Promise.all([1, 2, 3, 4, 5, 6, 7, 8].map(() => rig.picture()));
    const made = rig.animate(pictures);
    const ids = made.ok ? made.value.map(({ id }) => id) : [];
    const [first, ...rest] = ids;
    const last = ids.at(-1);
    if (!first || !last) throw new Error(JSON.stringify(made));
    expect(moveJob(rig.engine, last, first).ok).toBe(true);
    expect(moveJob(rig.engine, first, null).ok).toBe(true);
    const order = [last, ...rest.slice(0, -1), first];
    expect(rig.engine.jobs().map(({ id }) => id)).toEqual(order);
    await rig.restart();
    expect(rig.engine.jobs().map(({ id }) => id)).toEqual(order);
    await Promise.all(ids.map((id) => rig.until(id, 'done')));
    const accepted = ids.toSorted(
      (a, b) => (rig.journal.sends.acceptedAt(a) ?? 0) - (rig.journal.sends.acceptedAt(b) ?? 0),
    );
    // Three upload at a time, so neighbours may pass each other.
    expect(accepted.indexOf(last)).toBeLessThan(4);
    expect(accepted.indexOf(first)).toBeGreaterThan(3);
  });

  it('touches only the jobs whose place changes when one is moved', async () => {
    rig.engine.pause(true);
    const picture = await rig.picture();
    const made = rig.animate([picture, picture, picture, picture, picture]);
    const [a, b, c, d, e] = made.ok ? made.value.map(({ id }) => id) : [];
    if (!a || !b || !c || !d || !e) throw new Error(JSON.stringify(made));
    const told: string[] = [];
    rig.onJob = ({ id }) => told.push(id);
    expect(moveJob(rig.engine, c, b).ok).toBe(true);
    expect(told.toSorted()).toEqual([b, c].toSorted());
    expect(moveJob(rig.engine, c, b).ok).toBe(true);
    expect(told).toHaveLength(2);
    expect(moveJob(rig.engine, b, null).ok).toBe(true);
    expect(new Set(told.slice(2))).toEqual(new Set([b, d, e]));
    expect(rig.engine.jobs().map(({ id }) => id)).toEqual([a, c, d, e, b]);
    expect(rig.journal.jobs.shown().map(({ id }) => id)).toEqual([a, c, d, e, b]);
  });

  it('takes other settings at their price, and the ledger keeps both prices but counts the last', async () => {
    rig.engine.pause(true);
    const job = await rig.one();
    const edit = {
      jobId: job.id,
      params: { ...params, prompt: 'Waves roll in', duration: 2 },
      confirmed: false,
    };
    expect(editJob(rig.engine, { ...edit, total: micro(2_500_000) }, rig.limits)).toMatchObject({
      error: { code: 'price-changed', facts: { total: 1_000_000 } },
    });
    expect(editJob(rig.engine, { ...edit, total: micro(1_000_000) }, rig.limits).ok).toBe(true);
    expect(rig.journal.ledger.ofJob(job.id).estimated).toBe(1_000_000);
    await rig.restart();
    await rig.until(job.id, 'done');
    expect(rig.serviceTotals()).toMatchObject({ charged: 1_000_000, charges: 1 });
    const page = rig.clips.library.page({ cursor: null, limit: 1, query: EVERY_CLIP });
    expect(page.ok && page.value.clips[0]?.recipe.params['prompt']).toBe('Waves roll in');
  });

  it('keeps to the budget when an edit makes a job dearer', async () => {
    rig.engine.pause(true);
    const job = await rig.one();
    rig.limits = { askAbove: null, monthlyBudget: micro(3_000_000), atBudget: 'stop' };
    const edit = {
      jobId: job.id,
      params: { ...params, duration: 10 },
      total: micro(5_000_000),
      confirmed: true,
    };
    expect(editJob(rig.engine, edit, rig.limits)).toMatchObject({
      error: { code: 'over-budget', facts: { over: 2_000_000 } },
    });
    expect(rig.engine.job(job.id)?.estimate).toBe(2_500_000);
  });

  it('says that it is too late once a job is sent, and leaves it as it was', async () => {
    const job = await rig.one();
    const waiting = await rig.one();
    await rig.until(job.id, 'pending', 'processing', 'downloading', 'done');
    const edit = { jobId: job.id, params, total: micro(2_500_000), confirmed: false };
    expect(editJob(rig.engine, edit, rig.limits)).toMatchObject({ error: { code: 'too-late-to-edit' } });
    expect(moveJob(rig.engine, job.id, null)).toMatchObject({ error: { code: 'too-late-to-edit' } });
    expect(cancelJob(rig.engine, waiting.id).ok || rig.engine.job(waiting.id)?.state.name).toBeTruthy();
  });
});

describe('a price that the service states', () => {
  it('is asked once for the same settings, is agreed to, and stands beside the charge', async () => {
    rig.service?.setShape({ estimateFactor: [9, 10], chargeFactor: [9, 10] });
    expect(await askPrice(rig.engine, ACCOUNT, FLASH, params)).toBe(2_250_000);
    expect(await askPrice(rig.engine, ACCOUNT, FLASH, { ...params, prompt: 'Other words' })).toBe(2_250_000);
    expect(rig.service?.requests().filter(({ path }) => path === '/v1/jobs/estimate')).toHaveLength(1);
    const made = rig.animate([await rig.picture()], { total: micro(2_250_000) });
    const [job] = made.ok ? made.value : [];
    expect(job).toMatchObject({ estimate: 2_250_000, serviceEstimate: 2_250_000 });
    if (!job) throw new Error(JSON.stringify(made));
    await rig.until(job.id, 'done');
    expect(rig.journal.ledger.ofJob(job.id)).toEqual({
      estimated: 2_250_000,
      charged: 2_250_000,
      refunded: 0,
    });
  });

  it('sends nothing when it is more than a tenth above the price that was pressed', async () => {
    rig.service?.setShape({ estimateFactor: [6, 5] });
    await askPrice(rig.engine, ACCOUNT, FLASH, params);
    const picture = await rig.picture();
    expect(rig.animate([picture, picture])).toMatchObject({
      error: { code: 'price-changed', facts: { total: 6_000_000 } },
    });
    expect(rig.engine.jobs()).toEqual([]);
    expect(rig.animate([picture, picture], { total: micro(6_000_000) }).ok).toBe(true);
  });

  it('stops a job that was pressed at the documented price, before it is sent; a retry says the new one', async () => {
    rig.service?.setShape({ estimateFactor: [6, 5], chargeFactor: [6, 5] });
    const job = await rig.one();
    const stopped = await rig.until(job.id, 'rejected');
    expect(stopped.state).toMatchObject({ failure: { code: 'price-changed', facts: { total: 3_000_000 } } });
    expect(submitted()).toHaveLength(0);
    const press = { clickId: rig.ids.next(), accountId: ACCOUNT, total: micro(3_000_000), confirmed: false };
    const again = retry(rig.engine, [job.id], press, rig.limits);
    if (!again.ok) throw new Error(again.error.code);
    await rig.until(again.value[0]?.id ?? '', 'done');
    expect(rig.journal.ledger.spentIn('month', Date.now())).toBe(3_000_000);
  });

  it('is what a job costs whose answer was lost', async () => {
    rig.service?.setShape({ estimateFactor: [9, 10], chargeFactor: [9, 10] });
    rig.service?.faults.add({ kind: 'reply-lost-after-charge' });
    const job = await rig.one();
    await rig.until(job.id, 'done');
    expect(rig.journal.ledger.ofJob(job.id).charged).toBe(2_250_000);
    expect(rig.serviceTotals().charged).toBe(2_250_000);
  });

  it('counts against the budget before anything is sent', async () => {
    rig.service?.setShape({ estimateFactor: [21, 20] });
    rig.limits = { askAbove: null, monthlyBudget: micro(2_600_000), atBudget: 'stop' };
    await askPrice(rig.engine, ACCOUNT, FLASH, params);
    expect(rig.animate([await rig.picture()])).toMatchObject({ error: { code: 'over-budget' } });
  });
});

describe('money on its way', () => {
  it('is the price of a job until that is charged, and is known without asking the journal for each job', async () => {
    rig.engine.pause(true);
    const job = await rig.one();
    const pending = (): number => {
      const ofJob = vi.spyOn(rig.journal.ledger, 'ofJob');
      const money = rig.engine.pendingMoney();
      expect(ofJob).not.toHaveBeenCalled();
      ofJob.mockRestore();
      return money;
    };
    expect(pending()).toBe(2_500_000);
    rig.engine.pause(false);
    await rig.until(job.id, 'pending', 'processing', 'downloading', 'done');
    expect(pending()).toBe(0);
    expect(rig.journal.ledger.ofJob(job.id).charged).toBe(2_500_000);
  });
});

describe('money by batch, day and month', () => {
  it('adds up what the jobs of a press cost', async () => {
    const pictures = await Promise.all([rig.picture(), rig.picture()]);
    rig.service?.faults.add({ kind: 'fail-job' });
    const made = rig.animate(pictures);
    if (!made.ok) throw new Error(made.error.code);
    await Promise.all(made.value.map(({ id }) => rig.until(id, 'done', 'failed')));
    const batch = { estimated: 5_000_000, charged: 5_000_000, refunded: 2_500_000 };
    const [first] = made.value;
    expect(first && rig.journal.ledger.ofBatch(first.batchId)).toEqual(batch);
    expect(rig.journal.ledger.by('day')).toEqual([
      { period: expect.stringMatching(/^\d{4}-\d\d-\d\d$/), clips: 2, ...batch },
    ]);
    expect(rig.journal.ledger.by('month')).toEqual([
      { period: expect.stringMatching(/^\d{4}-\d\d$/), clips: 2, ...batch },
    ]);
    expect(rig.journal.ledger.spentIn('day', Date.now())).toBe(2_500_000);
  });

  it('puts money into the day of the place where it was spent', async () => {
    const line = { accountId: ACCOUNT, batchId: 'b', jobId: 'j', kind: 'charge' } as const;
    // Half an hour past midnight UTC on the 1st: still the month before in New York, long the 1st in Tokyo.
    const at = Date.UTC(2026, 10, 1, 0, 30);
    rig.journal.ledger.add({ ...line, id: 'ny', at, offsetMinutes: -240, amount: micro(1) });
    rig.journal.ledger.add({ ...line, id: 'tokyo', at, offsetMinutes: 540, amount: micro(2) });
    expect(rig.journal.ledger.by('day').map(({ period, charged }) => [period, charged])).toEqual([
      ['2026-11-01', 2],
      ['2026-10-31', 1],
    ]);
    expect(rig.journal.ledger.by('month').map(({ period, charged }) => [period, charged])).toEqual([
      ['2026-11', 2],
      ['2026-10', 1],
    ]);
  });
});

describe('a service that takes only so many at once', () => {
  it('learns its limit from one refusal and finishes all, each charged once', async () => {
    await rig.stop();
    rig = await Rig.start({ maxConcurrent: 2 });
    const pictures = await Promise.all([1, 2, 3, 4, 5, 6].map(() => rig.picture()));
    const made = rig.animate(pictures);
    if (!made.ok) throw new Error(made.error.code);
    await Promise.all(made.value.map(({ id }) => rig.until(id, 'done')));
    expect(rig.engine.accounts.of(ACCOUNT).atOnce).toBe(2);
    expect(rig.serviceTotals().charges).toBe(6);
    // Six that were taken on, and very few that were not.
    expect(submitted().length).toBeLessThanOrEqual(9);
  });

  it('goes on looking at what is under way meanwhile', async () => {
    rig.service?.faults.add({ kind: '429', nth: 2, retryAfter: 30 });
    const first = await rig.one();
    const second = await rig.one();
    await rig.until(first.id, 'done');
    // The first one's end makes room: the second need not wait for the thirty seconds.
    await rig.until(second.id, 'done');
    expect(rig.serviceTotals().charges).toBe(2);
  });
});
