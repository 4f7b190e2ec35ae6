import { monthShort } from '../../text/format.ts';
import type { Layout } from './layout.ts';

/** A month of the library in the order of its days. */
export interface Month {
  /** A moment of it. */
  readonly at: number;
  /** Where it begins in the roll. */
  readonly top: number;
  readonly count: number;
  /** For the rail: `Nov`, or the year where another one begins. */
  readonly short: string;
  readonly startsYear: boolean;
}

/** The months of a roll by day; none in other orders. */
export function monthsOf({ days }: Layout): Month[] {
  const months: Month[] = [];
  let year = days[0] ? new Date(days[0].at).getFullYear() : 0;
  let month = -1;
  for (const { at, top, count } of days) {
    const date = new Date(at);
    const last = months.at(-1);
    if (last && date.getMonth() === month && date.getFullYear() === year) {
      months[months.length - 1] = { ...last, count: last.count + count };
      continue;
    }
    const startsYear = date.getFullYear() !== year;
    year = date.getFullYear();
    month = date.getMonth();
    months.push({ at, top, count, short: startsYear ? String(year) : monthShort(at), startsYear });
  }
  return months;
}
