import { mkdtempSync, statfsSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';

const MIN_FREE_BYTES = 1024 ** 3;

/** A folder in memory where there is enough of it: a killed process loses nothing there, and a sync costs nothing. */
export function scratchFolder(): string {
  const memory = '/dev/shm';
  try {
    const { bavail, bsize } = statfsSync(memory);
    if (bavail * bsize >= MIN_FREE_BYTES) return mkdtempSync(path.join(memory, 'kinora-fault-'));
  } catch {
    // No such thing on this system.
  }
  return mkdtempSync(path.join(os.tmpdir(), 'kinora-fault-'));
}
