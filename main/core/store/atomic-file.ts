import { randomBytes } from 'node:crypto';
import { link, mkdir, open, opendir, rename, rm, stat, unlink } from 'node:fs/promises';
import path from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { fail, type Outcome, ok } from '../../../preload/contract/errors.ts';
import { diskFailure, errorCode } from '../disk-failure.ts';

/** Waits in milliseconds before each further try while a virus scanner or indexer holds a file: 60 s in all. */
export const BUSY_WAITS: readonly number[] = [10, 20, 40, 80, 160, 320, 640, ...Array<number>(59).fill(1000)];
const BUSY_ON_WINDOWS = new Set(['EPERM', 'EBUSY', 'EACCES']);
/** What systems say where there are no hard links; Windows' "invalid function" arrives as EISDIR. */
const NO_LINKS_HERE = new Set([
  'EPERM',
  'ENOTSUP',
  'EOPNOTSUPP',
  'ENOSYS',
  'EMLINK',
  'EINVAL',
  'EISDIR',
  'UNKNOWN',
]);

const NONE_FREE = 'every name is taken';

/** Some network and user-space file systems have no fsync for folders; there is nothing better to do there. */
export const NO_FOLDER_SYNC: ReadonlySet<string> = new Set(['EINVAL', 'ENOTSUP', 'ENOSYS']);

/** How to wait for a file that another program holds; tests and other systems give their own. */
export interface BusyPolicy {
  readonly busy: (code: string | null) => boolean;
  readonly waits: readonly number[];
}

/** Windows refuses to move a file that anyone has open; elsewhere these errors are final. */
export const systemBusyPolicy: BusyPolicy = {
  busy: (code) => process.platform === 'win32' && code !== null && BUSY_ON_WINDOWS.has(code),
  waits: BUSY_WAITS,
};

/** Runs `action`, again after each wait while the policy calls its error busy. Throws its last error. */
export async function whileBusy<T>(action: () => Promise<T>, policy: BusyPolicy): Promise<T> {
  for (const wait of policy.waits) {
    try {
      return await action();
    } catch (error) {
      if (!policy.busy(errorCode(error))) throw error;
      await sleep(wait);
    }
  }
  return action();
}

/** Makes the names in a folder durable. Windows cannot and need not: its renames are journalled. */
export async function syncFolder(folder: string): Promise<void> {
  if (process.platform === 'win32') return;
  const handle = await open(folder, 'r');
  try {
    await handle.sync();
  } catch (error) {
    if (!NO_FOLDER_SYNC.has(errorCode(error) ?? '')) throw error;
  } finally {
    await handle.close();
  }
}

/** Writes a new file whole and durable under a name of its own beside `file`; the caller moves it into place. */
async function writeBeside(file: string, data: Uint8Array | string): Promise<string> {
  const beside = path.join(
    path.dirname(file),
    `.${path.basename(file).slice(0, 80)}.${randomBytes(6).toString('hex')}.tmp`,
  );
  const handle = await open(beside, 'wx', 0o666);
  try {
    await handle.writeFile(data);
    await handle.sync();
  } catch (error) {
    await handle.close();
    await rm(beside, { force: true });
    throw error;
  }
  await handle.close();
  return beside;
}

/**
 * Replaces `file` by `data` in one step: after a crash or a power cut it holds the old bytes or the new, whole.
 * The folder must exist.
 * @returns `disk-full`, `folder-unusable` or `disk-error`; the old file is then untouched.
 */
export async function writeFileAtomic(
  file: string,
  data: Uint8Array | string,
  policy: BusyPolicy = systemBusyPolicy,
): Promise<Outcome<void>> {
  try {
    const beside = await writeBeside(file, data);
    try {
      await whileBusy(() => rename(beside, file), policy);
    } catch (error) {
      await rm(beside, { force: true });
      throw error;
    }
    await syncFolder(path.dirname(file));
    return ok(undefined);
  } catch (error) {
    return { ok: false, error: diskFailure(error) };
  }
}

/**
 * Writes a new file whole and durable; what has its name already is never touched.
 * @returns whether the name was free.
 */
export async function createFileAtomic(file: string, data: Uint8Array | string): Promise<Outcome<boolean>> {
  let beside: string | null = null;
  try {
    beside = await writeBeside(file, data);
    const named = await publishFile(beside, path.dirname(file), [path.basename(file)]);
    if (named.ok) return ok(true);
    await removeFile(beside);
    return named.error.detail === NONE_FREE ? ok(false) : named;
  } catch (error) {
    if (beside !== null) await rm(beside, { force: true });
    return { ok: false, error: diskFailure(error) };
  }
}

/** Gives `from` the name `to` unless anything has it. `from` may keep its old name too (a hard link). */
async function claim(from: string, to: string, policy: BusyPolicy, links: boolean): Promise<void> {
  try {
    if (links) {
      await whileBusy(() => link(from, to), { ...policy, busy: (c) => c !== 'EPERM' && policy.busy(c) });
      return;
    }
  } catch (error) {
    if (!NO_LINKS_HERE.has(errorCode(error) ?? '')) throw error;
  }
  // exFAT and some network disks have no links: reserve the name with an empty file, then move over it.
  await (await open(to, 'wx')).close();
  try {
    await whileBusy(() => rename(from, to), policy);
  } catch (error) {
    await rm(to, { force: true });
    throw error;
  }
}

/**
 * Gives a finished file the first free of `names` in `folder`, which must be on the same file system.
 * Nothing is ever overwritten. With `keep`, `from` may remain as a second name of the same bytes, so that a
 * crash before the caller's next step can still be completed; without, it is gone. `links: false` does without
 * hard links from the start, as is done anyway where there are none.
 * @returns the name taken, durable; `disk-error` when every name is taken.
 */
export async function publishFile(
  from: string,
  folder: string,
  names: Iterable<string>,
  options: { readonly keep?: boolean; readonly links?: boolean; readonly policy?: BusyPolicy } = {},
): Promise<Outcome<string>> {
  const policy = options.policy ?? systemBusyPolicy;
  try {
    for (const name of names) {
      try {
        await claim(from, path.join(folder, name), policy, options.links !== false);
      } catch (error) {
        if (errorCode(error) === 'EEXIST') continue;
        throw error;
      }
      if (options.keep !== true) await removeFile(from, policy);
      await syncFolder(folder);
      return ok(name);
    }
    return fail('disk-error', NONE_FREE);
  } catch (error) {
    return { ok: false, error: diskFailure(error) };
  }
}

/** Removes a file; one that is already gone is fine. */
export async function removeFile(file: string, policy: BusyPolicy = systemBusyPolicy): Promise<void> {
  try {
    await whileBusy(() => unlink(file), policy);
  } catch (error) {
    if (errorCode(error) !== 'ENOENT') throw error;
  }
}

const BESIDE = /^\..+\.[0-9a-f]{12}\.tmp$/;

/**
 * Removes what was left in `folder` of writing that ended before `before` (milliseconds since 1970) without its
 * rename: by a crash or a power cut.
 */
export async function removeUnfinished(folder: string, before: number): Promise<void> {
  // In pieces, because a library's thousands of names at once keep everything else waiting.
  for await (const { name } of await opendir(folder, { bufferSize: 256 })) {
    if (!BESIDE.test(name)) continue;
    const facts = await stat(path.join(folder, name)).catch(() => null);
    if (facts?.isFile() && facts.mtimeMs < before) await removeFile(path.join(folder, name));
  }
}

/** Makes a folder and its parents; `folder-unusable` where that cannot be. */
export async function makeFolder(folder: string): Promise<Outcome<void>> {
  try {
    await mkdir(folder, { recursive: true });
    return ok(undefined);
  } catch (error) {
    const failure = diskFailure(error);
    return fail(failure.code === 'disk-full' ? 'disk-full' : 'folder-unusable', failure.detail);
  }
}
