import { open, rename } from 'node:fs/promises';

/**
 * Write a file so that it is either whole or not there at all, whenever the process is killed. A power cut is not
 * provided against: this is a simulator, and syncing would make it slow.
 * @param chunks the content; an error in it leaves only the `.part` file, which the next start removes.
 */
export async function writeWhole(
  file: string,
  chunks: AsyncIterable<Uint8Array> | Iterable<Uint8Array>,
): Promise<void> {
  const part = `${file}.${process.hrtime.bigint().toString(36)}.part`;
  const handle = await open(part, 'wx');
  try {
    for await (const chunk of chunks) await handle.writeFile(chunk);
  } finally {
    await handle.close();
  }
  await rename(part, file);
}
