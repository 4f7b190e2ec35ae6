import { spawnSync } from 'node:child_process';
import { rmSync } from 'node:fs';
import path from 'node:path';
import { expect } from 'vitest';
import { Journal } from '../../../main/core/store/journal.ts';
import { fastFolder, mustOpen, play, rowsOf } from './run.ts';

/** What the child was told of its writes, and what was there afterwards. */
export interface Told {
  readonly done: number;
  readonly failed: readonly string[];
  readonly stopped: boolean;
}

/** What a journal holds after each write of the child's run. */
const states: string[] = [];
function stateAfter(writes: number): string | undefined {
  if (states.length === 0) {
    const home = fastFolder();
    const { db } = mustOpen(path.join(home, 'journal.db'));
    const journal = new Journal(db);
    const keep = (): unknown => states.push(rowsOf(db).join('\n'));
    keep();
    for (const _ of play(journal, 12)) keep();
    journal.close();
    rmSync(home, { recursive: true });
  }
  return states[writes];
}

/**
 * Runs `child.ts` under a command, and opens what it left: everything that it was told is done is there; beyond that
 * at most the one write that failed last, whole; nothing is damaged, doubted or left half.
 * @param run the command, given what starts the child on a journal.
 */
export function runChild(run: (node: string, ...child: string[]) => [string, ...string[]]): Told {
  const folder = fastFolder();
  try {
    const file = path.join(folder, 'journal.db');
    const [command, ...args] = run(process.execPath, path.join(import.meta.dirname, 'child.ts'), file);
    const { stdout, stderr, signal } = spawnSync(command, args, { encoding: 'utf8', timeout: 60_000 });
    const lines = stdout.trim().split('\n');
    const failed = lines.filter((line) => line.startsWith('failed'));
    const done = lines.filter((line) => line === 'done').length;
    if (lines[0] !== 'open') expect(stderr).toContain('did not open');
    else expect(signal).toBe('SIGKILL');
    const { db, movedAside, doubts } = mustOpen(file);
    expect({ movedAside, doubts }).toEqual({ movedAside: null, doubts: [] });
    const rows = rowsOf(db).join('\n');
    if (rows !== stateAfter(done)) expect(rows).toBe(stateAfter(done + 1));
    db.close();
    return { done, failed, stopped: lines.includes('stopped') };
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}
