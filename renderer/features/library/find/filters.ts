/** The conditions of a query as the chips name them. */
import { EVERY_CLIP } from '../../../../preload/contract/every-clip.ts';
import type { Model } from '../../../../preload/contract/model.ts';
import type { ClipQuery } from '../../../../preload/contract/schemas/library.ts';
import type { BatchView } from '../../../../preload/contract/schemas/views.ts';
import { spanOf } from '../../../state/library/spans.ts';
import { filters as en } from '../../../text/en-find.ts';

/** What the names of conditions are made with. */
export interface Names {
  readonly models: readonly Pick<Model, 'id' | 'name'>[];
  readonly batches: readonly BatchView[];
  readonly folders: ReadonlyMap<string, string>;
  /** Milliseconds since 1970. */
  readonly now: number;
}

/** Groups of conditions, in the order of the chips. */
export const FILTERS = [
  'favourite',
  'date',
  'model',
  'tag',
  'cost',
  'duration',
  'resolution',
  'rating',
  'flag',
  'batch',
  'folder',
  'missing',
  'unplayed',
] as const;
export type Filter = (typeof FILTERS)[number];

/** Those whose chips are there only while they are set; they are set under More. */
export const MORE = FILTERS.slice(5);

const FIELDS: Readonly<Record<Filter, readonly (keyof ClipQuery)[]>> = {
  favourite: ['favourite'],
  date: ['created'],
  model: ['models'],
  tag: ['tags', 'anyTag'],
  cost: ['charged'],
  duration: ['seconds'],
  resolution: ['resolutions'],
  rating: ['minRating'],
  flag: ['flag'],
  batch: ['batchId'],
  folder: ['folder'],
  missing: ['missing'],
  unplayed: ['unplayed'],
};

/** What a query is changed by to take a condition away. */
export function cleared(filter: Filter): Partial<ClipQuery> {
  return Object.fromEntries(FIELDS[filter].map((field) => [field, EVERY_CLIP[field]]));
}

export const modelName = (id: string, { models }: Names): string =>
  models.find((model) => model.id === id)?.name ?? id;

/** A batch's own name, or when it was sent: its id says so (UUIDv7, RFC 9562). */
export function batchName(id: string, { batches, now }: Names): string {
  const own = batches.find((batch) => batch.id === id)?.name;
  if (own) return own;
  const sent = Number.parseInt(id.slice(0, 8) + id.slice(9, 13), 16);
  return id[14] === '7' ? en.batchOf(sent, now) : en.batchUnnamed;
}

export const folderName = (id: string, { folders }: Names): string => folders.get(id) ?? en.otherFolder;

function dateWords({ created: { min, max } }: ClipQuery, now: number): string | null {
  const span = spanOf({ min, max }, now);
  if (span) return en.spans[span];
  return min === null && max === null ? null : en.between(min, max === null ? null : max - 1, now);
}

const few = (values: readonly string[], join: string, many: (count: number) => string): string | null =>
  values.length === 0 ? null : values.length > 2 ? many(values.length) : values.join(join);

/** What a chip says of its condition; null while it is not set. */
export function wordsOf(filter: Filter, query: ClipQuery, names: Names): string | null {
  const { charged, seconds, minRating, flag, batchId, folder } = query;
  switch (filter) {
    case 'favourite':
      return query.favourite ? en.favourites : null;
    case 'date':
      return dateWords(query, names.now);
    case 'model':
      return few(
        query.models.map((id) => modelName(id, names)),
        ', ',
        en.models,
      );
    case 'tag':
      return few(query.tags, query.anyTag ? en.or : en.and, en.tags);
    case 'cost':
      return en.cost(charged.min, charged.max);
    case 'duration':
      return en.duration(seconds.min, seconds.max);
    case 'resolution':
      return few(query.resolutions, ', ', en.resolutions);
    case 'rating':
      return minRating === 0 ? null : en.atLeast(minRating);
    case 'flag':
      return flag === null ? null : en.flags[flag];
    case 'batch':
      return batchId === null ? null : batchName(batchId, names);
    case 'folder':
      return folder === null ? null : folderName(folder, names);
    case 'missing':
      return query.missing ? en.missing : null;
    case 'unplayed':
      return query.unplayed ? en.unplayed : null;
  }
}

/** All that is set, in words: what a saved search is called where the person does not say. */
export function describe(query: ClipQuery, names: Names): string {
  const words = FILTERS.flatMap((filter) => wordsOf(filter, query, names) ?? []);
  return [query.search.trim(), ...words].filter((one) => one !== '').join(', ');
}
