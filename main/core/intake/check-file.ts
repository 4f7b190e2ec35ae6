import { constants } from 'node:fs';
import { type FileHandle, open, stat } from 'node:fs/promises';
import { fail, type Outcome } from '../../../preload/contract/errors.ts';
import { diskFailure } from '../disk-failure.ts';
import { type AcceptedImage, acceptFile } from './accept.ts';

const HEAD_BYTES = 256 * 1024;
/** Cameras may put previews and maps before a JPEG's frame header; beyond this it is not worth looking. */
const LONG_HEAD_BYTES = 4 * 1024 * 1024;

/**
 * Opens a file that a person dropped or picked and says whether it can become a clip.
 * @param name display name; the path stays out of every answer.
 * @returns what `acceptFile` answers, or `folder`, `not-an-image` for devices and pipes, or the disk's failure.
 */
export async function checkFile(path: string, name: string): Promise<Outcome<AcceptedImage>> {
  let handle: FileHandle | undefined;
  try {
    // Opening a pipe or a device can wait for ever or do something: ask what it is before and, because it may
    // be replaced in between, never wait and ask the open file again.
    const before = await stat(path);
    if (before.isDirectory()) return fail('folder', undefined, { name });
    if (!before.isFile()) return fail('not-an-image', 'not a regular file', { name });
    handle = await open(path, constants.O_RDONLY | (constants.O_NONBLOCK ?? 0));
    const facts = await handle.stat();
    if (!facts.isFile()) return fail('not-an-image', 'not a regular file', { name });
    const size = facts.size;
    const first = acceptFile({ name, size, head: await readHead(handle, Math.min(size, HEAD_BYTES)) });
    if (first.ok || first.error.code !== 'undecodable' || size <= HEAD_BYTES) return first;
    return acceptFile({ name, size, head: await readHead(handle, Math.min(size, LONG_HEAD_BYTES)) });
  } catch (error) {
    const failure = diskFailure(error);
    return fail('undecodable', failure.detail, { name });
  } finally {
    await handle?.close();
  }
}

async function readHead(handle: FileHandle, length: number): Promise<Buffer> {
  const head = Buffer.alloc(length);
  let filled = 0;
  while (filled < length) {
    const { bytesRead } = await handle.read(head, filled, length - filled, filled);
    if (bytesRead === 0) break;
    filled += bytesRead;
  }
  return head.subarray(0, filled);
}
