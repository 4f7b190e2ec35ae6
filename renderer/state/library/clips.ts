import { create } from 'zustand';
import { MAX_PAGE } from '../../../preload/contract/limits.ts';
import type { ClipView } from '../../../preload/contract/schemas/views.ts';
import { ask } from '../../bridge.ts';
import { useUi } from '../ui.ts';

/** So many clips are kept; what was asked for least recently goes first. */
const MOST = 800;

/** The clips that main has told of lately. */
export interface Clips {
  readonly byId: ReadonlyMap<string, ClipView>;
  readonly byPlace: ReadonlyMap<number, ClipView>;
}

export const useClips = create<Clips>()(() => ({ byId: new Map(), byPlace: new Map() }));

/** The beginning of the index that the places are good for. */
let generation = '';
/** What was asked for last: on screen, most likely. */
let wanted: ReadonlySet<number> = new Set();

/** The clip that is open, and those that are compared. */
function openIds(): ReadonlySet<string> {
  const { clipId, comparing } = useUi.getState();
  return new Set(clipId === null ? comparing : [clipId, ...comparing]);
}

const isInUse = ({ id, place }: ClipView, open = openIds()): boolean => wanted.has(place) || open.has(id);

function keep(clips: Iterable<ClipView>): void {
  const byId = new Map([...clips].map((clip) => [clip.id, clip] as const));
  useClips.setState({ byId, byPlace: new Map([...byId.values()].map((clip) => [clip.place, clip])) });
}

/** Clips as they are now. */
export function putClips(clips: readonly ClipView[]): void {
  if (clips.length === 0) return;
  const fresh = new Set(clips.map(({ id }) => id));
  const before = [...useClips.getState().byId.values()].filter(({ id }) => !fresh.has(id));
  const tooMany = before.length + clips.length - MOST;
  const open = openIds();
  keep([...before.filter((clip, at) => at >= tooMany || isInUse(clip, open)), ...clips]);
}

/** Clips that are in the library no more. */
export function dropClips(ids: ReadonlySet<string>): void {
  if (ids.size > 0) keep([...useClips.getState().byId.values()].filter(({ id }) => !ids.has(id)));
}

/**
 * Called with the generation of every answer. Places of an earlier one mean nothing any more: all but what is
 * open is forgotten, and that asked for again.
 * @returns whether it is a new one.
 */
export function beginGeneration(now: string): boolean {
  if (now === generation) return false;
  generation = now;
  const open = openIds();
  keep([...useClips.getState().byId.values()].filter(({ id }) => open.has(id)));
  for (const id of open) void loadClip(id);
  return true;
}

async function fetchClips(places: readonly number[]): Promise<void> {
  for (let at = 0; at < places.length; at += MAX_PAGE) {
    const mine = generation;
    const answer = await ask('library.clips', { generation, places: places.slice(at, at + MAX_PAGE) });
    // An index that has begun anew tells so itself; then everything is asked for again.
    if (!answer.ok || mine !== generation) return;
    putClips(answer.value.clips);
  }
}

/**
 * Asks for those clips that are not here yet, and keeps them all until others are wanted. Never rejects.
 * @param next places that will be wanted soon: they come along when anything has to be asked for.
 */
export async function loadClips(places: readonly number[], next: readonly number[] = []): Promise<void> {
  wanted = new Set(places);
  const { byPlace } = useClips.getState();
  const lacking = (list: readonly number[]): number[] => list.filter((place) => !byPlace.has(place));
  const missing = lacking(places);
  if (missing.length > 0) await fetchClips([...missing, ...lacking(next)]);
}

/** Looks one clip up; null where there is none. Never rejects. */
export async function loadClip(id: string): Promise<ClipView | null> {
  const answer = await ask('clip.get', { clipId: id });
  const clip = answer.ok ? answer.value.clip : null;
  if (clip) putClips([clip]);
  else if (answer.ok) dropClips(new Set([id]));
  return clip;
}

/** After many changes at once: what is in use is asked for again, the rest forgotten. */
export function renewClips(): void {
  const used = [...useClips.getState().byId.values()].filter((clip) => isInUse(clip));
  keep(used);
  void fetchClips(used.map(({ place }) => place));
}
