import type { ClipView } from '../../../preload/contract/schemas/views.ts';
import { startOfDay } from '../../text/format.ts';

export interface Box {
  readonly clip: ClipView;
  readonly x: number;
  readonly y: number;
  readonly width: number;
  readonly height: number;
}

/** One day of the library: where its heading is, and where each clip lies within it. */
export interface DayLayout {
  readonly day: number;
  readonly count: number;
  /** Top of the heading within the roll. */
  readonly top: number;
  /** Height of the clips, without the heading. */
  readonly height: number;
  readonly boxes: readonly Box[];
}

export const GAP = 10;
export const HEADING = 46;
const AFTER_DAY = 12;
/** A row may become this much higher than the target to fill its width. */
const STRETCH = 1.3;

/** Width over height; clips of unknown size lie flat. */
export function shapeOf(clip: ClipView): number {
  if (clip.width === 0 || clip.height === 0) return 16 / 9;
  return Math.min(3.2, Math.max(0.4, clip.width / clip.height));
}

interface Row {
  readonly clips: readonly ClipView[];
  readonly height: number;
}

function rowHeight(clips: readonly ClipView[], width: number): number {
  const shapes = clips.reduce((sum, clip) => sum + shapeOf(clip), 0);
  return (width - GAP * (clips.length - 1)) / shapes;
}

/** Rows of one height each, as near to the target as they come; a short last row keeps the target height. */
function rowsOf(clips: readonly ClipView[], width: number, target: number): Row[] {
  const rows: Row[] = [];
  let row: ClipView[] = [];
  for (const clip of clips) {
    const before = rowHeight(row, width);
    const after = rowHeight([...row, clip], width);
    if (row.length > 0 && after < target && before < target * STRETCH && before - target < target - after) {
      rows.push({ clips: row, height: before });
      row = [clip];
    } else {
      row.push(clip);
    }
    if (rowHeight(row, width) > target) continue;
    rows.push({ clips: row, height: rowHeight(row, width) });
    row = [];
  }
  if (row.length > 0) rows.push({ clips: row, height: target });
  return rows;
}

function place(rows: readonly Row[], width: number): { boxes: Box[]; height: number } {
  const boxes: Box[] = [];
  let y = 0;
  for (const row of rows) {
    let x = 0;
    for (const clip of row.clips) {
      const w = Math.min(shapeOf(clip) * row.height, width - x);
      boxes.push({ clip, x, y, width: w, height: row.height });
      x += w + GAP;
    }
    y += row.height + GAP;
  }
  return { boxes, height: Math.max(0, y - GAP) };
}

/** The whole roll: days, newest first, each in justified rows. Pure arithmetic, so any place in it is known at once. */
export function layOut(clips: readonly ClipView[], width: number, target: number): readonly DayLayout[] {
  const days = Map.groupBy(clips, (clip) => startOfDay(clip.createdAt));
  let top = 0;
  const layouts: DayLayout[] = [];
  for (const [day, ofDay] of days) {
    const { boxes, height } = place(rowsOf(ofDay, width, target), width);
    layouts.push({ day, count: ofDay.length, top, height, boxes });
    top += HEADING + height + AFTER_DAY;
  }
  return layouts;
}

/** Height of the whole roll. */
export function heightOf(layouts: readonly DayLayout[]): number {
  const last = layouts.at(-1);
  return last ? last.top + HEADING + last.height + AFTER_DAY : 0;
}

/** The clip to go to from `index` with an arrow key. Up and down look for the nearest middle in the next row. */
export function neighbour(layouts: readonly DayLayout[], index: number, key: string): number {
  const boxes = layouts.flatMap((day) =>
    day.boxes.map((box) => ({ middle: box.x + box.width / 2, y: day.top + box.y })),
  );
  const here = boxes[index];
  if (!here) return 0;
  if (key === 'ArrowLeft') return Math.max(0, index - 1);
  if (key === 'ArrowRight') return Math.min(boxes.length - 1, index + 1);
  if (key === 'Home') return 0;
  if (key === 'End') return boxes.length - 1;
  const down = key === 'ArrowDown';
  const beyond = boxes.filter((box) => (down ? box.y > here.y + 1 : box.y < here.y - 1));
  if (beyond.length === 0) return index;
  const y = down ? Math.min(...beyond.map((box) => box.y)) : Math.max(...beyond.map((box) => box.y));
  const row = beyond.filter((box) => Math.abs(box.y - y) < 1);
  const best = row.reduce((a, b) =>
    Math.abs(b.middle - here.middle) < Math.abs(a.middle - here.middle) ? b : a,
  );
  return boxes.indexOf(best);
}
