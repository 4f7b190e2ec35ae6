import { randomBytes } from 'node:crypto';
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
import { publishFile, removeFile, syncFolder, systemBusyPolicy, whileBusy } from '../store/atomic-file.ts';
import { CopyNotes, noteOf } from './copy-notes.ts';
import { ID_FILE, idAt } from './folders.ts';
import { sha256Of } from './publish.ts';

interface Entry {
  readonly kind: 'file' | 'link';
  readonly size: number;
  readonly modified: number;
}

/** What is left of copies that did not come to an end, their notes, and parts that are fetched again anyway. */
const LEFT_OUT = /^(\.kinora\/(incoming\/|copy\.jsonl$)|(.*\/)?\.[^/]+\.[0-9a-f]{12}\.tmp$)/;
/** A file that is written to while it is copied is copied again, so many times. */
const ATTEMPTS = 3;

/**
 * Copies a library folder, each file checked by its content; what is there already is not copied again. Nothing that
 * this copy has not written itself is ever replaced. Only when all is done does the copy get what a library folder is
 * known by.
 */
export class FolderCopy {
  readonly #from: string;
  readonly #to: string;
  readonly #notes: CopyNotes;
  /** As they were when they were copied and checked. */
  readonly #copied = new Map<string, Entry>();

  /** @param to made where it does not exist; a copy of the same folder that was begun there goes on. */
  constructor(from: string, to: string) {
    this.#from = from;
    this.#to = to;
    this.#notes = new CopyNotes(to);
  }

  /**
   * Copies what is new or different since the last time, and takes away what has gone meanwhile.
   * @returns `disk-full` before anything is begun where there is no room, `folder-taken` where another file has a name,
   * `cancelled` as false, or the disk's failure.
   */
  async run(
    signal: AbortSignal,
    onProgress: (done: number, total: number) => void,
  ): Promise<Outcome<boolean>> {
    try {
      await this.#notes.open(idAt(this.#from) ?? '');
      const found = await list(this.#from);
      found.delete(ID_FILE);
      const todo = [...found].filter(([name, entry]) => !isSame(this.#copied.get(name), entry));
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
        if (await this.#copy(name, entry)) this.#copied.set(name, entry);
        folders.add(path.dirname(path.join(this.#to, name)));
        done += entry.size;
      }
      for (const name of this.#notes.names.filter((each) => !found.has(each) && each !== ID_FILE)) {
        if (await this.#isOurs(name)) await removeFile(path.join(this.#to, name));
        this.#copied.delete(name);
      }
      for (const folder of folders) await syncFolder(folder).catch(unlessGone);
      return ok(true);
    } catch (error) {
      return { ok: false, error: diskFailure(error) };
    }
  }

  /** Makes the copy a library folder; nothing may change in the folder between the last `run` and this. */
  async complete(): Promise<Outcome<void>> {
    try {
      const { size, mtimeMs } = await lstat(path.join(this.#from, ID_FILE));
      await this.#copy(ID_FILE, { kind: 'file', size, modified: Math.floor(mtimeMs) });
      await syncFolder(path.dirname(path.join(this.#to, ID_FILE)));
      return ok(undefined);
    } catch (error) {
      return { ok: false, error: diskFailure(error) };
    }
  }

  /** The copy is in use: what it would go on with is not needed any more. */
  forget(): Promise<void> {
    return this.#notes.remove();
  }

  /** @returns false for what has gone meanwhile. */
  async #copy(name: string, { kind, modified }: Entry): Promise<boolean> {
    const [from, to] = [path.join(this.#from, name), path.join(this.#to, name)];
    const beside = path.join(path.dirname(to), `.move.${randomBytes(6).toString('hex')}.tmp`);
    try {
      await mkdir(path.dirname(to), { recursive: true });
      const target = kind === 'link' ? await readlink(from) : null;
      const content = target === null ? await contentToCopy(from, beside, to) : noteOf.link(target);
      const there = await contentOf(to);
      const isSameThere = there === content;
      // Their time tells clips that were edited outside.
      if (target === null) await utimes(isSameThere ? to : beside, modified / 1000, modified / 1000);
      if (isSameThere) return true;
      if (there !== null && !this.#notes.has(name, there)) throw taken(name);
      await this.#notes.add(name, content);
      if (target !== null) await symlink(target, there === null ? to : beside);
      if (there !== null) await whileBusy(() => rename(beside, to), systemBusyPolicy);
      else if (target === null) {
        const named = await publishFile(beside, path.dirname(to), [path.basename(to)]);
        if (!named.ok)
          throw named.error.detail === 'every name is taken' ? taken(name) : new FailureError(named.error);
      }
      return true;
    } catch (error) {
      // It left while it was copied.
      if (errorCode(error) === 'ENOENT' && (await lstat(from).catch(() => null)) === null) return false;
      throw error;
    } finally {
      await removeFile(beside).catch(() => undefined);
    }
  }

  /** Whether what has this name in the copy is still what was written there. */
  async #isOurs(name: string): Promise<boolean> {
    const there = await contentOf(path.join(this.#to, name));
    return there !== null && this.#notes.has(name, there);
  }
}

const taken = (name: string): FailureError =>
  new FailureError({ code: 'folder-taken', facts: { name: path.posix.basename(name) } });

function unlessGone(error: unknown): void {
  if (errorCode(error) !== 'ENOENT') throw error;
}

/** A file's content, which then also lies `beside` unless it is at `to` already. */
async function contentToCopy(from: string, beside: string, to: string): Promise<string> {
  for (let attempt = 1; ; attempt += 1) {
    const sha256 = await sha256Of(from);
    if ((await contentOf(to)) === sha256) return sha256;
    await copyFile(from, beside, constants.COPYFILE_FICLONE);
    const handle = await open(beside, 'r+');
    await handle.sync().finally(() => handle.close());
    if ((await sha256Of(beside)) === sha256) return sha256;
    if (attempt === ATTEMPTS) throw new FailureError({ code: 'disk-error', detail: 'the copy differs' });
  }
}

/** What lies at a place: a file by its hash, a link by where it leads; null for nothing. */
async function contentOf(place: string): Promise<string | null> {
  const facts = await lstat(place).catch(() => null);
  if (facts === null) return null;
  if (facts.isSymbolicLink()) return noteOf.link(await readlink(place));
  return facts.isFile() ? sha256Of(place) : noteOf.other;
}

const isSame = (a: Entry | undefined, b: Entry): boolean =>
  a?.size === b.size && a.modified === b.modified && a.kind === b.kind;

/** Everything in a folder by its path there, with `/`. */
async function list(root: string): Promise<Map<string, Entry>> {
  const found = new Map<string, Entry>();
  const folders = [''];
  for (let folder = folders.pop(); folder !== undefined; folder = folders.pop()) {
    const entries = await readdir(path.join(root, folder), { withFileTypes: true }).catch(
      (error: unknown) => {
        if (folder === '') throw error;
        unlessGone(error);
        return [];
      },
    );
    for (const entry of entries) {
      const name = folder + entry.name;
      if (entry.isDirectory()) folders.push(`${name}/`);
      else if (!LEFT_OUT.test(name) && (entry.isFile() || entry.isSymbolicLink())) {
        const facts = await lstat(path.join(root, name)).catch(unlessGone);
        if (!facts) continue;
        const { size, mtimeMs } = facts;
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
 * things lie already. A copy of it that was begun goes on; one that was made by other means is left alone.
 * @param id the folder's, kept in every copy of it.
 * @returns `folder-taken` where something else has that name.
 */
export async function placeFor(chosen: string, name: string, id: string): Promise<Outcome<string>> {
  for (const place of [chosen, path.join(chosen, name)]) {
    const names = await readdir(place).catch(() => []);
    const lies = idAt(place);
    const begun = (lies === null || lies === id) && (await CopyNotes.idAt(place)) === id;
    if (names.length === 0 || begun) return ok(place);
    if (lies !== null) break;
  }
  return fail('folder-taken');
}
