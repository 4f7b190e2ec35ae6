import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { DatabaseSync } from 'node:sqlite';

/** Names that this process holds, each by the connection that is its lock. */
const held = new Map<string, DatabaseSync>();

function letGo(): void {
  for (const [file, db] of held) {
    fs.rmSync(file, { force: true });
    db.close();
  }
}

/**
 * Takes a name for this process until it ends; false when another process has it. The lock is the system's own, on a
 * small database: it goes with the process that holds it, however that ends.
 */
export function takeName(name: string, folder = os.tmpdir()): boolean {
  const file = path.join(folder, `kinora-bench-${name}.lock`);
  const db = new DatabaseSync(file);
  try {
    db.exec('PRAGMA locking_mode = EXCLUSIVE; PRAGMA journal_mode = OFF; BEGIN EXCLUSIVE');
  } catch {
    db.close();
    return false;
  }
  // One for all of them: a run takes more names than a process may have listeners.
  if (held.size === 0) process.once('exit', letGo);
  held.set(file, db);
  return true;
}
