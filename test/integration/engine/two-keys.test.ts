import { afterEach, beforeEach, expect, it } from 'vitest';
import { changeBatch } from '../../../main/core/job/batches.ts';
import { chooseCandidate } from '../../../main/core/job/commands.ts';
import { auditAccount, foreignJobs } from '../../../main/core/job/foreign-jobs.ts';
import { ACCOUNT, Rig } from './rig.ts';

/** A second key of the same account of the service: the rig's clients all talk to it as one. */
const OTHER = '01999999-0000-7000-8000-000000000002';

let rig: Rig;
beforeEach(async () => {
  rig = await Rig.start();
});
afterEach(() => rig.stop());

const spent = () => rig.journal.ledger.spentIn('month', Date.now());

it('does not offer what was sent with another key of ours, nor takes that for somebody else’s use', async () => {
  const first = await rig.one();
  await rig.until(first.id, 'done');
  const second = await rig.one({ accountId: OTHER });
  await rig.until(second.id, 'done');
  for (const account of [ACCOUNT, OTHER]) {
    expect(await auditAccount(rig.engine, account)).toBe(true);
    expect(foreignJobs(rig.engine, account)).toEqual([]);
    expect(rig.journal.remoteJobs.hasForeign(account)).toBe(false);
  }
});

it('follows a lost send of one key at once, whatever the other has sent meanwhile', async () => {
  rig.service?.faults.add({ kind: 'reply-lost-after-charge' });
  const lost = await rig.one();
  const other = await rig.one({ accountId: OTHER });
  await Promise.all([rig.until(lost.id, 'done'), rig.until(other.id, 'done')]);
  expect(rig.serviceTotals().charges).toBe(2);
  await expect.poll(spent).toBe(5_000_000);
});

it('never books one clip of the service on two of ours, when an answer for the other key comes late', async () => {
  // As with the real service, an answer comes long before a settle window has passed.
  await rig.stop();
  rig = await Rig.start({}, 0.005, 4000);
  rig.service?.faults.add({ kind: 'reply-lost-before-create' });
  const lost = await rig.one();
  await rig.until(lost.id, 'unknown');
  // On the list at once, while its own answer is held back until the lost one has been looked for.
  rig.service?.faults.add({ kind: 'slow', after: true, ms: 800 });
  const other = await rig.one({ accountId: OTHER });
  await rig.until(other.id, 'done');
  await rig.until(lost.id, 'asking', 'absent');
  expect(rig.serviceTotals().charges).toBe(1);
  expect(spent()).toBe(2_500_000);
});

it('never lets a clip be chosen that has been found to be the other key’s since it was asked about', async () => {
  await rig.stop();
  rig = await Rig.start({}, 0.005, 1000);
  rig.service?.faults.add({ kind: 'reply-lost-before-create' });
  const lost = await rig.one();
  await rig.until(lost.id, 'unknown');
  // Its answer comes when the lost one has been asked about.
  rig.service?.faults.add({ kind: 'slow', after: true, ms: 3000 });
  const other = await rig.one({ accountId: OTHER });
  await rig.until(lost.id, 'asking', 'absent');
  await rig.until(other.id, 'done');
  // Nothing is left to be asked about, so it is looked for again, and is not there.
  expect(rig.engine.job(lost.id)?.state.name).not.toBe('asking');
  await rig.until(lost.id, 'absent');
  expect(rig.serviceTotals().charges).toBe(1);
  expect(spent()).toBe(2_500_000);
});

it('refuses a candidate that the other key has, also right after a crash', async () => {
  const other = await rig.one({ accountId: OTHER });
  await rig.until(other.id, 'done');
  const remoteId = rig.journal.remoteJobs.idOf(other.id) ?? '';
  rig.service?.faults.add({ kind: 'reply-lost-before-create' });
  const lost = await rig.one();
  await rig.until(lost.id, 'absent');
  // As the journal is when the app ends between the two.
  const mine = { remoteId: 'mine', createdAt: null };
  const asks = (...candidates: (typeof mine)[]): void => {
    const sendId = rig.journal.sends.firstOf(lost.id, 'absent')?.id ?? '';
    const asking = { name: 'asking', sendId, candidates } as const;
    rig.journal.write(() => rig.journal.jobs.setState(lost.id, asking, Date.now()));
  };
  asks(mine, { remoteId, createdAt: null });
  const job = rig.journal.jobs.get(lost.id);
  if (!job) throw new Error('no job');
  rig.engine.adopt([job]);
  expect(chooseCandidate(rig.engine, lost.id, remoteId)).toMatchObject({ error: { code: 'bad-request' } });
  await rig.restart();
  expect(rig.engine.job(lost.id)?.state).toMatchObject({ name: 'asking', candidates: [mine] });
  expect(spent()).toBe(2_500_000);
});

it('takes nothing of the other key that is on its way for somebody else’s use', async () => {
  rig.service?.faults.add({ kind: 'slow', after: true, ms: 1500 });
  const other = await rig.one({ accountId: OTHER });
  await expect.poll(() => rig.serviceTotals().charges).toBe(1);
  const first = await rig.one();
  await rig.until(first.id, 'done');
  expect(rig.journal.remoteJobs.hasForeign(ACCOUNT)).toBe(false);
  await rig.until(other.id, 'done');
  expect(rig.journal.remoteJobs.hasForeign(ACCOUNT)).toBe(false);
});

it('asks about a lost send while the other key has one that was only said to have failed', async () => {
  rig.service?.faults.add({ kind: '5xx', status: 503, code: 'PUBSUB_PUBLISH_FAILED' });
  rig.onJob = ({ accountId, batchId, id }) => {
    const waits = accountId === OTHER && rig.journal.sends.countOf(id, 'queue-failed') > 0;
    if (waits && !rig.engine.batches.get(batchId).paused) changeBatch(rig.engine, batchId, { paused: true });
  };
  const other = await rig.one({ accountId: OTHER });
  await expect.poll(() => rig.journal.sends.countOf(other.id, 'queue-failed')).toBe(1);
  rig.service?.faults.add({ kind: 'reply-lost-after-charge' });
  const lost = await rig.one();
  const asking = await rig.until(lost.id, 'asking', 'done');
  expect(asking.state.name).toBe('asking');
});
