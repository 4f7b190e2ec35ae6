import { setImmediate as breathe } from 'node:timers/promises';
import { type Outcome, ok } from '../../../preload/contract/errors.ts';
import { MAX_TARGET } from '../../../preload/contract/limits.ts';
import type { ClipIndex } from './clip-index.ts';
import type { ClipsTable } from './clips-table.ts';

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
/** Recipes read at a time. */
const STEP = 500;

/** What of the index's clips could go. @throws what SQLite throws. */
export function cleanUpOf(table: ClipsTable): CleanUp {
  let kept = '';
  const extra: { place: number; bytes: number }[] = [];
  for (const { sha256, place, bytes } of table.twins()) {
    if (sha256 === kept) extra.push({ place, bytes });
    kept = sha256;
  }
  return {
    rejected: groupOf(table.candidates('rejected', MAX_TARGET)),
    duplicates: groupOf(extra),
    largest: groupOf(table.candidates('largest', MOST_LARGEST)),
  };
}

/** Hashes of every prepared file that a clip was made from. */
export async function sourcesInUse(index: ClipIndex): Promise<Outcome<ReadonlySet<string>>> {
  const hashes = new Set<string>();
  for (let after: number | null = -1; after !== null; ) {
    const from: number = after;
    const step = index.use((table) => table.sourcesAfter(from, STEP));
    if (!step.ok) return step;
    for (const hash of step.value.hashes) hashes.add(hash);
    after = step.value.next;
    await breathe();
  }
  return ok(hashes);
}

function groupOf(clips: Iterable<{ readonly place: number; readonly bytes: number }>): ClipGroup {
  const all = [...clips];
  const bytes = all.reduce((sum, clip) => sum + clip.bytes, 0);
  return { places: Float64Array.from(all, ({ place }) => place), bytes };
}
