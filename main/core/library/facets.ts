import type { SQLOutputValue } from 'node:sqlite';
import { micro } from '../../../preload/contract/money.ts';
import type { ClipQuery, FacetsView } from '../../../preload/contract/schemas/library.ts';
import { FACETS, type Facet } from './query.ts';
import { TagCounts } from './tag-counts.ts';

/** What `Facets` needs of each row that matches the search, in this order; then come the bits of what it fails. */
export const FACET_COLUMNS = [
  'model_id',
  'resolution',
  'batch_id',
  'folder',
  'favourite',
  'played',
  'missing',
  'rating',
  'flag',
  'charged',
  'seconds',
  'created_at',
  'tags',
] as const;

/** A facet's counts, as the page has them but for the names of batches. */
export type FacetCounts = Omit<FacetsView, 'batches'> & {
  readonly batches: readonly { readonly value: string; readonly clips: number; readonly at: number }[];
};

interface Range {
  min: number;
  max: number;
}

const MOST_BATCHES = 100;
const MOST_TAGS = 2000;

/**
 * Counts who has what. For each filter's own menu the filter itself does not count, so that the menu shows what there
 * would be; unless every one of several tags has to be there, because then another one narrows further.
 */
export class Facets {
  readonly #bit: { readonly [F in Facet]: number };
  readonly #models = new Map<string, number>();
  readonly #resolutions = new Map<string, number>();
  readonly #folders = new Map<string, number>();
  readonly #tags = new TagCounts();
  readonly #batches = new Map<string, { value: string; clips: number; at: number }>();
  readonly #ratings = [0, 0, 0, 0, 0, 0];
  readonly #flags = { keep: 0, reject: 0, none: 0 };
  #favourites = 0;
  #unplayed = 0;
  #missing = 0;
  #charged: Range | null = null;
  #seconds: Range | null = null;
  #created: Range | null = null;

  constructor({ anyTag }: ClipQuery) {
    const bits = FACETS.map((facet, at) => [facet, facet === 'tags' && !anyTag ? 0 : 2 ** at] as const);
    this.#bit = Object.fromEntries(bits) as { [F in Facet]: number };
  }

  /** @param row the values of `FACET_COLUMNS` and the bits of what the clip fails. */
  add(row: readonly SQLOutputValue[]): void {
    const [model, resolution, batch, folder, favourite, played, missing, rating, flag] = row;
    const [charged, seconds, created, tags, failing] = row.slice(9);
    const bits = Number(failing);
    const counts = (facet: Facet): boolean => bits === 0 || bits === this.#bit[facet];
    if (counts('models')) more(this.#models, String(model));
    if (counts('resolutions') && resolution !== '') more(this.#resolutions, String(resolution));
    if (counts('folder')) more(this.#folders, String(folder));
    if (counts('favourite') && favourite === 1) this.#favourites += 1;
    if (counts('unplayed') && played === 0) this.#unplayed += 1;
    if (counts('missing') && missing === 1) this.#missing += 1;
    if (counts('rating')) this.#ratings[Number(rating)] = (this.#ratings[Number(rating)] ?? 0) + 1;
    if (counts('flag')) this.#flags[flag === 'keep' || flag === 'reject' ? flag : 'none'] += 1;
    if (counts('charged') && charged !== null) this.#charged = widened(this.#charged, Number(charged));
    if (counts('seconds')) this.#seconds = widened(this.#seconds, Number(seconds));
    if (counts('created')) this.#created = widened(this.#created, Number(created));
    if (counts('batch') && batch !== null) this.#addBatch(String(batch), Number(created));
    if (counts('tags')) this.#tags.add(String(tags));
  }

  result(): FacetCounts {
    const charged = this.#charged;
    return {
      models: byCount(this.#models),
      tags: this.#tags.result().slice(0, MOST_TAGS),
      resolutions: byCount(this.#resolutions),
      batches: [...this.#batches.values()].sort((a, b) => b.at - a.at).slice(0, MOST_BATCHES),
      folders: byCount(this.#folders),
      favourites: this.#favourites,
      unplayed: this.#unplayed,
      missing: this.#missing,
      ratings: [...this.#ratings],
      flags: { ...this.#flags },
      charged: charged && { min: micro(charged.min), max: micro(charged.max) },
      seconds: this.#seconds,
      created: this.#created,
    };
  }

  #addBatch(value: string, at: number): void {
    const batch = this.#batches.get(value);
    if (batch) {
      batch.clips += 1;
      batch.at = Math.max(batch.at, at);
    } else this.#batches.set(value, { value, clips: 1, at });
  }
}

function more(counts: Map<string, number>, value: string): void {
  counts.set(value, (counts.get(value) ?? 0) + 1);
}

function widened(range: Range | null, value: number): Range {
  if (range === null) return { min: value, max: value };
  range.min = Math.min(range.min, value);
  range.max = Math.max(range.max, value);
  return range;
}

const byCount = (counts: ReadonlyMap<string, number>): { value: string; clips: number }[] =>
  [...counts].map(([value, clips]) => ({ value, clips })).sort((a, b) => b.clips - a.clips);
