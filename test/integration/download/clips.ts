import { createHash } from 'node:crypto';
import { existsSync, readFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';

export const MIB = 1024 * 1024;
/** Memory, where there is such a folder: for tests that are not about fsync and would do thousands of them. */
export const scratch = existsSync('/dev/shm') ? '/dev/shm' : tmpdir();

const media = path.resolve(import.meta.dirname, '../../fixtures/media');

/** A fixture's bytes. */
export const fixture = (name: string): Buffer => readFileSync(path.join(media, name));
export const fixturePath = (name: string): string => path.join(media, name);
export const sha256 = (bytes: Uint8Array): string => createHash('sha256').update(bytes).digest('hex');

/** A whole MP4 of exactly `length` bytes whose media data are bytes that tell their offset. */
export function clipOfLength(length: number): Buffer {
  const small = fixture('clip.mp4');
  const mdat = small.indexOf('mdat', 0, 'latin1') - 4;
  const clip = Buffer.alloc(length);
  small.copy(clip, 0, 0, mdat);
  clip.writeUInt32BE(length - mdat, mdat);
  clip.write('mdat', mdat + 4, 'latin1');
  let state = 1;
  for (let at = mdat + 8; at + 4 <= length; at += 4) {
    state = (Math.imul(state, 1664525) + 1013904223) >>> 0;
    clip.writeUInt32BE((state ^ at) >>> 0, at);
  }
  return clip;
}
