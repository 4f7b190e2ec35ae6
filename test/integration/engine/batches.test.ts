import { afterEach, beforeEach, expect, it } from 'vitest';
import { MODELS } from '../../../main/core/catalogue/catalogue.ts';
import { animate, retry, retryBatch } from '../../../main/core/job/animate.ts';
import { cancelBatch, changeBatch } from '../../../main/core/job/batches.ts';
import { cancelJob } from '../../../main/core/job/commands.ts';
import type { ClipOrder } from '../../../main/core/job/recipe-of.ts';
import { defaultsOf, priceOf } from '../../../preload/contract/model.ts';
import { micro, sum } from '../../../preload/contract/money.ts';
import { ACCOUNT, Rig } from './rig.ts';

let rig: Rig;
beforeEach(async () => {
  rig = await Rig.start();
});
afterEach(() => rig.stop());

/** One clip with each model, of different length. */
async function orders(): Promise<ClipOrder[]> {
  const sourceId = await rig.picture();
  return MODELS.map((model, index) => ({
    modelId: model.id,
    params: { ...defaultsOf(model), prompt: 'Slow push-in', duration: 5 + index },
    inputs: [{ field: 'image_url', sourceId }],
  }));
}

const priceOfAll = (clips: readonly ClipOrder[]) =>
  sum(
    clips.map(({ modelId, params }) => {
      const model = MODELS.find(({ id }) => id === modelId);
      if (!model) throw new Error(modelId);
      return priceOf(model, params);
    }),
  );

function press(clips: readonly ClipOrder[], change: { total?: number; clickId?: string } = {}) {
  const total = micro(change.total ?? priceOfAll(clips));
  const clickId = change.clickId ?? rig.ids.next();
  const request = {
    clickId,
    accountId: ACCOUNT,
    name: ' Harbour ',
    clips,
    webhookUrl: '',
    total,
    confirmed: true,
  };
  return animate(rig.engine, request, rig.limits);
}

async function batchOf(clips: readonly ClipOrder[]) {
  rig.engine.pause(true);
  const made = press(clips);
  if (!made.ok) throw new Error(made.error.code);
  return { id: made.value[0]?.batchId ?? '', jobs: made.value };
}

it('takes clips of several models and prices on as one batch with a name, at the sum of their prices', async () => {
  const clips = await orders();
  expect(press(clips, { total: priceOfAll(clips) - 1 })).toMatchObject({
    error: { code: 'price-changed', facts: { total: priceOfAll(clips) } },
  });
  const { id, jobs } = await batchOf(clips);
  expect(jobs.map(({ recipe }) => recipe.modelId)).toEqual(MODELS.map((model) => model.id));
  expect(rig.engine.batches.get(id).name).toBe('Harbour');
  expect(rig.journal.ledger.ofBatch(id).estimated).toBe(priceOfAll(clips));
  rig.engine.pause(false);
  for (const job of jobs) await rig.until(job.id, 'done');
  expect(rig.journal.ledger.ofBatch(id).charged).toBe(rig.serviceTotals().charged);
});

it('sends the references that a model takes, in their order, each once for all clips', async () => {
  const [, wan] = await orders();
  if (!wan) throw new Error('no model');
  const inputs = [
    ...wan.inputs,
    { field: 'image_urls', sourceId: await rig.picture('second.jpg') },
    { field: 'start_frame_url', sourceId: await rig.picture('first frame.jpg') },
  ];
  const made = press([
    { ...wan, inputs },
    { ...wan, inputs },
  ]);
  if (!made.ok) throw new Error(made.error.code);
  for (const job of made.value) await rig.until(job.id, 'done');
  const count = (wanted: string) => rig.service?.requests().filter(({ path }) => path === wanted).length;
  // The two references are the same file.
  expect([count('/v1/jobs/submit'), count('/v1/uploads/presign')]).toEqual([2, 3]);
});

it.each([
  [
    'a field of another model',
    (flash: ClipOrder) => [...flash.inputs, { ...flash.inputs[0], field: 'start_frame_url' }],
  ],
  ['two pictures for one', (flash: ClipOrder) => [...flash.inputs, ...flash.inputs]],
  ['none', () => []],
  [
    'a file that is not there',
    () => [{ field: 'image_url', sourceId: '01999999-0000-7000-8000-000000000000' }],
  ],
])('refuses %s, and writes nothing', async (_what, change) => {
  const [flash] = await orders();
  if (!flash) throw new Error('no model');
  const inputs = change(flash) as ClipOrder['inputs'];
  expect(press([{ ...flash, inputs }]).ok).toBe(false);
  expect(rig.engine.jobs()).toEqual([]);
});

it('pauses and resumes a batch by itself, also over a restart', async () => {
  const { id, jobs } = await batchOf(await orders());
  expect(changeBatch(rig.engine, id, { paused: true }).ok).toBe(true);
  rig.engine.pause(false);
  const other = await rig.one();
  await rig.until(other.id, 'done');
  expect(jobs.map((job) => rig.engine.notes(job.id).hold)).toEqual(['paused', 'paused']);
  await rig.restart();
  expect(rig.engine.batches.get(id)).toEqual({ id, name: 'Harbour', paused: true });
  changeBatch(rig.engine, id, { paused: false });
  for (const job of jobs) await rig.until(job.id, 'done');
});

it('cancels what can be cancelled and retries all of it at once, at the price shown, once per click', async () => {
  const clips = await orders();
  const { id, jobs } = await batchOf(clips);
  cancelBatch(rig.engine, id);
  expect(jobs.map((job) => rig.engine.job(job.id)?.state.name)).toEqual(['cancelled', 'cancelled']);
  const ids = jobs.map((job) => job.id);
  const again = { clickId: rig.ids.next(), accountId: ACCOUNT, total: priceOfAll(clips), confirmed: true };
  expect(retry(rig.engine, ids, { ...again, total: micro(1) }, rig.limits)).toMatchObject({
    error: { code: 'price-changed' },
  });
  const made = retry(rig.engine, ids, again, rig.limits);
  if (!made.ok) throw new Error(made.error.code);
  expect(retry(rig.engine, ids, again, rig.limits)).toEqual(made);
  expect(made.value.map(({ batchId, retryOf }) => [batchId, retryOf])).toEqual(
    jobs.map((job) => [id, job.id]),
  );
});

it('leaves out of a retry of all what the person has stopped; that can still be sent again by itself', async () => {
  rig.service?.faults.add({ kind: 'fail-job' });
  const { id, jobs } = await batchOf(await orders());
  const [failing, stopped] = jobs;
  if (!failing || !stopped) throw new Error('too few');
  cancelJob(rig.engine, stopped.id);
  rig.engine.pause(false);
  await rig.until(failing.id, 'failed');
  const again = (total: number) => ({
    clickId: rig.ids.next(),
    accountId: ACCOUNT,
    total: micro(total),
    confirmed: true,
  });
  expect(retryBatch(rig.engine, id, again(failing.estimate), rig.limits)).toMatchObject({
    ok: true,
    value: [{ retryOf: failing.id }],
  });
  expect(rig.engine.job(stopped.id)?.state.name).toBe('cancelled');
  expect(retry(rig.engine, [stopped.id], again(stopped.estimate), rig.limits).ok).toBe(true);
});

it('puts new jobs in the place of old ones in one step: none comes back to be paid again', async () => {
  rig.service?.faults.add({ kind: 'fail-job' });
  const { id } = await rig.one();
  const { batchId } = await rig.until(id, 'failed');
  const again = () => ({
    clickId: rig.ids.next(),
    accountId: ACCOUNT,
    total: micro(2_500_000),
    confirmed: true,
  });
  const made = retry(rig.engine, [id], again(), rig.limits);
  if (!made.ok) throw new Error(made.error.code);
  expect(rig.engine.job(id)).toBe(null);
  await rig.restart();
  expect(rig.engine.jobs().map((job) => job.retryOf)).toEqual([id]);
  // Not even where an older version has left the card.
  const old = rig.journal.jobs.get(id);
  if (!old) throw new Error('no job');
  rig.engine.adopt([old]);
  for (const twice of [
    retry(rig.engine, [id], again(), rig.limits),
    retryBatch(rig.engine, batchId, again(), rig.limits),
  ])
    expect(twice).toMatchObject({ error: { code: 'bad-request' } });
});

it('stops only what has not been sent or waits: no lost send, which may yet begin, and nothing that runs', async () => {
  rig.service?.faults.add({ kind: 'reply-lost-before-create' });
  const { id } = await rig.one();
  const { batchId } = await rig.until(id, 'absent');
  cancelBatch(rig.engine, batchId);
  expect(rig.engine.job(id)?.state.name).toBe('absent');

  const seen: string[] = [];
  rig.onJob = ({ state, batchId: own }) => {
    seen.push(state.name);
    if (state.name === 'processing') cancelBatch(rig.engine, own);
  };
  await rig.until((await rig.one()).id, 'done');
  expect(seen).not.toContain('cancelling');
});
