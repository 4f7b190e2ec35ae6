import { existsSync, readFileSync, renameSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import * as z from 'zod/mini';

const whole = z.int().check(z.gte(-100_000), z.lte(100_000));
const rectangle = z.object({ x: whole, y: whole, width: whole, height: whole });
export type Rectangle = z.output<typeof rectangle>;

/** Where the window was on one display, in its own pixels. */
const place = z.extend(rectangle, { maximized: z.boolean() });
export type Place = z.output<typeof place>;

const schema = z.object({
  /** The display that the window was last on. */
  last: z.string(),
  displays: z.record(z.string(), place),
});
type Places = z.output<typeof schema>;

/** What has to be known of a display. */
export interface Display {
  readonly id: number;
  readonly workArea: Rectangle;
}

export const SMALLEST = { width: 960, height: 640 };
const USUAL = { width: 1440, height: 900 };
/** More displays than anybody changes between. */
const MOST = 20;

/** The nearest place that lies wholly inside an area; as large as the area where it is larger. */
export function bringInside(area: Rectangle, { x, y, width, height }: Rectangle): Rectangle {
  const size = { width: Math.min(width, area.width), height: Math.min(height, area.height) };
  const inside = (at: number, from: number, room: number): number =>
    Math.min(Math.max(at, from), from + Math.max(0, room));
  return {
    x: inside(x, area.x, area.width - size.width),
    y: inside(y, area.y, area.height - size.height),
    ...size,
  };
}

/**
 * Size and place of the window, remembered per display in a file of its own: losing it costs nothing, so anything
 * odd in it counts as nothing.
 */
export class WindowPlaces {
  readonly #file: string;
  #places: Places;

  constructor(folder: string) {
    this.#file = path.join(folder, 'window.json');
    this.#places = this.#read();
  }

  /**
   * Where the window opens: where it was last, on that display if it is there, otherwise on the main one. Never
   * outside of what the display shows, and never smaller than the window may be.
   */
  open(displays: readonly Display[], primary: Display): Partial<Place> & { width: number; height: number } {
    const { last } = this.#places;
    const display = displays.find(({ id }) => String(id) === last) ?? primary;
    const known = this.#places.displays[String(display.id)];
    if (!known) return { ...bringSize(display.workArea) };
    const width = Math.max(known.width, SMALLEST.width);
    const height = Math.max(known.height, SMALLEST.height);
    return { ...bringInside(display.workArea, { ...known, width, height }), maximized: known.maximized };
  }

  /** Remembers where the window is now. A disk that does not take it is no reason to say anything. */
  keep(display: Display, now: Place): void {
    const { [String(display.id)]: _before, ...others } = this.#places.displays;
    const kept = Object.entries(others).slice(-(MOST - 1));
    this.#places = {
      last: String(display.id),
      displays: { ...Object.fromEntries(kept), [String(display.id)]: now },
    };
    try {
      writeFileSync(`${this.#file}.tmp`, JSON.stringify(this.#places));
      renameSync(`${this.#file}.tmp`, this.#file);
    } catch {}
  }

  #read(): Places {
    try {
      if (existsSync(this.#file)) return schema.parse(JSON.parse(readFileSync(this.#file, 'utf8')));
    } catch {}
    return { last: '', displays: {} };
  }
}

/** The usual size, or as much of it as there is room for. */
function bringSize(area: Rectangle): { width: number; height: number } {
  return { width: Math.min(USUAL.width, area.width), height: Math.min(USUAL.height, area.height) };
}
