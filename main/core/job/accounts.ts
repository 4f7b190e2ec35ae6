import type { Failure } from '../../../preload/contract/errors.ts';
import type { CallFailure } from '../provider/call.ts';
import { retryAfterMs, retryDelay } from './schedule.ts';

interface AccountState {
  keyFailure: Failure | null;
  keyRetryAt: number;
  slowUntil: number;
  unreachableUntil: number;
  failures: number;
}

const KEY_RETRY_MS = 30_000;
const KEY_CODES = ['key-rejected', 'key-scope', 'key-address', 'no-key', 'account-blocked'];

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
      state = {
        keyFailure: null,
        keyRetryAt: Number.POSITIVE_INFINITY,
        slowUntil: 0,
        unreachableUntil: 0,
        failures: 0,
      };
      this.#states.set(accountId, state);
    }
    return state;
  }

  /** Takes in a failed call. The account's jobs are held until the time, key or network is right again. */
  failed(accountId: string, failure: CallFailure, now: number, random: number): void {
    const state = this.#state(accountId);
    if (KEY_CODES.includes(failure.code)) {
      state.keyFailure = failure;
      // A locked keychain answers like an empty one, and may be open a moment later.
      state.keyRetryAt = failure.code === 'no-key' ? now + KEY_RETRY_MS : Number.POSITIVE_INFINITY;
    } else if (failure.code === 'rate-limited') state.slowUntil = now + retryAfterMs(failure.retryAfter, now);
    else if (failure.code === 'unreachable') {
      state.failures += 1;
      state.unreachableUntil = now + retryDelay(state.failures, 0.5 + random / 2);
    } else return;
    this.#onChange(accountId);
  }

  /** A call went through: the network and the key are fine. */
  succeeded(accountId: string): void {
    const state = this.#state(accountId);
    const changed = state.failures > 0 || state.keyFailure !== null;
    state.failures = 0;
    state.unreachableUntil = 0;
    state.keyFailure = null;
    if (changed) this.#onChange(accountId);
  }

  /** A new key, a new address or the network's return: everything may be tried at once. */
  reset(accountId?: string): void {
    for (const [id, state] of this.#states) {
      if (accountId !== undefined && id !== accountId) continue;
      Object.assign(state, {
        keyFailure: null,
        keyRetryAt: Number.POSITIVE_INFINITY,
        slowUntil: 0,
        unreachableUntil: 0,
        failures: 0,
      });
      this.#onChange(id);
    }
  }
}
