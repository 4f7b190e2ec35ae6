import { fork } from 'node:child_process';
import { randomUUID } from 'node:crypto';
import path from 'node:path';
import { nextMessage } from './child.ts';

/** Runs the file server for the time of `use`, which gets its address. It ends by its own process id. */
export async function withFileServer<T>(use: (address: string) => Promise<T>): Promise<T> {
  const secret = randomUUID();
  const server = fork(path.join(import.meta.dirname, 'file-server.ts'), [secret]);
  try {
    const port = await nextMessage(server);
    return await use(`http://127.0.0.1:${Number(port)}/${secret}`);
  } finally {
    server.kill();
  }
}
