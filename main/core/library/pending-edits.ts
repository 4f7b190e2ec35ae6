import { setImmediate as breathe } from 'node:timers/promises';
import { fail, type Outcome, ok } from '../../../preload/contract/errors.ts';
import type { Clock, Log } from '../ports.ts';
import type { ClipEdits } from './clip-record.ts';
import { changedEdits, type KeptEdit } from './edit.ts';
import { type EditPart, type EditRecord, removeRecord, timeOf, writeRecord } from './edit-record.ts';
import { editsOf, readSidecar, type Sidecar, writeSidecar } from './sidecar.ts';

export interface PendingOptions {
  readonly clock: Clock;
  readonly log: Log;
  /** Absolute path of a clip's sidecar; null when there is no such clip, `wait` when that cannot be told now. */
  readonly sidecarOf: (clipId: string) => string | 'wait' | null;
  /** A sidecar says this now. */
  readonly onWritten: (clipId: string, edits: ClipEdits) => void;
}

interface Kept {
  readonly root: string;
  readonly id: string;
  /** Clips that it names on the disk, and those of them whose sidecars do not say it yet. */
  named: number;
  left: number;
}

/** `gone`: there is no such sidecar where it should be. */
type Result = 'written' | 'failed' | 'gone';

/** What was said of a clip that is not there is kept for it so long, in milliseconds. */
const KEPT = 30 * 24 * 3_600_000;
/** Sidecars written at a time. */
const STEP = 8;
/** Before it is tried again after the disk has failed, in milliseconds. */
const PAUSE = 10_000;

/**
 * Edits that are decided but not in all of their sidecars. Whoever reads a sidecar passes it through `apply`; the
 * sidecars follow in small steps, and a record goes when they and those of earlier ones are written.
 */
export class PendingEdits {
  readonly #options: PendingOptions;
  readonly #records: Kept[] = [];
  readonly #byClip = new Map<string, { readonly record: Kept; readonly edit: KeptEdit }[]>();
  #holds = 0;
  #closed = false;
  #running: Promise<void> | null = null;
  /** Something came up after the running one had looked. */
  #again = false;
  #step: Promise<unknown> = Promise.resolve();
  #wake: (() => void) | null = null;

  constructor(options: PendingOptions) {
    this.#options = options;
  }

  /** Clips with edits that their sidecars do not have yet. */
  get clips(): readonly string[] {
    return [...this.#byClip.keys()];
  }

  /** Takes a record that is on the disk; later ones must have higher ids. */
  add(root: string, { id, parts }: EditRecord): void {
    const record: Kept = { root, id, named: 0, left: 0 };
    for (const { edit, clips } of parts)
      for (const clip of clips) {
        record.named += 1;
        record.left += 1;
        const edits = this.#byClip.get(clip);
        if (edits) edits.push({ record, edit });
        else this.#byClip.set(clip, [{ record, edit }]);
      }
    this.#records.push(record);
    this.run();
  }

  /** What is said of a clip, going by what its sidecar says. */
  said(clipId: string, edits: ClipEdits): ClipEdits {
    return (this.#byClip.get(clipId) ?? []).reduce((said, { edit }) => changedEdits(said, edit), edits);
  }

  /** A sidecar that was read, as it will be. */
  apply(sidecar: Sidecar): Sidecar {
    if (!this.#byClip.has(sidecar.clipId)) return sidecar;
    const said = this.said(sidecar.clipId, editsOf(sidecar));
    return { ...sidecar, edits: { ...sidecar.edits, ...said, tags: [...said.tags] } };
  }

  /** Waits until no sidecar is being written, and begins no other until what this answers is called. */
  async hold(): Promise<() => void> {
    this.#holds += 1;
    await this.#step;
    let held = true;
    return () => {
      if (!held) return;
      held = false;
      this.#holds -= 1;
      this.run();
    };
  }

  /** Waits until every sidecar says what was decided, or writing them has to wait for something. */
  async settled(): Promise<void> {
    while (this.#running !== null && this.#byClip.size > 0) await this.#running;
  }

  /** Goes on writing sidecars, unless that is held. */
  run(): void {
    if (this.#closed || this.#holds > 0) return;
    if (this.#running !== null) {
      this.#again = true;
      return;
    }
    this.#running = this.#write().finally(() => {
      this.#running = null;
      if (this.#again) this.run();
    });
  }

  /** Ends after what is being written; the rest is written after the next start. */
  async close(): Promise<void> {
    this.#closed = true;
    this.#wake?.();
    await this.#running;
  }

  async #write(): Promise<void> {
    this.#again = false;
    // Whoever has just asked for the edit comes first.
    await breathe();
    let failed = 0;
    let worthAnother = false;
    while (!this.#closed && this.#holds === 0 && this.#records.length > 0) {
      const step = this.#writeSome([...this.#byClip.keys().take(STEP)]);
      this.#step = step;
      const results = await step;
      await breathe();
      failed = results.includes('written') ? 0 : failed + results.length;
      worthAnother ||= results.includes('failed');
      // All that is left has been tried. What is gone is looked for again after the next comparison with the folder.
      if (failed < Math.max(1, this.#byClip.size)) continue;
      if (this.#closed) return;
      const tidied = this.#tidy();
      this.#step = tidied;
      worthAnother = !(await tidied) || worthAnother;
      if (worthAnother && !this.#closed) this.#later();
      return;
    }
  }

  /** The disk may have room again, or a folder be back. */
  #later(): void {
    if (this.#wake) return;
    const cancel = this.#options.clock.after(PAUSE, () => {
      this.#wake = null;
      this.run();
    });
    this.#wake = cancel;
  }

  async #writeSome(clips: readonly string[]): Promise<Result[]> {
    const results = await Promise.all(clips.map((clip) => this.#writeOne(clip)));
    try {
      // Of each folder in order: an earlier record that came back would undo a later one.
      for (const root of new Set(this.#records.map((record) => record.root)))
        for (let first = this.#first(root); first?.left === 0; first = this.#first(root)) {
          await removeRecord(first.root, first.id);
          this.#records.splice(this.#records.indexOf(first), 1);
        }
      return results;
    } catch {
      return ['failed'];
    }
  }

  /**
   * What waits for clips that are gone may wait long: records then name no other clips, or each start would say again
   * what is written, whatever was said since. @returns whether it went well.
   */
  async #tidy(): Promise<boolean> {
    let done = true;
    for (const root of new Set(this.#records.map((record) => record.root))) {
      const kept = this.#records.filter((record) => record.root === root);
      // An earlier one that still named a clip of a later one would undo that.
      for (const record of [...kept.filter(({ left }) => left > 0), ...kept.filter(({ left }) => left === 0)])
        if (!(await this.#shorten(record))) {
          done = false;
          break;
        }
    }
    return done;
  }

  async #shorten(record: Kept): Promise<boolean> {
    const { root, id, named, left } = record;
    if (left > 0) {
      if (left === named) return true;
      const outcome = await writeRecord(root, { id, parts: this.#partsLeft(record) });
      if (outcome.ok) record.named = left;
      return outcome.ok;
    }
    const removed = await removeRecord(root, id).then(
      () => true,
      () => false,
    );
    if (removed) this.#records.splice(this.#records.indexOf(record), 1);
    return removed;
  }

  /** What a record says of clips whose sidecars do not say it yet. */
  #partsLeft(record: Kept): EditPart[] {
    const parts = new Map<KeptEdit, string[]>();
    for (const [clip, edits] of this.#byClip)
      for (const { edit } of edits.filter((each) => each.record === record)) {
        const clips = parts.get(edit);
        if (clips) clips.push(clip);
        else parts.set(edit, [clip]);
      }
    return [...parts].map(([edit, clips]) => ({ edit, clips }));
  }

  #first(root: string): Kept | undefined {
    return this.#records.find((record) => record.root === root);
  }

  async #writeOne(clipId: string): Promise<Result> {
    const edits = [...(this.#byClip.get(clipId) ?? [])];
    const file = this.#options.sidecarOf(clipId);
    if (file === 'wait') return this.#postpone(clipId, 'failed');
    const kept = edits.map(({ edit }) => edit);
    const written = file === null ? fail('clip-missing') : await writeInto(file, clipId, kept);
    if (!written.ok) {
      const { code } = written.error;
      const [oldest] = edits;
      // Moved, or on its way back; after long enough it is deleted.
      const isRecent = oldest && this.#options.clock.now() - timeOf(oldest.record.id) < KEPT;
      if (code === 'clip-missing' && isRecent) return this.#postpone(clipId, 'gone');
      this.#options.log('warn', 'library.edit-not-written', { code });
      // What is no sidecar any more cannot be told anything; any other trouble may pass.
      if (code !== 'clip-missing' && code !== 'bad-request') return this.#postpone(clipId, 'failed');
    }
    this.#forget(clipId, edits.length);
    if (written.ok && !this.#byClip.has(clipId) && !this.#closed)
      this.#options.onWritten(clipId, editsOf(written.value));
    return 'written';
  }

  /** The others come before it. */
  #postpone(clipId: string, result: Result): Result {
    const edits = this.#byClip.get(clipId);
    this.#byClip.delete(clipId);
    if (edits) this.#byClip.set(clipId, edits);
    return result;
  }

  #forget(clipId: string, count: number): void {
    const edits = this.#byClip.get(clipId) ?? [];
    for (const { record } of edits.splice(0, count)) record.left -= 1;
    if (edits.length === 0) this.#byClip.delete(clipId);
  }
}

/** Another clip may have the name by now: then this one's is somewhere else. */
async function writeInto(file: string, clipId: string, kept: readonly KeptEdit[]): Promise<Outcome<Sidecar>> {
  const read = await readSidecar(file);
  if (!read.ok) return read;
  if (read.value.clipId !== clipId) return fail('clip-missing');
  const said = kept.reduce(changedEdits, editsOf(read.value));
  const sidecar = { ...read.value, edits: { ...read.value.edits, ...said, tags: [...said.tags] } };
  const written = await writeSidecar(file, sidecar);
  return written.ok ? ok(sidecar) : written;
}
