import { create } from 'zustand';
import { EVERY_CLIP } from '../../../preload/contract/every-clip.ts';
import type { ClipQuery } from '../../../preload/contract/schemas/library.ts';

/** What the library shows, and in which order. */
export const useQuery = create<{ readonly query: ClipQuery }>()(() => ({ query: EVERY_CLIP }));

function sameValue(a: unknown, b: unknown): boolean {
  return a === b || JSON.stringify(a) === JSON.stringify(b);
}

const CONDITIONS = (Object.keys(EVERY_CLIP) as (keyof ClipQuery)[]).filter((key) => key !== 'sort');

/** Whether the same clips match. */
export function sameConditions(a: ClipQuery, b: ClipQuery): boolean {
  return CONDITIONS.every((key) => sameValue(a[key], b[key]));
}

/** Sets some conditions or the order; the others stay. */
export function changeQuery(patch: Partial<ClipQuery>): void {
  const { query } = useQuery.getState();
  const now = { ...query, ...patch };
  if (!sameValue(now, query)) useQuery.setState({ query: now });
}

/** Takes every condition away; the order stays. */
export function clearFilters(): void {
  changeQuery({ ...EVERY_CLIP, sort: useQuery.getState().query.sort });
}

/** Whether some clips may be left out. */
export function isFiltered(query: ClipQuery): boolean {
  return CONDITIONS.some((key) => {
    if (key === 'search') return query.search.trim() !== '';
    // Says how tags count together: without tags nothing.
    return key !== 'anyTag' && !sameValue(query[key], EVERY_CLIP[key]);
  });
}

/** Whether the clips lie in the order of the time they were made. */
export function isByDate({ sort }: ClipQuery): boolean {
  return sort === 'newest' || sort === 'oldest';
}
