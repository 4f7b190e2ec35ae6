import type { Area } from '../../../work/prepare-messages.ts';

/** A picture's size, in any unit. */
export interface Size {
  readonly width: number;
  readonly height: number;
}

export const WHOLE: Area = { x: 0, y: 0, width: 1, height: 1 };
/** The smallest part of the largest fitting one that can be cut out. */
export const MIN_SHARE = 0.1;

const clamp = (value: number, min: number, max: number): number => Math.min(Math.max(value, min), max);
/** An area of this size around a centre, moved into the picture where it would lie outside. */
const around = (x: number, y: number, width: number, height: number): Area => ({
  x: clamp(x - width / 2, 0, 1 - width),
  y: clamp(y - height / 2, 0, 1 - height),
  width,
  height,
});

/** `16:9` as a number; null for anything else. */
export function ratioOf(name: string): number | null {
  const [, width, height] = /^(\d+):(\d+)$/.exec(name) ?? [];
  return width === undefined || height === undefined ? null : Number(width) / Number(height);
}

/** The largest part of a picture with this ratio of width to height, in its middle; the whole for no ratio. */
export function fitArea(picture: Size, ratio: number | null): Area {
  if (ratio === null) return WHOLE;
  const shape = picture.width / picture.height;
  return shape > ratio ? around(0.5, 0.5, ratio / shape, 1) : around(0.5, 0.5, 1, shape / ratio);
}

/** The same area elsewhere, kept inside the picture. */
export function moveArea(area: Area, dx: number, dy: number): Area {
  const { x, y, width, height } = area;
  return around(x + width / 2 + dx, y + height / 2 + dy, width, height);
}

/** An area of the same shape around the same middle. `share` is of the largest that fits, see `shareOf`. */
export function sizeArea(area: Area, share: number): Area {
  const factor = clamp(share, MIN_SHARE, 1) / shareOf(area);
  const { x, y, width, height } = area;
  return around(x + width / 2, y + height / 2, Math.min(1, width * factor), Math.min(1, height * factor));
}

/** How large an area is, compared to the largest of its shape. */
export function shareOf(area: Area): number {
  return Math.max(area.width, area.height);
}

export type Corner = 'nw' | 'ne' | 'sw' | 'se';

/** The area after one of its corners was moved: the opposite one stays, and so does the shape. */
export function dragCorner(area: Area, corner: Corner, dx: number, dy: number): Area {
  const [left, top] = [corner.endsWith('w'), corner.startsWith('n')];
  const { x, y, width, height } = area;
  // Whichever way the pointer went further decides.
  const growX = ((left ? -dx : dx) + width) / width;
  const growY = ((top ? -dy : dy) + height) / height;
  const wanted = Math.abs(growX - 1) > Math.abs(growY - 1) ? growX : growY;
  const room = Math.min((left ? x + width : 1 - x) / width, (top ? y + height : 1 - y) / height);
  const factor = clamp(wanted, MIN_SHARE / shareOf(area), room);
  const [w, h] = [width * factor, height * factor];
  return { x: left ? x + width - w : x, y: top ? y + height - h : y, width: w, height: h };
}

/** The name of the ratio that is most like a picture's own shape. */
export function nearestRatio(picture: Size, names: readonly string[]): string | null {
  const shape = Math.log(picture.width / picture.height);
  const far = (name: string): number => Math.abs(Math.log(ratioOf(name) ?? Number.EPSILON) - shape);
  return names.toSorted((a, b) => far(a) - far(b))[0] ?? null;
}
