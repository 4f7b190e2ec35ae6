import { copyFileSync, existsSync, renameSync, rmSync, statSync } from 'node:fs';
import path from 'node:path';
import { crc32 } from 'node:zlib';
import Store from 'electron-store';
import * as z from 'zod/mini';
import { DEFAULT_NAME, MAX_NAME_TEMPLATE } from '../../preload/contract/clip-name.ts';
import { EVERY_CLIP } from '../../preload/contract/every-clip.ts';
import { MAX_DOWNLOADS, MAX_KEY_NAME } from '../../preload/contract/limits.ts';
import { isMicroCents, micro } from '../../preload/contract/money.ts';
import { type LeftView, leftView } from '../../preload/contract/schemas/left.ts';
import {
  API_BASES,
  LANGUAGE_CHOICES,
  TEXT_SIZES,
  THEMES,
  UPDATE_CHANNELS,
  UPDATE_MODES,
} from '../../preload/contract/vocabulary.ts';
import { setAside } from '../core/store/aside.ts';

const money = z.pipe(
  z.number().check(z.refine((value) => isMicroCents(value))),
  z.transform((value) => micro(value)),
);

const AT_FIRST: LeftView = { view: 'animate', query: EVERY_CLIP, span: null };

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
  textSize: z._default(z.enum(TEXT_SIZES), 'normal'),
  language: z._default(z.enum(LANGUAGE_CHOICES), 'system'),
  /** Nothing is lost with it: one that cannot be read is as none. */
  left: z.catch(leftView, AT_FIRST),
  notifyReady: z._default(z.boolean(), true),
  notifyFailed: z._default(z.boolean(), true),
  /** Say nothing while the window has the focus. */
  notifyOnlyAway: z._default(z.boolean(), true),
  /** A short sound when clips are ready. */
  sound: z._default(z.boolean(), false),
  /** An icon beside the clock, with which Kinora goes on without its window. */
  tray: z._default(z.boolean(), false),
  /** Clips fetched from one host at once. */
  downloads: z._default(z.int().check(z.gte(1), z.lte(MAX_DOWNLOADS)), 3),
  updates: z._default(z.enum(UPDATE_MODES), 'ask'),
  updateChannel: z._default(z.enum(UPDATE_CHANNELS), 'stable'),
  /** What new clips are called. */
  nameTemplate: z._default(z.string().check(z.maxLength(MAX_NAME_TEMPLATE)), DEFAULT_NAME),
  /** Library folders; new clips go to the first. Empty: only `libraryFolder`, as before there could be several. */
  folders: z._default(
    z.array(z.object({ id: z.string(), path: z.string(), movingTo: z.optional(z.string()) })),
    [],
  ),
  /** The first of them, as earlier versions know it; null: the default folder. */
  libraryFolder: z._default(z.nullable(z.string()), null),
  /** Those of before, the last one first: prepared pictures may lie there. */
  earlierFolders: z._default(z.array(z.string()), []),
  /**
   * Accounts of the service. An account outlives its key, because its jobs are followed under its id; `blob` is its
   * key in base64, encrypted by the system's keychain, or null when the key is in memory only or was removed. A
   * removed key has no `last4` either.
   */
  accounts: z._default(
    z.array(
      z.object({
        id: z.string(),
        name: z._default(z.string().check(z.maxLength(MAX_KEY_NAME)), ''),
        last4: z.string(),
        blob: z.nullable(z.string()),
        savedAt: z.number(),
        /** When the service last said that the key works. */
        workedAt: z._default(z.nullable(z.number()), null),
      }),
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
/** Nobody has as many accounts and folders: a larger file is no settings, and reading it would take all memory. */
const MAX_BYTES = 4 * 1024 * 1024;

/** What a settings file holds: ours, and what another version may have put there. */
type Raw = Readonly<Record<string, unknown>>;

interface Opened {
  readonly store: Store;
  readonly raw: Raw;
  readonly settings: Settings;
}

/** A checksum over all settings: a limit in which one digit has changed must not pass for the person's own. */
function checkOf(raw: Raw): string {
  const sorted = Object.entries(raw).sort(([a], [b]) => (a < b ? -1 : 1));
  return crc32(JSON.stringify(sorted)).toString(16);
}

/**
 * Settings in `<folder>/settings.json`, and the same again in a copy. A file that is lost or not as it was written is
 * moved aside, never overwritten, and the copy is used; `recovered` says so.
 */
export class SettingsStore {
  readonly recovered: boolean;
  readonly #folder: string;
  readonly #file: string;
  readonly #copy: string;
  readonly #store: Store;
  #raw: Raw;
  #settings: Settings;

  /** @throws what the file system throws when the folder cannot be used. */
  constructor(folder: string, now: number) {
    this.#folder = folder;
    this.#file = path.join(folder, `${NAME}.json`);
    this.#copy = path.join(folder, `${NAME}.previous.json`);
    const lost = !existsSync(this.#file) && existsSync(this.#copy);
    const opened = lost ? null : this.#open();
    this.recovered = opened === null;
    const { store, raw, settings } = opened ?? this.#restore(now);
    this.#store = store;
    this.#raw = raw;
    this.#settings = settings;
  }

  get(): Settings {
    return this.#settings;
  }

  /**
   * Changes some settings, on disk when this returns.
   * @throws what the file system throws; everything is then as it was.
   */
  update(patch: Partial<Settings>): Settings {
    const next = schema.parse({ ...this.#settings, ...patch });
    const raw = { ...this.#raw, ...next };
    this.#store.store = { ...raw, check: checkOf(raw) };
    this.#raw = raw;
    this.#settings = next;
    this.#copyFile();
    return next;
  }

  /** Renewed with every change: a key that was removed must not stay behind in the copy. */
  #copyFile(): void {
    try {
      copyFileSync(this.#file, `${this.#copy}.tmp`);
      renameSync(`${this.#copy}.tmp`, this.#copy);
    } catch {
      rmSync(this.#copy, { force: true });
    }
  }

  /** @returns null for a file that is not as it was written. */
  #open(): Opened | null {
    try {
      if (existsSync(this.#file) && statSync(this.#file).size > MAX_BYTES) return null;
      const store = this.#newStore();
      const { check, ...raw } = store.store;
      if (check !== undefined && check !== checkOf(raw)) return null;
      return { store, raw, settings: schema.parse(raw) };
    } catch {
      return null;
    }
  }

  #restore(now: number): Opened {
    if (existsSync(this.#file)) setAside(this.#file, now);
    if (existsSync(this.#copy)) {
      copyFileSync(this.#copy, this.#file);
      const opened = this.#open();
      if (opened) return opened;
      setAside(this.#file, now);
    }
    return { store: this.#newStore(), raw: {}, settings: schema.parse({}) };
  }

  #newStore(): Store {
    return new Store({ cwd: this.#folder, name: NAME, clearInvalidConfig: false, configFileMode: 0o600 });
  }
}
