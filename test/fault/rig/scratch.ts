import { mkdtempSync, rmSync, statfsSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';

const MIN_FREE_BYTES = 1024 ** 3;

export interface Scratch {
  readonly dir: string;
  remove(): void;
}

/**
 * A folder in memory where there is enough of it: a killed process loses nothing there, and a sync costs nothing. It
 * goes with this process at the latest, unless it is kept.
 */
export function scratchFolder(keep = false): Scratch {
  const dir = mkdtempSync(path.join(roomyFolder(), 'kinora-fault-'));
  const remove = (): void => {
    process.off('exit', remove);
    if (!keep) rmSync(dir, { recursive: true, force: true });
  };
  process.on('exit', remove);
  return { dir, remove };
}

function roomyFolder(): string {
  const memory = '/dev/shm';
  try {
    const { bavail, bsize } = statfsSync(memory);
    return bavail * bsize >= MIN_FREE_BYTES ? memory : os.tmpdir();
  } catch {
    return os.tmpdir();
  }
}
