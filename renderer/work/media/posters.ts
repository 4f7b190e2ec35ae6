/** Still pictures of clips: made one at a time for the tiles that are in sight, and kept by main. */
import { ask } from '../../bridge.ts';
import { MediaHand } from './media.ts';

/** Told where the picture lies now; null: there can be none. */
export type PosterReady = (address: string | null) => void;

/** Where the picture of a clip is shown from. An empty answer (an `error` of the `img`): it has not been made yet. */
export const posterAddress = (clipId: string): string => `/media/${clipId}/poster`;

/** Others wait behind a clip that its decoder is stuck in. */
const PATIENCE_MS = 20_000;
/** A worker that has nothing to do for so long is let go. */
const IDLE_MS = 10_000;

const wanted = new Map<string, Set<PosterReady>>();
/** For when nobody waits: clips that have just come. */
const later = new Set<string>();
/** Clips that give no picture. */
const hopeless = new Set<string>();
/** Pictures that could not be kept, by clip: shown from memory, and let go when there are too many. */
const unkept = new Map<string, string>();
const MOST_UNKEPT = 200;
const hand = new MediaHand();
let busy = false;
let held = false;
let idle: ReturnType<typeof setTimeout> | undefined;

async function make(clipId: string): Promise<string | null> {
  if (hopeless.has(clipId)) return null;
  const known = unkept.get(clipId);
  if (known !== undefined) return known;
  const still = await hand.run({ name: 'poster', clipId }, { patience: PATIENCE_MS });
  if (!still.ok) {
    // A file that is away may come back.
    if (still.error.code !== 'clip-missing') hopeless.add(clipId);
    return null;
  }
  const { bytes } = still.value;
  const stored = await ask('poster.store', { clipId, jpeg: bytes });
  // Another address than the one that gave nothing.
  return stored.ok ? `${posterAddress(clipId)}?made` : keepInMemory(clipId, bytes);
}

/** For clips in a folder that cannot be written to. */
function keepInMemory(clipId: string, bytes: Uint8Array<ArrayBuffer>): string {
  const [oldest] = unkept;
  if (oldest && unkept.size >= MOST_UNKEPT) {
    unkept.delete(oldest[0]);
    URL.revokeObjectURL(oldest[1]);
  }
  const address = URL.createObjectURL(new Blob([bytes], { type: 'image/jpeg' }));
  unkept.set(clipId, address);
  return address;
}

/** Files were found again: what gave no picture may give one now. */
export function hopeForPosters(): void {
  hopeless.clear();
}

async function work(): Promise<void> {
  if (busy || held) return;
  busy = true;
  clearTimeout(idle);
  for (;;) {
    const [next] = wanted.size > 0 ? wanted.keys() : later;
    if (next === undefined || held) break;
    const address = await make(next);
    later.delete(next);
    const listeners = wanted.get(next) ?? [];
    wanted.delete(next);
    for (const ready of listeners) ready(address);
  }
  busy = false;
  idle = setTimeout(() => hand.end(), IDLE_MS);
}

/** Makes none while something must not be disturbed, such as a scroll; what is asked for meanwhile waits. */
export function holdPosters(hold: boolean): void {
  held = hold;
  if (!held && (wanted.size > 0 || later.size > 0)) void work();
}

/**
 * Asks for the picture of a clip that is in sight. What is asked for first is made first.
 * @returns takes the wish back: a tile that has gone out of sight wants nothing.
 */
export function wantPoster(clipId: string, ready: PosterReady): () => void {
  const listeners = wanted.get(clipId) ?? new Set();
  listeners.add(ready);
  wanted.set(clipId, listeners);
  void work();
  return () => {
    listeners.delete(ready);
    if (listeners.size === 0 && wanted.get(clipId) === listeners) wanted.delete(clipId);
  };
}

/** Makes the picture of a clip when nothing else is to be done. */
export function makePosterLater(clipId: string): void {
  later.add(clipId);
  requestIdleCallback(() => void work());
}
