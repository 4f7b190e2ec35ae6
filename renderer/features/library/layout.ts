/** Where every clip of the library lies: pure arithmetic over the outline, kept per row in typed arrays. */

export const GAP = 10;
export const HEADING = 46;
const AFTER_DAY = 12;
/** Under the last row, for the bar that says what is selected. */
const AFTER_ALL = 64;
/** A row may become this much higher than the target to fill its width. */
const STRETCH = 1.3;
const UNKNOWN_SHAPE = 16 / 9;

export interface Frame {
  readonly width: number;
  /** Height that rows come near to. */
  readonly target: number;
  /** Under a heading for each day; else in one run. */
  readonly byDay: boolean;
}

export interface Layout {
  readonly places: Float64Array;
  readonly shapes: Uint16Array;
  readonly width: number;
  /** Of the whole roll. */
  readonly height: number;
  readonly rows: {
    readonly count: number;
    /** Index of the first clip; one more than there are rows. */
    readonly first: Uint32Array;
    readonly top: Float64Array;
    readonly height: Uint16Array;
  };
  readonly days: readonly Day[];
}

export interface Day {
  /** A moment of that day; milliseconds since 1970. */
  readonly at: number;
  readonly count: number;
  /** Index of its first clip. */
  readonly first: number;
  /** Top of its heading. */
  readonly top: number;
}

/** One clip's tile within the roll. */
export interface Box {
  readonly index: number;
  readonly x: number;
  readonly y: number;
  readonly width: number;
  readonly height: number;
}

/** Width over height of a clip; of unknown size it lies flat. */
function shapeAt(shapes: Uint16Array, index: number): number {
  const shape = (shapes[index] ?? 0) / 1000;
  return shape === 0 ? UNKNOWN_SHAPE : Math.min(3.2, Math.max(0.4, shape));
}

/** When the clip at a place was made. */
export const timeOf = (place: number): number => Math.floor(place / 1024);

/** Lays rows of one height each, as near to the target as they come; a short last row keeps the target's height. */
class RowMaker {
  readonly #shapes: Uint16Array;
  readonly #frame: Frame;
  readonly first: Uint32Array;
  readonly top: Float64Array;
  readonly height: Uint16Array;
  count = 0;

  constructor(shapes: Uint16Array, frame: Frame) {
    this.#shapes = shapes;
    this.#frame = frame;
    this.first = new Uint32Array(shapes.length + 1);
    this.top = new Float64Array(shapes.length);
    this.height = new Uint16Array(shapes.length);
  }

  /** Lays the clips from `from` to `to` below `y`. Returns where they end. */
  lay(from: number, to: number, y: number): number {
    const { width, target } = this.#frame;
    let at = y;
    let start = from;
    let sum = 0;
    for (let index = from; index < to; index += 1) {
      const shape = shapeAt(this.#shapes, index);
      const held = index - start;
      const before = (width - GAP * (held - 1)) / sum;
      const after = (width - GAP * held) / (sum + shape);
      if (held > 0 && after < target && before < target * STRETCH && before - target < target - after) {
        at = this.#put(start, before, at);
        start = index;
        sum = 0;
      }
      sum += shape;
      const full = (width - GAP * (index - start)) / sum;
      if (full > target) continue;
      at = this.#put(start, full, at);
      start = index + 1;
      sum = 0;
    }
    if (start < to) at = this.#put(start, target, at);
    return at - GAP;
  }

  #put(first: number, height: number, y: number): number {
    const rounded = Math.max(1, Math.round(height));
    this.first[this.count] = first;
    this.top[this.count] = y;
    this.height[this.count] = rounded;
    this.count += 1;
    return y + rounded + GAP;
  }
}

/** The whole roll. A hundred thousand clips take a few milliseconds. */
export function layOut(places: Float64Array, shapes: Uint16Array, frame: Frame): Layout {
  const maker = new RowMaker(shapes, frame);
  const days: Day[] = [];
  let y = 0;
  let from = 0;
  while (from < places.length) {
    const at = timeOf(places[from] ?? 0);
    const to = frame.byDay ? endOfDay(places, from, at) : places.length;
    if (frame.byDay) {
      days.push({ at, count: to - from, first: from, top: y });
      y += HEADING;
    }
    y = maker.lay(from, to, y) + AFTER_DAY;
    from = to;
  }
  const { count } = maker;
  maker.first[count] = places.length;
  const rows = {
    count,
    first: maker.first.slice(0, count + 1),
    top: maker.top.slice(0, count),
    height: maker.height.slice(0, count),
  };
  return { places, shapes, width: frame.width, height: y + AFTER_ALL, rows, days };
}

/** Index after the last clip of the local day that `at` falls in. */
function endOfDay(places: Float64Array, from: number, at: number): number {
  const day = new Date(at);
  const begins = day.setHours(0, 0, 0, 0) * 1024;
  const ends = day.setDate(day.getDate() + 1) * 1024;
  let to = from + 1;
  for (; to < places.length; to += 1) {
    const place = places[to] ?? 0;
    if (place < begins || place >= ends) break;
  }
  return to;
}

/** How many of the first `count` items are not beyond; `beyond` must stay true once it is. */
function search(count: number, beyond: (at: number) => boolean): number {
  let low = 0;
  let high = count;
  while (low < high) {
    const middle = (low + high) >> 1;
    if (beyond(middle)) high = middle;
    else low = middle + 1;
  }
  return low;
}

/** The row that a clip lies in. */
export function rowOf({ rows }: Layout, index: number): number {
  return search(rows.count, (row) => (rows.first[row] ?? 0) > index) - 1;
}

/** The first row that ends below `y`; after the last one where none does. */
export function rowAt({ rows }: Layout, y: number): number {
  return search(rows.count, (row) => (rows.top[row] ?? 0) + (rows.height[row] ?? 0) > y);
}

/** The day whose heading or clips lie at `y`; -1 without days. */
export function dayAt({ days }: Layout, y: number): number {
  return Math.max(days.length > 0 ? 0 : -1, search(days.length, (day) => (days[day]?.top ?? 0) > y) - 1);
}

/** The tiles of a row. Whole pixels, so that edges are sharp. */
export function boxesOf({ rows, shapes, width }: Layout, row: number): Box[] {
  const from = rows.first[row] ?? 0;
  const to = rows.first[row + 1] ?? from;
  const y = rows.top[row] ?? 0;
  const height = rows.height[row] ?? 0;
  let sum = 0;
  for (let index = from; index < to; index += 1) sum += shapeAt(shapes, index);
  const room = width - GAP * (to - from - 1);
  // Rows that are full end at the edge, whatever their height was rounded to.
  const exact = Math.abs(room - sum * height) < sum ? room / sum : Math.min(height, room / sum);
  const boxes: Box[] = [];
  let x = 0;
  for (let index = from; index < to; index += 1) {
    const next = x + shapeAt(shapes, index) * exact;
    boxes.push({ index, x: Math.round(x), y, width: Math.round(next) - Math.round(x), height });
    x = next + GAP;
  }
  return boxes;
}

/** The tile of one clip; null where there is no such clip. */
export function boxOf(layout: Layout, index: number): Box | null {
  if (index < 0 || index >= layout.places.length) return null;
  return boxesOf(layout, rowOf(layout, index)).find((box) => box.index === index) ?? null;
}

const middleOf = ({ x, width }: Box): number => x + width / 2;

/** The clip of a row whose middle is nearest to that of `box`. */
function nearest(layout: Layout, row: number, box: Box): number {
  const [first, ...rest] = boxesOf(layout, row);
  if (!first) return box.index;
  const off = (one: Box): number => Math.abs(middleOf(one) - middleOf(box));
  return rest.reduce((best, one) => (off(one) < off(best) ? one : best), first).index;
}

/** The clip that a key leads to from the one at `index`; `page`: height of what is seen. */
export function neighbour(layout: Layout, index: number, key: string, page: number): number {
  const last = layout.places.length - 1;
  const box = boxOf(layout, index);
  if (!box) return 0;
  const row = rowOf(layout, index);
  const toRow = (to: number): number => {
    const there = Math.min(layout.rows.count - 1, Math.max(0, to));
    return there === row ? index : nearest(layout, there, box);
  };
  switch (key) {
    case 'ArrowLeft':
      return Math.max(0, index - 1);
    case 'ArrowRight':
      return Math.min(last, index + 1);
    case 'ArrowUp':
      return toRow(row - 1);
    case 'ArrowDown':
      return toRow(row + 1);
    case 'PageUp':
      return toRow(Math.min(row - 1, rowAt(layout, box.y - page)));
    case 'PageDown':
      return toRow(Math.max(row + 1, rowAt(layout, box.y + page) - 1));
    case 'Home':
      return 0;
    case 'End':
      return last;
    default:
      return index;
  }
}
