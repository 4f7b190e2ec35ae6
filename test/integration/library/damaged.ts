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
  /** How much was said: an index that was put aside, or each sidecar that could not be read. */
  readonly told: number;
}

/** What happens to a file: a byte is changed, or all from there on is gone. */
export interface Damage {
  readonly at: number;
  readonly way: 'changed' | 'cut';
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
  /** Bytes of the sidecars, by their names. */
  readonly #sidecars = new Map<string, Buffer>();
  #clips: readonly string[] = [];

  /** @param smallPages leaves little of the index unused. */
  static async make(clips: number, smallPages = false): Promise<DamagedLibrary> {
    const made = new DamagedLibrary();
    const library = openAt(made.#folder, { indexPath: made.#indexPath });
    const ids: string[] = [];
    const sidecars: string[] = [];
    for (let n = 0; n < clips; n += 1) {
      const record = value(
        await library.publish(newClip(library.folders.incoming, { prompt: `Waves ${n}` })),
      );
      value(await library.indexClip(record));
      ids.push(record.id);
      sidecars.push(sidecarNameOf(record.name));
    }
    value(await library.edit({ ids: ids.slice(0, 200) }, { rating: 4, addTags: ['Sea'] }));
    value(await library.fillMissing());
    // By then the sidecars have all that was said.
    await library.alone(() => Promise.resolve());
    await library.settle();
    library.close();
    if (smallPages) shrinkPages(made.#indexPath);
    made.#index = readFileSync(made.#indexPath);
    for (const name of sidecars) made.#sidecars.set(name, readFileSync(path.join(made.#folder, name)));
    const start = await made.#start();
    made.#clips = start.clips;
    if (start.told > 0 || start.clips.length !== clips) throw new Error('not a sound library');
    return made;
  }

  get index(): Buffer {
    return this.#index;
  }

  /** How many sidecars can be damaged at once: one is left as it is. */
  get most(): number {
    return this.#sidecars.size - 1;
  }

  /** Bytes of the longest sidecar. */
  get sidecarBytes(): number {
    return Math.max(...[...this.#sidecars.values()].map(({ length }) => length));
  }

  /** All clips are shown, the same ones; an index that was put aside is said and kept. */
  async withIndex(bytes: Buffer): Promise<Start> {
    this.#clear();
    writeFileSync(this.#indexPath, bytes);
    try {
      const { clips, told } = await this.#start();
      const wrong: string[] = [];
      if (clips.join() !== this.#clips.join()) wrong.push(`${clips.length} clips, or others`);
      const kept = readdirSync(this.#root).some((name) => name.includes('.corrupt-'));
      if (told > 0 && !kept) wrong.push('the damaged index is gone');
      return { wrong, told };
    } catch (error) {
      return { wrong: [String(error)], told: 0 };
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

  /**
   * Damages so many sidecars at once, each in its own way, with the index to be made anew: every clip is shown or said
   * to be unreadable, those of sound sidecars as they were; all files are as they were.
   */
  async withSidecars(damages: readonly Damage[]): Promise<Start> {
    this.#clear();
    const now = new Map([...this.#sidecars].map(([name, good], n) => [name, damaged(good, damages[n])]));
    for (const [name, bytes] of now) writeFileSync(path.join(this.#folder, name), bytes);
    const before = readdirSync(this.#folder).length;
    const where = damages.map(({ at, way }) => `${way} at ${at}`).join(', ');
    try {
      const { clips, told } = await this.#start();
      const wrong: string[] = [];
      const asBefore = clips.filter((clip) => this.#clips.includes(clip)).length;
      if (asBefore < this.#clips.length - damages.length) wrong.push('other clips are gone');
      if (clips.length + told !== this.#clips.length) wrong.push(`${clips.length} clips, ${told} told`);
      for (const [name, bytes] of now)
        if (!readFileSync(path.join(this.#folder, name)).equals(bytes)) wrong.push(`${name} written over`);
      if (readdirSync(this.#folder).length !== before) wrong.push('files came or went');
      return { wrong: wrong.map((each) => `${each}: ${where}`), told };
    } catch (error) {
      return { wrong: [`${error}: ${where}`], told: 0 };
    } finally {
      for (const [name, good] of this.#sidecars) writeFileSync(path.join(this.#folder, name), good);
    }
  }

  remove(): void {
    rmSync(this.#root, { recursive: true, force: true });
  }

  #clear(): void {
    for (const name of readdirSync(this.#root))
      if (name.startsWith('library.db')) rmSync(path.join(this.#root, name));
  }

  /** As the app does: what is in the index is shown at once, then it is compared with the folder. */
  async #start(): Promise<{ clips: string[]; told: number }> {
    let told = 0;
    const fresh = !existsSync(this.#indexPath);
    const library = openAt(this.#folder, {
      indexPath: this.#indexPath,
      onSetAside: () => {
        told += 1;
      },
      onUnreadable: (sidecars) => {
        told += sidecars;
      },
    });
    try {
      const read = (): string[] =>
        value(library.page({ query: EVERY_CLIP, cursor: null, limit: 200 })).clips.map(
          ({ place: _, ...clip }) => JSON.stringify(clip),
        );
      const clips = read();
      if (!fresh && told === 0 && clips.join() === this.#clips.join()) return { clips, told };
      value(await library.fillMissing());
      return { clips: read(), told };
    } finally {
      library.close();
    }
  }
}

const MASKS = [0x01, 0x80, 0xff, 0x10] as const;

function damaged(good: Buffer, damage: Damage | undefined): Buffer {
  if (!damage) return good;
  const { at, way } = damage;
  if (way === 'cut') return good.subarray(0, at);
  const changed = Buffer.from(good);
  if (at < good.length) changed[at] = (good[at] ?? 0) ^ (MASKS[(at ^ (at >> 3)) % MASKS.length] ?? 1);
  return changed;
}

/** All that was wrong, and how often something was said. */
interface Result {
  readonly wrong: string[];
  told: number;
}

/** Damages the index at each of these places, one at a time. */
export async function damageIndex(
  library: DamagedLibrary,
  places: Iterable<number>,
  way: Damage['way'],
): Promise<Result> {
  const result: Result = { wrong: [], told: 0 };
  for (const at of places) {
    const { wrong, told } = await library.withIndex(damaged(library.index, { at, way }));
    if (told > 0) result.told += 1;
    result.wrong.push(...wrong.map((each) => `${way} at ${at}: ${each}`));
  }
  return result;
}

/** Damages a sidecar at each of these places in both ways, many sidecars at a time. */
export async function damageSidecars(library: DamagedLibrary, places: Iterable<number>): Promise<Result> {
  const result: Result = { wrong: [], told: 0 };
  const all = [...places].flatMap((at) => (['changed', 'cut'] as const).map((way) => ({ at, way })));
  for (let n = 0; n < all.length; n += library.most) {
    const { wrong, told } = await library.withSidecars(all.slice(n, n + library.most));
    result.told += told;
    result.wrong.push(...wrong);
  }
  return result;
}

/** Writes a closed index anew in pages of 512 bytes: damage does the same to it, and there is less of nothing. */
function shrinkPages(file: string): void {
  const db = new DatabaseSync(file);
  db.exec('PRAGMA journal_mode = DELETE; PRAGMA page_size = 512; VACUUM; PRAGMA journal_mode = WAL');
  db.close();
}
