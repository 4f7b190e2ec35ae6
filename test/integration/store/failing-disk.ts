import { mkdirSync, mkdtempSync, realpathSync, rmSync, statSync } from 'node:fs';
import path from 'node:path';
import type { Outcome } from '../../../preload/contract/errors.ts';
import { type DiskCall, disk, systemError } from '../download/disk.ts';
import { PowerLog, type Tree } from '../download/power.ts';
import { fastFolder } from './run.ts';

/** Something that is written to disk and reported as done. */
export interface Task {
  /** What is there before; whatever it writes counts as written by the program. */
  readonly prepare?: (root: string) => Promise<void>;
  readonly act: (root: string) => Promise<Outcome<unknown>>;
  /** Whether what was reported as done is there, whole. */
  readonly isThere: (tree: Tree, root: string) => boolean;
}

/**
 * Does a task with each call of the file system failing in turn, and then once more on a disk that works. Whenever it
 * is reported as done, a power cut at that very moment must leave it. A file whose sync failed counts as lost until
 * it is written again: systems drop what they could not write, and the next sync reports success all the same.
 * @returns how many calls there were, and what was wrong.
 */
export async function failEachCall(task: Task, code: string): Promise<{ calls: string[]; wrong: string[] }> {
  const calls: string[] = [];
  const wrong: string[] = [];
  for (let failing = 0; ; failing += 1) {
    const root = realpathSync(mkdtempSync(path.join(fastFolder(), 'root-')));
    const power = new PowerLog();
    const dropped = new Set<string>();
    disk.reset(root);
    disk.after = (call) => note(power, dropped, call);
    await task.prepare?.(root);
    let call = 0;
    let failed: string | null = null;
    disk.before = ({ name, path: file }) => {
      const what = `${name} ${path.relative(root, file).replace(/\.[0-9a-f]{12}\.tmp$/, '') || '.'}`;
      if (call === failing) failed = what;
      call += 1;
      if (failed !== what || call !== failing + 1) return undefined;
      // Names are the file system's own to keep; it says so again while it cannot.
      if (name === 'sync' && statSync(file).isFile()) dropped.add(file);
      throw systemError(code, name);
    };
    const check = (result: Outcome<unknown>, when: string): void => {
      if (!result.ok) return;
      for (const tree of power.possible())
        if (!task.isThere(tree, root)) {
          wrong.push(`reported as done ${when}, and gone after a power cut`);
          return;
        }
    };
    check(await task.act(root), `although it failed to ${failed}`);
    disk.before = () => undefined;
    if (failed !== null) calls.push(failed);
    const again = await task.act(root);
    if (!again.ok) wrong.push(`cannot be done after it failed to ${failed}: ${again.error.detail}`);
    check(again, `after it once failed to ${failed}`);
    disk.reset();
    rmSync(path.dirname(root), { recursive: true, force: true });
    if (failed === null) return { calls, wrong };
  }
}

function note(power: PowerLog, dropped: Set<string>, call: DiskCall): void {
  if (call.name === 'write') dropped.delete(call.path);
  if (call.name !== 'sync' || !dropped.has(call.path)) power.note(call);
}

/** A file's bytes in a tree, or null. */
export function bytesIn(tree: Tree, file: string): Buffer | null {
  return tree.get(path.dirname(file))?.get(path.basename(file)) ?? null;
}

/** Makes a folder without anyone taking notice. */
export function quietFolder(folder: string): string {
  mkdirSync(folder, { recursive: true });
  return folder;
}
