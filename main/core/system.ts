import { randomBytes } from 'node:crypto';
import type { Clock, Ids } from './ports.ts';

/** The machine's own clock. */
export const systemClock: Clock = {
  now: () => Date.now(),
  monotonic: () => performance.now(),
  after: (ms, callback) => {
    // A longer delay than 2^31-1 ms would fire at once (Node's timers are 32 bit).
    const timer = setTimeout(callback, Math.min(Math.max(0, ms), 2_147_483_647));
    return () => clearTimeout(timer);
  },
};

/** A UUIDv7 for the given time (RFC 9562 §5.7): 48 bits of milliseconds, 74 random bits. */
export function uuidv7(now: number): string {
  const bytes = randomBytes(16);
  bytes.writeUIntBE(now, 0, 6);
  bytes.writeUInt8((bytes.readUInt8(6) & 0x0f) | 0x70, 6);
  bytes.writeUInt8((bytes.readUInt8(8) & 0x3f) | 0x80, 8);
  const hex = bytes.toString('hex');
  return [hex.slice(0, 8), hex.slice(8, 12), hex.slice(12, 16), hex.slice(16, 20), hex.slice(20)].join('-');
}

/** Ids from the clock and the system's random numbers. */
export const systemIds = (clock: Clock): Ids => ({ next: () => uuidv7(clock.now()) });
