import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import { retry } from '../../../main/core/job/animate.ts';
import { editJob } from '../../../main/core/job/queue.ts';
import { ProviderClient } from '../../../main/core/provider/client.ts';
import { EVERY_CLIP } from '../../../preload/contract/every-clip.ts';
import { micro } from '../../../preload/contract/money.ts';
import { ACCOUNT, NO_LIMITS, Rig } from './rig.ts';

let rig: Rig;
beforeEach(async () => {
  rig = await Rig.start();
});
afterEach(() => rig.stop());

it('sends nothing above the ceiling, however little, also after a restart', async () => {
  rig.engine.pause(true);
  const free = await rig.one();
  const tight = await rig.one({ maxCost: micro(2_500_000) });
  // A little more than was agreed to: no reason to stop where nobody has set a ceiling.
  rig.service?.setShape({ estimateFactor: [21, 20], chargeFactor: [21, 20] });
  await rig.restart();
  const stopped = await rig.until(tight.id, 'rejected', 'done');
  expect(stopped.state).toMatchObject({ failure: { code: 'price-changed', facts: { total: 2_625_000 } } });
  await rig.until(free.id, 'done');
  expect(rig.serviceTotals()).toMatchObject({ charged: 2_625_000, charges: 1 });

  // Whoever presses again agrees to the new price; the ceiling was the command's.
  const press = { clickId: rig.ids.next(), accountId: ACCOUNT, total: micro(2_625_000), confirmed: true };
  const again = retry(rig.engine, [tight.id], press, NO_LIMITS);
  const [job] = again.ok ? again.value : [];
  if (!job) throw new Error(JSON.stringify(again));
  await rig.until(job.id, 'done');
  expect(rig.serviceTotals().charges).toBe(2);
});

it('stands through other settings that cost no more, and goes when somebody agrees to more', async () => {
  rig.engine.pause(true);
  const { id, recipe } = await rig.one({ maxCost: micro(3_000_000) });
  const edit = (duration: number, total: number) =>
    editJob(
      rig.engine,
      { jobId: id, params: { ...recipe.params, duration }, total: micro(total), confirmed: true },
      NO_LIMITS,
    );
  const ceiling = () => rig.engine.job(id)?.recipe.maxCost;
  expect(edit(2, 1_000_000).ok && ceiling()).toBe(3_000_000);
  expect(edit(6, 3_000_000).ok && ceiling()).toBe(3_000_000);
  expect(edit(7, 3_500_000).ok).toBe(true);
  expect(ceiling()).toBeUndefined();
});

it('keeps the ceiling out of the clip: it is no part of what made it', async () => {
  const job = await rig.one({ maxCost: micro(3_000_000) });
  await rig.until(job.id, 'done');
  const page = rig.clips.library.page({ cursor: null, limit: 1, query: EVERY_CLIP });
  expect(page.ok && page.value.clips[0]?.recipe).not.toHaveProperty('maxCost');
  expect(rig.journal.jobs.get(job.id)?.recipe.maxCost).toBe(3_000_000);
});

it('sends nothing that has a ceiling while the service does not say what it costs', async () => {
  const silent = vi
    .spyOn(ProviderClient.prototype, 'estimate')
    .mockResolvedValue({ ok: false, error: { code: 'service-error', status: 503, retryAfter: null } });
  try {
    rig.service?.setShape({ estimateFactor: [2, 1], chargeFactor: [2, 1] });
    const tight = await rig.one({ maxCost: micro(2_500_000) });
    await expect
      .poll(() => rig.engine.notes(tight.id).problem?.code, { timeout: 10_000 })
      .toBe('service-error');
    expect(rig.engine.job(tight.id)?.state.name).toBe('prepared');
    expect(rig.serviceTotals().charges).toBe(0);
    silent.mockRestore();
    await rig.until(tight.id, 'rejected');
    expect(rig.serviceTotals().charges).toBe(0);
  } finally {
    silent.mockRestore();
  }
});
