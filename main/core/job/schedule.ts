import type { Away, Hold } from '../../../preload/contract/vocabulary.ts';
import type { Job } from './state.ts';

/** The one thing a job needs next, derived from its row alone: this is what makes a restart continue. */
export type Work = 'upload' | 'send' | 'settle' | 'reconcile' | 'poll' | 'download' | 'cancel';

export type Step =
  | { readonly type: 'work'; readonly work: Work }
  | { readonly type: 'wait'; readonly until: number }
  | { readonly type: 'hold'; readonly hold: Hold; readonly until: number | null }
  | { readonly type: 'rest' };

/** What the world allows right now. Times are milliseconds since 1970. */
export interface World {
  readonly now: number;
  /** What keeps the service out of reach; null while it is not. */
  readonly away: Away | null;
  /** When an unreachable service is tried again. */
  readonly triedAgain: number | null;
  /** The person stopped sending. Jobs already paid for are still followed and fetched. */
  readonly paused: boolean;
  /** Whether the job's account has a key that the service has not rejected. */
  readonly keyUsable: boolean;
  /** When a key that was not there or may not send is tried again; null for one that the service refused. */
  readonly keyAgain: number | null;
  /** When jobs under way are asked about again although the key is not usable. */
  readonly keyAskAgain: number;
  /** Until when the service asked this account to send nothing. */
  readonly slowUntil: number;
  /** Until when the service takes no new jobs from this account; those under way are followed all the same. */
  readonly sendAfter: number;
  /** An outcome of this account and model is unknown, or a send is under way: nothing else is sent. */
  readonly laneBusy: boolean;
  readonly uploadSlots: number;
  readonly downloadSlots: number;
  /** How many more jobs the service takes from this account at once. */
  readonly remoteSlots: number;
  readonly withinBudget: boolean;
  /** When the budget starts over: the next local month. */
  readonly nextMonth: number;
  readonly diskFullUntil: number;
  /** When this job may try again, after a failed attempt or between two polls. */
  readonly due: number;
}

const rest: Step = { type: 'rest' };
const work = (kind: Work): Step => ({ type: 'work', work: kind });
const hold = (reason: Hold, until: number | null = null): Step => ({ type: 'hold', hold: reason, until });

/** What a job should do now, or what it waits for. */
export function nextStep(job: Job, world: World): Step {
  switch (job.state.name) {
    case 'queued':
    case 'uploading':
      return preparing(world, 'upload', world.uploadSlots);
    case 'prepared':
      return preparing(world, 'send', 1);
    case 'unknown':
      return following(world, 'reconcile');
    case 'pending':
    case 'processing':
      return following(world, 'poll');
    case 'cancelling':
      return following(world, 'cancel');
    case 'downloading':
      return downloading(world);
    case 'sending':
      // Only reached while nothing is being sent: its end could not be written, or the app ended.
      return world.due > world.now ? { type: 'wait', until: world.due } : work('settle');
    case 'draft':
    case 'asking':
    case 'absent':
    case 'done':
    case 'rejected':
    case 'failed':
    case 'cancelled':
      return rest;
  }
}

/** Before the money moves, everything may stop a job. */
function preparing(world: World, kind: 'upload' | 'send', slots: number): Step {
  if (world.paused) return hold('paused');
  if (!world.keyUsable) return hold('key', world.keyAgain);
  if (world.away !== null) return hold(world.away, world.triedAgain);
  if (!world.withinBudget) return hold('budget', world.nextMonth);
  if (world.slowUntil > world.now) return hold('rateLimit', world.slowUntil);
  if (world.sendAfter > world.now) return hold('slot', world.sendAfter);
  if (world.remoteSlots <= 0) return hold('slot');
  if (world.due > world.now) return { type: 'wait', until: world.due };
  if (slots <= 0 || (kind === 'send' && world.laneBusy)) return hold('slot');
  return work(kind);
}

/**
 * After it, only the service's own conditions count: what is paid for is always followed. A question is free, so a
 * refused key is tried with one now and then; sends wait until it is answered.
 */
function following(world: World, kind: Work): Step {
  if (!world.keyUsable && world.keyAskAgain > world.now) return hold('key', world.keyAskAgain);
  if (world.away !== null) return hold(world.away, world.triedAgain);
  if (world.slowUntil > world.now) return hold('rateLimit', world.slowUntil);
  if (world.due > world.now) return { type: 'wait', until: world.due };
  return work(kind);
}

/** The clip lies at an address of its own: neither the key nor the API's troubles keep it from coming home. */
function downloading(world: World): Step {
  if (world.diskFullUntil > world.now) return hold('disk', world.diskFullUntil);
  if (world.due > world.now) return { type: 'wait', until: world.due };
  return world.downloadSlots > 0 ? work('download') : hold('slot');
}

/** Pause before trying again after the nth failure in a row: full jitter, doubling from 0.5 s, at most 30 s. */
export function retryDelay(failures: number, random: number): number {
  const ceiling = Math.min(30_000, 500 * 2 ** Math.min(failures, 10));
  return Math.max(100, Math.round(ceiling * random));
}

/**
 * A service's wish to be left alone, in milliseconds: seconds or a date, between 1 s and 1 h.
 * Hostile or broken values become 30 s, so that no header can make a hot loop or an endless wait.
 */
export function retryAfterMs(value: unknown, now: number): number {
  const seconds =
    typeof value === 'number'
      ? value
      : typeof value === 'string' && /^\s*\d+(\.\d+)?\s*$/.test(value)
        ? Number(value)
        : null;
  const ms =
    seconds !== null ? seconds * 1000 : typeof value === 'string' ? Date.parse(value) - now : Number.NaN;
  if (!Number.isFinite(ms) || ms < 0) return 30_000;
  return Math.min(3_600_000, Math.max(1000, ms));
}
