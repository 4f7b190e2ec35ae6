import { useCallback, useSyncExternalStore } from 'react';

let now = Date.now();
/** When the listeners were told last. */
let told = now;
let timer: ReturnType<typeof setTimeout> | undefined;
/** Who wants to be told, by how often: all that share it at the same moments of the clock on the wall. */
const groups = new Map<number, Set<() => void>>();

const turn = (time: number, every: number): number => Math.floor(time / every);

function tick(due: number): void {
  const before = told;
  now = Date.now();
  told = now;
  plan();
  if (document.hidden) return;
  // A timer may ring a moment early.
  for (const [every, listeners] of groups)
    if (turn(Math.max(now, due), every) !== turn(before, every)) for (const listener of listeners) listener();
}

/** Wakes when the first of them is due, and not at all where there are none. */
function plan(): void {
  clearTimeout(timer);
  const due = Math.min(...[...groups.keys()].map((every) => (turn(told, every) + 1) * every));
  // The clock may be set back meanwhile.
  timer = groups.size === 0 ? undefined : setTimeout(tick, Math.min(due - Date.now(), ...groups.keys()), due);
}

/** Calls `listener` every so many milliseconds, until the end that is returned. */
export function listen(every: number, listener: () => void): () => void {
  now = Date.now();
  if (groups.size === 0) told = now;
  const listeners = groups.get(every) ?? new Set();
  listeners.add(listener);
  groups.set(every, listeners);
  plan();
  return () => {
    listeners.delete(listener);
    if (listeners.size === 0) groups.delete(every);
    if (groups.size === 0) plan();
  };
}

const still = (): (() => void) => () => {};

/**
 * The time, as it was when it was looked at last: every so many milliseconds, or not again for `null`. One timer for the
 * whole page, which sleeps as long as everybody does.
 */
export function useNow(every: number | null): number {
  const subscribe = useCallback(
    (listener: () => void) => (every === null ? still() : listen(every, listener)),
    [every],
  );
  return useSyncExternalStore(subscribe, () => now);
}
