import {
  constants,
  copyFile,
  lstat,
  mkdir,
  open,
  readdir,
  readlink,
  rename,
  rmdir,
  statfs,
  symlink,
  utimes,
} from 'node:fs/promises';
import path from 'node:path';
import { fail, type Outcome, ok } from '../../../preload/contract/errors.ts';
import { diskFailure, errorCode, FailureError } from '../disk-failure.ts';
import { removeFile, syncFolder } from '../store/atomic-file.ts';
import { ID_FILE, idAt } from './folders.ts';
import { sha256Of } from './publish.ts';

interface Entry {
  readonly kind: 'file' | 'link';
  readonly size: number;
  readonly modified: number;
}

/** What is left of copies that did not come to an end, and parts that are fetched again anyway. */
const LEFT_OUT = /^(\.kinora\/incoming\/|(.*\/)?\.[^/]+\.[0-9a-f]{12}\.tmp$)/;

/** Copies a library folder, each file checked by its content; what is there already is not copied again. */
export class FolderCopy {
  readonly #from: string;
  readonly #to: string;
  /** As they were when they were copied and checked. */
  readonly #copied = new Map<string, Entry>();

  /** @param to made where it does not exist. */
  constructor(from: string, to: string) {
    this.#from = from;
    this.#to = to;
  }

  /**
   * Copies what is new or different since the last time, and takes away what has gone meanwhile.
   * @returns `disk-full` before anything is begun where there is no room, `cancelled` as false, or the disk's failure.
   */
  async run(
    signal: AbortSignal,
    onProgress: (done: number, total: number) => void,
  ): Promise<Outcome<boolean>> {
    try {
      await mkdir(this.#to, { recursive: true });
      const found = await list(this.#from);
      // First what a copy that was begun is known by.
      const todo = [...found]
        .filter(([name, entry]) => !isSame(this.#copied.get(name), entry))
        .sort(([a], [b]) => Number(b === ID_FILE) - Number(a === ID_FILE));
      const total = todo.reduce((sum, [, { size }]) => sum + size, 0);
      const { bavail, bsize } = await statfs(this.#to);
      const there = await list(this.#to);
      const needed = todo.reduce(
        (sum, [name, { size }]) => sum + (there.get(name)?.size === size ? 0 : size),
        0,
      );
      if (needed > bavail * bsize) return fail('disk-full', undefined, { needed });
      const folders = new Set<string>();
      let done = 0;
      for (const [name, entry] of todo) {
        if (signal.aborted) return ok(false);
        onProgress(done, total);
        await this.#copy(name, entry);
        this.#copied.set(name, entry);
        folders.add(path.dirname(path.join(this.#to, name)));
        done += entry.size;
      }
      for (const name of [...this.#copied.keys()].filter((each) => !found.has(each))) {
        await removeFile(path.join(this.#to, name));
        this.#copied.delete(name);
      }
      for (const folder of folders) await syncFolder(folder);
      return ok(true);
    } catch (error) {
      return { ok: false, error: diskFailure(error) };
    }
  }

  async #copy(name: string, { kind, modified }: Entry): Promise<void> {
    const [from, to] = [path.join(this.#from, name), path.join(this.#to, name)];
    await mkdir(path.dirname(to), { recursive: true });
    if (kind === 'link') {
      await removeFile(to);
      return symlink(await readlink(from), to);
    }
    const sha256 = await sha256Of(from);
    if ((await sha256Of(to).catch(() => null)) !== sha256) {
      await copyFile(from, to, constants.COPYFILE_FICLONE);
      const handle = await open(to, 'r+');
      await handle.sync().finally(() => handle.close());
      if ((await sha256Of(to)) !== sha256)
        throw new FailureError({ code: 'disk-error', detail: 'the copy differs' });
    }
    // Their time tells clips that were edited outside.
    await utimes(to, modified / 1000, modified / 1000);
  }
}

const isSame = (a: Entry | undefined, b: Entry): boolean =>
  a?.size === b.size && a.modified === b.modified && a.kind === b.kind;

/** Everything in a folder by its path there, with `/`. */
async function list(root: string): Promise<Map<string, Entry>> {
  const found = new Map<string, Entry>();
  const folders = [''];
  for (let folder = folders.pop(); folder !== undefined; folder = folders.pop()) {
    const entries = await readdir(path.join(root, folder), { withFileTypes: true });
    for (const entry of entries) {
      const name = folder + entry.name;
      if (entry.isDirectory()) folders.push(`${name}/`);
      else if (!LEFT_OUT.test(name) && (entry.isFile() || entry.isSymbolicLink())) {
        const { size, mtimeMs } = await lstat(path.join(root, name));
        const kind = entry.isFile() ? 'file' : 'link';
        found.set(name, { kind, size, modified: Math.floor(mtimeMs) });
      }
    }
  }
  return found;
}

/**
 * Gives a folder another place on its disk in one step.
 * @returns false where that cannot be done, as from one disk to another; nothing has changed then.
 */
export async function renameFolder(from: string, to: string): Promise<boolean> {
  try {
    // Only an empty one goes.
    await rmdir(to).catch((error: unknown) => {
      if (errorCode(error) !== 'ENOENT') throw error;
    });
    await rename(from, to);
    await syncFolder(path.dirname(to));
    return true;
  } catch {
    await mkdir(to, { recursive: true }).catch(() => undefined);
    return false;
  }
}

/**
 * Where a library folder that is moved into `chosen` would lie: there, or in a new folder of its own name where other
 * things lie already. A copy of it that was begun goes on.
 * @param id the folder's, kept in every copy of it.
 * @returns `folder-taken` where something else has that name.
 */
export async function placeFor(chosen: string, name: string, id: string): Promise<Outcome<string>> {
  for (const place of [chosen, path.join(chosen, name)]) {
    const names = await readdir(place).catch(() => []);
    if (names.length === 0 || idAt(place) === id) return ok(place);
  }
  return fail('folder-taken');
}
