import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { DatabaseSync } from 'node:sqlite';

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
  process.once('exit', () => {
    fs.rmSync(file, { force: true });
    db.close();
  });
  return true;
}
