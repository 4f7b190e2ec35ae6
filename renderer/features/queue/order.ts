/** Where a waiting job goes: before the one with this id, or behind all of them for null. */
export interface Place {
  readonly beforeId: string | null;
}

export type Move = 'first' | 'up' | 'down' | 'last';

function placeAt(ids: readonly string[], from: number, to: number): Place | null {
  if (from === -1 || to < 0 || to >= ids.length || to === from) return null;
  return { beforeId: ids[to > from ? to + 1 : to] ?? null };
}

/** Where a step takes a job; null where it is there already. */
export function placeAfter(ids: readonly string[], id: string, move: Move): Place | null {
  const from = ids.indexOf(id);
  const to = { first: 0, up: from - 1, down: from + 1, last: ids.length - 1 }[move];
  return placeAt(ids, from, to);
}

/** Where a job goes that is let go over another one, on its nearer or farther half; null where it stays. */
export function placeOver(
  ids: readonly string[],
  id: string,
  overId: string,
  farther: boolean,
): Place | null {
  const from = ids.indexOf(id);
  const over = ids.indexOf(overId);
  if (over === -1) return null;
  const gap = farther ? over + 1 : over;
  return placeAt(ids, from, gap > from ? gap - 1 : gap);
}

/** The number of a job in line once it is there, from 1. */
export function numberAt(ids: readonly string[], id: string, { beforeId }: Place): number {
  const others = ids.filter((one) => one !== id);
  return (beforeId === null ? others.length : others.indexOf(beforeId)) + 1;
}

/** The jobs behind a job once it is there, in order. */
export function behind(ids: readonly string[], id: string, { beforeId }: Place): readonly string[] {
  const others = ids.filter((one) => one !== id);
  return beforeId === null ? [] : others.slice(others.indexOf(beforeId));
}
