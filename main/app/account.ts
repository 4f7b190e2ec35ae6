import { fail, type Outcome } from '../../preload/contract/errors.ts';
import type { AccountView } from '../../preload/contract/schemas/views.ts';
import { PRACTICE_ACCOUNT } from '../../preload/contract/vocabulary.ts';
import type { Engine } from '../core/job/engine.ts';
import type { KeyStore } from './secrets.ts';
import type { SettingsStore } from './settings.ts';

export interface AccountOptions {
  readonly keys: KeyStore;
  readonly settings: SettingsStore;
  readonly engine: Pick<Engine, 'accounts' | 'client' | 'clock' | 'quotes'>;
  readonly setPractice: (on: boolean) => void;
  /** Compares the account's list at the service with what is ours. */
  readonly audit: (accountId: string) => Promise<unknown>;
  /** What the page shows of the account or the settings is different now. */
  readonly changed: () => void;
}

const DAY_MS = 24 * 3_600_000;

/** The account in use: which key, whether it works, and which account new jobs belong to. */
export class Account {
  readonly #keys: KeyStore;
  readonly #settings: SettingsStore;
  readonly #engine: AccountOptions['engine'];
  readonly #setPractice: (on: boolean) => void;
  readonly #audit: AccountOptions['audit'];
  readonly #changed: () => void;
  #keychain = false;
  #checking = false;
  #check: AccountView['check'] = null;

  constructor(options: AccountOptions) {
    this.#keys = options.keys;
    this.#settings = options.settings;
    this.#engine = options.engine;
    this.#setPractice = options.setPractice;
    this.#audit = options.audit;
    this.#changed = options.changed;
  }

  /** Finds out what the system offers for keys, and looks now and then daily for jobs that are not ours. */
  async start(): Promise<void> {
    this.#keychain = await this.#keys.probe();
    this.#changed();
    await this.#auditDaily();
  }

  /** The account that new jobs are made for, or null when there is no key and practice mode is off. */
  id(): string | null {
    return this.#settings.get().practice ? PRACTICE_ACCOUNT : (this.#keys.active()?.accountId ?? null);
  }

  view(): AccountView {
    const active = this.#keys.active();
    const rejected = active ? this.#engine.accounts.of(active.accountId).keyFailure : null;
    const at = this.#check?.at ?? this.#engine.clock.now();
    return {
      key: active?.state ?? 'none',
      last4: active?.last4 ?? null,
      keychain: this.#keychain,
      checking: this.#checking,
      check: rejected ? { at, failure: { code: rejected.code, detail: rejected.detail } } : this.#check,
    };
  }

  /** Takes a key over, from the clipboard or the key window, and tries it. */
  async save(text: string): Promise<Outcome<null>> {
    const saved = await this.#keys.save(text);
    if (!saved.ok) return saved;
    this.#keychain = this.#keys.active()?.state === 'stored';
    this.#check = null;
    this.#setPractice(false);
    this.#engine.accounts.reset();
    this.#engine.quotes.forget();
    this.#changed();
    void this.test();
    return saved;
  }

  /** Asks the service whether the key works. Costs nothing. Never rejects. */
  async test(): Promise<Outcome<null>> {
    const active = this.#keys.active();
    if (!active) return fail('no-key');
    this.#checking = true;
    this.#changed();
    try {
      const result = await this.#ask(active.accountId);
      // A key that may send but not look is a working key with a scope missing; sending needs both.
      const failure = result.ok ? null : { code: result.error.code, detail: result.error.detail };
      this.#check = { at: this.#engine.clock.now(), failure };
      if (result.ok) {
        this.#engine.accounts.reset(active.accountId);
        void this.#auditNow(active.accountId);
      }
      return result;
    } finally {
      this.#checking = false;
      this.#changed();
    }
  }

  remove(): void {
    this.#keys.remove();
    this.#check = null;
    this.#setPractice(true);
    this.#changed();
  }

  async #auditDaily(): Promise<void> {
    const accountId = this.id();
    if (accountId !== null && accountId !== PRACTICE_ACCOUNT) await this.#auditNow(accountId);
    this.#engine.clock.after(DAY_MS, () => void this.#auditDaily());
  }

  async #auditNow(accountId: string): Promise<void> {
    // A keychain may refuse; the next day tries again.
    await this.#audit(accountId).catch(() => undefined);
    this.#changed();
  }

  async #ask(accountId: string): Promise<Outcome<null>> {
    try {
      return await this.#engine.client(accountId).check();
    } catch {
      return fail('internal');
    }
  }
}
