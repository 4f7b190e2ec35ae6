import { afterEach, beforeEach, expect, it } from 'vitest';
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
