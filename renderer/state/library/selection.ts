import { create } from 'zustand';
import { MAX_PAGE } from '../../../preload/contract/limits.ts';
import type { ClipTarget } from '../../../preload/contract/schemas/library.ts';
import type { ClipView } from '../../../preload/contract/schemas/views.ts';
import { loadClips, useClips } from './clips.ts';
import { knowsAll, type Outline, useOutline } from './outline.ts';
import { sameConditions, useQuery } from './query.ts';

/** Clips by place. */
export interface Selection {
  readonly places: ReadonlySet<number>;
  /** What is selected as well once the order of all is there: of these the clips that match, or every clip. */
  readonly pending: ReadonlySet<number> | 'all';
  /** Where a range begins. */
  readonly anchor: number | null;
  /** Not all of them were chosen one by one, so that their order is only that of the grid. */
  readonly ranged: boolean;
  /** The clip that the keys are about. */
  readonly focus: number | null;
}

const NOTHING: ReadonlySet<number> = new Set();

export const useSelection = create<Selection>()(() => ({
  places: NOTHING,
  pending: NOTHING,
  anchor: null,
  ranged: false,
  focus: null,
}));

/** The keys are about this clip from now on; the selection stays. */
export function focusOn(place: number | null): void {
  useSelection.setState({ focus: place });
}

/** This clip and no other. */
export function select(place: number): void {
  useSelection.setState({
    places: new Set([place]),
    pending: NOTHING,
    anchor: place,
    ranged: false,
    focus: place,
  });
}

/** This clip as well, or no longer. */
export function toggle(place: number): void {
  useSelection.setState(({ places, ranged }) => {
    const next = new Set(places);
    if (!next.delete(place)) next.add(place);
    return { places: next, anchor: place, ranged: ranged && next.size > 0, focus: place };
  });
}

/** Everything from where the range begins to this clip, loaded or not; the range before it no longer. */
export function extendTo(place: number): void {
  const order = useOutline.getState().places;
  const { places, anchor, focus } = useSelection.getState();
  const from = anchor ?? focus ?? place;
  const at = order.indexOf(from);
  const to = order.indexOf(place);
  if (at === -1 || to === -1) {
    select(place);
    return;
  }
  const before = focus === null ? at : order.indexOf(focus);
  const next = new Set(places);
  if (anchor !== null && before !== -1)
    for (const one of order.subarray(Math.min(at, before), Math.max(at, before) + 1)) next.delete(one);
  for (const one of order.subarray(Math.min(at, to), Math.max(at, to) + 1)) next.add(one);
  useSelection.setState({ places: next, anchor: from, ranged: true, focus: place });
}

/** Every clip that matches, as soon as they are known. */
export function selectAll(): void {
  if (useSelection.getState().pending === 'all') return;
  if (knowsAll())
    useSelection.setState({ places: new Set(useOutline.getState().places), pending: NOTHING, ranged: true });
  else useSelection.setState({ pending: 'all' });
}

export function clearSelection(): void {
  const { places, pending } = useSelection.getState();
  if (places.size > 0 || pending !== NOTHING)
    useSelection.setState({ places: NOTHING, pending: NOTHING, anchor: null, ranged: false });
}

/** What a command is about: few clips by id, which hold whatever happens to the index, many by place. */
export function targetOf(places: Iterable<number>): ClipTarget {
  const all = [...places];
  const { byPlace } = useClips.getState();
  const ids = all.length <= MAX_PAGE ? all.flatMap((place) => byPlace.get(place)?.id ?? []) : [];
  if (all.length > 0 && ids.length === all.length) return { ids };
  const { generation } = useOutline.getState();
  return { generation, places: new Uint8Array(Float64Array.from(all).buffer) };
}

/** The selected clips in order, the first of them when they are many. */
export async function selectedClips(): Promise<ClipView[]> {
  const { places } = useSelection.getState();
  const first: number[] = [];
  for (const place of useOutline.getState().places) {
    if (first.length === MAX_PAGE) break;
    if (places.has(place)) first.push(place);
  }
  await loadClips(first);
  const { byPlace } = useClips.getState();
  return first.flatMap((place) => byPlace.get(place) ?? []);
}

/**
 * The same in the order in which they follow one another: as they were chosen one by one, otherwise from the oldest to
 * the newest, and never before what they were made from.
 */
export async function selectedInTurn(): Promise<ClipView[]> {
  const { places, ranged } = useSelection.getState();
  const chosen = [...places];
  const left = (await selectedClips()).toSorted((a, b) =>
    ranged ? a.place - b.place : chosen.indexOf(a.place) - chosen.indexOf(b.place),
  );
  if (!ranged) return left;
  const turn: ClipView[] = [];
  while (left.length > 0) {
    const ready = left.findIndex(({ parents }) => !left.some(({ id }) => parents.includes(id)));
    // A chain that bites its tail begins anywhere.
    turn.push(...left.splice(Math.max(0, ready), 1));
  }
  return turn;
}

/** Every clip of a filter that is no longer asked for was meant. */
useQuery.subscribe((now, before) => {
  if (useSelection.getState().pending === 'all' && !sameConditions(now.query, before.query))
    useSelection.setState({ pending: NOTHING });
});

/** Only clips that are shown stay selected; those that may still match wait until the order of all is there. */
function selectShown(now: Outline, before: Outline): void {
  const { places, pending, ranged } = useSelection.getState();
  if (pending === 'all' && now.complete && sameConditions(now.query, useQuery.getState().query)) {
    useSelection.setState({ places: new Set(now.places), pending: NOTHING, ranged: true });
    return;
  }
  const anew = now.generation !== before.generation;
  if (!anew && !now.complete && sameConditions(now.query, before.query)) return;
  const waiting = pending === 'all' ? NOTHING : pending;
  if (places.size + waiting.size === 0) return;
  const shown = new Set(now.places);
  const all = anew ? [] : [...places, ...waiting];
  const left = all.filter((place) => shown.has(place));
  if (left.length === places.size && waiting.size === 0) return;
  useSelection.setState({
    places: new Set(left),
    ...(pending !== 'all' && {
      pending: now.complete ? NOTHING : new Set(all.filter((place) => !shown.has(place))),
    }),
    ranged: ranged || waiting.size > 0,
  });
}

/** The keys go to what has taken their clip's place. */
useOutline.subscribe((now, before) => {
  if (now.places === before.places) return;
  selectShown(now, before);
  const { anchor, focus } = useSelection.getState();
  const anew = now.generation !== before.generation;
  const lost = (place: number | null): boolean =>
    place !== null && (anew || (now.complete && !now.places.includes(place)));
  if (lost(anchor)) useSelection.setState({ anchor: null });
  if (focus !== null && lost(focus)) {
    const at = before.places.indexOf(focus);
    useSelection.setState({ focus: now.places[Math.min(at, now.places.length - 1)] ?? null });
  }
});
