import { statfs } from 'node:fs/promises';
import path from 'node:path';
import type { NamePlan } from '../../../preload/contract/clip-name.ts';
import { fail, type Outcome, ok } from '../../../preload/contract/errors.ts';
import type { ClipEdit, ClipQuery } from '../../../preload/contract/schemas/library.ts';
import { diskFailure } from '../disk-failure.ts';
import { syncFolder } from '../store/atomic-file.ts';
import { databaseFailure, isDamage } from '../store/database-error.ts';
import { type CleanUp, cleanUpOf, sourcesInUse } from './clean-up.ts';
import { type Changed, ClipEditor } from './clip-editor.ts';
import {
  type ClipIndex,
  type ClipPage,
  type IndexOptions,
  type Outline,
  openClipIndex,
  type PageRequest,
  type Target,
} from './clip-index.ts';
import type { ClipRecord, IndexedClip, NewClip } from './clip-record.ts';
import type { NamedClip } from './clips-table.ts';
import type { FacetCounts } from './facets.ts';
import { type FillReport, fillIndex } from './fill.ts';
import {
  type FolderPlace,
  fileInside,
  knownFolder,
  type LibraryFolders,
  lookAt,
  makeFolders,
  unseenFolder,
} from './folders.ts';
import { publishClip } from './publish.ts';
import { noteKey, partOf, removeLeft, removeNote, writeNote } from './publish-note.ts';
import { readSidecar, sidecarNameOf } from './sidecar.ts';
import type { Sum } from './sum.ts';
import { Trash, type TrashDoor } from './trash.ts';

export interface LibraryOptions extends IndexOptions {
  /** Where new clips go. */
  readonly folder: string;
  /** Its id; without one it was not used before, and is made where it does not exist yet. */
  readonly folderId?: string | null;
  /** Further folders with clips. */
  readonly others?: readonly FolderPlace[];
  /** So many sidecars could not be read, which is not what it was: their clips cannot be shown. */
  readonly onUnreadable?: (sidecars: number) => void;
  /** From so many new sidecars on threads of their own read them (default 500: fewer are not worth starting any). */
  readonly threadsFrom?: number;
  /**
   * How many of the clips that were found in the folders have been read; null when all are.
   * @param more now and again: there are clips in the index that were not there when this was last said.
   */
  readonly onReading?: (progress: Reading | null, more: boolean) => void;
}

export interface Reading {
  readonly done: number;
  readonly total: number;
}

/** A library folder with what it holds and the bytes free on its disk (null: cannot be told). */
export interface FolderStats {
  readonly folder: LibraryFolders;
  readonly clips: number;
  readonly bytes: number;
  readonly freeBytes: number | null;
}

type Folders = readonly [LibraryFolders, ...LibraryFolders[]];

/** A verified part that becomes a clip. */
export type NewPart = NewClip & {
  readonly partPath: string;
  /** What it is called; without: after its first picture. */
  readonly naming?: NamePlan;
};

/** Damage that is met while the index is being filled begins the filling again, so many times. */
const FILL_ATTEMPTS = 3;
const THREADS_FROM = 500;
/** While clips are read those that are there are shown so often, in milliseconds. */
const MORE_MS = 2000;
const MOST_CHILDREN = 200;
const MOST_SIBLINGS = 50;
/** For the trash when the app ends, in milliseconds. */
const TRASH_MS = 3000;

/**
 * Opens the library folders and their index, making the first folder and the index where they are not there yet.
 * @returns `folder-unusable`, `disk-full` or `disk-error`.
 */
export function openLibrary(options: LibraryOptions): Outcome<Library> {
  const { folder, folderId = null, others = [] } = options;
  const first = folderId === null ? makeFolders(folder) : ok(knownFolder({ id: folderId, path: folder }));
  if (!first.ok) return first;
  const index = openClipIndex(options);
  if (!index.ok) return index;
  return ok(new Library(options, [first.value, ...others.map(unseenFolder)], index.value));
}

/** The finished clips: files with sidecars on the person's disks, and an index that can be made again from them. */
export class Library {
  readonly #options: LibraryOptions;
  #folders: Folders;
  #reading: Reading | null = null;
  /** When it was last said that there are more clips, in milliseconds. */
  #saidMore = -Infinity;
  #unreadable = 0;
  readonly #index: ClipIndex;
  readonly #editor: ClipEditor;
  readonly #trash: Trash;
  /** Names are given one at a time. */
  #publishing: Promise<unknown> = Promise.resolve();
  #filling: Promise<Outcome<FillReport>> | null = null;

  constructor(options: LibraryOptions, folders: Folders, index: ClipIndex) {
    this.#options = options;
    this.#folders = folders;
    this.#index = index;
    index.keepFolders(folders.map(({ id }) => id));
    index.onRenewed = () => void this.fillMissing();
    this.#editor = new ClipEditor({
      ...options,
      index,
      rootOf: (id) => this.folderOf({ folder: id }, true),
      sidecarOf: (id) => this.#sidecarOf(id),
    });
    this.#trash = new Trash({
      ...options,
      index,
      inTurn: (work) => this.#editor.inTurn(work),
      folderOf: (row) => this.folderOf(row, true),
      posters: () => this.folders.posters,
      settled: () => this.#editor.pending.settled(),
      hold: () => this.holdSidecars(),
      fill: () => void this.fillMissing(),
    });
    this.#adopt();
  }

  /** Absolute path of the folder that new clips go to, links resolved. */
  get folder(): string {
    return this.#folders[0].root;
  }

  /** The folder that new clips go to. */
  get folders(): LibraryFolders {
    return this.#folders[0];
  }

  /** Every library folder; new clips go to the first. */
  get all(): Folders {
    return this.#folders;
  }

  /** The folder that a clip lies in; `folder-away` or, where the clip is to be changed, `folder-read-only`. */
  folderOf({ folder }: Pick<ClipRecord, 'folder'>, change = false): Outcome<LibraryFolders> {
    const found = this.#folders.find(({ id }) => id === folder);
    if (!found || found.state === 'away') return fail('folder-away');
    return change && found.state === 'read-only' ? fail('folder-read-only') : ok(found);
  }

  /** Uses these folders from now on; the clips of all others leave the index, their files stay where they are. */
  use(first: FolderPlace, others: readonly FolderPlace[]): void {
    const now = (place: FolderPlace): LibraryFolders =>
      this.#folders.find(({ id, path: at }) => id === place.id && at === place.path) ?? unseenFolder(place);
    this.#folders = [now(first), ...others.map(now)];
    this.#index.keepFolders(this.#folders.map(({ id }) => id));
  }

  /** Looks whether the folders are there and can be written to. @returns whether that is different now. */
  async look(): Promise<boolean> {
    const before = this.#folders;
    const seen = await Promise.all(before.map(({ id, path: place }) => lookAt(id, place)));
    // Other folders may be in use by now.
    const fresh = (folder: LibraryFolders): LibraryFolders => seen[before.indexOf(folder)] ?? folder;
    const [first, ...others] = this.#folders;
    this.#folders = [fresh(first), ...others.map(fresh)];
    this.#adopt();
    return this.#folders.some(({ state }, at) => state !== before[at]?.state);
  }

  /** Whether a new clip could be put into the first folder now; `folder-away` or `folder-read-only`. */
  async ready(): Promise<Outcome<void>> {
    if (this.folders.state !== 'ready') await this.look();
    const { state } = this.folders;
    if (state === 'away') return fail('folder-away');
    return state === 'read-only' ? fail('folder-read-only') : ok(undefined);
  }

  /**
   * Puts a verified part into the library with its sidecar, both durable when this answers. Calling again with
   * the same job, before or after a crash at any point, gives the same clip.
   */
  publish(clip: NewPart): Promise<Outcome<ClipRecord>> {
    const turn = this.#publishing.then(() => this.#publish(clip));
    this.#publishing = turn.catch(() => undefined);
    return turn;
  }

  /** Gives a published clip its row, and clears away what only a crash before this would have needed. */
  async indexClip(clip: ClipRecord): Promise<Outcome<void>> {
    // What was said of it since it was published counts.
    const edits = this.get(clip.id)?.edits ?? this.#editor.pending.said(clip.id, clip.edits);
    const put = this.#index.change((table) => table.put([{ ...clip, edits }]));
    if (!put.ok) return put;
    try {
      await removeNote(this.folders.incoming, noteKey({ jobId: clip.jobId, clipId: clip.id }));
      if (clip.jobId !== null) await removeLeft(this.folders.incoming, clip.jobId);
    } catch {
      // The next start clears it.
      this.#options.log('warn', 'library.note-left');
    }
    return ok(undefined);
  }

  /** Changes whenever the index begins anew: places of before mean nothing then. */
  get generation(): string {
    return this.#index.generation;
  }

  /** Clips that match, in the query's order. */
  page(request: PageRequest): Outcome<ClipPage> {
    return this.#index.page(request);
  }

  /** Place and shape of every clip that matches; `superseded` when another outline was asked for meanwhile. */
  outline(query: ClipQuery): Promise<Outcome<Outline>> {
    return this.#index.outline(query);
  }

  /** The clips that a command is about; `library-renewed` when their places mean nothing any more. */
  find(target: Target): Outcome<IndexedClip[]> {
    return this.#index.find(target);
  }

  /** The same, of any number of clips: which they are and where they lie. */
  named(target: Target): Promise<Outcome<NamedClip[]>> {
    return this.#index.named(target);
  }

  /** How many clips match. */
  count(query: ClipQuery): number {
    const counted = this.#index.use((table) => table.count(query));
    return counted.ok ? counted.value : 0;
  }

  /** Clips that were made from this one, the oldest first. */
  childrenOf(id: string): IndexedClip[] {
    const found = this.#index.use((table) => table.childrenOf(id, MOST_CHILDREN));
    return found.ok ? found.value : [];
  }

  /** Clips of the same batch, or that begin with the same picture; without itself, the newest first. */
  siblingsOf(clip: IndexedClip): IndexedClip[] {
    const found = this.#index.use((table) => table.siblingsOf(clip, MOST_SIBLINGS));
    return found.ok ? found.value : [];
  }

  /** Who has what of the clips that match. */
  facets(query: ClipQuery): Promise<Outcome<FacetCounts>> {
    return this.#index.facets(query);
  }

  /** How much clips come to. */
  sum(target: Target): Promise<Outcome<Sum>> {
    return this.#index.sum(target);
  }

  /** Clips that could go: rejected ones, those that are there twice but for one of each, the largest. */
  cleanUp(): Promise<Outcome<CleanUp>> {
    return cleanUpOf(
      this.#index,
      this.#folders.filter(({ state }) => state !== 'away'),
    );
  }

  /** Whether the index has every clip of every folder: only then can be told what no clip needs. */
  get isWhole(): boolean {
    const there = this.#folders.every(({ state }) => state === 'ready' || state === 'read-only');
    return there && this.#unreadable === 0 && this.#filling === null && this.#index.filled;
  }

  /** Which of these contents no clip has. */
  unknownHashes(hashes: readonly string[]): string[] {
    const unknown = this.#index.use((table) => table.cleanUp.unknownHashes(hashes));
    return unknown.ok ? unknown.value : [];
  }

  /** Hashes of every prepared file that a clip was made from. */
  sourcesInUse(): Promise<Outcome<ReadonlySet<string>>> {
    return sourcesInUse(this.#index);
  }

  /** Clips with this content, the oldest first. */
  withHash(sha256: string): IndexedClip[] {
    const found = this.#index.use((table) => table.withHash(sha256));
    return found.ok ? found.value : [];
  }

  /** The clip with this id, or null. */
  get(id: string): IndexedClip | null {
    const found = this.#index.use((table) => table.get(id));
    return found.ok ? found.value : null;
  }

  /** Whether this job has a clip. */
  hasJob(jobId: string): boolean {
    const found = this.#index.use((table) => table.ofJob(jobId));
    return found.ok && found.value.length > 0;
  }

  /** Absolute path of a clip's file, certainly inside its folder; null when it is not there. */
  async pathOf(id: string): Promise<string | null> {
    const clip = this.get(id);
    return clip && this.#fileOf(clip, clip.name);
  }

  /** The same of a clip that is known to lie there. */
  fileOf(clip: Pick<ClipRecord, 'folder' | 'name'>): Promise<string | null> {
    return this.#fileOf(clip, clip.name);
  }

  /** Absolute paths of what belongs to a clip and exists: its file, then its sidecar. */
  async filesOf(id: string): Promise<string[]> {
    const clip = this.get(id);
    if (!clip) return [];
    const paths = [clip.name, sidecarNameOf(clip.name)].map((name) => this.#fileOf(clip, name));
    return (await Promise.all(paths)).filter((file) => file !== null);
  }

  /** Clips, the bytes of those whose files are there, and the same for each folder; what is being read of them. */
  async stats(): Promise<{
    clips: number;
    bytes: number;
    freeBytes: number | null;
    diskBytes: number | null;
    folders: readonly FolderStats[];
    reading: Reading | null;
  }> {
    const totals = this.#index.totals();
    const folders = await Promise.all(
      this.#folders.map(async (folder) => {
        const { clips, bytes } = totals.find((each) => each.folder === folder.id) ?? { clips: 0, bytes: 0 };
        return { folder, clips, bytes, freeBytes: await freeBytesAt(folder) };
      }),
    );
    const sum = (of: (folder: FolderStats) => number): number =>
      folders.reduce((total, folder) => total + of(folder), 0);
    return {
      clips: sum(({ clips }) => clips),
      bytes: sum(({ bytes }) => bytes),
      freeBytes: folders[0]?.freeBytes ?? null,
      diskBytes: await diskBytesAt(this.#folders[0]),
      folders,
      reading: this.#reading,
    };
  }

  /**
   * Says something of clips; durable when this answers.
   * @returns `library-renewed`, `folder-read-only`, `folder-away`, `disk-full` or `disk-error`; then nothing changed.
   */
  edit(target: Target, edit: ClipEdit): Promise<Outcome<Changed>> {
    return this.#editor.edit(target, edit);
  }

  /**
   * Takes clips out at once; their files go to the system's trash when it can no longer be taken back.
   * @returns `library-renewed`, `folder-away`, `folder-read-only` or `disk-error`; then nothing changed.
   */
  async trash(target: Target, door: TrashDoor): Promise<Outcome<Changed>> {
    await this.look();
    return this.#trash.put(target, door);
  }

  /** Takes back an edit or a move to the trash; `undo-too-late` when that is final or not known any more. */
  async undo(id: string): Promise<Outcome<Changed>> {
    if (this.#trash.has(id)) return this.#trash.undo(id);
    if (!this.#index.filled) await this.fillMissing();
    return this.#editor.undo(id);
  }

  /** Holds the writing of sidecars in the background until what this answers is called. */
  holdSidecars(): Promise<() => void> {
    return this.#editor.pending.hold();
  }

  /**
   * Nothing is published, said of clips, moved to the trash or written into sidecars while `work` runs; what was said
   * before is written first.
   */
  alone<T>(work: () => Promise<T>): Promise<T> {
    const turn = this.#publishing.then(() =>
      this.#editor.inTurn(async () => {
        await this.#editor.pending.settled();
        const release = await this.holdSidecars();
        return work().finally(release);
      }),
    );
    this.#publishing = turn.catch(() => undefined);
    return turn;
  }

  /** Compares folder and index and puts the index right, in small steps; one comparison at a time. Never throws. */
  fillMissing(): Promise<Outcome<FillReport>> {
    this.#filling ??= this.#fill().finally(() => {
      this.#filling = null;
      this.#saidMore = -Infinity;
      if (this.#reading !== null) this.#read(null);
    });
    return this.#filling;
  }

  /** Ends what is being written and carries out what waits; to be called before `close` where there is time. */
  async settle(): Promise<void> {
    await this.#trash.finish(TRASH_MS);
    await this.#editor.close();
  }

  close(): void {
    this.#trash.close();
    void this.#editor.close();
    this.#index.close();
  }

  #sidecarOf(id: string): string | 'wait' | null {
    const found = this.#index.use((table) => table.narrow([id]));
    if (!found.ok) return 'wait';
    const [row] = found.value;
    // What has no row yet may get one.
    if (!row) return this.#index.filled ? this.#trash.sidecarOf(id) : 'wait';
    const folder = this.folderOf(row);
    return folder.ok ? path.join(folder.value.root, sidecarNameOf(row.name)) : 'wait';
  }

  async #publish(clip: NewPart): Promise<Outcome<ClipRecord>> {
    const { partPath, naming, ...rest } = clip;
    const ready = await this.ready();
    if (!ready.ok) return ready;
    // A new index knows nothing of earlier clips yet, and would let one be published twice.
    if (!this.#index.filled) await this.fillMissing();
    const earlier = await this.#earlier(rest);
    if (earlier !== null) {
      if (earlier.jobId !== rest.jobId) return fail('internal', 'the clip of another job');
      // So that `indexClip` clears away a part that was fetched a second time.
      const { incoming } = this.folders;
      const note = { clipId: earlier.id, name: earlier.name, part: partOf(incoming, partPath) };
      await writeNote(incoming, noteKey(rest), note);
      // The folder shows it, but the call that put it there may have ended because just this failed.
      try {
        await syncFolder(this.folder);
      } catch (error) {
        return { ok: false, error: diskFailure(error) };
      }
      return ok(earlier);
    }
    return publishClip(this.folders, partPath, rest, naming);
  }

  /** What this clip was published as before, or has the id of; its file is there. */
  async #earlier(clip: NewClip): Promise<ClipRecord | null> {
    const known = this.#index.use((table) => {
      const ofJob = clip.jobId === null ? [] : table.ofJob(clip.jobId);
      const sameId = table.get(clip.clipId);
      return sameId === null ? ofJob : [...ofJob, sameId];
    });
    for (const earlier of known.ok ? known.value : []) {
      if ((await this.#fileOf(earlier, earlier.name)) === null) continue;
      if (earlier.jobId !== clip.jobId || (await this.#isSame(earlier, clip))) return earlier;
    }
    return null;
  }

  /** Whether both are of one job of the service: ours may first have been taken for another one. */
  async #isSame(earlier: ClipRecord, clip: NewClip): Promise<boolean> {
    const folder = this.folderOf(earlier);
    if (!folder.ok) return false;
    const sidecar = await readSidecar(path.join(folder.value.root, sidecarNameOf(earlier.name)));
    return sidecar.ok ? sidecar.value.remoteJobId === clip.remoteJobId : earlier.sha256 === clip.media.sha256;
  }

  /** Edits that were decided before this start are taken up from every folder as soon as it is there. */
  #adopt(): void {
    for (const { root, state } of this.#folders) if (state === 'ready') this.#editor.adopt(root);
  }

  /** @param name the clip's file or sidecar. */
  #fileOf(clip: Pick<ClipRecord, 'folder'>, name: string): Promise<string | null> {
    const folder = this.folderOf(clip);
    return folder.ok ? fileInside(folder.value.root, name) : Promise.resolve(null);
  }

  #read(progress: Reading | null): void {
    this.#reading = progress;
    const now = this.#options.clock.monotonic();
    const more = progress !== null && now - this.#saidMore >= MORE_MS;
    if (more) {
      this.#saidMore = now;
      this.#index.changed();
    }
    this.#options.onReading?.(progress, more);
  }

  async #fill(): Promise<Outcome<FillReport>> {
    await this.#editor.ready;
    const release = await this.holdSidecars();
    try {
      return await this.#compare();
    } finally {
      release();
    }
  }

  async #compare(): Promise<Outcome<FillReport>> {
    let failure = databaseFailure(null);
    for (let attempt = 0; attempt < FILL_ATTEMPTS; attempt += 1) {
      if (attempt === 0) this.#index.check();
      const { table } = this.#index;
      try {
        await this.look();
        this.#index.keepFolders(this.#folders.map(({ id }) => id));
        this.#index.setFilling(true);
        const report = await fillIndex(this.#folders, table, {
          log: this.#options.log,
          said: (sidecar) => this.#editor.pending.apply(sidecar),
          leaving: (folder) => this.#trash.namesIn(folder),
          pending: () => this.#editor.pending.clips,
          share: (work) => this.#index.share(work),
          threadsFrom: this.#options.threadsFrom ?? THREADS_FROM,
          onProgress: (done, total) => this.#read({ done, total }),
        });
        this.#index.setFilling(false);
        if (this.folders.state !== 'away') this.#index.setFilled();
        else this.#index.changed();
        if (report.unreadable > this.#unreadable) this.#options.onUnreadable?.(report.unreadable);
        this.#unreadable = report.unreadable;
        return ok(report);
      } catch (error) {
        failure = databaseFailure(error);
        this.#index.changed();
        // Another reader may have met the damage first; then there is a new index already.
        if (this.#index.table !== table) continue;
        if (!isDamage(error)) break;
        const renewed = this.#index.use(() => this.#index.renew());
        if (!renewed.ok) break;
      }
    }
    return { ok: false, error: failure };
  }
}

/** The whole disk; null while it is not there. */
function diskBytesAt({ root, state }: LibraryFolders): Promise<number | null> {
  if (state === 'away') return Promise.resolve(null);
  return statfs(root).then(
    ({ blocks, bsize }) => blocks * bsize,
    () => null,
  );
}

function freeBytesAt({ root, state }: LibraryFolders): Promise<number | null> {
  if (state === 'away') return Promise.resolve(null);
  return statfs(root).then(
    ({ bavail, bsize }) => bavail * bsize,
    () => null,
  );
}
