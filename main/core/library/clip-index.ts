import { randomUUID } from 'node:crypto';
import type { DatabaseSync } from 'node:sqlite';
import { setImmediate as breathe } from 'node:timers/promises';
import * as z from 'zod/mini';
import { fail, type Outcome, ok } from '../../../preload/contract/errors.ts';
import type { ClipQuery } from '../../../preload/contract/schemas/library.ts';
import type { Clock, Log } from '../ports.ts';
import { removeParts, setAside } from '../store/aside.ts';
import { databaseFailure, isDamage } from '../store/database-error.ts';
import { openDatabase } from '../store/open-database.ts';
import { watchStatements } from '../store/slow-statements.ts';
import type { IndexedClip } from './clip-record.ts';
import { clipMigrations } from './clips-schema.ts';
import { ClipsTable, type FolderTotals, type NamedClip } from './clips-table.ts';
import { type FacetCounts, Facets } from './facets.ts';
import { ORDERS } from './query.ts';
import { SharedTurn } from './shared-turn.ts';
import { Sum } from './sum.ts';

export interface IndexOptions {
  /** The database: a cache, which may be deleted while it is closed. */
  readonly indexPath: string;
  readonly clock: Clock;
  readonly log: Log;
  /** A damaged index was put beside a new one. */
  readonly onSetAside?: () => void;
}

export interface ClipPage {
  readonly clips: readonly IndexedClip[];
  /** For the next page; null at the end. */
  readonly next: string | null;
}

export interface PageRequest {
  readonly query: ClipQuery;
  /** From the previous page's `next`; null for the first clips. */
  readonly cursor: string | null;
  readonly limit: number;
}

/** Every clip that matches, in the query's order. */
export interface Outline {
  readonly places: Float64Array<ArrayBuffer>;
  /** 1000 × width / height; 0: not known. */
  readonly shapes: Uint16Array<ArrayBuffer>;
}

/** Clips that a command is about. */
export type Target =
  | { readonly ids: readonly string[] }
  | { readonly generation: string; readonly places: readonly number[] };

/** What another thread needs to write into the index. */
export interface SharedIndex {
  readonly indexPath: string;
  /** Whether it would be made again after a power cut. */
  readonly careless: boolean;
  readonly turn: SharedTurn;
}

interface Opened {
  readonly db: DatabaseSync;
  readonly table: ClipsTable;
  /** False after a crash: then the file is worth a check. */
  readonly closedWell: boolean;
}

/** Rows are read for so long without a pause, in milliseconds; after so many the time is looked at. */
const STEP_MS = 4;
const LOOK_EVERY = 256;
/** An order that clips move in meanwhile is read so often at most, the last time without a pause. */
const READINGS = 3;
/** Clips summed up at a time. */
const SUM_STEP = 2000;
const NAMED_STEP = 500;
const KEPT_FACETS = 8;
const FOLDERS = 'folders';
const FILLED = 'filled';
const OPEN = 'open';

/** Opens the index; one that is damaged or newer than this app begins empty. */
export function openClipIndex(options: IndexOptions): Outcome<ClipIndex> {
  const opened = openTable(options);
  return opened.ok ? ok(new ClipIndex(options, opened.value)) : opened;
}

function openTable(options: IndexOptions): Outcome<Opened> {
  try {
    try {
      return takeInUse(options);
    } catch (error) {
      if (!isDamage(error)) throw error;
      // Damage that shows only when it is read.
      setAside(options.indexPath, options.clock.now());
      saySetAside(options);
      return takeInUse(options);
    }
  } catch (error) {
    return { ok: false, error: databaseFailure(error) };
  }
}

function takeInUse(options: IndexOptions): Outcome<Opened> {
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
  watchStatements(db, options.log);
  try {
    const table = new ClipsTable(db);
    const closedWell = table.about(OPEN) !== 'yes';
    if (!closedWell && table.about(FILLED) !== 'yes' && !opened.created) {
      // Carelessly written so far, and nothing that cannot be had again.
      db.close();
      removeParts(indexPath);
      return takeInUse(options);
    }
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
  #opened: Opened;
  #generation = randomUUID();
  /** Grows with every change of rows. */
  #revision = 0;
  readonly #facets = new Map<string, Promise<Outcome<FacetCounts>>>();
  #totals: readonly FolderTotals[] | null = null;
  #outlines = 0;
  /** With another thread that is in the database. */
  #turn: SharedTurn | null = null;
  /** Called when the index has begun again, empty. */
  onRenewed: () => void = () => undefined;

  constructor(options: IndexOptions, opened: Opened) {
    this.#options = options;
    this.#opened = opened;
  }

  /** The table as it is now; after damage it is another one. */
  get table(): ClipsTable {
    return this.#opened.table;
  }

  /** Forgets the clips of all folders but these; of a further one nothing is known yet. */
  keepFolders(ids: readonly string[]): void {
    const about = [...ids].sort().join(' ');
    this.change((table) => {
      if (table.about(FOLDERS) === about) return;
      table.keepFolders(ids);
      table.setAbout(FILLED, '');
      table.setAbout(FOLDERS, about);
    });
  }

  /** True when every clip that was in the folders at some earlier time has its row. */
  get filled(): boolean {
    const read = this.use((table) => table.about(FILLED));
    return read.ok && read.value === 'yes';
  }

  setFilled(): void {
    this.use((table) => table.setAbout(FILLED, 'yes'));
    this.changed();
  }

  /** To be called before and after the index is filled from the folders for the first time, which takes long. */
  setFilling(filling: boolean): void {
    this.use((table) => table.setCareless(filling && !this.filled));
  }

  /** Lets another thread write into the index as long as `work` takes; closing the index ends it. */
  async share<T>(work: (shared: SharedIndex) => Promise<T>): Promise<T> {
    const { table } = this;
    const turn = new SharedTurn();
    table.share(turn);
    this.#turn = turn;
    try {
      return await work({ indexPath: this.#options.indexPath, careless: !this.filled, turn });
    } finally {
      if (this.#turn === turn) {
        this.#turn = null;
        table.share(null);
      }
    }
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
    this.#revision += 1;
    this.#totals = null;
  }

  /** Changes whenever the index begins anew: places of before mean nothing then. */
  get generation(): string {
    return this.#generation;
  }

  page({ query, cursor, limit }: PageRequest): Outcome<ClipPage> {
    const after = cursor === null ? null : parseCursor(cursor, query);
    if (after === 'wrong') return fail('bad-request', 'not a cursor');
    return this.use((table) => {
      const found = table.page(query, after, limit + 1);
      const clips = found.slice(0, limit);
      const last = clips.at(-1);
      const more = found.length > limit && last;
      return { clips, next: more ? JSON.stringify(table.cursorOf(query, last.place)) : null };
    });
  }

  /** Reads in small steps, so that nothing else waits long; `superseded` when another one was asked for meanwhile. */
  async outline(query: ClipQuery): Promise<Outcome<Outline>> {
    this.#outlines += 1;
    const mine = this.#outlines;
    for (let reading = 1; ; reading += 1) {
      const revision = this.#revision;
      const places: number[] = [];
      const shapes: number[] = [];
      const read = await this.#inSteps(
        query,
        (table) => table.outline(query),
        ([place, shape]) => {
          places.push(place);
          shapes.push(shape);
        },
        () => mine === this.#outlines,
        reading < READINGS ? STEP_MS : Number.POSITIVE_INFINITY,
      );
      if (!read.ok) return read;
      // A row that is written between two steps may be met twice, or not at all.
      if (this.#revision === revision || reading === READINGS)
        return ok({ places: Float64Array.from(places), shapes: Uint16Array.from(shapes) });
    }
  }

  /** Places or ids of what a command is about; `library-renewed` when its places mean nothing any more. */
  keysOf(target: Target): Outcome<readonly (number | string)[]> {
    if ('ids' in target) return ok(target.ids);
    return target.generation === this.#generation ? ok(target.places) : fail('library-renewed');
  }

  /** Clips that a command is about; `library-renewed` when they were chosen by places that mean nothing any more. */
  find(target: Target): Outcome<IndexedClip[]> {
    if ('ids' in target) return this.use((table) => target.ids.flatMap((id) => table.get(id) ?? []));
    if (target.generation !== this.#generation) return fail('library-renewed');
    return this.use((table) => table.at(target.places));
  }

  /** Where the clips lie that a command is about, read in small steps. */
  async named(target: Target): Promise<Outcome<NamedClip[]>> {
    const keys = this.keysOf(target);
    if (!keys.ok) return keys;
    const clips: NamedClip[] = [];
    for (let at = 0; at < keys.value.length; at += NAMED_STEP) {
      const read = this.use((table) => table.named(keys.value.slice(at, at + NAMED_STEP)));
      if (!read.ok) return read;
      for (const clip of read.value) clips.push(clip);
      await breathe();
    }
    return ok(clips);
  }

  /** Who has what of the clips that match, counted in small steps; the same question again costs nothing. */
  async facets(query: ClipQuery): Promise<Outcome<FacetCounts>> {
    const key = `${this.#revision} ${JSON.stringify(query)}`;
    const known = this.#facets.get(key) ?? this.#countFacets(query);
    this.#facets.set(key, known);
    for (const old of [...this.#facets.keys()].slice(0, -KEPT_FACETS)) this.#facets.delete(old);
    const counted = await known;
    if (!counted.ok) this.#facets.delete(key);
    return counted;
  }

  /** How much clips come to. */
  async sum(target: Target): Promise<Outcome<Sum>> {
    const keys = this.keysOf(target);
    if (!keys.ok) return keys;
    const total = new Sum();
    for (let at = 0; at < keys.value.length; at += SUM_STEP) {
      const read = this.use((table) => [...table.sums(keys.value.slice(at, at + SUM_STEP))]);
      if (!read.ok) return read;
      for (const row of read.value) total.add(row);
      await breathe();
    }
    return ok(total);
  }

  async #countFacets(query: ClipQuery): Promise<Outcome<FacetCounts>> {
    const facets = new Facets(query);
    const counted = await this.#inSteps(
      query,
      (table) => table.facets(query),
      (row) => facets.add(row),
    );
    return counted.ok ? ok(facets.result()) : counted;
  }

  /** Reads rows for some milliseconds at a time; `goOn` is asked in between. */
  async #inSteps<T>(
    query: ClipQuery,
    rows: (table: ClipsTable) => Iterable<T>,
    take: (row: T) => void,
    goOn: () => boolean = () => true,
    stepMs = STEP_MS,
  ): Promise<Outcome<void>> {
    try {
      let began = performance.now();
      let count = 0;
      for (const row of rows(this.table)) {
        take(row);
        count += 1;
        if (count % LOOK_EVERY !== 0 || performance.now() - began < stepMs) continue;
        await breathe();
        if (!goOn()) return fail('superseded');
        began = performance.now();
      }
      return ok(undefined);
    } catch (error) {
      // Whatever is wrong with the index shows again here, and is dealt with.
      const renewed = this.use((table) => table.count(query));
      return renewed.ok ? fail('library-renewed', String(error)) : renewed;
    }
  }

  totals(): readonly FolderTotals[] {
    const read = this.use((table) => {
      this.#totals ??= table.totals();
      return this.#totals;
    });
    return read.ok ? read.value : [];
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
    const opened = openTable(this.#options);
    if (!opened.ok) throw new Error(opened.error.detail);
    this.#opened = opened.value;
    this.#generation = randomUUID();
    this.changed();
    saySetAside(this.#options);
    this.onRenewed();
  }

  close(): void {
    const { db, table } = this.#opened;
    if (!db.isOpen) return;
    this.#turn?.end();
    this.#turn = null;
    try {
      table.share(null);
      table.setCareless(false);
      table.setAbout(OPEN, '');
    } catch {
      // A damaged or full index is closed all the same, and checked at the next start.
    }
    db.close();
  }
}

const scalar = z.union([z.number(), z.string()]);

function parseCursor(cursor: string, query: ClipQuery): readonly (number | string)[] | 'wrong' {
  try {
    const parsed = z.safeParse(z.array(scalar), JSON.parse(cursor));
    return parsed.success && parsed.data.length === ORDERS[query.sort].length + 1 ? parsed.data : 'wrong';
  } catch {
    return 'wrong';
  }
}
