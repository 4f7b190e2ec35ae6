import { existsSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { sidecarNameOf } from '../../../main/core/library/sidecar.ts';
import type { Outcome } from '../../../preload/contract/errors.ts';
import { EVERY_CLIP } from '../../../preload/contract/every-clip.ts';
import { fastFolder } from '../store/run.ts';
import { newClip, openAt } from './new-clip.ts';

/** What came of a start with one file damaged: empty when nothing is wrong. */
export interface Start {
  readonly wrong: readonly string[];
  readonly told: boolean;
}

function value<T>(outcome: Outcome<T>): T {
  if (!outcome.ok) throw new Error(JSON.stringify(outcome.error));
  return outcome.value;
}

/** A library whose files are damaged in every way, one at a time, and opened through its own door. */
export class DamagedLibrary {
  readonly #root = fastFolder();
  readonly #folder = path.join(this.#root, 'Kinora');
  readonly #indexPath = path.join(this.#root, 'library.db');
  #index = Buffer.alloc(0);
  #sidecar = Buffer.alloc(0);
  #sidecarFile = '';
  #clips: readonly string[] = [];

  /** @param smallPages leaves little of the index unused. */
  static async make(clips: number, smallPages = false): Promise<DamagedLibrary> {
    const made = new DamagedLibrary();
    const library = openAt(made.#folder, { indexPath: made.#indexPath });
    const ids: string[] = [];
    for (let n = 0; n < clips; n += 1) {
      const record = value(
        await library.publish(newClip(library.folders.incoming, { prompt: `Waves ${n}` })),
      );
      value(await library.indexClip(record));
      ids.push(record.id);
      made.#sidecarFile = path.join(made.#folder, sidecarNameOf(record.name));
    }
    value(await library.edit({ ids: ids.slice(0, 200) }, { rating: 4, addTags: ['Sea'] }));
    value(await library.fillMissing());
    // By then the sidecars have all that was said.
    await library.alone(() => Promise.resolve());
    await library.settle();
    library.close();
    if (smallPages) shrinkPages(made.#indexPath);
    made.#index = readFileSync(made.#indexPath);
    made.#sidecar = readFileSync(made.#sidecarFile);
    const start = await made.#start();
    made.#clips = start.clips;
    if (start.told || start.clips.length !== clips) throw new Error('not a sound library');
    return made;
  }

  get index(): Buffer {
    return this.#index;
  }

  get sidecar(): Buffer {
    return this.#sidecar;
  }

  /** All clips are shown, the same ones; an index that was put aside is said and kept. */
  async withIndex(bytes: Buffer): Promise<Start> {
    this.#restore();
    writeFileSync(this.#indexPath, bytes);
    try {
      const { clips, told } = await this.#start();
      const wrong: string[] = [];
      if (clips.join() !== this.#clips.join()) wrong.push(`${clips.length} clips, or others`);
      const kept = readdirSync(this.#root).some((name) => name.includes('.corrupt-'));
      if (told && !kept) wrong.push('the damaged index is gone');
      return { wrong, told };
    } catch (error) {
      return { wrong: [String(error)], told: false };
    }
  }

  /** The index with rows as no Kinora has written them. */
  indexAfter(sql: string): Buffer {
    const file = path.join(this.#root, 'changed.db');
    writeFileSync(file, this.#index);
    const db = new DatabaseSync(file);
    db.exec(sql);
    db.close();
    return readFileSync(file);
  }

  /** With the index to be made anew: all other clips are shown, this one too or it is said; its files are as they were. */
  async withSidecar(bytes: Buffer): Promise<Start> {
    this.#restore();
    rmSync(this.#indexPath);
    writeFileSync(this.#sidecarFile, bytes);
    const before = readdirSync(this.#folder).length;
    try {
      const { clips, told } = await this.#start();
      const wrong: string[] = [];
      const others = clips.filter((clip) => this.#clips.includes(clip));
      if (others.length < this.#clips.length - 1) wrong.push('other clips are gone');
      if (clips.length < this.#clips.length && !told) wrong.push('a clip is gone in silence');
      if (!readFileSync(this.#sidecarFile).equals(bytes)) wrong.push('the sidecar was written over');
      if (readdirSync(this.#folder).length !== before) wrong.push('files came or went');
      return { wrong, told };
    } catch (error) {
      return { wrong: [String(error)], told: false };
    } finally {
      writeFileSync(this.#sidecarFile, this.#sidecar);
    }
  }

  remove(): void {
    rmSync(this.#root, { recursive: true, force: true });
  }

  #restore(): void {
    for (const name of readdirSync(this.#root))
      if (name.startsWith('library.db')) rmSync(path.join(this.#root, name));
    writeFileSync(this.#indexPath, this.#index);
  }

  /** As the app does: what is in the index is shown at once, then it is compared with the folder. */
  async #start(): Promise<{ clips: string[]; told: boolean }> {
    let told = false;
    const tell = (): void => {
      told = true;
    };
    const fresh = !existsSync(this.#indexPath);
    const library = openAt(this.#folder, {
      indexPath: this.#indexPath,
      onSetAside: tell,
      onUnreadable: tell,
    });
    try {
      const read = (): string[] =>
        value(library.page({ query: EVERY_CLIP, cursor: null, limit: 200 })).clips.map(
          ({ place: _, ...clip }) => JSON.stringify(clip),
        );
      const clips = read();
      if (!fresh && !told && clips.join() === this.#clips.join()) return { clips, told };
      value(await library.fillMissing());
      return { clips: read(), told };
    } finally {
      library.close();
    }
  }
}

const MASKS = [0x01, 0x80, 0xff, 0x10] as const;

/**
 * Damages good bytes at each place in each of these ways, a byte changed or all behind it gone.
 * @returns all that was wrong, and how often something was said.
 */
export async function damageAt(
  good: Buffer,
  places: Iterable<number>,
  start: (bytes: Buffer) => Promise<Start>,
  ways: readonly ('changed' | 'cut')[] = ['changed', 'cut'],
): Promise<{ wrong: string[]; told: number; starts: number }> {
  const result = { wrong: [] as string[], told: 0, starts: 0 };
  for (const at of places)
    for (const way of ways) {
      const flipped = Buffer.from(good);
      flipped[at] = (good[at] ?? 0) ^ (MASKS[(at ^ (at >> 3)) % MASKS.length] ?? 1);
      const { wrong, told } = await start(way === 'cut' ? good.subarray(0, at) : flipped);
      result.starts += 1;
      if (told) result.told += 1;
      result.wrong.push(...wrong.map((each) => `${way} at ${at}: ${each}`));
    }
  return result;
}

/** Writes a closed index anew in pages of 512 bytes: damage does the same to it, and there is less of nothing. */
function shrinkPages(file: string): void {
  const db = new DatabaseSync(file);
  db.exec('PRAGMA journal_mode = DELETE; PRAGMA page_size = 512; VACUUM; PRAGMA journal_mode = WAL');
  db.close();
}
