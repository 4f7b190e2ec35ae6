import { create } from 'zustand';
import type { Failure } from '../../../preload/contract/errors.ts';
import { EVERY_CLIP } from '../../../preload/contract/every-clip.ts';
import type { ClipQuery } from '../../../preload/contract/schemas/library.ts';
import type { ClipView } from '../../../preload/contract/schemas/views.ts';
import { ask } from '../../bridge.ts';
import { toFailure } from '../models.ts';
import { beginGeneration, dropClips, putClips, renewClips, useClips } from './clips.ts';
import { position } from './position.ts';
import { isByDate, isFiltered, sameConditions, useQuery } from './query.ts';
import { Rhythm } from './rhythm.ts';

/** Clips of the first answer: as many as a usual window shows. */
const FIRST = 30;
/** The first clips are painted before the order of all is asked for. */
const PAUSE_MS = 150;

/** Every clip that matches, in order. */
export interface Outline {
  readonly generation: string;
  /** What it is the answer to. */
  readonly query: ClipQuery;
  readonly places: Float64Array;
  /** 1000 × width / height; 0: not known. */
  readonly shapes: Uint16Array;
  /** False while only the first clips are known. */
  readonly complete: boolean;
  /** False while letters are typed: nothing is asked for then but what they find. */
  readonly calm: boolean;
  readonly state: 'idle' | 'loading' | 'ready' | 'failed';
  readonly failure: Failure | null;
}

export const useOutline = create<Outline>()(() => ({
  generation: '',
  query: EVERY_CLIP,
  places: new Float64Array(),
  shapes: new Uint16Array(),
  complete: false,
  calm: true,
  state: 'idle',
  failure: null,
}));

/** Counts the questions asked, so that only the answer to the latest one is shown. */
let asked = 0;
let waiting = false;
/** Something has changed since the question that is on its way. */
let again = false;
const rhythm = new Rhythm();

const shapeOf = ({ width, height }: ClipView): number =>
  height > 0 ? Math.min(65_535, Math.floor((1000 * width) / height)) : 0;

function failed(failure: Failure): void {
  waiting = false;
  useOutline.setState({ state: 'failed', failure, calm: true });
}

/** Whether a letter came or went; to clear a field or to pick a saved search is no typing. */
function isTyped(now: string, before: string): boolean {
  return now !== '' && now !== before && Math.abs(now.length - before.length) <= 1;
}

/** The first clips at once; while somebody types, their pictures and all the others only at a rest. */
async function load(): Promise<void> {
  const mine = ++asked;
  waiting = true;
  again = false;
  const { query } = useQuery.getState();
  const before = useOutline.getState();
  const typed = isTyped(query.search, before.query.search);
  if (typed) rhythm.letter(performance.now());
  if (before.state !== 'ready') useOutline.setState({ state: 'loading' });
  const answer = await ask('library.page', { query, cursor: null, limit: FIRST });
  if (mine !== asked) return;
  if (!answer.ok) {
    failed(toFailure(answer.error));
    return;
  }
  const { clips, next, generation } = answer.value;
  beginGeneration(generation);
  putClips(clips);
  useOutline.setState({
    generation,
    query,
    places: Float64Array.from(clips, ({ place }) => place),
    shapes: Uint16Array.from(clips, shapeOf),
    complete: next === null,
    calm: !typed,
    state: 'ready',
    failure: null,
  });
  if (next === null) settle();
  await new Promise((go) => setTimeout(go, typed ? rhythm.rest : PAUSE_MS));
  if (mine !== asked) return;
  useOutline.setState({ calm: true });
  if (next !== null) await loadAll(mine);
}

async function loadAll(mine: number, retries = 1): Promise<void> {
  const { query } = useQuery.getState();
  const answer = await ask('library.outline', { query });
  if (mine !== asked) return;
  if (answer.ok) {
    const { generation, places, shapes } = answer.value;
    beginGeneration(generation);
    useOutline.setState({
      generation,
      query,
      places: new Float64Array(places.slice().buffer),
      shapes: new Uint16Array(shapes.slice().buffer),
      complete: true,
      calm: true,
      state: 'ready',
      failure: null,
    });
    settle();
  } else if (retries > 0 && (answer.error.code === 'library-renewed' || answer.error.code === 'superseded')) {
    await loadAll(mine, retries - 1);
  } else {
    failed(toFailure(answer.error));
  }
}

function settle(): void {
  waiting = false;
  if (again) refresh();
}

/** Asks for the order again; what is shown stays until the answer is there. */
function refresh(): void {
  const { state } = useOutline.getState();
  if (state === 'idle') return;
  if (waiting) {
    again = true;
  } else if (state === 'ready') {
    waiting = true;
    again = false;
    void loadAll(++asked);
  } else {
    void load();
  }
}

/** Asks for the clips when nothing has been asked for yet. */
export function openLibrary(): void {
  if (useOutline.getState().state === 'idle') void load();
}

/** Whether the order of every clip that matches is known; if not it is asked for at once. */
export function knowsAll(): boolean {
  const { state, query, complete } = useOutline.getState();
  const answered = state === 'ready' && sameConditions(query, useQuery.getState().query);
  if (complete && answered) return true;
  waiting = true;
  again = false;
  void loadAll(++asked);
  return false;
}

/** Asks once more after a failure. */
export function retryLibrary(): void {
  void load();
}

/** Many clips are different now: the order and what is shown of the clips are asked for again. */
export function renewLibrary(): void {
  renewClips();
  refresh();
}

useQuery.subscribe(({ query }) => {
  const { state, query: before } = useOutline.getState();
  if (state === 'idle') return;
  if (state !== 'ready' || position.top === 0 || !sameConditions(query, before)) {
    void load();
    return;
  }
  // The same clips in another order go round what is looked at: the first of them alone would be somewhere else.
  waiting = true;
  again = false;
  void loadAll(++asked);
});

/** Where a clip lies in the order; -1: it does not match. */
export function indexOf(place: number): number {
  return useOutline.getState().places.indexOf(place);
}

/** The place of the clip so many steps after this one, or before it; null past either end. */
export function neighbourOf(place: number, step: number): number | null {
  const at = indexOf(place);
  return at === -1 ? null : (useOutline.getState().places[at + step] ?? null);
}

/** Takes clips out of the order, and puts new ones where they belong in an order by date. */
function rearrange(gone: ReadonlySet<number>, fresh: readonly ClipView[]): void {
  const { places, shapes } = useOutline.getState();
  const sign = useQuery.getState().query.sort === 'oldest' ? 1 : -1;
  const added = fresh.toSorted((a, b) => sign * (a.place - b.place));
  const size = places.length + added.length;
  const nextPlaces = new Float64Array(size);
  const nextShapes = new Uint16Array(size);
  let to = 0;
  let taken = 0;
  const put = (place: number, shape: number): void => {
    nextPlaces[to] = place;
    nextShapes[to] = shape;
    to += 1;
  };
  for (const [at, place] of places.entries()) {
    for (let clip = added[taken]; clip && sign * (clip.place - place) < 0; clip = added[taken]) {
      put(clip.place, shapeOf(clip));
      taken += 1;
    }
    if (!gone.has(place)) put(place, shapes[at] ?? 0);
  }
  for (const clip of added.slice(taken)) put(clip.place, shapeOf(clip));
  useOutline.setState({ places: nextPlaces.slice(0, to), shapes: nextShapes.slice(0, to) });
}

/** New, changed and gone (null) clips, by id. */
export function applyClips(changed: ReadonlyMap<string, ClipView | null>): void {
  if (changed.size === 0) return;
  const { byId } = useClips.getState();
  const clips = [...changed.values()].filter((clip) => clip !== null);
  const goneIds = [...changed].flatMap(([id, clip]) => (clip === null ? [id] : []));
  const gone = new Set(goneIds.flatMap((id) => byId.get(id)?.place ?? []));
  putClips(clips);
  dropClips(new Set(goneIds));
  const { state, places, complete } = useOutline.getState();
  if (state === 'idle') return;
  const { query } = useQuery.getState();
  const known = new Set(places);
  const fresh = clips.filter(({ place }) => !known.has(place));
  const plain = isByDate(query) && !isFiltered(query);
  if (state === 'ready' && (gone.size > 0 || (plain && complete && fresh.length > 0)))
    rearrange(gone, plain && complete ? fresh : []);
  // Elsewhere main decides what matches and where it belongs.
  if (!complete || gone.size < goneIds.length || (!plain && clips.length > 0) || waiting) refresh();
}
