import { mkdtempSync, readFileSync, rmSync, statSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import { ENVIRONMENT_ACCOUNT, KeyStore } from '../../../main/app/secrets.ts';
import { SettingsStore } from '../../../main/app/settings.ts';
import { systemClock, systemIds } from '../../../main/core/system.ts';

/** The keychain of this machine, as a test wants it: its ciphertext is the text backwards behind a prefix. */
const keychain = vi.hoisted(() => ({
  prefix: 'v11',
  locked: false,
  renew: false,
  /** Runs while a text is being decrypted. */
  meanwhile: async (): Promise<void> => undefined,
}));

vi.mock('electron', () => {
  const turned = (text: string): string => [...text].reverse().join('');
  const refuse = (): void => {
    if (keychain.locked) throw new Error('The keyring is locked.');
  };
  const safeStorage = {
    isAsyncEncryptionAvailable: async () => true,
    encryptStringAsync: async (text: string) => {
      refuse();
      return Buffer.from(keychain.prefix + turned(text));
    },
    decryptStringAsync: async (blob: Buffer) => {
      refuse();
      await keychain.meanwhile();
      return { result: turned(blob.toString().slice(3)), shouldReEncrypt: keychain.renew };
    },
  };
  return { default: {}, safeStorage };
});

const ONE = 'pb_first_key_AAAA';
const TWO = 'pb_second_key_BBBB';

let folder = '';
let settings: SettingsStore;

const open = (environmentKey?: string): KeyStore => {
  settings = new SettingsStore(folder, Date.now());
  return new KeyStore({ settings, ids: systemIds(systemClock), log: () => undefined, environmentKey });
};
const onDisk = (): string =>
  ['settings.json', 'settings.previous.json']
    .map((name) => readFileSync(path.join(folder, name), 'utf8'))
    .join('\n');
const blobOf = (key: string): string =>
  Buffer.from(keychain.prefix + [...key].reverse().join('')).toString('base64');

beforeEach(() => {
  folder = mkdtempSync(path.join(os.tmpdir(), 'kinora-keys-'));
  Object.assign(keychain, {
    prefix: 'v11',
    locked: false,
    renew: false,
    meanwhile: async () => undefined,
  });
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

async function saved(keys: KeyStore, key: string, replace: string | null = null): Promise<string> {
  const outcome = await keys.save(key, replace);
  return outcome.ok ? outcome.value : outcome.error.code;
}

describe('an account survives its key', () => {
  test('replacing the key keeps the account, and its jobs are followed with the new key', async () => {
    const keys = open();
    const account = await saved(keys, ONE);
    expect(await saved(keys, ` ${TWO}\n`, account)).toBe(account);
    expect(await keys.key(account)).toBe(TWO);
    expect(keys.active()).toMatchObject({ accountId: account, state: 'stored', last4: 'BBBB' });
    expect(await open().key(account)).toBe(TWO);
  });

  test('removing the key and entering one again continues the account', async () => {
    const keys = open();
    const account = await saved(keys, ONE);
    keys.remove(account);
    expect(keys.active()).toBeNull();
    expect(await keys.key(account)).toBeNull();
    const later = open();
    expect(later.active()).toBeNull();
    expect(await saved(later, TWO)).toBe(account);
  });

  test('without a keychain the account is kept on disk and the key is not', async () => {
    keychain.prefix = 'v10';
    vi.spyOn(process, 'platform', 'get').mockReturnValue('linux');
    const keys = open();
    const account = await saved(keys, ONE);
    expect(keys.active()?.state).toBe('memory');
    expect(await keys.key(account)).toBe(ONE);
    expect(onDisk()).not.toMatch(/first_key|yek_tsrif/);
    const later = open();
    expect(later.active()).toBeNull();
    expect(await saved(later, ONE)).toBe(account);
    vi.restoreAllMocks();
  });

  test('a key that a locked keychain does not take is held in memory', async () => {
    const keys = open();
    const account = await saved(keys, ONE);
    keychain.locked = true;
    expect(await saved(keys, TWO, account)).toBe(account);
    expect(await keys.key(account)).toBe(TWO);
    expect(keys.active()).toMatchObject({ accountId: account, state: 'memory', last4: 'BBBB' });
  });
});

test.each(['', 'hello world', 'sk_1234567890', 'pb_', 'pb_1234', 'pb_with space', `pb_${'x'.repeat(510)}`])(
  'what is no key leaves the old one alone: %j',
  async (text) => {
    const keys = open();
    const account = await saved(keys, ONE);
    expect(await keys.save(text)).toMatchObject({ ok: false, error: { code: 'not-a-key' } });
    expect(await keys.key(account)).toBe(ONE);
  },
);

test('neither file keeps a key that was replaced or removed', async () => {
  const keys = open();
  const account = await saved(keys, ONE);
  await saved(keys, TWO, account);
  expect(onDisk()).not.toContain(blobOf(ONE));
  expect(onDisk()).toContain(blobOf(TWO));
  keys.remove(account);
  expect(onDisk()).not.toContain(blobOf(TWO));
});

test('a locked keychain means no key now, and the key is back when it opens', async () => {
  const keys = open();
  const account = await saved(keys, ONE);
  keychain.locked = true;
  expect(await keys.key(account)).toBeNull();
  expect(await keys.probe()).toBe(false);
  keychain.locked = false;
  expect(await keys.key(account)).toBe(ONE);
});

test('a key that the system wants to protect anew is, in both files and in one step', async () => {
  const keys = open();
  const account = await saved(keys, ONE);
  const old = blobOf(ONE);
  keychain.prefix = 'v12';
  expect(await keys.key(account)).toBe(ONE);
  expect(onDisk()).toContain(old);
  keychain.renew = true;
  expect(await keys.key(account)).toBe(ONE);
  expect(onDisk()).not.toContain(old);
  expect(onDisk()).toContain(blobOf(ONE));
  keychain.renew = false;
  expect(await open().key(account)).toBe(ONE);
});

test('protecting a key anew that fails, or would protect it no more, leaves it as it is', async () => {
  vi.spyOn(process, 'platform', 'get').mockReturnValue('linux');
  const keys = open();
  const account = await saved(keys, ONE);
  const old = blobOf(ONE);
  keychain.renew = true;
  keychain.prefix = 'v10';
  expect(await keys.key(account)).toBe(ONE);
  expect(onDisk()).toContain(old);
  keychain.prefix = 'v12';
  keychain.meanwhile = async () => {
    keychain.locked = true;
  };
  expect(await keys.key(account)).toBe(ONE);
  expect(onDisk()).toContain(old);
  vi.restoreAllMocks();
});

test('a keychain that is away at the start takes nothing: the key is there when it is back', async () => {
  const account = await saved(open(), ONE);
  const old = blobOf(ONE);
  keychain.locked = true;
  const later = open();
  expect(await later.probe()).toBe(false);
  expect(later.active()).toMatchObject({ accountId: account, state: 'stored' });
  expect(await later.key(account)).toBeNull();
  expect(onDisk()).toContain(old);
  keychain.locked = false;
  expect(await later.probe()).toBe(true);
  expect(await later.key(account)).toBe(ONE);
});

test.each(['darwin', 'win32'] as const)('on %s the prefix v10 is real protection', async (platform) => {
  vi.spyOn(process, 'platform', 'get').mockReturnValue(platform);
  keychain.prefix = 'v10';
  const keys = open();
  await saved(keys, ONE);
  expect(keys.active()?.state).toBe('stored');
  expect(await keys.probe()).toBe(true);
  vi.restoreAllMocks();
});

test.runIf(process.platform !== 'win32')(
  'the settings, with what protects a key, are for their owner alone',
  async () => {
    await saved(open(), ONE);
    for (const name of ['settings.json', 'settings.previous.json'])
      expect(statSync(path.join(folder, name)).mode & 0o077, name).toBe(0);
  },
);

test('protecting a key again never brings a replaced one back', async () => {
  const keys = open();
  const account = await saved(keys, ONE);
  keychain.renew = true;
  keychain.meanwhile = async () => {
    keychain.meanwhile = async () => undefined;
    await saved(keys, TWO, account);
  };
  await keys.key(account);
  expect(await keys.key(account)).toBe(TWO);
});

test('the environment’s key is used until a person enters one, and still follows its own jobs', async () => {
  const keys = open(ONE);
  expect(keys.active()?.accountId).toBe(ENVIRONMENT_ACCOUNT);
  const account = await saved(keys, TWO);
  expect(account).not.toBe(ENVIRONMENT_ACCOUNT);
  expect(await keys.key(ENVIRONMENT_ACCOUNT)).toBe(ONE);
});

describe('several keys', () => {
  test('a further key is another account; the one in use stays until the person takes the other', async () => {
    const keys = open();
    const first = await saved(keys, ONE);
    const second = await saved(keys, TWO);
    expect(second).not.toBe(first);
    expect(keys.active()?.accountId).toBe(first);
    expect(keys.use(second)).toBe(true);
    keys.rename(second, 'Client work');
    const later = open();
    expect(later.active()).toMatchObject({ accountId: second, name: 'Client work', last4: 'BBBB' });
    expect(later.list().map(({ accountId }) => accountId)).toEqual([first, second]);
    // Jobs of the other are followed with their own key.
    expect(await later.key(first)).toBe(ONE);
  });

  test('the same key is there once, and is not put in the place of another', async () => {
    const keys = open();
    await saved(keys, ONE);
    const second = await saved(keys, TWO);
    expect(await saved(keys, ONE)).toBe('key-known');
    expect(await saved(keys, ONE, second)).toBe('key-known');
    expect(await keys.key(second)).toBe(TWO);
    expect(await saved(keys, TWO, second)).toBe(second);
  });

  test('removing the one in use takes the next, and can be undone once', async () => {
    const keys = open();
    const first = await saved(keys, ONE);
    const second = await saved(keys, TWO);
    keys.remove(first);
    expect(keys.active()?.accountId).toBe(second);
    expect(await keys.key(first)).toBeNull();
    expect(onDisk()).not.toContain(blobOf(ONE));
    expect(keys.restore(first)).toBe(true);
    expect(keys.active()).toMatchObject({ accountId: first, state: 'stored', last4: 'AAAA' });
    expect(await keys.key(first)).toBe(ONE);
    expect(keys.restore(first)).toBe(false);
    keys.remove(first);
    keys.forgetRemoved(first);
    expect(keys.restore(first)).toBe(false);
    // A further key after that is a further account: the removed one's jobs are not followed with it.
    expect(await saved(keys, 'pb_third_key_CCCC')).not.toBe(first);
  });

  test('a key that was in memory is said to be missing after a restart, and continues when entered again', async () => {
    keychain.prefix = 'v10';
    vi.spyOn(process, 'platform', 'get').mockReturnValue('linux');
    const keys = open();
    const first = await saved(keys, ONE);
    const second = await saved(keys, TWO);
    const later = open();
    expect(later.active()).toBeNull();
    expect(later.list().map(({ state, last4 }) => `${state} ${last4}`)).toEqual([
      'absent AAAA',
      'absent BBBB',
    ]);
    expect(later.use(second)).toBe(false);
    expect(await saved(later, TWO)).toBe(second);
    expect(await saved(later, ONE)).toBe(first);
    expect(later.list()).toHaveLength(2);
    vi.restoreAllMocks();
  });

  test('a beginning of a key is told apart from what is none', async () => {
    const keys = open();
    expect(await keys.save('pb_12')).toMatchObject({ error: { code: 'not-a-key', facts: { part: 1 } } });
    const other = await keys.save('hello world');
    expect(other.ok || other.error.facts).toBeUndefined();
  });
});

test('the key of a command pays for that command only, never for the window or another command', async () => {
  settings = new SettingsStore(folder, Date.now());
  const common = { settings, ids: systemIds(systemClock), log: () => undefined };
  const keys = new KeyStore({ ...common, environmentKey: TWO, environmentAccount: 'key-of-a-command' });
  expect(keys.active()).toBeNull();
  expect(await keys.key('key-of-a-command')).toBe(TWO);
  const saved = await keys.save(ONE);
  expect(saved.ok && keys.active()?.accountId).toBe(saved.ok && saved.value);
});
