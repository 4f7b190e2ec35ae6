import type { SQLInputValue } from 'node:sqlite';
import type { ClipQuery } from '../../../preload/contract/schemas/library.ts';
import type { ClipSort } from '../../../preload/contract/vocabulary.ts';
import type { ClipWords } from './clip-words.ts';
import { planSearch, type SearchPlan } from './search.ts';

/** Which rows of the index a query is about. `from` names the table `clips`, joined to its words where they help. */
export interface Selection {
  readonly from: string;
  readonly where: string;
  readonly values: readonly SQLInputValue[];
  /** The row's place in the order of the index, by the shortest way to it. */
  readonly seq: string;
  /** What FTS5 is asked for; null: it is not asked. */
  readonly match: string | null;
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
  along: 'clips',
  like: 'clips JOIN clip_facts USING (seq)',
} as const;

/** A tag as it is compared. */
export const tagKey = (tag: string): string => tag.normalize('NFC').toLowerCase();

/** Tells how FTS5 is asked for a word. */
export type WordsToMatch = Pick<ClipWords, 'beginningWith'>;

/** The condition of one kind of filter; `of` is the facet whose menu shows what there would be without it. */
interface Condition {
  readonly of: Facet;
  readonly sql: string;
  readonly values: readonly SQLInputValue[];
}

/** Kinds of filters that a row passes or not by itself, in the order of their bits in `facetSelectionOf`. */
export const FACETS = [
  'favourite',
  'unplayed',
  'missing',
  'flag',
  'rating',
  'models',
  'resolutions',
  'charged',
  'seconds',
  'created',
  'batch',
  'folder',
  'tags',
] as const;
export type Facet = (typeof FACETS)[number];

/**
 * The conditions of a query as SQL. Only values are bound; nothing that a person wrote is part of the text.
 * @param along whether what words find is picked out along another index, instead of looked up one by one.
 */
export function selectionOf(query: ClipQuery, words: WordsToMatch | null, along = false): Selection {
  return selectionWith(planSearch(query.search, words !== null), words, conditionsOf(query), along);
}

/**
 * The rows that match the search, and for each a number whose bit n is set when it fails what the query says of
 * facet n.
 */
export function facetSelectionOf(
  query: ClipQuery,
  words: WordsToMatch | null,
): Selection & { readonly failing: string } {
  const conditions = conditionsOf(query);
  const bits = conditions.map(
    ({ of, sql }) => `(CASE WHEN ${sql} THEN 0 ELSE ${2 ** FACETS.indexOf(of)} END)`,
  );
  const selection = selectionWith(planSearch(query.search, words !== null), words, []);
  return {
    ...selection,
    failing: bits.length > 0 ? bits.join(' | ') : '0',
    // The bits stand before the conditions in the statement.
    values: [...conditions.flatMap(({ values }) => values), ...selection.values],
  };
}

function selectionWith(
  plan: SearchPlan,
  words: WordsToMatch | null,
  conditions: readonly Condition[],
  along = false,
): Selection {
  const search = searchOf(plan, words, along);
  const byWords = plan.kind === 'words';
  const all = [...search.sql, ...conditions.map(({ sql }) => sql)];
  return {
    from: FROM[byWords && along ? 'along' : plan.kind],
    where: all.length > 0 ? all.join(' AND ') : 'TRUE',
    values: [...search.values, ...conditions.flatMap(({ values }) => values)],
    // FTS5 walks its own rowids in order; sorting by the joined table's would read every match first.
    seq: byWords && !along ? 'clip_words.rowid' : 'clips.seq',
    match: byWords ? (search.values[0] ?? null) : null,
  };
}

function searchOf(
  plan: SearchPlan,
  words: WordsToMatch | null,
  along: boolean,
): { sql: readonly string[]; values: readonly string[] } {
  if (plan.kind === 'all') return { sql: [], values: [] };
  if (plan.kind === 'words') {
    const match = plan.words.map((word) => words?.beginningWith(word) ?? `"${word}"*`);
    // The plus keeps SQLite from looking them up one by one.
    const sql = along
      ? '+clips.seq IN (SELECT rowid FROM clip_words WHERE clip_words MATCH ?)'
      : 'clip_words MATCH ?';
    return { sql: [sql], values: [match.join(' AND ')] };
  }
  const columns = ['prompt', 'name', 'model_id'];
  const like = (column: string): string => String.raw`${column} LIKE ? ESCAPE '\'`;
  const tagged = `EXISTS (SELECT 1 FROM clip_tags WHERE clip_tags.seq = clips.seq AND ${like('tag')})`;
  const any = [...columns.map(like), tagged].join(' OR ');
  return {
    sql: plan.patterns.map(() => `(${any})`),
    values: plan.patterns.flatMap((pattern) => [...columns.map(() => pattern), tagKey(pattern)]),
  };
}

function conditionsOf(query: ClipQuery): Condition[] {
  const conditions: Condition[] = [];
  const add = (of: Facet, sql: string, ...values: SQLInputValue[]): void => {
    conditions.push({ of, sql, values });
  };
  if (query.favourite) add('favourite', 'favourite = 1');
  if (query.unplayed) add('unplayed', 'played = 0');
  if (query.missing) add('missing', 'missing = 1');
  if (query.flag !== null) add('flag', "coalesce(flag, 'none') = ?", query.flag);
  if (query.minRating > 0) add('rating', 'rating >= ?', query.minRating);
  const isOneOf = (of: Facet, column: string, list: readonly string[]): void => {
    if (list.length > 0) add(of, `${column} IN (${list.map(() => '?').join(', ')})`, ...list);
  };
  isOneOf('models', 'model_id', query.models);
  isOneOf('resolutions', 'resolution', query.resolutions);
  type Range = { min: number | null; max: number | null };
  const within = (of: Facet, column: string, { min, max }: Range, below = '<='): void => {
    if (min !== null) add(of, `${column} >= ?`, min);
    if (max !== null) add(of, `${column} ${below} ?`, max);
  };
  within('charged', 'charged', query.charged);
  within('seconds', 'seconds', query.seconds);
  within('created', 'created_at', query.created, '<');
  if (query.batchId !== null) add('batch', 'batch_id = ?', query.batchId);
  if (query.folder !== null) add('folder', 'folder = ?', query.folder);
  const tags = query.tags.map(tagKey);
  const tagged = (list: readonly string[]): void =>
    add(
      'tags',
      `EXISTS (SELECT 1 FROM clip_tags WHERE clip_tags.seq = clips.seq AND tag IN (${list.map(() => '?').join(', ')}))`,
      ...list,
    );
  if (query.anyTag && tags.length > 0) tagged(tags);
  else for (const tag of tags) tagged([tag]);
  return conditions;
}
