import { type Box, boxesOf, boxOf, dayAt, type Layout, rowAt } from './layout.ts';

/** Tiles in the page at most, beside the one that has the focus, unless a window is so large that more than these are in sight. */
const MOST_TILES = 59;
/** As far beyond what is seen tiles are drawn, so that scrolling meets finished ones. */
const AHEAD = 600;

export interface Tile extends Box {
  readonly place: number;
  /** Which of the page's tiles shows it: they go round, so that scrolling makes no new ones. */
  readonly slot: number;
}

/** The rows from `from` up to `to` are drawn. */
interface Rows {
  readonly from: number;
  readonly to: number;
}

const held = ({ rows }: Layout, { from, to }: Rows): number =>
  (rows.first[to] ?? 0) - (rows.first[from] ?? 0);

/** Rows in sight, and as many beyond them as there is room for: first where the roll moves to, then behind. */
export function rowsNear(layout: Layout, top: number, page: number, down: boolean): Rows {
  const { rows } = layout;
  let from = Math.min(rows.count, rowAt(layout, top));
  let to = from;
  while (to < rows.count && (rows.top[to] ?? 0) < top + page) to += 1;
  const grow = (step: Partial<Rows>): boolean => {
    const next = { from, to, ...step };
    const edge = (rows.top[next.from] ?? 0) + (rows.height[next.from] ?? 0);
    const isNear = edge > top - AHEAD && (rows.top[next.to - 1] ?? 0) < top + page + AHEAD;
    if (next.from < 0 || next.to > rows.count || !isNear || held(layout, next) > MOST_TILES) return false;
    ({ from, to } = next);
    return true;
  };
  for (const ahead of [down, !down]) while (grow(ahead ? { to: to + 1 } : { from: from - 1 }));
  return { from, to };
}

/** Keeps a tile of the page with its clip for as long as the clip is drawn. */
export class Slots {
  #byPlace = new Map<number, number>();

  /** The tiles of some rows, and of the clip at `also` wherever it lies: it may have the focus. */
  tiles(layout: Layout, rows: Rows, also: number): Tile[] {
    const boxes: Box[] = [];
    for (let row = rows.from; row < rows.to; row += 1) boxes.push(...boxesOf(layout, row));
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
