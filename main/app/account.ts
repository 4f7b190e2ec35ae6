import { fail, type Outcome, ok } from '../../preload/contract/errors.ts';
import { keyName } from '../../preload/contract/key-name.ts';
import type { AccountView, KeyView } from '../../preload/contract/schemas/views.ts';
import { isFinal, PRACTICE_ACCOUNT } from '../../preload/contract/vocabulary.ts';
import type { Engine } from '../core/job/engine.ts';
import type { KeyEntry, KeyStore } from './secrets.ts';
import type { SettingsStore } from './settings.ts';

export interface AccountOptions {
  readonly keys: KeyStore;
  readonly settings: SettingsStore;
  readonly engine: Pick<Engine, 'accounts' | 'client' | 'clock' | 'jobs' | 'kick' | 'quotes'>;
  readonly setPractice: (on: boolean) => void;
  /** Compares the account's list at the service with what is ours. */
  readonly audit: (accountId: string) => Promise<unknown>;
  /** What the page shows of the account or the settings is different now. */
  readonly changed: () => void;
}

const DAY_MS = 24 * 3_600_000;
/** How long a removed key can be brought back. */
const UNDO_MS = 60_000;

type Check = AccountView['check'];

/** The keys: which is in use, whether each works, and which account new jobs belong to. */
export class Account {
  readonly #keys: KeyStore;
  readonly #settings: SettingsStore;
  readonly #engine: AccountOptions['engine'];
  readonly #setPractice: (on: boolean) => void;
  readonly #audit: AccountOptions['audit'];
  readonly #changed: () => void;
  #keychain = false;
  readonly #checking = new Set<string>();
  readonly #checks = new Map<string, Check>();
  /** Grows with each key that an account gets or loses: an answer about an earlier one says nothing. */
  readonly #eras = new Map<string, number>();
  /** Whether the removal of this account's key was what turned practice mode on. */
  readonly #turnedPracticeOn = new Set<string>();

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
    return {
      key: active?.state ?? 'none',
      last4: active?.last4 ?? null,
      keychain: this.#keychain,
      checking: active !== null && this.#checking.has(active.accountId),
      check: active && this.#checkOf(active),
      keys: this.#keys
        .list()
        .map((entry) => this.#keyView(entry, entry.accountId === active?.accountId))
        .filter(({ state, unfinished }) => state !== 'removed' || unfinished > 0),
    };
  }

  /** Takes a key over, from the clipboard or the key window, and tries it. `replace`: for which account; null: a further one. */
  async save(text: string, replace: string | null = null): Promise<Outcome<null>> {
    const before = this.#keys.active();
    const saved = await this.#keys.save(text, replace);
    if (!saved.ok) return saved;
    const id = saved.value;
    this.#keychain = this.#keys.list().find(({ accountId }) => accountId === id)?.state === 'stored';
    this.#begin(id);
    if (before === null || before.accountId === this.#keys.environmentAccount) this.#setPractice(false);
    this.#refresh(id);
    void this.test(id);
    return ok(null);
  }

  /** Asks the service whether a key works; the one in use when none is named. Costs nothing. Never rejects. */
  async test(accountId = this.#keys.active()?.accountId): Promise<Outcome<null>> {
    if (accountId === undefined) return fail('no-key');
    const era = this.#eras.get(accountId);
    this.#checking.add(accountId);
    this.#changed();
    try {
      const result = await this.#ask(accountId);
      if (this.#eras.get(accountId) !== era) return result;
      const at = this.#engine.clock.now();
      const failure = result.ok ? null : { ...result.error };
      this.#checks.set(accountId, { at, failure });
      this.#keys.worked(accountId, result.ok ? at : null);
      if (result.ok) {
        this.#engine.accounts.reset(accountId);
        void this.#auditNow(accountId);
      }
      return result;
    } finally {
      this.#checking.delete(accountId);
      this.#changed();
    }
  }

  /** New jobs belong to this account from now on. Those of the others go on with their own keys. */
  use(accountId: string): Outcome<null> {
    if (!this.#keys.use(accountId)) return fail('no-key');
    this.#refresh(accountId);
    return ok(null);
  }

  rename(accountId: string, name: string): void {
    this.#keys.rename(accountId, name.trim());
    this.#changed();
  }

  /** Without any key left, practice mode is on. */
  remove(accountId: string): void {
    const before = this.#keys.active();
    this.#keys.remove(accountId);
    this.#begin(accountId);
    const wasLast = before !== null && this.#keys.active() === null;
    if (wasLast && !this.#settings.get().practice) {
      this.#turnedPracticeOn.add(accountId);
      this.#setPractice(true);
    }
    const era = this.#eras.get(accountId);
    this.#engine.clock.after(UNDO_MS, () => {
      if (this.#eras.get(accountId) === era) this.#keys.forgetRemoved(accountId);
    });
    this.#refresh(accountId);
  }

  /** Brings a removed key back, and the mode that there was with it. */
  restore(accountId: string): Outcome<null> {
    if (!this.#keys.restore(accountId)) return fail('no-key');
    const turnedOn = this.#turnedPracticeOn.has(accountId);
    this.#begin(accountId);
    if (turnedOn) this.#setPractice(false);
    this.#refresh(accountId);
    return ok(null);
  }

  /** What the key of an account is called; the key itself may be gone. */
  nameOf(accountId: string): string {
    return keyName(
      this.#keys.list().find((entry) => entry.accountId === accountId) ?? { name: '', last4: '' },
    );
  }

  /** The account has another key, or none. */
  #begin(accountId: string): void {
    this.#eras.set(accountId, (this.#eras.get(accountId) ?? 0) + 1);
    this.#checks.delete(accountId);
    this.#turnedPracticeOn.delete(accountId);
  }

  /** Everything that was learned with another key is asked anew. */
  #refresh(accountId: string | undefined): void {
    this.#engine.accounts.reset(accountId);
    this.#engine.quotes.forget();
    this.#engine.kick();
    this.#changed();
  }

  #keyView({ accountId, name, last4, state, workedAt }: KeyEntry, active: boolean): KeyView {
    return {
      id: accountId,
      name,
      last4,
      state,
      given: accountId === this.#keys.environmentAccount,
      active,
      checking: this.#checking.has(accountId),
      check: this.#checkOf({ accountId, workedAt }),
      unfinished: this.#engine
        .jobs()
        .filter(
          (job) => job.accountId === accountId && !isFinal(job.state.name) && job.state.name !== 'absent',
        ).length,
    };
  }

  /** What is known of a key: a refusal that a job met counts more than what a test said before. */
  #checkOf({ accountId, workedAt }: Pick<KeyEntry, 'accountId' | 'workedAt'>): Check {
    const known = this.#checks.get(accountId) ?? (workedAt === null ? null : { at: workedAt, failure: null });
    const refused = this.#engine.accounts.of(accountId).keyFailure;
    if (!refused || known?.failure?.code === refused.code) return known;
    const { code, detail } = refused;
    return { at: known?.at ?? this.#engine.clock.now(), failure: { code, detail } };
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
