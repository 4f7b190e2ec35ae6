import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import { safeStorage } from '../../host/electron/safe-storage.ts';
import { host } from '../../host/state.ts';

const prefixOf = (blob: Buffer): string => blob.subarray(0, 3).toString();

beforeEach(() => {
  host.isReady = true;
});
afterEach(() => {
  vi.unstubAllEnvs();
  host.isReady = false;
  host.commandLine = { ...host.commandLine, headed: false };
});

describe('safeStorage', () => {
  test('with a keyring the prefix is v11 and the text is not readable', async () => {
    const blob = await safeStorage.encryptStringAsync('pb_secret');
    expect(prefixOf(blob)).toBe('v11');
    expect(blob.includes('pb_secret')).toBe(false);
    expect(await safeStorage.decryptStringAsync(blob)).toEqual({
      result: 'pb_secret',
      shouldReEncrypt: false,
    });
    expect(safeStorage.getSelectedStorageBackend()).toBe('gnome_libsecret');
  });

  test('without one the prefix and the backend say so, although encryption is available', async () => {
    vi.stubEnv('HOST_KEYCHAIN', 'none');
    const blob = await safeStorage.encryptStringAsync('pb_secret');
    expect(prefixOf(blob)).toBe('v10');
    expect(safeStorage.getSelectedStorageBackend()).toBe('basic_text');
    expect(await safeStorage.isAsyncEncryptionAvailable()).toBe(true);
    vi.unstubAllEnvs();
    expect(await safeStorage.decryptStringAsync(blob)).toEqual({
      result: 'pb_secret',
      shouldReEncrypt: true,
    });
  });

  test('a text of a keyring that has gone waits for it', async () => {
    const blob = await safeStorage.encryptStringAsync('pb_secret');
    vi.stubEnv('HOST_KEYCHAIN', 'none');
    await expect(safeStorage.decryptStringAsync(blob)).rejects.toThrow('temporarily unavailable');
  });

  test('a person is never promised a keyring', async () => {
    host.commandLine = { ...host.commandLine, headed: true };
    expect(prefixOf(await safeStorage.encryptStringAsync('x'))).toBe('v10');
    expect(safeStorage.getSelectedStorageBackend()).toBe('basic_text');
  });

  test('damaged and foreign texts are refused', async () => {
    const blob = await safeStorage.encryptStringAsync('x');
    blob[blob.length - 1] = (blob.at(-1) ?? 0) ^ 1;
    await expect(safeStorage.decryptStringAsync(blob)).rejects.toThrow();
    await expect(safeStorage.decryptStringAsync(Buffer.from('nonsense'))).rejects.toThrow(
      'Error while decrypting',
    );
  });

  test('nothing works before the app is ready, and the old calls are refused', async () => {
    expect(() => Reflect.get(safeStorage, 'encryptString')).toThrow(
      'browser host: safeStorage.encryptString is not emulated',
    );
    host.isReady = false;
    await expect(safeStorage.encryptStringAsync('x')).rejects.toThrow('before app is ready');
    expect(safeStorage.getSelectedStorageBackend()).toBe('unknown');
  });
});
