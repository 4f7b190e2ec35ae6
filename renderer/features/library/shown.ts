import { type Box, boxesOf, boxOf, dayAt, type Layout, rowAt, rowOf } from './layout.ts';

/** Tiles in the page at most, beside the one that has the focus, unless a window is so large that more than these are in sight. */
const MOST_TILES = 59;
/** As far beyond what is seen tiles are drawn, so that scrolling meets finished ones. */
const AHEAD = 600;

export interface Tile extends Box {
  readonly place: number;
  /** Which of the page's tiles shows it: they go round, so that scrolling makes no new ones. */
  readonly slot: number;
}

/** The clips from index `from` up to, not with, `to`. */
export interface Range {
  readonly from: number;
  readonly to: number;
}

export const NONE: Range = { from: 0, to: 0 };

/** From row `from` up to, not with, row `to`. */
const clipsOf = ({ rows, places }: Layout, from: number, to: number): Range => ({
  from: rows.first[from] ?? places.length,
  to: rows.first[to] ?? places.length,
});

/** The first row that is seen, and the one after the last. */
function rowsInSight(layout: Layout, top: number, page: number): Range {
  const { rows } = layout;
  const from = Math.min(rows.count, rowAt(layout, top));
  let to = from;
  while (to < rows.count && (rows.top[to] ?? 0) < top + page) to += 1;
  return { from, to };
}

/** The clips that are seen. */
export function inSight(layout: Layout, top: number, page: number): Range {
  const { from, to } = rowsInSight(layout, top, page);
  return clipsOf(layout, from, to);
}

/** Those and as many beyond them as there is room for: first where the roll moves to, then behind. */
export function nearSight(layout: Layout, top: number, page: number, down: boolean): Range {
  const { rows } = layout;
  let { from, to } = rowsInSight(layout, top, page);
  const grow = (step: Partial<Range>): boolean => {
    const next = { from, to, ...step };
    const edge = (rows.top[next.from] ?? 0) + (rows.height[next.from] ?? 0);
    const isNear = edge > top - AHEAD && (rows.top[next.to - 1] ?? 0) < top + page + AHEAD;
    const clips = clipsOf(layout, next.from, next.to);
    if (next.from < 0 || next.to > rows.count || !isNear || clips.to - clips.from > MOST_TILES) return false;
    ({ from, to } = next);
    return true;
  };
  for (const ahead of [down, !down]) while (grow(ahead ? { to: to + 1 } : { from: from - 1 }));
  return clipsOf(layout, from, to);
}

/** What was drawn, as far as it is still near, and all that is seen. */
export function carriedOn(drawn: Range, near: Range, seen: Range): Range {
  const from = Math.max(drawn.from, near.from);
  const to = Math.min(drawn.to, near.to);
  if (from >= to) return seen;
  return { from: Math.min(from, seen.from), to: Math.max(to, seen.to) };
}

/** So many clips more, until it is all that is near: first where the roll moves to. */
export function grown(drawn: Range, near: Range, room: number, down: boolean): Range {
  let { from, to } = drawn;
  let left = room;
  const below = (): void => {
    const more = Math.min(left, near.to - to);
    to += more;
    left -= more;
  };
  const above = (): void => {
    const more = Math.min(left, from - near.from);
    from -= more;
    left -= more;
  };
  for (const grow of down ? [below, above] : [above, below]) grow();
  return { from, to };
}

/** Keeps a tile of the page with its clip for as long as the clip is drawn. */
export class Slots {
  #byPlace = new Map<number, number>();

  /** The tiles of some clips, and of the one at `also` wherever it lies: it may have the focus. */
  tiles(layout: Layout, { from, to }: Range, also: number): Tile[] {
    const boxes: Box[] = [];
    for (
      let row = rowOf(layout, from);
      row < layout.rows.count && (layout.rows.first[row] ?? 0) < to;
      row += 1
    )
      boxes.push(...boxesOf(layout, row).filter(({ index }) => index >= from && index < to));
    const apart = boxes.some(({ index }) => index === also) ? null : boxOf(layout, also);
    if (apart) boxes.push(apart);
    const placed = boxes.map((box) => ({ ...box, place: layout.places[box.index] ?? 0 }));
    const before = this.#byPlace;
    const taken = new Set(placed.flatMap(({ place }) => before.get(place) ?? []));
    let free = 0;
    const next = (): number => {
      while (taken.has(free)) free += 1;
      taken.add(free);
      return free;
    };
    const tiles = placed.map((box) => ({ ...box, slot: before.get(box.place) ?? next() }));
    this.#byPlace = new Map(tiles.map(({ place, slot }) => [place, slot]));
    return tiles.sort((a, b) => a.slot - b.slot);
  }
}

/** The days whose headings are near. */
export function daysNear(layout: Layout, top: number, page: number): Layout['days'] {
  if (layout.days.length === 0) return [];
  return layout.days.slice(Math.max(0, dayAt(layout, top - AHEAD)), dayAt(layout, top + page + AHEAD) + 1);
}
