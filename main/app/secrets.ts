import { safeStorage } from 'electron';
import { fail, type Outcome, ok } from '../../preload/contract/errors.ts';
import type { Ids, Log, Secrets } from '../core/ports.ts';
import { isKey, isPartOfKey } from './key.ts';
import type { SettingsStore, StoredAccount } from './settings.ts';

/** Account of a key given by the environment, in unpackaged builds. A command's key has one of its own. */
export const ENVIRONMENT_ACCOUNT = 'environment';

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
  /** Its account, where it is not `ENVIRONMENT_ACCOUNT`. */
  readonly environmentAccount?: string | undefined;
}

/** What may be known of a key outside this file. */
export interface KeyEntry {
  readonly accountId: string;
  /** The person's own; empty without one. */
  readonly name: string;
  /** Empty once the key was removed. */
  readonly last4: string;
  /** absent: it was kept in memory and has to be entered again · removed: by the person. */
  readonly state: 'stored' | 'memory' | 'absent' | 'removed';
  /** When the service last said that it works. */
  readonly workedAt: number | null;
}

/** A key that is in use. */
export type ActiveKey = KeyEntry & { readonly state: 'stored' | 'memory' };

/** An account with its key, as it was before it was removed. */
interface Removed {
  readonly account: StoredAccount | undefined;
  readonly held: string | undefined;
  readonly wasActive: boolean;
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
  /**
   * The key of the environment is in use until a person enters or takes another; its jobs are followed even then. That
   * of a command pays for this command alone: never for the window, nor for another command.
   */
  #environmentInUse: boolean;
  readonly #removed = new Map<string, Removed>();
  /** Account of the key that the environment gave, where it did. */
  readonly environmentAccount: string;

  constructor(options: KeyStoreOptions) {
    const { settings, ids, log, environmentKey, environmentAccount = ENVIRONMENT_ACCOUNT } = options;
    this.environmentAccount = environmentAccount;
    this.#environmentInUse = environmentAccount === ENVIRONMENT_ACCOUNT;
    this.#settings = settings;
    this.#ids = ids;
    this.#log = log;
    if (environmentKey) this.#memory.set(this.environmentAccount, environmentKey);
  }

  /** Whether this system protects what it encrypts, now. */
  async probe(): Promise<boolean> {
    return (await this.#encrypt('probe')) !== null;
  }

  /** Every account, in the order in which they were added; also those whose key was removed. */
  list(): KeyEntry[] {
    const given = this.#memory.get(this.environmentAccount);
    const own = this.#settings.get().accounts.map((account) => this.#entryOf(account));
    if (given === undefined) return own;
    const isCommands = this.environmentAccount !== ENVIRONMENT_ACCOUNT;
    const [name, last4] = [isCommands ? 'KINORA_KEY' : 'KINORA_API_KEY', given.slice(-4)];
    const accountId = this.environmentAccount;
    return [{ accountId, name, last4, state: 'memory', workedAt: null }, ...own];
  }

  /** The account whose key is in use; null without a key. */
  active(): ActiveKey | null {
    const given = this.#environmentInUse && this.#memory.has(this.environmentAccount);
    const id = given ? this.environmentAccount : this.#settings.get().activeAccount;
    const entry = this.list().find(({ accountId }) => accountId === id);
    return entry && isUsable(entry) ? entry : null;
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

  /**
   * Takes a key over. Without an account to replace the key of, it is a further key; it continues an account only when
   * that one's key has to be entered again, or was removed and there is no other. It is in use at once where none was.
   * @returns the account's id; `not-a-key` when it cannot be a key, `key-known` when another account has it.
   */
  async save(text: string, replace: string | null = null): Promise<Outcome<string>> {
    const key = text.trim();
    if (!isKey(key)) return fail('not-a-key', undefined, isPartOfKey(key) ? { part: 1 } : undefined);
    const last4 = key.slice(-4);
    const id = this.#targetOf(last4, replace);
    for (const { accountId, name } of this.list())
      if (accountId !== id && (await this.key(accountId)) === key)
        return fail('key-known', undefined, { name, last4 });
    const blob = await this.#encrypt(key);
    const before = this.#account(id);
    this.#put({ id, name: before?.name ?? '', last4, blob, savedAt: Date.now(), workedAt: null });
    if (blob === null) this.#memory.set(id, key);
    else this.#memory.delete(id);
    const active = this.active();
    if (active === null || active.accountId === this.environmentAccount) this.use(id);
    this.#removed.delete(id);
    return ok(id);
  }

  /** Uses this key for what is sent from now on. @returns false when there is no such key to use. */
  use(accountId: string): boolean {
    const entry = this.list().find((each) => each.accountId === accountId);
    if (!entry || !isUsable(entry)) return false;
    this.#environmentInUse = accountId === this.environmentAccount;
    if (accountId !== this.environmentAccount) this.#settings.update({ activeAccount: accountId });
    return true;
  }

  rename(accountId: string, name: string): void {
    this.#change(accountId, { name });
  }

  /** The service said just now (milliseconds since 1970) that the key works, or that it does not (null). */
  worked(accountId: string, workedAt: number | null): void {
    const account = this.#account(accountId);
    if (account && account.workedAt !== workedAt) this.#change(accountId, { workedAt });
  }

  /**
   * Forgets a key. Its account stays, so that entering a key again goes on with its jobs. If it was in use, another
   * one is from now on, where there is one.
   */
  remove(accountId: string): void {
    const wasActive = this.active()?.accountId === accountId;
    const account = this.#account(accountId);
    // First on the disk: what fails there has forgotten nothing.
    this.#change(accountId, { last4: '', blob: null, workedAt: null });
    this.#removed.set(accountId, { account, held: this.#memory.get(accountId), wasActive });
    this.#memory.delete(accountId);
    if (!wasActive) return;
    this.#environmentInUse = false;
    const other = this.active() ?? this.list().find(isUsable);
    if (other) this.use(other.accountId);
  }

  /** Undoes the removal of a key. @returns false when there is nothing to undo any more. */
  restore(accountId: string): boolean {
    const removed = this.#removed.get(accountId);
    if (!removed) return false;
    this.#removed.delete(accountId);
    const { account, held, wasActive } = removed;
    if (account) this.#change(accountId, account);
    if (held !== undefined) this.#memory.set(accountId, held);
    if (wasActive) this.use(accountId);
    return true;
  }

  /** A removed key can no longer be brought back. */
  forgetRemoved(accountId: string): void {
    this.#removed.delete(accountId);
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
    if (blob !== null && this.#account(id)?.blob === old) this.#change(id, { blob });
  }

  #targetOf(last4: string, replace: string | null): string {
    const { accounts, activeAccount } = this.#settings.get();
    if (replace !== null && accounts.some(({ id }) => id === replace)) return replace;
    const entries = accounts.map((account) => this.#entryOf(account));
    const again = entries.find((entry) => entry.state === 'absent' && entry.last4 === last4);
    const onlyRemoved = entries.every(({ state }) => state === 'removed');
    return again?.accountId ?? (onlyRemoved ? activeAccount : null) ?? this.#ids.next();
  }

  #entryOf({ id, name, last4, blob, workedAt }: StoredAccount): KeyEntry {
    const state = this.#memory.has(id)
      ? 'memory'
      : blob !== null
        ? 'stored'
        : last4 === ''
          ? 'removed'
          : 'absent';
    return { accountId: id, name, last4, state, workedAt };
  }

  #account(id: string): StoredAccount | undefined {
    return this.#settings.get().accounts.find((account) => account.id === id);
  }

  #change(id: string, change: Partial<StoredAccount>): void {
    const account = this.#account(id);
    if (account) this.#put({ ...account, ...change });
  }

  #put(account: StoredAccount): void {
    const { accounts, activeAccount } = this.#settings.get();
    const known = accounts.some(({ id }) => id === account.id);
    this.#settings.update({
      accounts: known
        ? accounts.map((each) => (each.id === account.id ? account : each))
        : [...accounts, account],
      activeAccount: activeAccount ?? account.id,
    });
  }
}

const isUsable = (entry: KeyEntry): entry is ActiveKey =>
  entry.state === 'stored' || entry.state === 'memory';
