import { safeStorage } from 'electron';
import { fail, type Outcome, ok } from '../../preload/contract/errors.ts';
import type { Ids, Log, Secrets } from '../core/ports.ts';
import type { SettingsStore, StoredAccount } from './settings.ts';

/** Account of a key given by the environment, in unpackaged builds. */
export const ENVIRONMENT_ACCOUNT = 'environment';

/** The service documents the prefix only; the rest is what a header can carry. */
const KEY = /^pb_[\x21-\x7e]{5,509}$/;

/**
 * On Linux, ciphertext that begins with `v10` was made with a fixed, public key: it protects nothing. Other systems
 * use the same prefix for real protection.
 */
const isProtected = (blob: Buffer): boolean =>
  process.platform !== 'linux' || blob.subarray(0, 3).toString() !== 'v10';

export interface KeyStoreOptions {
  readonly settings: SettingsStore;
  readonly ids: Ids;
  readonly log: Log;
  readonly environmentKey: string | undefined;
}

/**
 * Keys of the service: encrypted by the system's keychain in the settings, decrypted at the moment of a call, kept in
 * memory only where the system offers no protection. They never leave the main process except in the header of a
 * call to the service. An account keeps its id when its key is replaced, removed or entered again, because jobs that
 * are paid for are followed under that id.
 */
export class KeyStore implements Secrets {
  readonly #settings: SettingsStore;
  readonly #ids: Ids;
  readonly #log: Log;
  readonly #memory = new Map<string, string>();
  /** The key of the environment is in use until a person enters another; its jobs are followed with it even then. */
  #environmentInUse = true;

  constructor({ settings, ids, log, environmentKey }: KeyStoreOptions) {
    this.#settings = settings;
    this.#ids = ids;
    this.#log = log;
    if (environmentKey) this.#memory.set(ENVIRONMENT_ACCOUNT, environmentKey);
  }

  /** Whether this system protects what it encrypts, now. */
  async probe(): Promise<boolean> {
    return (await this.#encrypt('probe')) !== null;
  }

  /** The account whose key is in use; null without a key. */
  active(): {
    readonly accountId: string;
    readonly state: 'stored' | 'memory';
    readonly last4: string;
  } | null {
    const given = this.#memory.get(ENVIRONMENT_ACCOUNT);
    if (given !== undefined && this.#environmentInUse)
      return { accountId: ENVIRONMENT_ACCOUNT, state: 'memory', last4: given.slice(-4) };
    const account = this.#activeAccount();
    if (!account) return null;
    const { id, last4, blob } = account;
    if (this.#memory.has(id)) return { accountId: id, state: 'memory', last4 };
    return blob === null ? null : { accountId: id, state: 'stored', last4 };
  }

  /** Null also while the keychain refuses: the account's jobs wait for it. */
  async key(accountId: string): Promise<string | null> {
    const held = this.#memory.get(accountId);
    if (held !== undefined) return held;
    const blob = this.#account(accountId)?.blob;
    if (blob == null) return null;
    try {
      const { result, shouldReEncrypt } = await safeStorage.decryptStringAsync(Buffer.from(blob, 'base64'));
      if (shouldReEncrypt) await this.#renew(accountId, blob, result);
      return result;
    } catch (error) {
      this.#log('warn', 'key.locked', { error: String(error) });
      return null;
    }
  }

  /** Takes a new key into use for the account in use. @returns `not-a-key` when it cannot be a key. */
  async save(text: string): Promise<Outcome<null>> {
    const key = text.trim();
    if (!KEY.test(key)) return fail('not-a-key');
    const blob = await this.#encrypt(key);
    const id = this.#settings.get().activeAccount ?? this.#ids.next();
    this.#put({ id, last4: key.slice(-4), blob, savedAt: Date.now() });
    if (blob === null) this.#memory.set(id, key);
    else this.#memory.delete(id);
    this.#environmentInUse = false;
    return ok(null);
  }

  /** Forgets the key in use. Its account stays, so that entering a key again goes on with its jobs. */
  remove(): void {
    const active = this.active();
    if (!active) return;
    this.#memory.delete(active.accountId);
    const account = this.#account(active.accountId);
    if (account) this.#put({ ...account, last4: '', blob: null });
  }

  /** A text as the keychain protects it, in base64; null where it does not, or does not answer. */
  async #encrypt(text: string): Promise<string | null> {
    try {
      if (!(await safeStorage.isAsyncEncryptionAvailable())) return null;
      const blob = await safeStorage.encryptStringAsync(text);
      return isProtected(blob) ? blob.toString('base64') : null;
    } catch (error) {
      this.#log('warn', 'key.not-protected', { error: String(error) });
      return null;
    }
  }

  /** Protects a key again as the system asks for, unless another key or none has been put in its place meanwhile. */
  async #renew(id: string, old: string, key: string): Promise<void> {
    const blob = await this.#encrypt(key);
    const account = this.#account(id);
    if (blob !== null && account?.blob === old) this.#put({ ...account, blob });
  }

  #activeAccount(): StoredAccount | undefined {
    const { activeAccount } = this.#settings.get();
    return activeAccount === null ? undefined : this.#account(activeAccount);
  }

  #account(id: string): StoredAccount | undefined {
    return this.#settings.get().accounts.find((account) => account.id === id);
  }

  #put(account: StoredAccount): void {
    const { accounts, activeAccount } = this.#settings.get();
    const others = accounts.filter(({ id }) => id !== account.id);
    this.#settings.update({
      accounts: [...others, account],
      activeAccount: activeAccount ?? account.id,
    });
  }
}
