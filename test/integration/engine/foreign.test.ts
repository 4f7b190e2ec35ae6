import { afterEach, beforeEach, expect, it } from 'vitest';
import { chooseCandidate } from '../../../main/core/job/commands.ts';
import { auditAccount, declineForeignJobs, importForeignJobs } from '../../../main/core/job/foreign-jobs.ts';
import { EVERY_CLIP } from '../../../preload/contract/every-clip.ts';
import { ACCOUNT, FLASH, Rig } from './rig.ts';

let rig: Rig;
beforeEach(async () => {
  rig = await Rig.start();
});
afterEach(() => rig.stop());

/** Somebody else uses the same key. */
async function submitElsewhere(): Promise<string> {
  const { service } = rig;
  if (!service) throw new Error('no service');
  const call = async (path: string, body: unknown): Promise<Record<string, string>> => {
    const answer = await fetch(`${service.url}${path}`, {
      method: 'POST',
      headers: { authorization: `Bearer ${service.key}`, 'content-type': 'application/json' },
      body: JSON.stringify(body),
    });
    expect(answer.status).toBe(200);
    return ((await answer.json()) as { data: Record<string, string> }).data;
  };
  const { uploadUrl = '', fileUrl = '' } = await call('/v1/uploads/presign', {
    filename: 'theirs.jpg',
    contentType: 'image/jpeg',
  });
  const bytes = await rig.clips.sources.read((await rig.pictureHash()) ?? '');
  if (!bytes.ok) throw new Error(bytes.error.code);
  await fetch(uploadUrl, {
    method: 'PUT',
    headers: { 'content-type': 'image/jpeg' },
    body: new Uint8Array(bytes.value),
  });
  const made = await call('/v1/jobs/submit', {
    model: FLASH,
    input: { prompt: 'theirs', image_url: fileUrl },
  });
  return made['jobId'] ?? '';
}

const offered = () => rig.journal.remoteJobs.foreign(ACCOUNT).map(({ remoteId }) => remoteId);

it('offers what was started elsewhere, brings its clip home, and books nothing for it', async () => {
  const own = await rig.one();
  await rig.until(own.id, 'done');
  const theirs = [await submitElsewhere(), await submitElsewhere()];
  expect(await auditAccount(rig.engine, ACCOUNT)).toBe(true);
  expect(offered().sort()).toEqual(theirs.sort());
  const spent = rig.journal.ledger.spentIn('month', Date.now());
  const imported = importForeignJobs(rig.engine, ACCOUNT);
  if (!imported.ok) throw new Error(imported.error.code);
  expect(offered()).toEqual([]);
  await Promise.all(imported.value.map(({ id }) => rig.until(id, 'done')));
  expect(rig.clips.library.count(EVERY_CLIP)).toBe(3);
  expect(rig.journal.ledger.spentIn('month', Date.now())).toBe(spent);
  // The key is still known to be used elsewhere, so a lost answer is asked about.
  expect(rig.journal.remoteJobs.hasForeign(ACCOUNT)).toBe(true);
});

it('does not offer again what was declined, nor what came to nothing there', async () => {
  await submitElsewhere();
  rig.service?.faults.add({ kind: 'fail-job' });
  const failed = await submitElsewhere();
  await expect
    .poll(async () => {
      const list = await rig.engine.client(ACCOUNT).allJobsSince(0);
      return list.ok && list.value.jobs.find(({ jobId }) => jobId === failed)?.status;
    })
    .toBe('failed');
  await auditAccount(rig.engine, ACCOUNT);
  expect(offered()).toHaveLength(1);
  declineForeignJobs(rig.engine, ACCOUNT);
  await auditAccount(rig.engine, ACCOUNT);
  expect(offered()).toEqual([]);
});

it('asks about a job that was taken for absent and seems to have started late after all', async () => {
  rig.service?.faults.add({ kind: 'reply-lost-then-create', ms: 2500 });
  const job = await rig.one();
  await rig.until(job.id, 'absent');
  await expect.poll(() => rig.serviceTotals().charges, { timeout: 15_000 }).toBe(1);
  expect(await auditAccount(rig.engine, ACCOUNT)).toBe(true);
  const asking = await rig.until(job.id, 'asking');
  const remoteId = asking.state.name === 'asking' ? asking.state.candidates[0]?.remoteId : undefined;
  expect(offered()).toEqual([]);
  expect(chooseCandidate(rig.engine, job.id, remoteId ?? null).ok).toBe(true);
  await rig.until(job.id, 'done');
  expect(rig.journal.ledger.spentIn('month', Date.now())).toBe(2_500_000);
});

it('never takes the first job of somebody else for one whose answer was lost long before', async () => {
  rig.service?.faults.add({ kind: 'reply-lost-before-create' });
  const job = await rig.one();
  await rig.until(job.id, 'unknown');
  await rig.engine.stop();
  const lostAt = Date.now();
  await expect.poll(() => Date.now() - lostAt, { timeout: 5000 }).toBeGreaterThan(2000);
  await submitElsewhere();
  await rig.restart();
  expect((await rig.until(job.id, 'asking', 'pending', 'done')).state.name).toBe('asking');
  expect(rig.journal.ledger.spentIn('month', Date.now())).toBe(0);
});

it('does not take a job of ours whose answer is still on its way for somebody else’s', async () => {
  rig.service?.faults.add({ kind: 'reply-lost-after-charge' });
  const followed = await rig.one();
  await rig.until(followed.id, 'pending', 'processing', 'downloading', 'done');
  // The second is on the list while its answer is held back, until the first one's window has long passed.
  rig.service?.faults.add({ kind: 'slow', after: true, ms: 2000 });
  const second = await rig.one();
  await rig.until(second.id, 'done');
  await rig.until(followed.id, 'done');
  await expect.poll(() => rig.journal.sends.following()).toEqual([]);
  expect(rig.journal.remoteJobs.hasForeign(ACCOUNT)).toBe(false);
  expect(rig.serviceTotals().charges).toBe(2);
});
