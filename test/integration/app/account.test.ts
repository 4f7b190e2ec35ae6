import { mkdtempSync, rmSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { Account } from '../../../main/app/account.ts';
import { KeyStore } from '../../../main/app/secrets.ts';
import { SettingsStore } from '../../../main/app/settings.ts';
import { Accounts } from '../../../main/core/job/accounts.ts';
import { Quotes } from '../../../main/core/money/quotes.ts';
import { ProviderClient } from '../../../main/core/provider/client.ts';
import { systemClock, systemIds } from '../../../main/core/system.ts';

vi.mock('electron', () => ({
  default: {},
  safeStorage: { isAsyncEncryptionAvailable: async () => false },
}));

let folder = '';
beforeEach(() => {
  folder = mkdtempSync(path.join(os.tmpdir(), 'kinora-account-'));
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

test('a check that breaks ends, and a key turns practice off until it is removed', async () => {
  const settings = new SettingsStore(folder, 0);
  const keys = new KeyStore({
    settings,
    ids: systemIds(systemClock),
    log: () => undefined,
    environmentKey: undefined,
  });
  const base = (): string => {
    throw new Error('no address');
  };
  const client = new ProviderClient({ base, key: async () => 'pb_some_key' });
  const practice: boolean[] = [];
  const account = new Account({
    keys,
    settings,
    engine: {
      clock: systemClock,
      accounts: new Accounts(() => undefined),
      quotes: new Quotes(systemClock),
      client: () => client,
      jobs: () => [],
      kick: () => undefined,
    },
    setPractice: (on) => practice.push(on),
    audit: async () => undefined,
    changed: () => undefined,
  });
  expect((await account.save('pb_some_key')).ok).toBe(true);
  expect(account.view().checking).toBe(true);
  expect(await account.test()).toMatchObject({ ok: false, error: { code: 'internal' } });
  expect(account.view()).toMatchObject({
    key: 'memory',
    last4: '_key',
    checking: false,
    check: { failure: { code: 'internal' } },
  });
  account.remove(keys.list()[0]?.accountId ?? '');
  expect(account.view()).toMatchObject({ key: 'none', last4: null, check: null, keys: [] });
  expect(practice).toEqual([false, true]);
  expect(account.restore().ok).toBe(true);
  expect(account.view()).toMatchObject({ key: 'memory', keys: [{ last4: '_key', active: true }] });
  expect(practice).toEqual([false, true, false]);
  expect(account.restore()).toMatchObject({ ok: false });
});
