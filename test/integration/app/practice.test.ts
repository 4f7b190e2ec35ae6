import { mkdtempSync, rmSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { Practice } from '../../../main/app/practice.ts';
import { PracticeMode } from '../../../main/app/practice-mode.ts';
import { SettingsStore } from '../../../main/app/settings.ts';
import type { Job, JobState } from '../../../main/core/job/state.ts';
import { ProviderClient } from '../../../main/core/provider/client.ts';
import { repeatClip } from '../../../main/practice/repeat-clip.ts';
import { startService } from '../../../main/practice/service.ts';
import { micro } from '../../../preload/contract/money.ts';
import { PRACTICE_ACCOUNT } from '../../../preload/contract/vocabulary.ts';

vi.mock('electron', () => ({ default: {} }));

let userData = '';
let practice: Practice;
const started = vi.fn();
const log = vi.fn();

beforeEach(() => {
  userData = mkdtempSync(path.join(os.tmpdir(), 'kinora-practice-'));
  started.mockReset();
  log.mockReset();
  practice = new Practice({ userData, timeScale: 0.01, makeClip: repeatClip, log, onStarted: started });
});
afterEach(async () => {
  await practice.stop();
  rmSync(userData, { recursive: true, force: true });
});

const client = (): ProviderClient =>
  new ProviderClient({
    base: () => practice.address?.url ?? 'http://127.0.0.1:9',
    key: async () => (await practice.ready())?.key ?? null,
  });

test('a call waits for the service to start, and the account is told', async () => {
  expect(await practice.ready()).toBeNull();
  practice.start();
  expect(practice.address).toBeNull();
  expect((await client().check()).ok).toBe(true);
  expect(started).toHaveBeenCalledOnce();
});

test('one that can wait starts when it is time, or for whoever asks before', async () => {
  const time = Promise.withResolvers<void>();
  practice.start(time.promise);
  expect((await client().check()).ok).toBe(true);
  await practice.stop();
  practice.start(time.promise);
  expect(practice.address).toBeNull();
  time.resolve();
  await expect.poll(() => practice.address).not.toBeNull();
});

test('one that is not wanted any more when it is time does not start', async () => {
  const time = Promise.withResolvers<void>();
  practice.start(time.promise);
  await practice.stop();
  time.resolve();
  await time.promise;
  expect(await practice.ready()).toBeNull();
  expect(started).not.toHaveBeenCalled();
});

test('stopping and starting again in one breath leaves one service that answers', async () => {
  practice.start();
  const first = practice.stop();
  practice.start();
  void practice.stop();
  practice.start();
  await first;
  expect((await client().check()).ok).toBe(true);
  expect(started).toHaveBeenCalledOnce();
  await practice.stop();
  expect(practice.address).toBeNull();
  expect(await practice.ready()).toBeNull();
});

test('a service that cannot start is tried again by the next call, and nothing rejects', async () => {
  const other = await startService({ dir: path.join(userData, 'practice'), makeClip: repeatClip });
  practice.start();
  expect(await practice.ready()).toBeNull();
  expect(log).toHaveBeenCalledWith('error', 'practice.start', expect.anything());
  await other.close();
  expect(await practice.ready()).not.toBeNull();
});

function job(accountId: string, state: JobState): Job {
  const recipe = { modelId: 'm', params: {}, inputs: [], webhookUrl: '', priceVersion: 'v' };
  return {
    id: 'job',
    batchId: 'batch',
    accountId,
    recipe,
    estimate: micro(0),
    state,
    since: 0,
    createdAt: 0,
    retryOf: null,
    serviceEstimate: null,
    imported: false,
    position: 1,
  };
}

test('the service runs while practice is on, and then until its last job has ended', () => {
  let jobs: Job[] = [];
  let running = false;
  const service = {
    start: () => {
      running = true;
    },
    stop: async () => {
      running = false;
    },
  };
  const settings = new SettingsStore(userData, 0);
  const mode = new PracticeMode({ settings, practice: service, jobs: () => jobs });
  mode.setPractice(true);
  expect([settings.get().practice, running]).toEqual([true, true]);
  jobs = [job(PRACTICE_ACCOUNT, { name: 'queued' }), job('paid', { name: 'queued' })];
  mode.setPractice(false);
  expect([settings.get().practice, running]).toEqual([false, true]);
  jobs = [job(PRACTICE_ACCOUNT, { name: 'cancelled' }), job('paid', { name: 'queued' })];
  mode.look();
  expect(running).toBe(false);
  // A job that was not found is looked for again.
  jobs = [job(PRACTICE_ACCOUNT, { name: 'unknown', sendId: 's' })];
  mode.look();
  expect(running).toBe(true);
  jobs = [job(PRACTICE_ACCOUNT, { name: 'absent', sendId: 's' })];
  mode.look();
  expect(running).toBe(false);
});
