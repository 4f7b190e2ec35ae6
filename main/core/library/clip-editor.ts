import { setImmediate as breathe } from 'node:timers/promises';
import { fail, type Outcome, ok } from '../../../preload/contract/errors.ts';
import type { ClipEdit } from '../../../preload/contract/schemas/library.ts';
import type { Clock, Log } from '../ports.ts';
import { uuidv7 } from '../system.ts';
import type { ClipIndex, Target } from './clip-index.ts';
import type { ClipEdits } from './clip-record.ts';
import { type NarrowRow, saidOf } from './clip-row.ts';
import { changedEdits, isSameSaid, type KeptEdit, keptEdit, reverseEdit } from './edit.ts';
import { type EditPart, readRecords, removeRecord, timeOf, writeRecord } from './edit-record.ts';
import { PendingEdits, type PendingOptions } from './pending-edits.ts';

export interface EditorOptions extends Pick<PendingOptions, 'sidecarOf'> {
  readonly index: ClipIndex;
  readonly clock: Clock;
  readonly log: Log;
  /** Where a library folder lies, by its id; `folder-away` or `folder-read-only` where nothing can be changed. */
  readonly rootOf: (folder: string) => Outcome<{ readonly root: string }>;
}

/** What a command about clips has done. */
export interface Changed {
  /** The clips that are different now. */
  readonly ids: readonly string[];
  /** What takes it back; null when nothing changed. */
  readonly undo: string | null;
}

/** Clips of which the same was said, and is said now. */
interface Step {
  readonly before: ClipEdits;
  readonly after: ClipEdits;
  readonly ids: string[];
}

/** Rows read, and rows written, at a time: a few milliseconds. With tags come words, which take longer. */
const READ = 400;
const WRITE = 150;
const WRITE_TAGS = 30;
/** Clips of one record. */
const MAX_RECORD = 20_000;
/** Edits that can be taken back. */
const MAX_UNDO = 50;

/**
 * Changes what the person says of clips, one edit after another: first a record that survives a crash, then the
 * index, then, later and in small steps, the sidecars.
 */
export class ClipEditor {
  readonly #options: EditorOptions;
  readonly #pending: PendingEdits;
  readonly #undo = new Map<string, readonly Step[]>();
  readonly #adopted = new Set<string>();
  #turn: Promise<unknown> = Promise.resolve();
  #lastTime = 0;
  #ready: Promise<void> = Promise.resolve();

  constructor(options: EditorOptions) {
    this.#options = options;
    const { index } = options;
    this.#pending = new PendingEdits({
      ...options,
      // Another program may have written more into a sidecar since it was indexed.
      onWritten: (id, edits) => {
        const isSame = index.use((table) =>
          table.narrow([id]).every((row) => isSameSaid(saidOf(row), edits)),
        );
        if (!isSame.ok || isSame.value) return;
        index.change((table) => table.setSaid(table.narrow([id]).map((row) => ({ row, edits }))));
      },
    });
  }

  /** Takes up what was decided about the clips of a folder before it was there. */
  adopt(root: string): void {
    if (this.#adopted.has(root)) return;
    this.#adopted.add(root);
    const { records, unreadable } = readRecords(root);
    if (unreadable > 0) this.#options.log('warn', 'library.edits-unreadable', { unreadable });
    for (const record of records) {
      this.#pending.add(root, record);
      this.#lastTime = Math.max(this.#lastTime, timeOf(record.id));
    }
    if (records.length > 0) this.#ready = this.inTurn(() => this.#catchUp());
  }

  /** Settles when the index has all that was decided before. */
  get ready(): Promise<void> {
    return this.#ready;
  }

  /** Edits that the sidecars do not have yet. */
  get pending(): PendingEdits {
    return this.#pending;
  }

  /**
   * Says something of clips; durable when this answers.
   * @returns `library-renewed`, `folder-read-only`, `folder-away`, `disk-full` or `disk-error`; then nothing changed.
   */
  edit(target: Target, edit: ClipEdit): Promise<Outcome<Changed>> {
    return this.inTurn(async () => {
      const keys = this.#options.index.keysOf(target);
      return keys.ok ? this.#change(keys.value, () => edit) : keys;
    });
  }

  /** Gives each clip of an edit back what it had; `undo-too-late` for one that is not known any more. */
  undo(id: string): Promise<Outcome<Changed>> {
    return this.inTurn(async () => {
      const steps = this.#undo.get(id);
      if (!steps) return fail('undo-too-late');
      const stepOf = new Map(steps.flatMap((step) => step.ids.map((clip) => [clip, step] as const)));
      const reverse = (said: ClipEdits, { id: clip }: NarrowRow): KeptEdit => {
        const step = stepOf.get(clip);
        return step ? reverseEdit(step.before, step.after, said) : {};
      };
      const undone = await this.#change([...stepOf.keys()], reverse);
      if (undone.ok) this.#undo.delete(id);
      return undone;
    });
  }

  /** Ends after what is being written; the rest is written after the next start. */
  async close(): Promise<void> {
    await this.#pending.close();
  }

  /** Does work while nothing is said of clips. */
  inTurn<T>(work: () => Promise<T>): Promise<T> {
    const turn = this.#turn.then(work);
    this.#turn = turn.catch(() => undefined);
    return turn;
  }

  async #change(
    keys: readonly (number | string)[],
    editOf: (said: ClipEdits, row: NarrowRow) => KeptEdit,
  ): Promise<Outcome<Changed>> {
    const plan = new Plan();
    for (let at = 0; at < keys.length; at += READ) {
      const read = this.#options.index.use((table) => table.narrow(keys.slice(at, at + READ)));
      if (!read.ok) return read;
      for (const row of read.value) {
        const before = saidOf(row);
        const edit = keptEdit(before, editOf(before, row));
        const after = changedEdits(before, edit);
        if (!isSameSaid(before, after)) plan.add(row, before, after, edit);
      }
      await breathe();
    }
    if (plan.ids.length === 0) return ok({ ids: [], undo: null });
    const recorded = await this.#record(plan);
    if (!recorded.ok) return recorded;
    for (const part of plan.parts()) await this.#indexPart(part);
    return ok({ ids: plan.ids, undo: this.#remember(plan.steps()) });
  }

  /** Writes what is decided, all or nothing. */
  async #record(plan: Plan): Promise<Outcome<void>> {
    const written: { root: string; id: string; parts: readonly EditPart[] }[] = [];
    const takeBack = async (): Promise<void> => {
      for (const { root, id } of written) await removeRecord(root, id).catch(() => undefined);
    };
    for (const [folder, records] of plan.records(MAX_RECORD)) {
      const place = this.#options.rootOf(folder);
      for (const parts of records) {
        const record = { id: this.#nextId(), parts };
        const outcome = place.ok ? await writeRecord(place.value.root, record) : place;
        if (!place.ok || !outcome.ok) {
          await takeBack();
          return outcome;
        }
        written.push({ root: place.value.root, ...record });
      }
    }
    for (const { root, ...record } of written) this.#pending.add(root, record);
    return ok(undefined);
  }

  /** What cannot be written into the index is read from the sidecars, or from the record, at the next start. */
  async #indexPart({ edit, clips }: EditPart): Promise<void> {
    const { index } = this.#options;
    const step = edit.addTags || edit.removeTags || edit.tags ? WRITE_TAGS : WRITE;
    for (let at = 0; at < clips.length; at += step) {
      index.change((table) => {
        const rows = table.narrow(clips.slice(at, at + step));
        table.setSaid(rows.map((row) => ({ row, edits: changedEdits(saidOf(row), edit) })));
      });
      if (at + step < clips.length) await breathe();
    }
  }

  /** A crash may have come between a record and the index. */
  async #catchUp(): Promise<void> {
    const { index } = this.#options;
    const { clips } = this.#pending;
    for (let at = 0; at < clips.length; at += WRITE_TAGS) {
      index.change((table) => {
        const rows = table.narrow(clips.slice(at, at + WRITE_TAGS));
        table.setSaid(rows.map((row) => ({ row, edits: this.#pending.said(row.id, saidOf(row)) })));
      });
      await breathe();
    }
  }

  #remember(steps: readonly Step[]): string {
    const id = this.#nextId();
    this.#undo.set(id, steps);
    const [oldest] = this.#undo.keys();
    if (this.#undo.size > MAX_UNDO && oldest !== undefined) this.#undo.delete(oldest);
    return id;
  }

  /** Ids in the order of the edits, whatever the clock does. */
  #nextId(): string {
    this.#lastTime = Math.max(this.#options.clock.now(), this.#lastTime + 1);
    return uuidv7(this.#lastTime);
  }
}

/** What an edit comes to: which clips change, from what to what, and what is to be kept of it. */
class Plan {
  readonly ids: string[] = [];
  readonly #steps = new Map<string, Step>();
  readonly #parts = new Map<string, { folder: string; edit: KeptEdit; clips: string[] }>();

  add({ id, folder }: NarrowRow, before: ClipEdits, after: ClipEdits, edit: KeptEdit): void {
    this.ids.push(id);
    const step = JSON.stringify([before, after]);
    const part = JSON.stringify([folder, edit]);
    const steps = this.#steps.get(step);
    if (steps) steps.ids.push(id);
    else this.#steps.set(step, { before, after, ids: [id] });
    const parts = this.#parts.get(part);
    if (parts) parts.clips.push(id);
    else this.#parts.set(part, { folder, edit, clips: [id] });
  }

  steps(): readonly Step[] {
    return [...this.#steps.values()];
  }

  parts(): readonly EditPart[] {
    return [...this.#parts.values()];
  }

  /** By folder, each folder's in pieces of so many clips. */
  records(most: number): ReadonlyMap<string, readonly EditPart[][]> {
    const records = new Map<string, EditPart[][]>();
    for (const { folder, edit, clips } of this.#parts.values())
      for (let at = 0; at < clips.length; at += most) {
        const part = { edit, clips: clips.slice(at, at + most) };
        const pieces = records.get(folder) ?? [];
        const last = pieces.at(-1);
        const room =
          last && last.reduce((sum, each) => sum + each.clips.length, 0) + part.clips.length <= most;
        if (room) last.push(part);
        else pieces.push([part]);
        records.set(folder, pieces);
      }
    return records;
  }
}
