import { open, rename } from 'node:fs/promises';
import path from 'node:path';

/** Makes a folder's entries themselves durable; not every system can. */
async function syncFolder(folder: string): Promise<void> {
  if (process.platform === 'win32') return;
  const handle = await open(folder, 'r');
  try {
    await handle.sync();
  } finally {
    await handle.close();
  }
}

/**
 * Write a file so that it is either whole and on disk, or not there at all, whenever the process dies.
 * @param chunks the content; an error in it leaves only the `.part` file, which the next start removes.
 */
export async function writeDurably(
  file: string,
  chunks: AsyncIterable<Uint8Array> | Iterable<Uint8Array>,
): Promise<void> {
  const part = `${file}.${process.hrtime.bigint().toString(36)}.part`;
  const handle = await open(part, 'wx');
  try {
    for await (const chunk of chunks) await handle.writeFile(chunk);
    await handle.sync();
  } finally {
    await handle.close();
  }
  await rename(part, file);
  await syncFolder(path.dirname(file));
}
