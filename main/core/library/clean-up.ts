import { lstat } from 'node:fs/promises';
import path from 'node:path';
import { setImmediate as breathe } from 'node:timers/promises';
import { type Outcome, ok } from '../../../preload/contract/errors.ts';
import { MAX_TARGET } from '../../../preload/contract/limits.ts';
import type { Sized, Twin } from './clean-up-table.ts';
import type { ClipIndex } from './clip-index.ts';
import type { LibraryFolders } from './folders.ts';

/** Clips that could go together. */
export interface ClipGroup {
  readonly places: Float64Array<ArrayBuffer>;
  readonly bytes: number;
}

export interface CleanUp {
  readonly rejected: ClipGroup;
  /** Of each content all clips but one: the one that was kept, is a favourite, is rated highest, is oldest. */
  readonly duplicates: ClipGroup;
  readonly largest: ClipGroup;
}

/** Of the largest clips so many are told. */
const MOST_LARGEST = 50;
/** Rows read at a time. */
const STEP = 500;
/** Files looked at at a time. */
const LOOKS = 50;

/**
 * What of the index's clips could go.
 * @param folders those that are there.
 */
export async function cleanUpOf(
  index: ClipIndex,
  folders: readonly LibraryFolders[],
): Promise<Outcome<CleanUp>> {
  const ids = folders.map(({ id }) => id);
  const rejected: Sized[] = [];
  for (let last: Sized | undefined = { place: -1, bytes: 0 }; last && rejected.length < MAX_TARGET; ) {
    const { place }: Sized = last;
    const step: Outcome<Sized[]> = index.use((table) => table.cleanUp.rejectedAfter(place, ids, STEP));
    if (!step.ok) return step;
    for (const clip of step.value) rejected.push(clip);
    last = step.value.at(-1);
    await breathe();
  }
  const largest = index.use((table) => table.cleanUp.largest(ids, MOST_LARGEST));
  if (!largest.ok) return largest;
  await breathe();
  const twins = await twinsOf(index, ids);
  if (!twins.ok) return twins;
  let kept = '';
  const extra: Twin[] = [];
  for (const twin of await withoutLinks(twins.value, folders)) {
    if (twin.sha256 === kept) extra.push(twin);
    kept = twin.sha256;
  }
  return ok({ rejected: groupOf(rejected), duplicates: groupOf(extra), largest: groupOf(largest.value) });
}

/** Clips that are there more than once, of each content the one to keep first; in small steps. */
async function twinsOf(index: ClipIndex, folders: readonly string[]): Promise<Outcome<Twin[]>> {
  const twins: Twin[] = [];
  for (let after: string | null = ''; after !== null; ) {
    const from: string = after;
    const shared = index.use((table) => table.cleanUp.sharedAfter(from, STEP));
    if (!shared.ok) return shared;
    const { hashes, next } = shared.value;
    const step = hashes.length === 0 ? ok([]) : index.use((table) => table.cleanUp.twins(hashes, folders));
    if (!step.ok) return step;
    for (const twin of step.value) twins.push(twin);
    after = next;
    await breathe();
  }
  return ok(twins);
}

/** A link and what it leads to are one file: neither is a second one. */
async function withoutLinks(twins: readonly Twin[], folders: readonly LibraryFolders[]): Promise<Twin[]> {
  const roots = new Map(folders.map(({ id, root }) => [id, root]));
  const files: Twin[] = [];
  for (let at = 0; at < twins.length; at += LOOKS) {
    const step = twins.slice(at, at + LOOKS);
    const links = await Promise.all(
      step.map(({ folder, name }) =>
        lstat(path.join(roots.get(folder) ?? '', name)).then(
          (facts) => facts.isSymbolicLink(),
          () => false,
        ),
      ),
    );
    files.push(...step.filter((_, n) => !links[n]));
  }
  return files;
}

/** Hashes of every prepared file that a clip was made from. */
export async function sourcesInUse(index: ClipIndex): Promise<Outcome<ReadonlySet<string>>> {
  const hashes = new Set<string>();
  // Those that are on their way out first: one that is taken back meanwhile is met among the others.
  for (const hidden of [true, false])
    for (let after: number | null = -1; after !== null; ) {
      const from: number = after;
      const step = index.use((table) => table.cleanUp.sourcesAfter(from, STEP, hidden));
      if (!step.ok) return step;
      for (const hash of step.value.hashes) hashes.add(hash);
      after = step.value.next;
      await breathe();
    }
  return ok(hashes);
}

function groupOf(all: readonly Sized[]): ClipGroup {
  const bytes = all.reduce((sum, clip) => sum + clip.bytes, 0);
  return { places: Float64Array.from(all, ({ place }) => place), bytes };
}
