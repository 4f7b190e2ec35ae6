import { readdir, stat } from 'node:fs/promises';
import path from 'node:path';
import { setImmediate as breathe } from 'node:timers/promises';
import type { LibraryFolders } from './folders.ts';

export interface Leftover {
  readonly file: string;
  readonly bytes: number;
}

/** What is still wanted of the things beside the clips. */
export interface Wanted {
  /** Which of these contents no clip has. */
  readonly unknown: (hashes: readonly string[]) => readonly string[];
  /** Hashes of the prepared files that clips, jobs or the form refer to; null: that cannot be told. */
  readonly sources: ReadonlySet<string> | null;
  /** Jobs that may still need what they have fetched. */
  readonly jobs: ReadonlySet<string>;
  /** Milliseconds since 1970. */
  readonly now: number;
}

/** Younger files may belong to what is being done at this moment. */
const REST_MS = 24 * 60 * 60 * 1000;
const STEP = 200;
const HASH = /^[0-9a-f]{64}$/;
const POSTER = /^([0-9a-f]{64})\.jpg$/;
/** `<job>-<what it is of>.part` and the record beside it. */
const PART = /^([0-9a-f-]{36})-[0-9a-f]{12}\.part(\.json)?$/;

/**
 * What lies beside the clips of a library folder and is of no use any more: still pictures of clips that are gone,
 * prepared pictures that nothing refers to, parts of downloads that have ended. Nothing is touched.
 */
export async function findLeftovers(folder: LibraryFolders, wanted: Wanted): Promise<Leftover[]> {
  const found: Leftover[] = [];
  const look = async (
    place: string,
    leftOf: (names: readonly string[]) => readonly string[],
  ): Promise<void> => {
    const names = await readdir(place).catch(() => []);
    for (let at = 0; at < names.length; at += STEP) {
      for (const name of leftOf(names.slice(at, at + STEP))) {
        const file = path.join(place, name);
        const facts = await stat(file).catch(() => null);
        if (facts?.isFile() && facts.mtimeMs < wanted.now - REST_MS) found.push({ file, bytes: facts.size });
      }
      await breathe();
    }
  };
  const { unknown, sources, jobs } = wanted;
  await look(folder.posters, (names) =>
    unknown(names.flatMap((name) => POSTER.exec(name)?.[1] ?? [])).map((hash) => `${hash}.jpg`),
  );
  if (sources !== null)
    await look(folder.sources, (names) => names.filter((name) => HASH.test(name) && !sources.has(name)));
  await look(folder.incoming, (names) =>
    names.filter((name) => {
      const job = PART.exec(name)?.[1];
      return job !== undefined && !jobs.has(job);
    }),
  );
  return found;
}
