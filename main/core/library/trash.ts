import { access, constants, stat } from 'node:fs/promises';
import path from 'node:path';
import { setImmediate as breathe } from 'node:timers/promises';
import { type Failure, fail, type Outcome, ok } from '../../../preload/contract/errors.ts';
import { errorCode } from '../disk-failure.ts';
import type { Clock, Log } from '../ports.ts';
import { removeFile } from '../store/atomic-file.ts';
import { uuidv7 } from '../system.ts';
import type { Changed } from './clip-editor.ts';
import type { ClipIndex, Target } from './clip-index.ts';
import type { NarrowRow } from './clip-row.ts';
import { entryInside, type LibraryFolders, placeFailure } from './folders.ts';
import { readSidecar, sidecarNameOf } from './sidecar.ts';

/** Moves a file to the system's trash. */
export type MoveToTrash = (file: string) => Promise<Outcome<unknown>>;

export interface TrashOptions {
  readonly index: ClipIndex;
  readonly clock: Clock;
  readonly log: Log;
  /** Does work while nothing is said of clips. */
  readonly inTurn: <T>(work: () => Promise<T>) => Promise<T>;
  /** The folder of a clip that is to be changed. */
  readonly folderOf: (row: Pick<NarrowRow, 'folder'>) => Outcome<LibraryFolders>;
  /** Where still pictures lie. */
  readonly posters: () => string;
  /** Waits until sidecars say what was decided, as far as they can. */
  readonly settled: () => Promise<void>;
  /** Holds the writing of sidecars until what this answers is called. */
  readonly hold: () => Promise<() => void>;
  /** Gives clips that the index has forgotten meanwhile their rows again. */
  readonly fill: () => void;
}

/** How a move to the trash is carried out. */
export interface TrashDoor {
  readonly move: MoveToTrash;
  /** Clips that could not be moved are in the library again. */
  readonly onBack: (ids: readonly string[], failure: Failure) => void;
}

interface Hidden {
  readonly id: string;
  readonly folder: LibraryFolders;
  readonly name: string;
  readonly bytes: number;
  readonly sha256: string;
}

interface Batch {
  readonly clips: readonly Hidden[];
  readonly door: TrashDoor;
  readonly cancel: () => void;
}

/** As long as the page offers to take it back, in milliseconds. */
export const UNDO_MS = 30_000;
/** Rows read, and rows taken out or put back, at a time: a few milliseconds. */
const READ = 400;
const WRITE = 40;
/** Files moved at a time: each costs the system some milliseconds. */
const MOVES = 4;

/**
 * Takes clips out of the library: their rows at once, their files when it can no longer be taken back. A crash before
 * that brings the clips back, because their files are where they were.
 */
export class Trash {
  readonly #options: TrashOptions;
  readonly #batches = new Map<string, Batch>();
  readonly #hidden = new Map<string, Hidden>();
  #moving: Promise<void> = Promise.resolve();
  #closed = false;

  constructor(options: TrashOptions) {
    this.#options = options;
  }

  /**
   * Takes clips out.
   * @returns `library-renewed`, `folder-away`, `folder-read-only` or `disk-error`; then nothing changed.
   */
  put(target: Target, door: TrashDoor): Promise<Outcome<Changed>> {
    return this.#options.inTurn(async () => {
      const { index, clock } = this.#options;
      const keys = index.keysOf(target);
      if (!keys.ok) return keys;
      const found = await this.#read(keys.value);
      if (!found.ok) return found;
      const clips = found.value;
      if (clips.length === 0) return ok({ ids: [], undo: null });
      const refusal = await refusalOf(clips);
      if (refusal !== null) return { ok: false, error: refusal };
      for (const clip of clips) this.#hidden.set(clip.id, clip);
      for (let at = 0; at < clips.length; at += WRITE) {
        const step = clips.slice(at, at + WRITE).map(({ id }) => id);
        const hid = index.change((table) => table.hide(step));
        if (!hid.ok) {
          await this.#show(clips.slice(0, at + WRITE));
          for (const { id } of clips) this.#hidden.delete(id);
          return hid;
        }
        if (at + WRITE < clips.length) await breathe();
      }
      const undo = uuidv7(clock.now());
      const cancel = clock.after(UNDO_MS, () => void this.#carryOut(undo));
      this.#batches.set(undo, { clips, door, cancel });
      return ok({ ids: clips.map(({ id }) => id), undo });
    });
  }

  /** Whether this takes back a move to the trash that can still be taken back. */
  has(undo: string): boolean {
    return this.#batches.has(undo);
  }

  /** Puts the clips of one move back; `undo-too-late` when their files are on their way. */
  undo(undo: string): Promise<Outcome<Changed>> {
    return this.#options.inTurn(async () => {
      const batch = this.#batches.get(undo);
      if (!batch) return fail('undo-too-late');
      batch.cancel();
      this.#batches.delete(undo);
      await this.#show(batch.clips);
      return ok({ ids: batch.clips.map(({ id }) => id), undo: null });
    });
  }

  /** Names, in one folder, of clips that are on their way out. */
  namesIn(folder: string): string[] {
    return [...this.#hidden.values()].flatMap((clip) => (clip.folder.id === folder ? [clip.name] : []));
  }

  /** Absolute path of the sidecar of a clip that is on its way out. */
  sidecarOf(id: string): string | null {
    const hidden = this.#hidden.get(id);
    const clip = hidden && this.#now(hidden);
    return clip ? path.join(clip.folder.root, sidecarNameOf(clip.name)) : null;
  }

  /** Carries out what waits, for at most so many milliseconds; what is left then is in the library again. */
  async finish(withinMs: number): Promise<void> {
    const { clock } = this.#options;
    const late = new Promise<void>((resolve) => {
      clock.after(withinMs, resolve);
    });
    const all = [...this.#batches.keys()].map((undo) => this.#carryOut(undo));
    await Promise.race([Promise.all([...all, this.#moving]), late]);
    this.close();
  }

  /** Lets go of what waits: its clips are in the library again at the next start. */
  close(): void {
    this.#closed = true;
    for (const { cancel } of this.#batches.values()) cancel();
    this.#batches.clear();
  }

  async #read(keys: readonly (number | string)[]): Promise<Outcome<Hidden[]>> {
    const clips: Hidden[] = [];
    for (let at = 0; at < keys.length; at += READ) {
      const rows = this.#options.index.use((table) => {
        const narrow = table.narrow(keys.slice(at, at + READ));
        return narrow.map((row) => ({ row, sha256: table.hashAt(row.seq) }));
      });
      if (!rows.ok) return rows;
      for (const { row, sha256 } of rows.value) {
        const folder = this.#options.folderOf(row);
        if (!folder.ok) return folder;
        clips.push({ id: row.id, folder: folder.value, name: row.name, bytes: row.bytes, sha256 });
      }
      await breathe();
    }
    return ok(clips);
  }

  /** Puts clips back into the index. */
  async #show(clips: readonly Hidden[]): Promise<void> {
    const { index, fill } = this.#options;
    let lost = false;
    for (let at = 0; at < clips.length; at += WRITE) {
      const step = clips.slice(at, at + WRITE).map(({ id }) => id);
      const shown = index.change((table) => table.show(step));
      lost ||= !shown.ok || shown.value < step.length;
      for (const id of step) this.#hidden.delete(id);
      await breathe();
    }
    // The index has begun anew meanwhile.
    if (lost) fill();
  }

  #carryOut(undo: string): Promise<void> {
    const batch = this.#batches.get(undo);
    if (!batch) return this.#moving;
    batch.cancel();
    this.#batches.delete(undo);
    const done = this.#moving.then(() => this.#move(batch));
    this.#moving = done.catch(() => undefined);
    return this.#moving;
  }

  async #move({ clips, door }: Batch): Promise<void> {
    const { log, settled } = this.#options;
    const back: Hidden[] = [];
    let failure: Failure | null = null;
    await settled();
    for (let at = 0; at < clips.length && !this.#closed; at += MOVES) {
      const step = clips.slice(at, at + MOVES);
      const moved = await this.#options.inTurn(() => this.#moveSome(step, door.move));
      if (this.#closed) return;
      for (const [n, outcome] of moved.entries()) {
        const clip = step[n];
        if (outcome.ok || !clip) continue;
        failure ??= outcome.error;
        back.push(clip);
      }
    }
    if (back.length === 0 || failure === null) return;
    log('warn', 'library.trash-failed', { clips: back.length, code: failure.code });
    await this.#options.inTurn(() => this.#show(back));
    door.onBack(
      back.map(({ id }) => id),
      failure,
    );
  }

  /** Its folder may lie elsewhere by now. */
  #now(clip: Hidden): Hidden {
    const folder = this.#options.folderOf({ folder: clip.folder.id });
    return folder.ok ? { ...clip, folder: folder.value } : clip;
  }

  /** A sidecar that is written at this moment would be there again after its move. */
  async #moveSome(step: readonly Hidden[], move: MoveToTrash): Promise<Outcome<unknown>[]> {
    const { index, posters, hold } = this.#options;
    const release = await hold();
    try {
      const moved = await Promise.all(step.map((clip) => moveClip(this.#now(clip), move, posters())));
      if (this.#closed) return moved;
      const gone = step.flatMap(({ id }, n) => (moved[n]?.ok ? [id] : []));
      index.use((table) => table.forgetHidden(gone));
      for (const id of gone) this.#hidden.delete(id);
      return moved;
    } finally {
      release();
    }
  }
}

/** Why files cannot leave the folders that they lie in: known now, not when it can no longer be taken back. */
async function refusalOf(clips: readonly Hidden[]): Promise<Failure | null> {
  const places = new Set(clips.map(({ folder, name }) => path.dirname(path.join(folder.root, name))));
  for (const place of places)
    try {
      await access(place, constants.W_OK);
    } catch (error) {
      // Nothing of them is there: only their rows go.
      if (errorCode(error) !== 'ENOENT') return placeFailure(error);
    }
  return null;
}

/** First the file, then the sidecar: what was said of a clip is the last to go. Its still picture can be made again. */
async function moveClip(
  { id, folder, name, bytes, sha256 }: Hidden,
  move: MoveToTrash,
  posters: string,
): Promise<Outcome<unknown>> {
  try {
    // Another clip may have the name by now: then this one's files are somewhere else.
    const sidecar = await readSidecar(path.join(folder.root, sidecarNameOf(name)));
    const isThis = sidecar.ok ? sidecar.value.clipId === id : (await sizeOf(folder, name)) === bytes;
    if (!isThis) return ok(null);
    for (const each of [name, sidecarNameOf(name)]) {
      const file = await entryInside(folder.root, each);
      const moved = file === null ? ok(null) : await move(file);
      if (!moved.ok) return moved;
    }
    await removeFile(path.join(posters, `${sha256}.jpg`)).catch(() => undefined);
    return ok(null);
  } catch {
    return fail('trash-failed');
  }
}

async function sizeOf({ root }: LibraryFolders, name: string): Promise<number | null> {
  const facts = await stat(path.join(root, name)).catch(() => null);
  return facts?.size ?? null;
}
