import { create } from 'zustand';
import type { SourceView } from '../../preload/contract/schemas/views.ts';
import { noteUndo } from './undo.ts';
import { uuidv7 } from './uuid.ts';

/** One picture of the batch. `source` is null while it is being read. */
export interface StripItem {
  readonly key: string;
  readonly name: string;
  readonly source: SourceView | null;
}

interface Removal {
  readonly items: readonly StripItem[];
  readonly selected: string | null;
}

export interface Strip {
  readonly items: readonly StripItem[];
  readonly selected: string | null;
  /** The strip as it was before each removal, for undo. */
  readonly removals: readonly Removal[];
  /** The pictures of the last batch, which can be used again. */
  readonly sent: readonly StripItem[];
}

export const useStrip = create<Strip>()(() => ({ items: [], selected: null, removals: [], sent: [] }));

const UNDO_STEPS = 20;

/** Adds pictures at the end; the first one is selected when nothing was. */
export function addItems(items: readonly StripItem[]): void {
  useStrip.setState((strip) => ({
    items: [...strip.items, ...items],
    selected: strip.selected ?? items[0]?.key ?? null,
  }));
}

/** A picture has been read: `source` is what will be sent. */
export function fillItem(key: string, source: SourceView): void {
  const fill = (item: StripItem): StripItem => (item.key === key ? { ...item, source } : item);
  useStrip.setState((strip) => ({
    items: strip.items.map(fill),
    removals: strip.removals.map((removal) => ({ ...removal, items: removal.items.map(fill) })),
  }));
}

function without(strip: Strip, keys: ReadonlySet<string>): Pick<Strip, 'items' | 'selected'> {
  const items = strip.items.filter((item) => !keys.has(item.key));
  if (strip.selected !== null && !keys.has(strip.selected)) return { items, selected: strip.selected };
  const at = strip.items.findIndex((item) => item.key === strip.selected);
  return { items, selected: (items[at] ?? items.at(-1))?.key ?? null };
}

/** Takes a picture out for good: it could not be read. */
export function dropItem(key: string): void {
  useStrip.setState((strip) => ({
    ...without(strip, new Set([key])),
    removals: strip.removals.map((removal) => ({
      ...removal,
      items: removal.items.filter((item) => item.key !== key),
    })),
  }));
}

/** Takes pictures out; `undoRemoval` brings them back. */
export function removeItems(keys: readonly string[]): void {
  useStrip.setState((strip) => ({
    ...without(strip, new Set(keys)),
    removals: [...strip.removals, { items: strip.items, selected: strip.selected }].slice(-UNDO_STEPS),
  }));
  noteUndo(undoRemoval);
}

/**
 * The pictures with these sources are in the queue now: the strip makes room for the next batch, so that a second
 * press cannot pay for the same pictures by accident.
 */
export function rememberSent(sourceIds: readonly string[]): void {
  const ids = new Set(sourceIds);
  useStrip.setState((strip) => {
    const sent = strip.items.filter((item) => item.source !== null && ids.has(item.source.id));
    // What was taken out before is settled too: undo must not put sent pictures back before a live button.
    return { ...without(strip, new Set(sent.map((item) => item.key))), sent, removals: [] };
  });
}

/** Puts the pictures of the last batch back on the table. */
export function bringBackSent(): void {
  const { sent } = useStrip.getState();
  addItems(sent.map((item) => ({ ...item, key: uuidv7() })));
}

/** Empties the strip; `undoRemoval` brings it back. */
export function clearStrip(): void {
  removeItems(useStrip.getState().items.map((item) => item.key));
}

/** Brings back what was last taken out, and keeps what was added since. */
export function undoRemoval(): boolean {
  const { removals, items } = useStrip.getState();
  const last = removals.at(-1);
  if (!last) return false;
  const before = new Set(last.items.map((item) => item.key));
  useStrip.setState({
    items: [...last.items, ...items.filter((item) => !before.has(item.key))],
    selected: last.selected,
    removals: removals.slice(0, -1),
  });
  return true;
}

export function selectItem(key: string): void {
  useStrip.setState({ selected: key });
}

/** Selects the neighbour of the selected picture. */
export function selectBy(step: number): void {
  const { items, selected } = useStrip.getState();
  const at = items.findIndex((item) => item.key === selected);
  const next = items[Math.min(items.length - 1, Math.max(0, at + step))];
  if (next) selectItem(next.key);
}

/** Moves the selected picture within the batch. */
export function moveSelected(step: number): void {
  const { items, selected } = useStrip.getState();
  const from = items.findIndex((item) => item.key === selected);
  const to = from + step;
  const item = items[from];
  if (!item || to < 0 || to >= items.length) return;
  const rest = items.toSpliced(from, 1);
  useStrip.setState({ items: rest.toSpliced(to, 0, item) });
}
