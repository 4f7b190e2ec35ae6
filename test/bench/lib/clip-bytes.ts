import { createHash } from 'node:crypto';
import fs from 'node:fs';
import path from 'node:path';

const video = fs.readFileSync(path.resolve(import.meta.dirname, '../../fixtures/media/clip-smallest.mp4'));
/** The same bytes each time, and none that a disk or a line could make smaller. */
const BLOCK = ((): Buffer => {
  const parts: Buffer[] = [];
  for (let at = 0; at < 1024 * 1024; at += 32) parts.push(createHash('sha256').update(String(at)).digest());
  return Buffer.concat(parts);
})();

/**
 * A clip of so many bytes, in pieces of a megabyte at most: a small real one, and then a box that players pass over.
 * Clips of other numbers have other bytes.
 */
export function* clipBytes(bytes: number, number = 0): Generator<Buffer> {
  const box = Buffer.alloc(16);
  box.writeUInt32BE(bytes - video.length, 0);
  box.write('free', 4);
  box.writeBigUInt64BE(BigInt(number), 8);
  const head = Buffer.concat([video, box]);
  yield head;
  for (let left = bytes - head.length; left > 0; left -= BLOCK.length) yield BLOCK.subarray(0, left);
}

/** SHA-256 in hex of the clip that `clipBytes` makes. */
export function clipHash(bytes: number, number = 0): string {
  const hash = createHash('sha256');
  for (const piece of clipBytes(bytes, number)) hash.update(piece);
  return hash.digest('hex');
}
