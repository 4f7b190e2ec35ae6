import type { SQLInputValue } from 'node:sqlite';
import type { ClipQuery } from '../../../preload/contract/schemas/library.ts';
import { ORDERS, type Selection } from './query.ts';

export type Order = readonly { readonly by: string; readonly down: boolean }[];

/** What a page is ordered by: the query's columns, then the place. */
export function orderOf({ sort }: ClipQuery, { seq }: Selection): Order {
  const columns = ORDERS[sort];
  return [...columns, { by: seq, down: columns[0]?.down ?? sort !== 'oldest' }];
}

/** SQL that is true for what comes after the values that `boundOf` repeats. */
export function beyondOf(order: Order): string {
  const terms = order.map(({ by, down }, at) => {
    const same = order.slice(0, at).map((before) => `${before.by} = ?`);
    return [...same, `${by} ${down ? '<' : '>'} ?`].join(' AND ');
  });
  return `(${terms.map((term) => `(${term})`).join(' OR ')})`;
}

/** The values of the last clip before, as often as `beyondOf` asks for them. */
export const boundOf = (after: readonly SQLInputValue[]): SQLInputValue[] =>
  after.flatMap((_, at) => after.slice(0, at + 1));

/** The order as SQL. */
export const bySql = (order: Order): string =>
  order.map(({ by, down }) => `${by} ${down ? 'DESC' : 'ASC'}`).join(', ');
