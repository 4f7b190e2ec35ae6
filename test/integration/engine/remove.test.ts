import { afterEach, beforeEach, expect, it } from 'vitest';
import { cancelJob } from '../../../main/core/job/commands.ts';
import { removeJobs, restoreJobs } from '../../../main/core/job/remove.ts';
import { Rig } from './rig.ts';

let rig: Rig;
beforeEach(async () => {
  rig = await Rig.start();
});
afterEach(() => rig.stop());

const drawn = (): string[] => rig.engine.jobs().map(({ id }) => id);

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
  const restored = restoreJobs(rig.engine, [b], clickId);
  const [back] = restored.ok ? restored.value : [];
  if (!back) throw new Error(JSON.stringify(restored));
  expect(back).toMatchObject({ retryOf: b, estimate: 2_500_000, state: { name: 'queued' } });
  expect(drawn()).toEqual([a, back.id, c]);
  // The same press again is the same press; another one finds the place taken.
  expect(restoreJobs(rig.engine, [b], clickId)).toEqual(restored);
  expect(restoreJobs(rig.engine, [b], rig.ids.next())).toMatchObject({ error: { code: 'bad-request' } });

  await rig.restart();
  expect(drawn()).toEqual([a, back.id, c]);
  await Promise.all([a, back.id, c].map((id) => rig.until(id, 'done')));
  expect(rig.serviceTotals()).toMatchObject({ charges: 3, charged: 7_500_000 });
});

it('several come back together, between those that stayed', async () => {
  const ids = await waiting(4);
  const [a = '', b = '', c = '', d = ''] = ids;
  expect(removeJobs(rig.engine, [a, c, d])).toEqual([a, c, d]);
  const restored = restoreJobs(rig.engine, [a, c, d], rig.ids.next());
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
  expect(restoreJobs(rig.engine, [id], rig.ids.next())).toMatchObject({ error: { code: 'bad-request' } });
  expect(drawn()).toEqual([]);
});
