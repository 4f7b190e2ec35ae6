/** What the core needs from the world around it. Everything else it does itself, in plain Node. */

/** Time. Wall time is for people and the service; monotonic time for waiting. */
export interface Clock {
  /** Milliseconds since 1970, UTC. */
  now(): number;
  /** Milliseconds that never run backwards. */
  monotonic(): number;
  /** Calls back once after `ms` milliseconds; returns the cancel. */
  after(ms: number, callback: () => void): () => void;
}

/** Fresh UUIDv7 ids: they sort by the time they were made. */
export interface Ids {
  next(): string;
}

/** The key of an account, read at the moment of a call and kept nowhere else. */
export interface Secrets {
  /** @returns null when the account has no usable key now. */
  key(accountId: string): Promise<string | null>;
}

/** A line for the log: no keys, no addresses with signatures, no absolute paths. */
export type Log = (
  level: 'info' | 'warn' | 'error',
  event: string,
  facts?: Readonly<Record<string, unknown>>,
) => void;
