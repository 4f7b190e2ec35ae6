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

/** Keys and the account over them; each question to the service is answered by `answer`. */
function make(answer: () => Promise<never> = () => Promise.reject(new Error('no address'))) {
  const settings = new SettingsStore(folder, 0);
  const ids = systemIds(systemClock);
  const keys = new KeyStore({ settings, ids, log: () => undefined, environmentKey: undefined });
  const client = new ProviderClient({
    base: () => {
      throw new Error('no address');
    },
    key: async () => 'pb_some_key',
  });
  vi.spyOn(client, 'check').mockImplementation(answer);
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
    setPractice: (practice) => settings.update({ practice }),
    audit: async () => undefined,
    changed: () => undefined,
  });
  return { settings, keys, account, practice: () => settings.get().practice };
}

const lastId = (keys: KeyStore): string => keys.list().at(-1)?.accountId ?? '';

test('a check that breaks ends, and a key turns practice off until it is removed', async () => {
  const { keys, account, practice } = make();
  expect((await account.save('pb_some_key')).ok).toBe(true);
  expect(account.view().checking).toBe(true);
  expect(await account.test()).toMatchObject({ ok: false, error: { code: 'internal' } });
  expect(account.view()).toMatchObject({
    key: 'memory',
    last4: '_key',
    checking: false,
    check: { failure: { code: 'internal' } },
  });
  expect(practice()).toBe(false);
  const id = lastId(keys);
  account.remove(id);
  expect(account.view()).toMatchObject({ key: 'none', last4: null, check: null, keys: [] });
  expect(practice()).toBe(true);
  expect(account.restore(id).ok).toBe(true);
  expect(account.view()).toMatchObject({ key: 'memory', keys: [{ last4: '_key', active: true }] });
  expect(practice()).toBe(false);
  expect(account.restore(id)).toMatchObject({ ok: false });
});

test('bringing a key back does not end a practice mode that the person had chosen', async () => {
  const { settings, keys, account, practice } = make();
  await account.save('pb_some_key');
  settings.update({ practice: true });
  const id = lastId(keys);
  account.remove(id);
  expect(account.restore(id).ok).toBe(true);
  expect(practice()).toBe(true);
});

test('each removal has its own way back', async () => {
  const { keys, account } = make();
  await account.save('pb_first_AAAA');
  const first = lastId(keys);
  await account.save('pb_second_BBBB');
  const second = lastId(keys);
  account.remove(first);
  account.remove(second);
  expect(account.restore(first).ok).toBe(true);
  expect(account.view().keys).toMatchObject([{ last4: 'AAAA', active: true }]);
  expect(account.restore(second).ok).toBe(true);
  expect(account.view().keys.map(({ last4 }) => last4)).toEqual(['AAAA', 'BBBB']);
});

test('what a test says of a key that was replaced meanwhile says nothing of the new one', async () => {
  let refuse: () => void = () => undefined;
  const { keys, account } = make(
    () =>
      new Promise<never>((_, reject) => {
        refuse = () => reject(new Error('refused'));
      }),
  );
  await account.save('pb_first_AAAA');
  const asked = account.test();
  const refuseFirst = refuse;
  await account.save('pb_second_BBBB', lastId(keys));
  refuseFirst();
  expect((await asked).ok).toBe(false);
  expect(account.view().check).toBeNull();
});
