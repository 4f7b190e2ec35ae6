import { randomBytes } from 'node:crypto';
import { constants, copyFile, open, realpath, rename } from 'node:fs/promises';
import path from 'node:path';
import { errorCode } from '../disk-failure.ts';
import { removeFile, syncFolder, systemBusyPolicy, whileBusy } from '../store/atomic-file.ts';

/**
 * Copies a file in one step: a crash leaves the old file at `to`, or the new one whole.
 * @throws what the file system throws.
 */
export async function copyTo(from: string, to: string): Promise<void> {
  // A file over itself is there already.
  if ((await realpath(to).catch(() => null)) === (await realpath(from))) return;
  const folder = path.dirname(to);
  const beside = path.join(
    folder,
    `.${path.basename(to).slice(0, 80)}.${randomBytes(6).toString('hex')}.tmp`,
  );
  try {
    await copyFile(from, beside, constants.COPYFILE_FICLONE);
    const handle = await open(beside, 'r+');
    await handle.sync().finally(() => handle.close());
    await whileBusy(() => rename(beside, to), systemBusyPolicy);
  } catch (error) {
    await removeFile(beside).catch(() => undefined);
    throw error;
  }
  await syncFolder(folder);
}

/** Moves a finished file in one step, also to another disk. @throws what the file system throws. */
export async function moveTo(from: string, to: string): Promise<void> {
  try {
    await whileBusy(() => rename(from, to), systemBusyPolicy);
    await syncFolder(path.dirname(to));
  } catch (error) {
    if (errorCode(error) !== 'EXDEV') throw error;
    await copyTo(from, to);
    await removeFile(from);
  }
}
