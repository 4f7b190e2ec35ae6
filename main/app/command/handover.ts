import { lstat } from 'node:fs/promises';
import path from 'node:path';
import * as z from 'zod/mini';

/** What a command leaves for the instance that runs already: where it listens, and what it is known by there. */
const handover = z.strictObject({
  kinora: z.literal('command'),
  address: z.string().check(z.maxLength(300)),
  token: z.string().check(z.regex(/^[0-9a-f]{64}$/)),
});
export type Handover = z.output<typeof handover>;

/** A command in what a further start leaves behind; null for a start like any other. */
export function handoverIn(data: unknown): Handover | null {
  const parsed = handover.safeParse(data);
  return parsed.success ? parsed.data : null;
}

/** Where commands listen on Windows; elsewhere in a folder of their own that only they can reach. */
export const PIPE = '\\\\.\\pipe\\kinora-';
const PIPE_NAME = /^[0-9a-f-]{36}$/;

/** Whether an address is one where a command of this person can listen, and nobody else. */
export async function isOurDoor(address: string): Promise<boolean> {
  if (process.platform === 'win32')
    return address.startsWith(PIPE) && PIPE_NAME.test(address.slice(PIPE.length));
  if (!path.isAbsolute(address)) return false;
  try {
    const [folder, door] = await Promise.all([lstat(path.dirname(address)), lstat(address)]);
    const own = process.getuid?.();
    return (
      folder.isDirectory() &&
      (folder.mode & 0o077) === 0 &&
      folder.uid === own &&
      door.isSocket() &&
      door.uid === own
    );
  } catch {
    return false;
  }
}
