import { type Outcome, ok } from '../../preload/contract/errors.ts';
import { isFinal } from '../../preload/contract/vocabulary.ts';
import type { Engine } from '../core/job/engine.ts';
import type { CleanUp } from '../core/library/clean-up.ts';
import { findLeftovers, type Leftover } from '../core/library/leftovers.ts';
import type { Library } from '../core/library/library.ts';

export interface CleanUpDeskOptions {
  readonly engine: () => Engine;
  readonly library: () => Library;
  /** Hashes of what the form of the page holds. */
  readonly formSources: () => Promise<readonly string[]>;
  /** Whether there were library folders that are not in use now. */
  readonly hasOtherFolders: () => boolean;
  /** Moves a file to the system's trash. */
  readonly trash: (file: string) => Promise<Outcome<null>>;
}

export interface Sum {
  readonly files: number;
  readonly bytes: number;
}

const sumOf = (leftovers: readonly Leftover[]): Sum => ({
  files: leftovers.length,
  bytes: leftovers.reduce((sum, { bytes }) => sum + bytes, 0),
});

/** Finds what could go from the library's disks. */
export class CleanUpDesk {
  readonly #options: CleanUpDeskOptions;

  constructor(options: CleanUpDeskOptions) {
    this.#options = options;
  }

  /** Clips that could go, and how much lies beside them that is of no use any more. */
  async look(): Promise<Outcome<CleanUp & { readonly leftovers: Sum }>> {
    const found = await this.#options.library().cleanUp();
    return found.ok ? ok({ ...found.value, leftovers: sumOf(await this.#leftovers()) }) : found;
  }

  /** Moves the leftovers to the system's trash. @returns what has gone. */
  async clear(): Promise<Outcome<Sum>> {
    const gone: Leftover[] = [];
    for (const leftover of await this.#leftovers()) {
      const moved = await this.#options.trash(leftover.file);
      if (!moved.ok) return gone.length > 0 ? ok(sumOf(gone)) : moved;
      gone.push(leftover);
    }
    return ok(sumOf(gone));
  }

  async #leftovers(): Promise<Leftover[]> {
    const library = this.#options.library();
    const engine = this.#options.engine();
    // Without knowing what is in use nothing is of no use.
    if (!library.isWhole) return [];
    const used = await library.sourcesInUse();
    if (!used.ok) return [];
    const jobs = engine.jobs();
    const ofJobs = jobs.flatMap(({ recipe }) => recipe.inputs.map(({ sha256 }) => sha256));
    const wanted = {
      unknown: (hashes: readonly string[]) => library.unknownHashes(hashes),
      // Pictures of clips in folders that were taken out may lie in these.
      sources: this.#options.hasOtherFolders()
        ? null
        : new Set([...used.value, ...ofJobs, ...(await this.#options.formSources())]),
      jobs: new Set(jobs.filter(({ state }) => !isFinal(state.name)).map(({ id }) => id)),
      now: engine.clock.now(),
    };
    const folders = library.all.filter(({ state }) => state === 'ready');
    return (await Promise.all(folders.map((folder) => findLeftovers(folder, wanted)))).flat();
  }
}
