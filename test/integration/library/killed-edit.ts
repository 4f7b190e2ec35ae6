import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { cpSync, existsSync, mkdirSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import path from 'node:path';
import { createInterface } from 'node:readline';
import { expect } from 'vitest';
import { type ClipEdits, NO_EDITS } from '../../../main/core/library/clip-record.ts';
import { changedEdits, keptEdit } from '../../../main/core/library/edit.ts';
import type { Library } from '../../../main/core/library/library.ts';
import { editsOf, parseSidecar, sidecarNameOf } from '../../../main/core/library/sidecar.ts';
import type { Outcome } from '../../../preload/contract/errors.ts';
import { EVERY_CLIP } from '../../../preload/contract/every-clip.ts';
import type { ClipEdit } from '../../../preload/contract/schemas/library.ts';
import { fastFolder } from '../store/run.ts';
import { canonicalDump } from './dump.ts';
import { newClip, openAt } from './new-clip.ts';

const CLIPS = 10;
/** Said one after another of the first so many clips; made twice, or in another order, they would not come to the same. */
export const EDITS: readonly { readonly clips: number; readonly edit: ClipEdit }[] = [
  { clips: CLIPS, edit: { rating: 4, addTags: ['Sea', 'Night'] } },
  { clips: 6, edit: { removeTags: ['Sea'], favourite: true } },
  { clips: 4, edit: { addTags: ['Sea', 'final cut'], rating: 2 } },
  { clips: 3, edit: { removeTags: ['Night'], flag: 'keep' } },
];

function value<T>(outcome: Outcome<T>): T {
  if (!outcome.ok) throw new Error(JSON.stringify(outcome.error));
  return outcome.value;
}

/** What is said of the nth clip after so many edits. */
function saidOf(clip: number, edits: number): ClipEdits {
  return EDITS.slice(0, edits)
    .filter(({ clips }) => clip < clips)
    .reduce<ClipEdits>((said, { edit }) => changedEdits(said, keptEdit(said, edit)), NO_EDITS);
}

const clipsOf = (library: Library) =>
  value(library.page({ query: EVERY_CLIP, cursor: null, limit: 200 })).clips.toSorted((a, b) =>
    a.id < b.id ? -1 : 1,
  );

/** A library in which edits are made by a process that is killed. */
export class KilledEdits {
  readonly #root = fastFolder();
  readonly #good = path.join(this.#root, 'good');
  readonly #now = path.join(this.#root, 'now');
  readonly #folder = path.join(this.#now, 'Kinora');

  static async make(): Promise<KilledEdits> {
    const made = new KilledEdits();
    mkdirSync(made.#now);
    const library = openAt(made.#folder);
    for (let n = 0; n < CLIPS; n += 1)
      value(await library.indexClip(value(await library.publish(newClip(library.folders.incoming)))));
    value(await library.fillMissing());
    await library.settle();
    library.close();
    cpSync(made.#now, made.#good, { recursive: true });
    return made;
  }

  /**
   * Makes the edits and kills the process before one of its steps (from 1; 0: it comes to its end), then starts again
   * and checks that all is there that was answered, in index and sidecars, and nothing twice.
   * @returns how many steps there were, when it came to its end.
   */
  async killAt(step: number): Promise<number | null> {
    rmSync(this.#now, { recursive: true });
    cpSync(this.#good, this.#now, { recursive: true });
    const { answered, last } = await this.#run(step);
    const names = listed(this.#folder);
    const dump = (library: Library) => canonicalDump(library, () => true);
    let library = openAt(this.#folder);
    value(await library.fillMissing());
    const told = clipsOf(library);
    // What was under way is there whole, or not at all.
    const edits = [answered, answered + 1].find((count) => isSame(told[0]?.edits, saidOf(0, count)));
    expect(edits, last).toBeDefined();
    const expected = Array.from({ length: CLIPS }, (_, clip) => saidOf(clip, edits ?? 0));
    expect(
      told.map((clip) => clip.edits),
      last,
    ).toEqual(expected);
    // By then everything is written.
    await library.alone(() => Promise.resolve());
    const known = dump(library);
    const written = told.map(({ name }) =>
      editsOf(value(parseSidecar(readFileSync(path.join(this.#folder, sidecarNameOf(name)), 'utf8')))),
    );
    expect(written, last).toEqual(expected);
    expect(listed(path.join(this.#folder, '.kinora', 'edits')), last).toEqual([]);
    library.close();
    rmSync(path.join(this.#now, 'library.db'));
    library = openAt(this.#folder);
    value(await library.fillMissing());
    expect(dump(library), last).toEqual(known);
    await library.settle();
    library.close();
    expect(listed(this.#folder), last).toEqual(names);
    return last.startsWith('end ') ? Number(last.slice(4)) : null;
  }

  remove(): void {
    rmSync(this.#root, { recursive: true, force: true });
  }

  async #run(step: number): Promise<{ answered: number; last: string }> {
    const child = spawn(
      process.execPath,
      [path.join(import.meta.dirname, 'killed-edit-child.ts'), this.#folder, String(step)],
      { stdio: ['ignore', 'pipe', 'inherit'] },
    );
    const exited = once(child, 'exit');
    let answered = 0;
    for await (const line of createInterface(child.stdout)) {
      if (line === 'said') answered += 1;
      if (!line.startsWith('held ') && !line.startsWith('end ')) continue;
      child.kill('SIGKILL');
      await exited;
      return { answered, last: line };
    }
    throw new Error('it ended by itself');
  }
}

/** What is in a folder, but for what a later start clears away. */
const listed = (folder: string): string[] =>
  existsSync(folder) ? readdirSync(folder).filter((name) => !name.endsWith('.tmp')) : [];

const isSame = (a: ClipEdits | undefined, b: ClipEdits): boolean => JSON.stringify(a) === JSON.stringify(b);
