import type { Failure } from '../../../preload/contract/errors.ts';
import { policyOf } from '../../../preload/contract/failures.ts';
import type { Away } from '../../../preload/contract/vocabulary.ts';
import type { CallFailure } from '../provider/call.ts';
import { retryAfterMs, retryDelay } from './schedule.ts';

interface AccountState {
  keyFailure: Failure | null;
  /** When jobs under way are asked about again although the key was missing or refused: a question is free. */
  keyRetryAt: number;
  slowUntil: number;
  /** Nothing new is sent before this moment, while jobs under way are followed all the same. */
  sendAfter: number;
  /** How many jobs the service takes at once, as far as we know; the plan's own limit is not documented. */
  atOnce: number;
  /** When the service last said that it takes no more, or a place more was tried. */
  limitedAt: number | null;
  unreachableUntil: number;
  /** The last call that did not get through found no network at all. */
  offline: boolean;
  failures: number;
}

const KEY_RETRY_MS = 30_000;
/** A key that was refused may be back in order without anybody saying so here. */
const REFUSED_RETRY_MS = 10 * 60_000;
/** Jobs sent at once to an account whose limit is not known yet, and the most that is ever tried. */
const FIRST_AT_ONCE = 8;
const MOST_AT_ONCE = 50;
/** How long a learned limit is believed before one place more is tried. */
const LIMIT_MS = 10 * 60_000;

const fresh = (): AccountState => ({
  keyFailure: null,
  keyRetryAt: 0,
  slowUntil: 0,
  sendAfter: 0,
  atOnce: FIRST_AT_ONCE,
  limitedAt: null,
  unreachableUntil: 0,
  offline: false,
  failures: 0,
});

/** What is known of each account's dealings with the service: in memory only, learned anew after a start. */
export class Accounts {
  readonly #states = new Map<string, AccountState>();
  readonly #onChange: (accountId: string) => void;

  constructor(onChange: (accountId: string) => void) {
    this.#onChange = onChange;
  }

  of(accountId: string): Readonly<AccountState> {
    return this.#state(accountId);
  }

  #state(accountId: string): AccountState {
    let state = this.#states.get(accountId);
    if (!state) {
      state = fresh();
      this.#states.set(accountId, state);
    }
    return state;
  }

  /** Takes in a failed call. The account's jobs are held until the time, key or network is right again. */
  failed(accountId: string, failure: CallFailure, now: number, random: number): void {
    const state = this.#state(accountId);
    if (policyOf(failure.code).about === 'key') {
      state.keyFailure = failure;
      // A locked keychain answers like an empty one, and may be open a moment later.
      state.keyRetryAt = now + (failure.code === 'no-key' ? KEY_RETRY_MS : REFUSED_RETRY_MS);
    } else if (failure.code === 'rate-limited' || saysWhen(failure))
      state.slowUntil = now + retryAfterMs(failure.retryAfter, now);
    else if (failure.code === 'unreachable' || failure.code === 'offline') {
      state.failures += 1;
      state.offline = failure.code === 'offline';
      state.unreachableUntil = now + retryDelay(state.failures, 0.5 + random / 2);
    } else return;
    this.#onChange(accountId);
  }

  /** The service takes no more jobs while `running` of ours are under way. */
  full(accountId: string, running: number, retryAfter: unknown, now: number): void {
    const state = this.#state(accountId);
    state.atOnce = Math.max(1, Math.min(state.atOnce, running));
    state.limitedAt = now;
    state.sendAfter = now + retryAfterMs(retryAfter, now);
    this.#onChange(accountId);
  }

  /** The service took a job on; `running` of ours are under way now. The limit is tried anew one place at a time. */
  accepted(accountId: string, running: number, now: number): void {
    const state = this.#state(accountId);
    state.keyFailure = null;
    const maySeek = state.limitedAt === null || now - state.limitedAt >= LIMIT_MS;
    if (running < state.atOnce || state.atOnce >= MOST_AT_ONCE || !maySeek) return;
    state.atOnce += 1;
    if (state.limitedAt !== null) state.limitedAt = now;
  }

  /** One of our jobs has left the service: there is a place again. */
  freed(accountId: string): void {
    this.#state(accountId).sendAfter = 0;
  }

  /** A question was answered: the network and the key are fine, though the key may still lack a permission to send. */
  succeeded(accountId: string): void {
    const state = this.#state(accountId);
    const mended = state.keyFailure !== null && state.keyFailure.code !== 'key-scope';
    const changed = state.failures > 0 || mended;
    state.failures = 0;
    state.unreachableUntil = 0;
    if (mended) state.keyFailure = null;
    if (changed) this.#onChange(accountId);
  }

  /** A new key, a new address or the network's return: everything may be tried at once. */
  reset(accountId?: string): void {
    for (const [id, state] of this.#states) {
      if (accountId !== undefined && id !== accountId) continue;
      const { atOnce, limitedAt } = state;
      Object.assign(state, fresh(), { atOnce, limitedAt });
      this.#onChange(id);
    }
  }
}

/**
 * Whether a send may use the key: it is fine as far as anyone knows, or was not there or lacked a permission and may
 * be in order now.
 */
export function isKeyUsable({ keyFailure, keyRetryAt }: Readonly<AccountState>, now: number): boolean {
  const mayBeMended = keyFailure?.code === 'no-key' || keyFailure?.code === 'key-scope';
  return keyFailure === null || (mayBeMended && keyRetryAt <= now);
}

/** What keeps an account's service out of reach, by the last call that did not get through. */
export const awayOf = ({ offline }: Readonly<AccountState>): Away => (offline ? 'offline' : 'service');

/** From when on jobs under way are asked about: a key that may not send may still ask. */
export function askAgainAt({ keyFailure, keyRetryAt }: Readonly<AccountState>): number {
  return keyFailure === null || keyFailure.code === 'key-scope' ? 0 : keyRetryAt;
}

/** A service in trouble that says when to come back. */
const saysWhen = ({ code, retryAfter }: CallFailure): boolean =>
  code === 'service-error' && retryAfter !== undefined && retryAfter !== null;
