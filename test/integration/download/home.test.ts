import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import { checkAgain } from '../../../main/core/job/commands.ts';
import { isAt, type Job } from '../../../main/core/job/state.ts';
import { Rig } from '../engine/rig.ts';
import { MIB, sha256 } from './clips.ts';
import { disk } from './disk.ts';

vi.mock('node:fs/promises', async (original) => {
  const { faulty } = await import('./disk.ts');
  return faulty(await original());
});

/** Downloads as the engine leads them. */

/** On a machine that has other things to do. */
const SOON = { timeout: 30_000 };

let rig: Rig;
beforeEach(async () => {
  rig = await Rig.start();
});
afterEach(async () => {
  disk.reset();
  await rig.stop();
});

const outputs = () => rig.service?.requests().filter(({ path: asked }) => asked.startsWith('/output')) ?? [];
const problemOf = (job: Job): string | undefined => rig.engine.notes(job.id).problem?.code;

/** The bytes of a job's clip, which must be those that the service has. */
async function clipOf(job: Job): Promise<Buffer> {
  const done = await rig.until(job.id, 'done');
  if (!isAt(done, 'done')) throw new Error('not done');
  const file = await rig.clips.library.pathOf(done.state.clipId);
  const bytes = readFileSync(file ?? '');
  expect(rig.service?.jobs()[0]?.clipSha256).toBe(sha256(bytes));
  await expect.poll(() => readdirSync(rig.clips.incoming), SOON).toEqual([]);
  return bytes;
}

describe('an address that expires in the middle', () => {
  test.each([403, 404, 410] as const)(
    'with %i: the job gives a new one, and no byte is lost',
    async (status) => {
      const here = 40_000;
      rig.service?.faults.add({ kind: 'cut-download', bytes: here });
      rig.service?.faults.add({ kind: 'dead-link', status, nth: 2 });
      const job = await rig.one();
      const bytes = await clipOf(job);
      expect(outputs().map(({ status: answered, range }) => [answered, range])).toEqual([
        [200, null],
        [status, `bytes=${here}-`],
        [206, `bytes=${here}-`],
      ]);
      expect(bytes.length).toBeGreaterThan(here);
    },
  );

  test('where another file lies then: the bytes that were here are not mixed with it', async () => {
    rig.service?.faults.add({ kind: 'cut-download', bytes: 40_000 });
    rig.service?.faults.add({ kind: 'dead-link', nth: 2 });
    rig.service?.faults.add({ kind: 'odd-etag', as: 'changed', nth: 3 });
    await clipOf(await rig.one());
    expect(outputs()).toHaveLength(3);
  });
});

describe('a clip that does not come', () => {
  test('after five attempts without a byte it is said so, asked for seldom, and still comes home', async () => {
    rig.service?.faults.add({ kind: 'cut-download', bytes: 0, times: 1000 });
    const job = await rig.one();
    await rig.until(job.id, 'downloading');
    for (let attempts = 1; problemOf(job) !== 'download-stalled'; attempts += 1) {
      expect(attempts).toBeLessThan(10);
      await expect.poll(() => outputs().length, SOON).toBeGreaterThanOrEqual(attempts);
      await expect.poll(() => rig.engine.notes(job.id).busy, SOON).toBeNull();
      if (problemOf(job) !== 'download-stalled') checkAgain(rig.engine, job.id);
    }
    expect(outputs().length).toBeGreaterThanOrEqual(5);
    // More than any pause between two attempts of the usual kind.
    expect(rig.engine.notes(job.id).due - (outputs().at(-1)?.time ?? 0)).toBeGreaterThanOrEqual(1500);
    expect(rig.engine.job(job.id)?.state.name).toBe('downloading');
    rig.service?.faults.clear();
    checkAgain(rig.engine, job.id);
    await clipOf(job);
  });

  test('attempts that bring something are no failures in a row', async () => {
    rig.service?.faults.add({ kind: 'cut-download', bytes: 9000, times: 4 });
    const job = await rig.one();
    await rig.until(job.id, 'downloading');
    await expect.poll(() => outputs().length, SOON).toBeGreaterThanOrEqual(5);
    expect(rig.engine.notes(job.id).failures).toBeLessThanOrEqual(1);
    await clipOf(job);
  });
});

describe('a disk without room', () => {
  test('is waited for before a byte comes, and in the middle', async () => {
    disk.reset(rig.clips.library.folder);
    disk.reported = MIB;
    const job = await rig.one();
    await expect.poll(() => rig.engine.notes(job.id).hold, SOON).toBe('disk');
    expect(outputs().length).toBeLessThanOrEqual(1);
    expect(rig.engine.notes(job.id).problem?.facts).toEqual({ bytes: expect.any(Number) });

    disk.reset(rig.clips.library.folder);
    disk.fillUpAfter(30_000);
    checkAgain(rig.engine, job.id);
    await expect.poll(() => outputs().length, SOON).toBe(2);
    await expect.poll(() => rig.engine.notes(job.id).hold, SOON).toBe('disk');
    expect(rig.engine.job(job.id)?.state.name).toBe('downloading');
    expect(rig.serviceTotals().charges).toBe(1);

    disk.reset();
    checkAgain(rig.engine, job.id);
    await clipOf(job);
  });

  test('while the clip gets its name: the same', async () => {
    const job = await rig.one();
    disk.reset(rig.clips.library.folder);
    disk.before = ({ path: file, name }) => {
      if (name === 'write' && path.basename(file).includes('publish'))
        throw Object.assign(new Error('full'), { code: 'ENOSPC' });
      return undefined;
    };
    await expect.poll(() => rig.engine.notes(job.id).hold, SOON).toBe('disk');
    disk.reset();
    checkAgain(rig.engine, job.id);
    await clipOf(job);
    expect(outputs()).toHaveLength(1);
  });
});
