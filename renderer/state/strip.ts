import { create } from 'zustand';
import type { SourceView } from '../../preload/contract/schemas/views.ts';
import type { Area } from '../work/prepare-messages.ts';
import { passMoment } from './frames.ts';
import { forgetSteps, pushStep, type Step } from './undo.ts';

/** One picture of the batch. `source` is null while it is being read. */
export interface StripItem {
  readonly key: string;
  readonly name: string;
  readonly source: SourceView | null;
  /** Its own words, where each picture may have some; without: those of the form. */
  readonly prompt?: string | undefined;
  /** Set when only a part of the picture is sent. */
  readonly crop?: Crop | undefined;
}

/** How a picture was cropped, and what it was before. */
export interface Crop {
  readonly whole: SourceView;
  /** The name of the shape, such as `16:9`. */
  readonly ratio: string;
  readonly area: Area;
}

export interface Strip {
  readonly items: readonly StripItem[];
  /** The picture that is shown large. */
  readonly selected: string | null;
  /** More pictures that are selected with it. */
  readonly also: ReadonlySet<string>;
  /** Pictures that were taken out and can be brought back, by key. */
  readonly removed: ReadonlyMap<string, StripItem>;
  /** The pictures of the last batch, which can be used again. */
  readonly sent: readonly StripItem[];
}

const NONE: ReadonlySet<string> = new Set();

export const useStrip = create<Strip>()(() => ({
  items: [],
  selected: null,
  also: NONE,
  removed: new Map(),
  sent: [],
}));

/** Adds pictures at the end; the first one is selected when nothing was. Those that were taken out are here again. */
export function addItems(items: readonly StripItem[]): void {
  const keys = new Set(items.map(({ key }) => key));
  useStrip.setState((strip) => ({
    items: [...strip.items, ...items],
    selected: strip.selected ?? items[0]?.key ?? null,
    removed: new Map([...strip.removed].filter(([key]) => !keys.has(key))),
  }));
}

/** The same, as a step that can be taken back. */
export function addAsStep(items: readonly StripItem[]): Step {
  addItems(items);
  const keys = new Set(items.map(({ key }) => key));
  const order = useStrip.getState().items.map(({ key }) => key);
  return pushStep({
    about: 'strip',
    undo: () => {
      const there = useStrip.getState().items.some(({ key }) => keys.has(key));
      takeOut(keys);
      return there;
    },
    redo: () => void putBack(keys, order, items[0]?.key ?? null),
  });
}

/** Changes one picture, also one that was taken out. */
function changeItem(key: string, change: (item: StripItem) => StripItem): void {
  useStrip.setState((strip) => {
    const out = strip.removed.get(key);
    return {
      items: strip.items.map((item) => (item.key === key ? change(item) : item)),
      ...(out ? { removed: new Map(strip.removed).set(key, change(out)) } : {}),
    };
  });
}

/** A picture has been read: `source` is what will be sent. */
export function fillItem(key: string, source: SourceView): void {
  changeItem(key, (item) => ({ ...item, source }));
}

/** Words of its own for one picture; undefined: those of the form again. */
export function setItemPrompt(key: string, prompt: string | undefined): void {
  changeItem(key, (item) => ({ ...item, prompt }));
}

/** Sends another source from now on: a part of the picture, or the whole again; as a step that can be taken back. */
export function cropItem(key: string, source: SourceView, crop: Crop | undefined): void {
  const before = useStrip.getState().items.find((item) => item.key === key);
  if (!before) return;
  if (before.source) passMoment(before.source, source);
  const put = (to: Pick<StripItem, 'source' | 'crop'>): boolean => {
    changeItem(key, (item) => ({ ...item, source: to.source, crop: to.crop }));
    return true;
  };
  put({ source, crop });
  pushStep({ about: 'strip', undo: () => put(before), redo: () => put({ source, crop }) });
}

function without(strip: Strip, keys: ReadonlySet<string>): Pick<Strip, 'items' | 'selected' | 'also'> {
  const items = strip.items.filter((item) => !keys.has(item.key));
  const also = strip.also.size > 0 ? strip.also.difference(keys) : strip.also;
  if (strip.selected !== null && !keys.has(strip.selected)) return { items, selected: strip.selected, also };
  const at = strip.items.findIndex((item) => item.key === strip.selected);
  const next = strip.items.slice(Math.max(0, at)).find((item) => !keys.has(item.key)) ?? items.at(-1);
  return { items, selected: next?.key ?? null, also };
}

/** Takes pictures out for good: they could not be read. */
export function dropItems(keys: ReadonlySet<string>): void {
  useStrip.setState((strip) => {
    const removed = new Map([...strip.removed].filter(([key]) => !keys.has(key)));
    return { ...without(strip, keys), removed };
  });
}

function takeOut(keys: ReadonlySet<string>): void {
  useStrip.setState((strip) => {
    const removed = new Map(strip.removed);
    for (const item of strip.items) if (keys.has(item.key)) removed.set(item.key, item);
    return { ...without(strip, keys), removed };
  });
}

/** Puts pictures in this order; those that it does not name come after. */
function putInOrder(items: readonly StripItem[], order: readonly string[]): StripItem[] {
  const place = new Map(order.map((key, at) => [key, at]));
  const placeOf = ({ key }: StripItem): number => place.get(key) ?? order.length;
  return items.toSorted((a, b) => placeOf(a) - placeOf(b));
}

/** Brings pictures back to where they were, and keeps what was added since. */
function putBack(keys: ReadonlySet<string>, order: readonly string[], selected: string | null): boolean {
  useStrip.setState((strip) => {
    const back = [...strip.removed.values()].filter((item) => keys.has(item.key));
    const removed = new Map(strip.removed);
    for (const key of keys) removed.delete(key);
    const items = putInOrder([...strip.items, ...back], order);
    const stands = items.some((item) => item.key === selected);
    return { items, removed, selected: stands ? selected : strip.selected };
  });
  return true;
}

/** Takes pictures out, as a step that can be taken back. */
export function removeItems(keys: readonly string[]): Step {
  const { items, selected } = useStrip.getState();
  const out = new Set(keys);
  const order = items.map((item) => item.key);
  takeOut(out);
  return pushStep({
    about: 'strip',
    undo: () => putBack(out, order, selected),
    redo: () => takeOut(out),
  });
}

/** Empties the strip, as a step that can be taken back. */
export function clearStrip(): Step {
  return removeItems(useStrip.getState().items.map((item) => item.key));
}

/**
 * The pictures with these sources are in the queue now: the strip makes room for the next batch, so that a second
 * press cannot pay for the same pictures by accident.
 */
export function rememberSent(sourceIds: readonly string[]): void {
  const ids = new Set(sourceIds);
  // What was taken out before is settled too: undo must not put sent pictures back before a live button.
  forgetSteps('strip');
  useStrip.setState((strip) => {
    const sent = strip.items.filter((item) => item.source !== null && ids.has(item.source.id));
    return { ...without(strip, new Set(sent.map((item) => item.key))), sent, removed: new Map() };
  });
}

/** Puts the pictures of the last batch back on the table, as a step that can be taken back. */
export function bringBackSent(): void {
  const { sent, items } = useStrip.getState();
  const here = new Set(items.map((item) => item.key));
  const away = sent.filter((item) => !here.has(item.key));
  if (away.length > 0) addAsStep(away);
}

/** Shows one picture large, and selects nothing else. */
export function selectItem(key: string): void {
  useStrip.setState({ selected: key, also: NONE });
}

/** Adds a picture to the selection, or takes it out. */
export function toggleItem(key: string): void {
  useStrip.setState((strip) => {
    const all = new Set(strip.also);
    if (strip.selected !== null) all.add(strip.selected);
    if (!all.delete(key)) return { selected: key, also: all };
    const selected = strip.selected === key ? ([...all].at(-1) ?? key) : strip.selected;
    if (selected !== null) all.delete(selected);
    return { selected, also: all };
  });
}

/** Where the selection of a range began; forgotten when something else is selected. */
let anchor: { readonly key: string; readonly also: ReadonlySet<string> } | null = null;

/** Selects everything from where the selection began to this picture. */
export function selectTo(key: string): void {
  const { items, selected, also } = useStrip.getState();
  const from = anchor?.also === also ? anchor.key : selected;
  const a = items.findIndex((item) => item.key === from);
  const b = items.findIndex((item) => item.key === key);
  if (b < 0 || from === null) {
    selectItem(key);
    return;
  }
  const range = items.slice(Math.min(a < 0 ? b : a, b), Math.max(a, b) + 1);
  const next = new Set(range.map((item) => item.key).filter((one) => one !== key));
  anchor = { key: from, also: next };
  useStrip.setState({ selected: key, also: next });
}

/** Selects all pictures. */
export function selectAll(): void {
  useStrip.setState(({ items, selected }) => ({
    also: new Set(items.map((item) => item.key).filter((key) => key !== selected)),
  }));
}

/** Everything that is selected, in the order of the strip. */
export function selection({ items, selected, also }: Strip): string[] {
  return items.map((item) => item.key).filter((key) => key === selected || also.has(key));
}

function neighbour(step: number): string | undefined {
  const { items, selected } = useStrip.getState();
  const at = items.findIndex((item) => item.key === selected);
  return items[Math.min(items.length - 1, Math.max(0, at + step))]?.key;
}

/** Selects the neighbour of the selected picture. */
export function selectBy(step: number): void {
  const next = neighbour(step);
  if (next !== undefined) selectItem(next);
}

/** Adds the neighbour to the selection, or takes the last one out again. */
export function extendBy(step: number): void {
  const next = neighbour(step);
  if (next !== undefined) selectTo(next);
}

/** Moves pictures before another one, or behind all; a step that can be taken back. */
export function moveItems(keys: readonly string[], beforeKey: string | null): void {
  const { items } = useStrip.getState();
  const order = items.map((item) => item.key);
  const moved = new Set(keys);
  const rest = order.filter((key) => !moved.has(key));
  const at = beforeKey === null ? rest.length : rest.indexOf(beforeKey);
  const next = rest.toSpliced(at < 0 ? rest.length : at, 0, ...order.filter((key) => moved.has(key)));
  if (next.every((key, index) => key === order[index])) return;
  const arrange = (by: readonly string[]): boolean => {
    useStrip.setState((strip) => ({ items: putInOrder(strip.items, by) }));
    return true;
  };
  arrange(next);
  pushStep({ about: 'strip', undo: () => arrange(order), redo: () => arrange(next) });
}

/** Moves the selected pictures by one place. */
export function moveSelected(step: number): void {
  const strip = useStrip.getState();
  const keys = selection(strip);
  const moved = new Set(keys);
  const rest = strip.items.filter((item) => !moved.has(item.key));
  const first = strip.items.findIndex((item) => moved.has(item.key));
  const at = Math.min(rest.length, Math.max(0, first + step));
  moveItems(keys, rest[at]?.key ?? null);
}
