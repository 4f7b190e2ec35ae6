import { createHash } from 'node:crypto';

/**
 * The id of an order that the person has given an id of their own: the same one each time, so that the journal knows
 * the order again. A UUIDv8 (RFC 9562 §5.8) of its SHA-256. Practice has ids of its own: a rehearsal is not the order.
 */
export function clickOf(once: string, practice = false): string {
  const verb = practice ? 'animate --practice' : 'animate';
  const hex = createHash('sha256').update(`kinora ${verb} --once ${once}`).digest('hex');
  return [
    hex.slice(0, 8),
    hex.slice(8, 12),
    `8${hex.slice(13, 16)}`,
    `8${hex.slice(17, 20)}`,
    hex.slice(20, 32),
  ].join('-');
}
