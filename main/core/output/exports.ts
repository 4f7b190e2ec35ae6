import { statfs } from 'node:fs/promises';
import { fail, type Outcome, ok } from '../../../preload/contract/errors.ts';
import { diskFailure } from '../disk-failure.ts';
import type { ClipRecord } from '../library/clip-record.ts';
import type { Library } from '../library/library.ts';
import { uuidv7 } from '../system.ts';
import { exportClips } from './export-clips.ts';

interface Running {
  readonly library: Library;
  readonly clips: readonly Pick<ClipRecord, 'id' | 'name'>[];
  readonly folder: string;
  readonly withRecipe: boolean;
  done: number;
}

/** Clips copied at a time. */
const STEP = 20;
/** More than a page has at work; an older one was left by a page that has gone. */
const MAX_OPEN = 4;

/** Copies many clips into folders, for as long as somebody asks for more. */
export class Exports {
  readonly #running = new Map<string, Running>();

  /** @returns the export's id; `disk-full` where there is no room for all, or the disk's failure. */
  async begin(
    library: Library,
    clips: readonly Pick<ClipRecord, 'id' | 'name' | 'bytes'>[],
    folder: string,
    withRecipe: boolean,
  ): Promise<Outcome<string>> {
    try {
      const { bavail, bsize } = await statfs(folder);
      if (clips.reduce((sum, { bytes }) => sum + bytes, 0) > bavail * bsize) return fail('disk-full');
    } catch (error) {
      return { ok: false, error: diskFailure(error) };
    }
    const id = uuidv7(Date.now());
    this.#running.set(id, { library, clips, folder, withRecipe, done: 0 });
    for (const old of [...this.#running.keys()].slice(0, -MAX_OPEN)) this.#running.delete(old);
    return ok(id);
  }

  /** Copies the next few. @returns how many of all are copied by now; a failure ends the export. */
  async more(id: string): Promise<Outcome<number>> {
    const running = this.#running.get(id);
    if (!running) return fail('bad-request');
    const { library, clips, folder, withRecipe, done } = running;
    const step = clips.slice(done, done + STEP);
    const copied = await exportClips(library, step, folder, withRecipe);
    running.done += step.length;
    if (!copied.ok || running.done >= clips.length) this.#running.delete(id);
    return copied.ok ? ok(running.done) : copied;
  }

  /** Ends an export; what is copied stays. */
  stop(id: string): void {
    this.#running.delete(id);
  }
}
