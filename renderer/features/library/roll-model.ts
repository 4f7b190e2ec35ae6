import { flushSync } from 'react-dom';
import { loadClips } from '../../state/library/clips.ts';
import { type Outline, useOutline } from '../../state/library/outline.ts';
import { position } from '../../state/library/position.ts';
import { isByDate, sameConditions } from '../../state/library/query.ts';
import { useSelection } from '../../state/library/selection.ts';
import { holdPosters } from '../../work/media/posters.ts';
import { boxOf, HEADING, type Layout, layOut, neighbour, rowAt } from './layout.ts';
import { Pace } from './pace.ts';
import {
  carriedOn,
  daysNear,
  grown,
  inSight,
  NONE,
  nearSight,
  type Range,
  Slots,
  type Tile,
} from './shown.ts';
import { Span } from './span.ts';

/** What is drawn of the roll. */
export interface Drawn {
  readonly layout: Layout;
  /** The clips that are drawn, and that which the keys are about, by index. */
  readonly range: Range;
  readonly focused: number;
  readonly tiles: readonly Tile[];
  readonly days: Layout['days'];
  /** To be taken from distances within the roll to find places in the scroller. */
  readonly offset: number;
  /** Height of what is seen. */
  readonly page: number;
  /** Places whose clips came into sight too fast to be drawn at once: their turn comes. */
  readonly bare: ReadonlySet<number>;
  /** The clip that Tab leads to; while the roll moves, the one from before. */
  readonly current: number | null;
}

/** A clip that was looked for in an order. */
interface Sought {
  readonly focus: number | null;
  readonly places: Float64Array;
  readonly index: number;
}

/** Clips are kept in sight with so much room around them. */
const MARGIN = 16;
/** The same at the bottom while the bar of the selection lies there. */
const BAR = 80;
/** After the last event for so long a scroll is over. */
const REST_MS = 120;
/** Farther than this from one frame to the next, clips pass unseen. */
const RUSH = 160;
/** A page that is never idle draws the next clips nevertheless. */
const PATIENCE_MS = 50;
/** Clips that are asked for before they are drawn, when one of the first of them is not here. */
const COMING = 80;
const SOON = 24;

const NOTHING = layOut(new Float64Array(), new Uint16Array(), { width: 1, target: 1, byDay: false });

/** The library's scrolled grid: knows where everything lies, and draws only what is near. It outlives its view. */
class Roll {
  #element: HTMLElement | null = null;
  #inner: HTMLElement | null = null;
  #layout = NOTHING;
  #outline: Outline | null = null;
  #width = 0;
  #target = 172;
  readonly #span = new Span();
  readonly #slots = new Slots();
  readonly #listeners = new Set<() => void>();
  readonly #watchers = new Set<() => void>();
  #down = true;
  #scrolling = false;
  #rushing = false;
  /** The clips that are drawn, by index. */
  #range: Range = NONE;
  /** Places that are drawn without their clips. */
  #bare: ReadonlySet<number> = new Set();
  readonly #pace = new Pace();
  #growing = 0;
  #rest: ReturnType<typeof setTimeout> | undefined;
  #tidy: ReturnType<typeof setTimeout> | undefined;
  /** What is drawn, by slot. */
  #tiles: readonly Tile[] = [];
  #loading = false;
  #sought: Sought = { focus: null, places: NOTHING.places, index: -1 };
  #drawn: Drawn = {
    layout: NOTHING,
    range: NONE,
    focused: -1,
    tiles: [],
    days: [],
    offset: 0,
    page: 0,
    bare: new Set(),
    current: null,
  };

  readonly subscribe = (listener: () => void): (() => void) => {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  };
  readonly drawn = (): Drawn => this.#drawn;

  /** Tells of every move, however small. */
  readonly watch = (watcher: () => void): (() => void) => {
    this.#watchers.add(watcher);
    return () => this.#watchers.delete(watcher);
  };

  get top(): number {
    return this.#span.top;
  }
  get page(): number {
    return this.#span.page;
  }
  get end(): number {
    return this.#span.end;
  }
  get layout(): Layout {
    return this.#layout;
  }

  /** Takes the scroller of a view that is shown. Returns its own end. */
  attach(element: HTMLElement, inner: HTMLElement): () => void {
    this.#element = element;
    this.#inner = inner;
    const measure = (): void => {
      const style = getComputedStyle(element);
      const sides = Number.parseFloat(style.paddingLeft) + Number.parseFloat(style.paddingRight);
      const width = Math.max(1, Math.floor(element.clientWidth - sides));
      if (width === this.#width && element.clientHeight === this.#span.page) return;
      this.#width = width;
      this.#relay(element.clientHeight);
    };
    const scroll = (): void => this.#hear(element.scrollTop);
    const observer = new ResizeObserver(measure);
    const stops = [
      useOutline.subscribe(() => this.#change()),
      useSelection.subscribe((now, before) => now.focus !== before.focus && this.#draw()),
    ];
    this.#change();
    measure();
    observer.observe(element);
    element.addEventListener('scroll', scroll, { passive: true });
    // A scroller that has just been made is at its beginning.
    this.scrollTo(this.#span.top);
    return () => {
      observer.disconnect();
      element.removeEventListener('scroll', scroll);
      for (const stop of stops) stop();
      clearTimeout(this.#rest);
      clearTimeout(this.#tidy);
      cancelIdleCallback(this.#growing);
      this.#growing = 0;
      holdPosters(false);
      this.#element = null;
      this.#inner = null;
    };
  }

  /** Height that rows come near to. */
  setTarget(target: number): void {
    if (target === this.#target) return;
    this.#target = target;
    this.#relay(this.#span.page);
  }

  /** Goes to a distance from the beginning. */
  scrollTo(top: number): void {
    this.#down = top >= this.#span.top;
    this.#put(this.#span.moveTo(top));
    this.#draw();
    this.#rested();
  }

  /** Brings a clip into sight, as near as it is. */
  reveal(place: number): void {
    const box = boxOf(this.#layout, this.#layout.places.indexOf(place));
    if (!box) return;
    const { top, page } = this.#span;
    // With its day, when it begins one.
    if (box.y - HEADING < top) this.scrollTo(box.y - HEADING);
    else {
      const bottom = box.y + box.height + (useSelection.getState().places.size > 0 ? BAR : MARGIN);
      if (bottom > top + page) this.scrollTo(bottom - page);
    }
  }

  /** The clip that a key leads to from this one. */
  next(place: number, key: string): number | null {
    const { places } = this.#layout;
    return places[neighbour(this.#layout, places.indexOf(place), key, this.#span.page - HEADING)] ?? null;
  }

  /** The clip that the keys are about: the one last chosen, or the first in sight. */
  current(): number | null {
    const { places } = this.#layout;
    const focused = this.#focused();
    if (focused !== -1) return places[focused] ?? null;
    return places[this.#layout.rows.first[rowAt(this.#layout, this.#span.top)] ?? 0] ?? null;
  }

  /** Index of the clip that the keys are about, looked for only when it or the roll has changed; -1: there is none. */
  #focused(): number {
    const { focus } = useSelection.getState();
    const { places } = this.#layout;
    if (this.#sought.focus !== focus || this.#sought.places !== places)
      this.#sought = { focus, places, index: focus === null ? -1 : places.indexOf(focus) };
    return this.#sought.index;
  }

  /** Another outline: what is in sight stays there, unless something else is looked for. */
  #change(): void {
    const outline = useOutline.getState();
    const before = this.#outline;
    if (outline.places === before?.places) return;
    if (before && !sameConditions(outline.query, before.query)) this.#span.moveTo(0);
    this.#outline = outline;
    this.#relay(this.#span.page);
  }

  /** Lays everything out again around the clip that is looked at. */
  #relay(page: number): void {
    const outline = this.#outline;
    if (!outline || this.#width === 0) return;
    const { places, rows } = this.#layout;
    const { top } = this.#span;
    const focused = boxOf(this.#layout, this.#focused());
    const inSight = focused && focused.y + focused.height > top && focused.y < top + this.#span.page;
    const index = inSight ? focused.index : (rows.first[rowAt(this.#layout, top)] ?? 0);
    const was = top > 0 ? boxOf(this.#layout, index) : null;
    const byDay = isByDate(outline.query);
    const frame = { width: this.#width, target: this.#target, byDay };
    this.#layout = layOut(outline.places, outline.shapes, frame);
    this.#range = NONE;
    this.#span.resize(this.#layout.height, page);
    if (was) {
      const found = this.#layout.places.indexOf(places[index] ?? -1);
      const now = boxOf(this.#layout, found === -1 ? Math.min(index, outline.places.length - 1) : found);
      if (now) this.#span.moveTo(now.y - (was.y - top));
    }
    this.#draw();
    this.#put(this.#span.moveTo(this.#span.top));
  }

  #hear(scrolled: number): void {
    const before = this.#span.top;
    this.#span.follow(scrolled);
    const by = this.#span.top - before;
    if (by === 0) return;
    this.#down = by > 0;
    clearTimeout(this.#rest);
    clearTimeout(this.#tidy);
    this.#scrolling = true;
    this.#rushing = Math.abs(by) > RUSH;
    holdPosters(true);
    if (this.#span.cornered) this.#rested();
    else this.#rest = setTimeout(() => this.#rested(), REST_MS);
    // In the same frame: what scrolls into sight is there before it is shown.
    flushSync(() => this.#draw(true));
  }

  /** A scroll is over: the thumb goes to the truth, and clips are shown. */
  #rested(): void {
    clearTimeout(this.#rest);
    this.#scrolling = false;
    this.#rushing = false;
    holdPosters(false);
    const truth = this.#span.straighten();
    this.#draw(true);
    if (truth !== null) this.#put(truth);
  }

  /** Moves the scroller. */
  #put(scrolled: number): void {
    if (!this.#element || !this.#inner) return;
    // Not by React, which may come to it later: what is not high enough cannot be scrolled so far.
    this.#inner.style.height = `${this.#span.inner}px`;
    if (this.#element.scrollTop !== scrolled) this.#element.scrollTop = scrolled;
  }

  #near(): Range {
    return nearSight(this.#layout, this.#span.top, this.#span.page, this.#down);
  }

  /** Draws all that is seen; what lies beyond follows from frame to frame, and so do clips that come `flying` into sight. */
  #draw(flying = false): void {
    const { top, page } = this.#span;
    if (top !== position.top) {
      position.top = top;
      for (const watcher of this.#watchers) watcher();
    }
    const seen = inSight(this.#layout, top, page);
    const before = this.#range;
    this.#range = carriedOn(before, this.#near(), seen);
    const { from, to } = this.#range;
    // Drawn wherever it lies.
    const focused = this.#focused();
    const isBare = (place: number, at: number): boolean =>
      this.#bare.has(place) || (from + at !== focused && (from + at < before.from || from + at >= before.to));
    this.#bare = new Set(flying ? this.#layout.places.subarray(from, to).filter(isBare) : []);
    this.#show();
    if (!this.#rushing) {
      this.#growSoon();
      void this.#load();
    }
  }

  /** In the time that a frame leaves. */
  #growSoon(): void {
    if (this.#growing !== 0) return;
    this.#growing = requestIdleCallback((idle) => this.#grow(idle.timeRemaining()), { timeout: PATIENCE_MS });
  }

  /** Draws some clips more: as many as there is time for. */
  #grow(time: number): void {
    this.#growing = 0;
    if (this.#rushing) return;
    const room = this.#pace.room(time, this.#scrolling);
    const near = this.#near();
    const [filled, bare] = this.#filled(room);
    this.#bare = new Set(bare);
    this.#range = grown(this.#range, near, room - filled.length, this.#down);
    const began = performance.now();
    flushSync(() => this.#show());
    this.#pace.took(performance.now() - began, room);
    const isWhole = this.#range.from === near.from && this.#range.to === near.to && bare.length === 0;
    if (!isWhole) this.#growSoon();
    else if (!this.#scrolling) this.#tidySoon();
  }

  /** Of the places without their clips so many that get them now, those that are seen first, and the others. */
  #filled(room: number): [number[], number[]] {
    const { from, to } = inSight(this.#layout, this.#span.top, this.#span.page);
    const seen = new Set(this.#layout.places.subarray(from, to));
    const waiting = [...this.#bare];
    const inOrder = [
      ...waiting.filter((place) => seen.has(place)),
      ...waiting.filter((place) => !seen.has(place)),
    ];
    return [inOrder.slice(0, room), inOrder.slice(room)];
  }

  /** Tells of what is drawn, when that is something else than before. */
  #show(): void {
    const { page, offset, top } = this.#span;
    const layout = this.#layout;
    const before = this.#drawn;
    const bare = this.#bare;
    const current = this.#scrolling ? before.current : this.current();
    const range = this.#range;
    const focused = this.#focused();
    const same =
      before.layout === layout &&
      before.offset === offset &&
      before.page === page &&
      before.current === current &&
      before.bare.size === bare.size &&
      before.range.from === range.from &&
      before.range.to === range.to &&
      before.focused === focused &&
      [...bare].every((place) => before.bare.has(place));
    if (same) return;
    const tiles = this.#slots.tiles(layout, range, focused);
    clearTimeout(this.#tidy);
    this.#tiles = tiles;
    this.#drawn = {
      layout,
      range,
      focused,
      tiles,
      days: daysNear(layout, top, page),
      offset,
      page,
      bare,
      current,
    };
    for (const listener of this.#listeners) listener();
  }

  #tidySoon(): void {
    clearTimeout(this.#tidy);
    this.#tidy = setTimeout(() => this.#tidyUp(), REST_MS);
  }

  /** At rest the tiles lie in the page as they are seen, for who is read to: each that is moved is laid out anew. */
  #tidyUp(): void {
    // A press on a tile that is moved meanwhile would be none.
    if (this.#element?.matches(':active')) {
      this.#tidySoon();
      return;
    }
    const tiles = this.#tiles.toSorted((a, b) => a.index - b.index);
    if (tiles.every((tile, at) => tile === this.#drawn.tiles[at])) return;
    this.#drawn = { ...this.#drawn, tiles };
    for (const listener of this.#listeners) listener();
  }

  /** Asks for what is near, one question at a time: after a long way only the last of it matters. */
  async #load(): Promise<void> {
    if (this.#loading) return;
    this.#loading = true;
    for (let asked = { ...NONE, places: NOTHING.places }; !this.#rushing; ) {
      const { places } = this.#layout;
      const near = this.#near();
      if (asked.places === places && asked.from === near.from && asked.to === near.to) break;
      asked = { ...near, places };
      const coming = this.#coming(near);
      const { focus } = useSelection.getState();
      const apart = focus === null ? [] : [focus];
      const now = [...apart, ...places.subarray(near.from, near.to), ...coming.slice(0, SOON)];
      await loadClips(now, coming);
    }
    this.#loading = false;
  }

  /** Places of the clips that come next where the roll is going, so that they are here when they are drawn. */
  #coming({ from, to }: Range): number[] {
    const { places } = this.#layout;
    if (this.#down) return [...places.subarray(to, to + COMING)];
    return [...places.subarray(Math.max(0, from - COMING), from)].reverse();
  }
}

export const roll = new Roll();
