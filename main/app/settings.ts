import { copyFileSync, existsSync, renameSync } from 'node:fs';
import path from 'node:path';
import Store from 'electron-store';
import * as z from 'zod/mini';
import { isMicroCents, micro } from '../../preload/contract/money.ts';
import { API_BASES, THEMES } from '../../preload/contract/vocabulary.ts';

const money = z.pipe(
  z.number().check(z.refine((value) => isMicroCents(value))),
  z.transform((value) => micro(value)),
);

const schema = z.object({
  theme: z._default(z.enum(THEMES), 'system'),
  /** Until a key is added there is nothing to pay with. */
  practice: z._default(z.boolean(), true),
  apiBase: z._default(z.enum(API_BASES), API_BASES[0]),
  askAbove: z._default(z.nullable(money), micro(5_000_000)),
  monthlyBudget: z._default(z.nullable(money), null),
  atBudget: z._default(z.enum(['stop', 'ask']), 'stop'),
  webhookUrl: z._default(z.string(), ''),
  singleKeys: z._default(z.boolean(), true),
  /** Null: the default folder. */
  libraryFolder: z._default(z.nullable(z.string()), null),
  /**
   * Accounts of the service. An account outlives its key, because its jobs are followed under its id; `blob` is its
   * key in base64, encrypted by the system's keychain, or null when the key is in memory only or was removed.
   */
  accounts: z._default(
    z.array(
      z.object({ id: z.string(), last4: z.string(), blob: z.nullable(z.string()), savedAt: z.number() }),
    ),
    [],
  ),
  activeAccount: z._default(z.nullable(z.string()), null),
  /** Whether sending is stopped until the person resumes it. */
  paused: z._default(z.boolean(), false),
});

export type Settings = z.output<typeof schema>;
export type StoredAccount = Settings['accounts'][number];

const NAME = 'settings';

/**
 * Settings in `<folder>/settings.json`. A file that cannot be read is moved aside, never overwritten, and the copy of
 * the last good one is used; `recovered` says so.
 */
export class SettingsStore {
  readonly recovered: boolean;
  readonly #store: Store;
  readonly #file: string;
  readonly #copy: string;
  #settings: Settings;

  constructor(folder: string, now: number) {
    this.#file = path.join(folder, `${NAME}.json`);
    this.#copy = path.join(folder, `${NAME}.previous.json`);
    const opened = this.#open(folder) ?? this.#restore(folder, now);
    this.recovered = opened.recovered;
    this.#store = opened.store;
    this.#settings = opened.settings;
  }

  get(): Settings {
    return this.#settings;
  }

  /** Changes some settings; what they were is kept beside the file. */
  update(patch: Partial<Settings>): Settings {
    const next = schema.parse({ ...this.#settings, ...patch });
    if (existsSync(this.#file)) copyFileSync(this.#file, this.#copy);
    this.#store.store = { ...this.#store.store, ...next };
    // A key that was removed or replaced is nowhere any more, so not in the kept copy either.
    if (patch.accounts !== undefined) copyFileSync(this.#file, this.#copy);
    this.#settings = next;
    return next;
  }

  #open(folder: string): { store: Store; settings: Settings; recovered: boolean } | null {
    try {
      const store = new Store({ cwd: folder, name: NAME, clearInvalidConfig: false, configFileMode: 0o600 });
      return { store, settings: schema.parse(store.store), recovered: false };
    } catch {
      return null;
    }
  }

  #restore(folder: string, now: number): { store: Store; settings: Settings; recovered: boolean } {
    renameSync(this.#file, `${this.#file}.corrupt-${now}`);
    if (existsSync(this.#copy)) {
      copyFileSync(this.#copy, this.#file);
      const opened = this.#open(folder);
      if (opened) return { ...opened, recovered: true };
      renameSync(this.#file, `${this.#copy}.corrupt-${now}`);
    }
    const store = new Store({ cwd: folder, name: NAME, clearInvalidConfig: false, configFileMode: 0o600 });
    return { store, settings: schema.parse({}), recovered: true };
  }
}
