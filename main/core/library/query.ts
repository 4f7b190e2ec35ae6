import type { SQLInputValue } from 'node:sqlite';
import type { ClipQuery } from '../../../preload/contract/schemas/library.ts';
import type { ClipSort } from '../../../preload/contract/vocabulary.ts';
import { planSearch } from './search.ts';

/** Which rows of the index a query is about. `from` names the table `clips`, joined to its words where they help. */
export interface Selection {
  readonly from: string;
  readonly where: string;
  readonly values: readonly SQLInputValue[];
  /** The row's place in the order of the index, by the shortest way to it. */
  readonly seq: string;
}

/** The columns that an order goes by, each with its direction; places break ties. */
export const ORDERS: { readonly [S in ClipSort]: readonly { by: string; down: boolean }[] } = {
  newest: [],
  oldest: [],
  best: [{ by: 'rating', down: true }],
  longest: [{ by: 'seconds', down: true }],
  shortest: [{ by: 'seconds', down: false }],
  costliest: [{ by: 'coalesce(charged, -1)', down: true }],
  largest: [{ by: 'bytes', down: true }],
  name: [{ by: 'name COLLATE NOCASE', down: false }],
};

const FROM = {
  all: 'clips',
  words: 'clip_words CROSS JOIN clips ON clips.seq = clip_words.rowid',
  like: 'clips JOIN clip_facts USING (seq)',
} as const;

/** A tag as it is compared. */
export const tagKey = (tag: string): string => tag.normalize('NFC').toLowerCase();

/** The conditions of a query as SQL. Only values are bound; nothing that a person wrote is part of the text. */
export function selectionOf(query: ClipQuery, wordIndex: boolean): Selection {
  const plan = planSearch(query.search, wordIndex);
  const conditions: string[] = [];
  const values: SQLInputValue[] = [];
  const add = (condition: string, ...bound: SQLInputValue[]): void => {
    conditions.push(condition);
    values.push(...bound);
  };
  if (plan.kind === 'words') add('clip_words MATCH ?', plan.match);
  if (plan.kind === 'like')
    for (const pattern of plan.patterns)
      add(
        String.raw`(prompt LIKE ? ESCAPE '\' OR name LIKE ? ESCAPE '\' OR model_id LIKE ? ESCAPE '\' OR tags LIKE ? ESCAPE '\')`,
        pattern,
        pattern,
        pattern,
        pattern,
      );
  if (query.favourite) add('favourite = 1');
  if (query.unplayed) add('played = 0');
  if (query.missing) add('missing = 1');
  if (query.flag !== null) add("coalesce(flag, 'none') = ?", query.flag);
  if (query.minRating > 0) add('rating >= ?', query.minRating);
  const isOneOf = (column: string, list: readonly string[]): void => {
    if (list.length > 0) add(`${column} IN (${list.map(() => '?').join(', ')})`, ...list);
  };
  isOneOf('model_id', query.models);
  isOneOf('resolution', query.resolutions);
  const within = (column: string, { min, max }: { min: number | null; max: number | null }): void => {
    if (min !== null) add(`${column} >= ?`, min);
    if (max !== null) add(`${column} <= ?`, max);
  };
  within('charged', query.charged);
  within('seconds', query.seconds);
  if (query.created.min !== null) add('created_at >= ?', query.created.min);
  if (query.created.max !== null) add('created_at < ?', query.created.max);
  if (query.batchId !== null) add('batch_id = ?', query.batchId);
  if (query.folder !== null) add('folder = ?', query.folder);
  const tags = query.tags.map(tagKey);
  const tagged = (list: readonly string[]): void =>
    add(
      `EXISTS (SELECT 1 FROM clip_tags WHERE clip_tags.seq = clips.seq AND tag IN (${list.map(() => '?').join(', ')}))`,
      ...list,
    );
  if (query.anyTag && tags.length > 0) tagged(tags);
  else for (const tag of tags) tagged([tag]);
  const words = plan.kind === 'words';
  return {
    from: FROM[plan.kind],
    where: conditions.length > 0 ? conditions.join(' AND ') : 'TRUE',
    values,
    // FTS5 walks its own rowids in order; sorting by the joined table's would read every match first.
    seq: words ? 'clip_words.rowid' : 'clips.seq',
  };
}
