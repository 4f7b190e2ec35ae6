import { constants } from 'node:fs';
import { type FileHandle, open, stat } from 'node:fs/promises';
import { fail, type Outcome, ok } from '../../../preload/contract/errors.ts';
import { diskFailure } from '../disk-failure.ts';

/** An open file and its length in bytes. */
export interface RegularFile {
  readonly handle: FileHandle;
  readonly size: number;
}

/**
 * Opens a file that a person dropped or picked, for the time of `use`, without ever waiting for it.
 * @param name display name; the path stays out of every answer.
 * @returns what `use` answers, or `folder`, `not-an-image` for devices and pipes, or `undecodable` where the disk fails.
 */
export async function withRegularFile<T>(
  path: string,
  name: string,
  use: (file: RegularFile) => Promise<Outcome<T>>,
): Promise<Outcome<T>> {
  const opened = await openRegular(path, name);
  if (!opened.ok) return opened;
  const { handle } = opened.value;
  try {
    return await use(opened.value);
  } catch (error) {
    return fail('undecodable', diskFailure(error).detail, { name });
  } finally {
    await handle.close();
  }
}

async function openRegular(path: string, name: string): Promise<Outcome<RegularFile>> {
  const notRegular = fail('not-an-image', 'not a regular file', { name });
  try {
    // Opening a pipe or a device can wait for ever or do something: ask what it is before and, because it may
    // be replaced in between, never wait and ask the open file again.
    const before = await stat(path);
    if (before.isDirectory()) return fail('folder', undefined, { name });
    if (!before.isFile()) return notRegular;
    const handle = await open(path, constants.O_RDONLY | (constants.O_NONBLOCK ?? 0));
    const facts = await handle.stat();
    if (facts.isFile()) return ok({ handle, size: facts.size });
    await handle.close();
    return notRegular;
  } catch (error) {
    return fail('undecodable', diskFailure(error).detail, { name });
  }
}

/** The first bytes of a file, as many as asked for or as there are. */
export async function readHead({ handle, size }: RegularFile, most: number): Promise<Buffer> {
  const head = Buffer.alloc(Math.min(size, most));
  let filled = 0;
  while (filled < head.length) {
    const { bytesRead } = await handle.read(head, filled, head.length - filled, filled);
    if (bytesRead === 0) break;
    filled += bytesRead;
  }
  return head.subarray(0, filled);
}
