import type { DatabaseSync } from 'node:sqlite';
import { fail, type Outcome, ok } from '../../../preload/contract/errors.ts';
import type { Clock, Log } from '../ports.ts';
import { setAside } from '../store/aside.ts';
import { databaseFailure, isDamage } from '../store/database-error.ts';
import { openDatabase } from '../store/open-database.ts';
import type { ClipRecord } from './clip-record.ts';
import { clipMigrations } from './clips-schema.ts';
import { ClipsTable } from './clips-table.ts';

export interface IndexOptions {
  /** The database: a cache, which may be deleted while it is closed. */
  readonly indexPath: string;
  readonly clock: Clock;
  readonly log: Log;
  /** A damaged index was put beside a new one. */
  readonly onSetAside?: () => void;
}

export interface ClipPage {
  readonly clips: readonly ClipRecord[];
  /** For the next page; null at the end. */
  readonly next: string | null;
  /** Clips that match, on all pages. */
  readonly total: number;
}

export interface ClipQuery {
  /** From the previous page's `next`; null for the newest clips. */
  readonly cursor: string | null;
  readonly limit: number;
  readonly search: string;
}

interface Opened {
  readonly db: DatabaseSync;
  readonly table: ClipsTable;
  /** False after a crash: then the file is worth a check. */
  readonly closedWell: boolean;
}

const FOLDER = 'folder';
const FILLED = 'filled';
const OPEN = 'open';

/** Opens the index of a folder; one that is damaged, newer than this app or of another folder begins empty. */
export function openClipIndex(options: IndexOptions, folder: string): Outcome<ClipIndex> {
  const opened = openTable(options, folder);
  return opened.ok ? ok(new ClipIndex(options, folder, opened.value)) : opened;
}

function openTable(options: IndexOptions, folder: string): Outcome<Opened> {
  try {
    try {
      return takeInUse(options, folder);
    } catch (error) {
      if (!isDamage(error)) throw error;
      // Damage that shows only when it is read.
      setAside(options.indexPath, options.clock.now());
      saySetAside(options);
      return takeInUse(options, folder);
    }
  } catch (error) {
    return { ok: false, error: databaseFailure(error) };
  }
}

function takeInUse(options: IndexOptions, folder: string): Outcome<Opened> {
  const { indexPath, clock } = options;
  // Reading every page for damage would delay the first picture; that is done later.
  const open = () =>
    openDatabase({
      file: indexPath,
      migrations: clipMigrations,
      synchronous: 'NORMAL',
      check: false,
      now: () => clock.now(),
    });
  let opened = open();
  if (opened.kind === 'newer') {
    opened.db.close();
    setAside(indexPath, clock.now());
    opened = open();
  }
  if (opened.kind === 'failed') return { ok: false, error: opened.failure };
  if (opened.kind !== 'open') return fail('internal', 'the index is in use');
  if (opened.movedAside !== null) saySetAside(options);
  const { db } = opened;
  try {
    const table = new ClipsTable(db);
    if (table.about(FOLDER) !== folder) {
      table.removeAll();
      table.setAbout(FILLED, '');
      table.setAbout(FOLDER, folder);
    }
    const closedWell = table.about(OPEN) !== 'yes';
    table.setAbout(OPEN, 'yes');
    return ok({ db, table, closedWell });
  } catch (error) {
    db.close();
    throw error;
  }
}

function saySetAside({ log, onSetAside }: IndexOptions): void {
  log('warn', 'library.index-set-aside');
  onSetAside?.();
}

/** The library's index, which looks after itself: damage makes it begin again, and is never an error. */
export class ClipIndex {
  readonly #options: IndexOptions;
  readonly #folder: string;
  #opened: Opened;
  #totals: { clips: number; bytes: number } | null = null;
  #found: { search: string; total: number } | null = null;
  /** Called when the index has begun again, empty. */
  onRenewed: () => void = () => undefined;

  constructor(options: IndexOptions, folder: string, opened: Opened) {
    this.#options = options;
    this.#folder = folder;
    this.#opened = opened;
  }

  /** The table as it is now; after damage it is another one. */
  get table(): ClipsTable {
    return this.#opened.table;
  }

  /** True when every clip that was in the folder at some earlier time has its row. */
  get filled(): boolean {
    const read = this.use((table) => table.about(FILLED));
    return read.ok && read.value === 'yes';
  }

  setFilled(): void {
    this.use((table) => table.setAbout(FILLED, 'yes'));
    this.changed();
  }

  /** Runs `work` on the table; when that meets damage, once more on a new and empty one. */
  use<T>(work: (table: ClipsTable) => T): Outcome<T> {
    try {
      try {
        return ok(work(this.table));
      } catch (error) {
        if (!isDamage(error)) throw error;
        this.renew();
        return ok(work(this.table));
      }
    } catch (error) {
      const failure = databaseFailure(error);
      this.#options.log('error', 'library.index', { detail: failure.detail });
      return { ok: false, error: failure };
    }
  }

  /** Changes rows; figures kept from before no longer count. */
  change<T>(work: (table: ClipsTable) => T): Outcome<T> {
    const done = this.use(work);
    this.changed();
    return done;
  }

  /** Forgets figures kept from before a change of rows. */
  changed(): void {
    this.#totals = null;
    this.#found = null;
  }

  page({ cursor, limit, search }: ClipQuery): Outcome<ClipPage> {
    if (cursor !== null && !/^\d{1,16}$/.test(cursor)) return fail('bad-request', 'not a cursor');
    return this.use((table) => {
      const placed = table.page(search, cursor === null ? null : Number(cursor), limit + 1);
      const shown = placed.slice(0, limit);
      const last = shown.at(-1);
      return {
        clips: shown.map(({ clip }) => clip),
        next: placed.length > limit && last ? String(last.seq) : null,
        total: this.#total(table, search),
      };
    });
  }

  totals(): { clips: number; bytes: number } {
    const read = this.use((table) => {
      this.#totals ??= table.totals();
      return this.#totals;
    });
    return read.ok ? read.value : { clips: 0, bytes: 0 };
  }

  /** After a crash, reads every page; a damaged index is then set aside. */
  check(): void {
    if (this.#opened.closedWell) return;
    const sound = this.use((table) => table.isSound());
    if (sound.ok && !sound.value) this.renew();
  }

  /** Sets the index aside and begins an empty one. Throws when there can be none. */
  renew(): void {
    this.close();
    setAside(this.#options.indexPath, this.#options.clock.now());
    const opened = openTable(this.#options, this.#folder);
    if (!opened.ok) throw new Error(opened.error.detail);
    this.#opened = opened.value;
    this.changed();
    saySetAside(this.#options);
    this.onRenewed();
  }

  close(): void {
    const { db, table } = this.#opened;
    if (!db.isOpen) return;
    try {
      table.setAbout(OPEN, '');
    } catch {
      // A damaged or full index is closed all the same, and checked at the next start.
    }
    db.close();
  }

  /** Counting the matches costs more than a page of them: once per search is enough. */
  #total(table: ClipsTable, search: string): number {
    if (search.trim() === '') {
      this.#totals ??= table.totals();
      return this.#totals.clips;
    }
    if (this.#found?.search !== search) this.#found = { search, total: table.count(search) };
    return this.#found.total;
  }
}
