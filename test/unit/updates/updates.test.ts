import { beforeEach, describe, expect, it } from 'vitest';
import {
  LOOK_EVERY_MS,
  RETRY_AFTER_MS,
  UpdateFailure,
  type Updater,
  Updates,
} from '../../../main/app/updates.ts';
import type { UpdateChannel, UpdateMode } from '../../../preload/contract/vocabulary.ts';

/** A promise that the test settles. */
function held<T>(): { promise: Promise<T>; resolve: (value: T) => void; reject: (error: unknown) => void } {
  return Promise.withResolvers<T>();
}

class FakeUpdater implements Updater {
  readonly did: string[] = [];
  found = held<string | null>();
  fetched = held<void>();
  progress: (share: number) => void = () => {};

  check(channel: UpdateChannel): Promise<string | null> {
    this.did.push(`check ${channel}`);
    return this.found.promise;
  }
  download(signal: AbortSignal, progress: (share: number) => void): Promise<void> {
    this.did.push('download');
    this.progress = progress;
    signal.addEventListener('abort', () => {
      this.did.push('stopped');
      this.fetched.reject(new Error('cancelled'));
    });
    return this.fetched.promise;
  }
  install(): void {
    this.did.push('install');
  }
}

let updater: FakeUpdater;
let updates: Updates;
let busy: boolean;
let now: number;
let loaded: number;
let pushed: number;
let logged: unknown[];
let settings: { updates: UpdateMode; updateChannel: UpdateChannel };

beforeEach(() => {
  updater = new FakeUpdater();
  busy = false;
  now = 1_000_000;
  loaded = 0;
  pushed = 0;
  logged = [];
  settings = { updates: 'ask', updateChannel: 'stable' };
  updates = new Updates({
    updater: async () => {
      loaded += 1;
      return updater;
    },
    now: () => now,
    settings: () => settings,
    busy: () => busy,
    changed: () => {
      pushed += 1;
    },
    log: (...line) => logged.push(line),
  });
});

/** Lets everything that is settled run on. */
const settle = (): Promise<void> => new Promise((resolve) => setImmediate(resolve));

async function find(version: string | null): Promise<void> {
  updates.look();
  await settle();
  updater.found.resolve(version);
  await settle();
}

describe('looking for updates', () => {
  it('tells of one, fetches it when asked, and is ready for a restart', async () => {
    await find('0.2.0');
    expect(updates.view()).toMatchObject({
      state: 'available',
      version: '0.2.0',
      checkedAt: now,
      waits: false,
    });
    updates.download();
    await settle();
    updater.progress(0.4);
    expect(updates.view()).toMatchObject({ state: 'downloading', share: 0.4 });
    expect(updates.isReady()).toBe(false);
    updater.fetched.resolve();
    await settle();
    expect(updates.view()).toMatchObject({ state: 'ready', version: '0.2.0', share: 0 });
    expect(updates.isReady()).toBe(true);
    expect(updater.did).toEqual(['check stable', 'download']);
    expect(pushed).toBeGreaterThan(3);
  });

  it('fetches it unasked only where the person said so', async () => {
    settings = { ...settings, updates: 'automatic' };
    await find('0.2.0');
    expect(updater.did).toEqual(['check stable', 'download']);
  });

  it('looks once a day, and never unasked when told so', async () => {
    await find(null);
    expect(updates.view()).toMatchObject({ state: 'idle', version: null, checkedAt: now });
    now += LOOK_EVERY_MS - 1;
    updates.look();
    expect(updater.did).toHaveLength(1);
    now += 1;
    settings = { ...settings, updates: 'manual' };
    updates.look();
    expect(updater.did).toHaveLength(1);
    updates.check();
    await settle();
    expect(updater.did).toHaveLength(2);
  });

  it('loads nothing before it is wanted', () => {
    settings = { ...settings, updates: 'manual' };
    updates.look();
    expect(loaded).toBe(0);
  });

  it('looks again in the channel that was chosen since, and forgets what the other one had', async () => {
    await find('0.3.0-beta.1');
    settings = { ...settings, updateChannel: 'beta' };
    updater.found = held();
    await find('0.3.0-beta.2');
    expect(updater.did).toEqual(['check stable', 'check beta']);
    expect(updates.view()).toMatchObject({ state: 'available', version: '0.3.0-beta.2' });
  });
});

describe('while something is sent or fetched', () => {
  it('nothing is looked for; what the person asked for waits, and says so', async () => {
    busy = true;
    updates.look();
    updates.check();
    expect(updates.view()).toMatchObject({ state: 'idle', waits: true });
    expect(updater.did).toEqual([]);
    busy = false;
    updates.look();
    await settle();
    expect(updates.view()).toMatchObject({ state: 'checking', waits: false });
  });

  it('a download is given up, and begins again when all is quiet', async () => {
    await find('0.2.0');
    updates.download();
    await settle();
    busy = true;
    updates.look();
    await settle();
    expect(updates.view()).toMatchObject({ state: 'available', waits: true, problem: null });
    updater.fetched = held();
    busy = false;
    updates.look();
    await settle();
    expect(updater.did).toEqual(['check stable', 'download', 'stopped', 'download']);
    expect(logged).toEqual([]);
  });

  it('one that is ready is not installed', async () => {
    settings = { ...settings, updates: 'automatic' };
    await find('0.2.0');
    updater.fetched.resolve();
    await settle();
    busy = true;
    updates.look();
    expect(updates.view()).toMatchObject({ state: 'ready', waits: true });
    expect(updates.isReady()).toBe(false);
  });
});

describe('what fails', () => {
  it('is said, and tried again unasked only after a while', async () => {
    updates.look();
    await settle();
    updater.found.reject(new UpdateFailure('unreachable', { code: 'ENOTFOUND' }));
    await settle();
    expect(updates.view()).toMatchObject({ state: 'idle', problem: 'unreachable', checkedAt: null });
    expect(logged).toEqual([['warn', 'update-failed', { problem: 'unreachable', code: 'ENOTFOUND' }]]);
    updates.look();
    expect(updater.did).toHaveLength(1);
    now += RETRY_AFTER_MS;
    updater.found = held();
    await find(null);
    expect(updater.did).toHaveLength(2);
    expect(updates.view()).toMatchObject({ state: 'idle', problem: null, checkedAt: now });
  });

  it.each(['unsigned', 'damaged'] as const)('is never installed: %s', async (problem) => {
    settings = { ...settings, updates: 'automatic' };
    await find('0.2.0');
    updater.fetched.reject(new UpdateFailure(problem, null));
    await settle();
    expect(updates.view()).toMatchObject({ state: 'available', problem });
    expect(updates.isReady()).toBe(false);
    updates.look();
    expect(updater.did).toEqual(['check stable', 'download']);
  });
});
