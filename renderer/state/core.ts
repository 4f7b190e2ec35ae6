import { create } from 'zustand';
import type { Failure } from '../../preload/contract/errors.ts';
import type { Model } from '../../preload/contract/model.ts';
import type { Snapshot } from '../../preload/contract/schemas/snapshot.ts';
import type { UpdateView } from '../../preload/contract/schemas/updates.ts';
import type {
  AccountView,
  BatchView,
  LibraryStats,
  NoticeView,
  SettingsView,
  SpendView,
} from '../../preload/contract/schemas/views.ts';
import { type Away, PRACTICE_ACCOUNT } from '../../preload/contract/vocabulary.ts';

/** What main last said of everything but jobs and clips. */
export interface World {
  readonly platform: Snapshot['platform'];
  readonly version: string;
  readonly models: readonly Model[];
  readonly settings: SettingsView;
  readonly account: AccountView;
  readonly spend: SpendView;
  /** What keeps the service out of reach; null while nothing does. */
  readonly away: Away | null;
  readonly paused: boolean;
  /** Jobs on the key that were not started here and that nobody has decided about. */
  readonly foreign: number;
  /** How many files the system has given Kinora to open so far; when it grows, some wait to be asked for. */
  readonly opened: number;
  /** Batches that were given a name or are paused. */
  readonly batches: readonly BatchView[];
  readonly library: LibraryStats;
  readonly notices: readonly NoticeView[];
  readonly update: UpdateView;
}

/** `world` is null until the first snapshot; `trouble` says why there is none. */
export interface Core {
  readonly world: World | null;
  readonly trouble: Failure | null;
}

export const useCore = create<Core>()(() => ({ world: null, trouble: null }));

/**
 * A part of the world. Only for what is drawn after the first snapshot, which is everything but the first frame.
 * @throws Error before the first snapshot: that is a bug.
 */
export function useWorld<T>(pick: (world: World) => T): T {
  return useCore((core) => {
    if (!core.world) throw new Error('drawn before the first snapshot');
    return pick(core.world);
  });
}

/** The world now, for event handlers; null before the first snapshot. */
export function worldNow(): World | null {
  return useCore.getState().world;
}

/** True when nothing is sent and nothing is charged. */
export function isPractice(world: World): boolean {
  return world.settings.practice;
}

/** Whose key pays for what is sent now, or practice; empty where there is no key. */
export function payerOf({ settings, account }: World): string {
  return settings.practice ? PRACTICE_ACCOUNT : (account.keys.find(({ active }) => active)?.id ?? '');
}

/** The same at this moment, for event handlers. */
export function payerNow(): string {
  const world = worldNow();
  return world ? payerOf(world) : '';
}
