import { afterEach, beforeEach, expect, it } from 'vitest';
import { retry } from '../../../main/core/job/animate.ts';
import { micro } from '../../../preload/contract/money.ts';
import { ACCOUNT, Rig } from './rig.ts';

let rig: Rig;
beforeEach(async () => {
  rig = await Rig.start();
});
afterEach(() => rig.stop());

const drawn = (): string[] => rig.engine.jobs().map(({ id }) => id);

async function failed(): Promise<string> {
  rig.service?.faults.add({ kind: 'fail-job', message: 'Too dark' });
  const { id } = await rig.one();
  await rig.until(id, 'failed');
  return id;
}

it('cards that were cleared come back at their places, for good, and nothing is sent for them', async () => {
  const ids = [await failed(), await failed(), await failed()];
  const [a = '', b = '', c = ''] = ids;
  const before = rig.serviceTotals();
  expect(rig.engine.dismiss([a, c])).toEqual([a, c]);
  expect(drawn()).toEqual([b]);
  const told: string[] = [];
  rig.onJob = ({ id }) => told.push(id);
  rig.engine.undismiss([a, c, 'unknown']);
  expect(drawn()).toEqual(ids);
  expect(told).toEqual([a, c]);
  await rig.restart();
  expect(drawn()).toEqual(ids);
  expect(rig.engine.job(a)?.state.name).toBe('failed');
  expect(rig.serviceTotals()).toEqual(before);
});

it('a card whose place another clip has taken stays away, and what is not finished is left alone', async () => {
  const old = await failed();
  rig.engine.pause(true);
  const press = {
    clickId: rig.ids.next(),
    accountId: ACCOUNT,
    total: micro(2_500_000),
    confirmed: true,
  };
  const made = retry(rig.engine, [old], press, rig.limits);
  const [next] = made.ok ? made.value : [];
  if (!next) throw new Error(JSON.stringify(made));
  rig.engine.dismiss([old]);
  rig.engine.undismiss([old, next.id]);
  expect(drawn()).toEqual([next.id]);
  expect(rig.engine.job(next.id)?.state.name).toBe('queued');
});
