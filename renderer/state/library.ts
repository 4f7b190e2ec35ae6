import { create } from 'zustand';
import type { Failure } from '../../preload/contract/errors.ts';
import { EVERY_CLIP } from '../../preload/contract/every-clip.ts';
import { MAX_PAGE } from '../../preload/contract/limits.ts';
import type { RouteOutput } from '../../preload/contract/schemas/routes.ts';
import type { ClipView } from '../../preload/contract/schemas/views.ts';
import { ask } from '../bridge.ts';
import { toFailure } from './models.ts';

const PAGE = 100;

/** The clips loaded so far, newest first. */
export interface Library {
  readonly clips: readonly ClipView[];
  /** Every clip that main has told of, also those that the search leaves out. */
  readonly known: ReadonlyMap<string, ClipView>;
  readonly total: number;
  /** Cursor of the next page; null at the end. */
  readonly next: string | null;
  readonly search: string;
  readonly state: 'idle' | 'loading' | 'ready' | 'failed';
  readonly failure: Failure | null;
  /** Where the grid was scrolled to when it was last left. */
  readonly scrollTop: number;
}

export const useLibrary = create<Library>()(() => ({
  clips: [],
  known: new Map(),
  total: 0,
  next: null,
  search: '',
  state: 'idle',
  failure: null,
  scrollTop: 0,
}));

/** Counts the questions asked, so that only the answer to the latest one is shown. */
let asked = 0;
let fetching = false;

function withClips(known: Library['known'], clips: readonly ClipView[]): Library['known'] {
  return new Map([...known, ...clips.map((clip) => [clip.id, clip] as const)]);
}

async function fetchPage(cursor: string | null, limit: number): Promise<void> {
  const mine = ++asked;
  fetching = true;
  const { search } = useLibrary.getState();
  const answer = await ask('library.page', { cursor, limit, query: { ...EVERY_CLIP, search } });
  if (mine !== asked) return;
  fetching = false;
  if (!answer.ok) {
    useLibrary.setState({ state: 'failed', failure: toFailure(answer.error) });
    return;
  }
  const { clips, next } = answer.value;
  useLibrary.setState((library) => {
    const before = cursor === null ? [] : library.clips;
    const known = new Set(before.map((clip) => clip.id));
    const added = clips.filter((clip) => !known.has(clip.id));
    return {
      clips: [...before, ...added],
      known: withClips(library.known, clips),
      next,
      state: 'ready',
      failure: null,
    };
  });
  if (cursor === null) void countAll(mine);
}

async function countAll(mine: number): Promise<void> {
  const { search } = useLibrary.getState();
  const answer = await ask('library.outline', { query: { ...EVERY_CLIP, search } });
  if (mine === asked && answer.ok) useLibrary.setState({ total: answer.value.places.byteLength / 8 });
}

/** Loads the newest clips; what is on screen stays until the answer is there. */
export function reloadLibrary(): void {
  const { clips } = useLibrary.getState();
  useLibrary.setState((library) => (library.state === 'ready' ? library : { state: 'loading' }));
  void fetchPage(null, Math.min(MAX_PAGE, Math.max(PAGE, clips.length)));
}

/** Loads the next page when there is one and none is on its way. */
export function loadMore(): void {
  const { next } = useLibrary.getState();
  if (next !== null && !fetching) void fetchPage(next, PAGE);
}

/** Looks for clips with these words. */
export function searchLibrary(search: string): void {
  if (search === useLibrary.getState().search) return;
  useLibrary.setState({ search, scrollTop: 0 });
  void fetchPage(null, PAGE);
}

/** New, changed and gone clips. While searching, main decides what matches. */
export function applyClips(changed: ReadonlyMap<string, ClipView | null>): void {
  if (changed.size === 0) return;
  const { clips, search, total } = useLibrary.getState();
  const all = new Map(useLibrary.getState().known);
  for (const [id, clip] of changed) {
    if (clip) all.set(id, clip);
    else all.delete(id);
  }
  useLibrary.setState({ known: all });
  const listed = new Set(clips.map((clip) => clip.id));
  const kept = clips.flatMap((clip) => {
    const now = changed.get(clip.id);
    return now === undefined ? [clip] : now === null ? [] : [now];
  });
  const fresh = [...changed.values()].filter((clip) => clip !== null).filter((clip) => !listed.has(clip.id));
  if (search !== '' && fresh.length > 0) {
    reloadLibrary();
    return;
  }
  const shown = [...kept, ...fresh].sort((a, b) => b.createdAt - a.createdAt || (a.id < b.id ? 1 : -1));
  useLibrary.setState({ clips: shown, total: Math.max(shown.length, total + shown.length - clips.length) });
}

async function allClips(cursor: string | null): Promise<RouteOutput<'library.page'> | null> {
  const answer = await ask('library.page', { cursor, limit: MAX_PAGE, query: EVERY_CLIP });
  return answer.ok ? answer.value : null;
}

/** Looks a clip up that no page on screen holds: one opened from the queue while a search is on, say. */
export async function findClip(id: string): Promise<void> {
  let cursor: string | null = null;
  while (!useLibrary.getState().known.has(id)) {
    const page = await allClips(cursor);
    if (!page) return;
    useLibrary.setState((library) => ({ known: withClips(library.known, page.clips) }));
    cursor = page.next;
    if (cursor === null) return;
  }
}
