import { afterEach, beforeEach, expect, it } from 'vitest';
import { cancelBatch, changeBatch } from '../../../main/core/job/batches.ts';
import { cancelJob } from '../../../main/core/job/commands.ts';
import { removeJobs, restoreJobs } from '../../../main/core/job/remove.ts';
import { micro } from '../../../preload/contract/money.ts';
import { NO_LIMITS, Rig } from './rig.ts';

let rig: Rig;
beforeEach(async () => {
  rig = await Rig.start();
});
afterEach(() => rig.stop());

const drawn = (): string[] => rig.engine.jobs().map(({ id }) => id);

/** A press of "Undo", at the price of one clip each unless another is shown. */
const restore = (jobIds: readonly string[], change: Partial<Parameters<typeof restoreJobs>[2]> = {}) =>
  restoreJobs(
    rig.engine,
    jobIds,
    { clickId: rig.ids.next(), total: micro(2_500_000 * jobIds.length), confirmed: false, ...change },
    rig.limits,
  );

async function waiting(count: number): Promise<string[]> {
  rig.engine.pause(true);
  const picture = await rig.picture();
  const made = rig.animate(Array.from({ length: count }, () => picture));
  if (!made.ok) throw new Error(made.error.code);
  return made.value.map(({ id }) => id);
}

it('a clip that was taken out comes back at its place and price, once, and is paid once', async () => {
  const [a = '', b = '', c = ''] = await waiting(3);
  expect(removeJobs(rig.engine, [b])).toEqual([b]);
  expect(drawn()).toEqual([a, c]);

  const clickId = rig.ids.next();
  const restored = restore([b], { clickId });
  const [back] = restored.ok ? restored.value : [];
  if (!back) throw new Error(JSON.stringify(restored));
  expect(back).toMatchObject({ retryOf: b, estimate: 2_500_000, state: { name: 'queued' } });
  expect(drawn()).toEqual([a, back.id, c]);
  // The same press again is the same press; another one finds the place taken.
  expect(restore([b], { clickId })).toEqual(restored);
  expect(restore([b])).toMatchObject({ error: { code: 'bad-request' } });

  await rig.restart();
  expect(drawn()).toEqual([a, back.id, c]);
  await Promise.all([a, back.id, c].map((id) => rig.until(id, 'done')));
  expect(rig.serviceTotals()).toMatchObject({ charges: 3, charged: 7_500_000 });
});

it('several come back together, between those that stayed', async () => {
  const ids = await waiting(4);
  const [a = '', b = '', c = '', d = ''] = ids;
  expect(removeJobs(rig.engine, [a, c, d])).toEqual([a, c, d]);
  const restored = restore([a, c, d]);
  const back = restored.ok ? restored.value.map(({ id }) => id) : [];
  expect(drawn()).toEqual([back[0], b, back[1], back[2]]);
});

it('what may have been sent can neither be taken out nor be brought back', async () => {
  rig.service?.faults.add({ kind: 'reply-lost-before-create' });
  const { id } = await rig.one();
  await rig.until(id, 'absent');
  expect(removeJobs(rig.engine, [id])).toEqual([]);
  expect(drawn()).toEqual([id]);
  expect(cancelJob(rig.engine, id).ok).toBe(true);
  rig.engine.dismiss([id]);
  expect(restore([id])).toMatchObject({ error: { code: 'bad-request' } });
  expect(drawn()).toEqual([]);
});

it('only what was taken out comes back, each once, at the price shown and within the limits', async () => {
  const [a = '', b = '', c = '', d = ''] = await waiting(4);
  removeJobs(rig.engine, [a, b]);
  const badRequest = { error: { code: 'bad-request' } };
  expect(restore([a, a])).toMatchObject(badRequest);
  cancelJob(rig.engine, c);
  cancelBatch(rig.engine, rig.engine.job(d)?.batchId ?? '');
  rig.engine.dismiss([c, d]);
  for (const cancelled of [c, d]) expect(restore([cancelled])).toMatchObject(badRequest);

  expect(restore([a, b], { total: micro(1) })).toMatchObject({
    error: { code: 'price-changed', facts: { total: 5_000_000 } },
  });
  rig.limits = { ...NO_LIMITS, askAbove: micro(4_000_000) };
  expect(restore([a, b])).toMatchObject({ error: { code: 'ask-first' } });
  rig.limits = { ...NO_LIMITS, monthlyBudget: micro(4_000_000) };
  expect(restore([a, b], { confirmed: true })).toMatchObject({ error: { code: 'over-budget' } });
  expect(drawn()).toEqual([]);
  rig.limits = { ...NO_LIMITS, askAbove: micro(4_000_000) };
  expect(restore([a, b], { confirmed: true }).ok).toBe(true);
  rig.engine.pause(false);
  await Promise.all(drawn().map((id) => rig.until(id, 'done')));
  expect(rig.serviceTotals().charges).toBe(2);
});

it('comes back at the price that was agreed, whatever the service has said since, unless that is dearer', async () => {
  const [a = ''] = await waiting(1);
  removeJobs(rig.engine, [a]);
  const job = rig.journal.jobs.get(a);
  if (!job) throw new Error('no job');
  const said = (price: number) =>
    rig.engine.quotes.set(job.accountId, job.recipe.modelId, job.recipe.params, micro(price));
  said(4_000_000);
  expect(restore([a])).toMatchObject({ error: { code: 'price-changed', facts: { total: 4_000_000 } } });
  said(2_400_000);
  expect(restore([a])).toMatchObject({ ok: true, value: [{ estimate: 2_500_000 }] });
});

it('comes back to a batch that is paused and named as before, also after a restart', async () => {
  const [a = ''] = await waiting(1);
  const batchId = rig.engine.job(a)?.batchId ?? '';
  changeBatch(rig.engine, batchId, { name: 'Harbour', paused: true });
  removeJobs(rig.engine, [a]);
  await rig.restart();
  expect(restore([a]).ok).toBe(true);
  expect(rig.engine.batches.get(batchId)).toEqual({ id: batchId, name: 'Harbour', paused: true });
});
