import type { ChildProcess } from 'node:child_process';

/** What a child says next. @throws when it ends instead. */
export function nextMessage(child: ChildProcess): Promise<unknown> {
  return new Promise((resolve, reject) => {
    child.once('message', resolve);
    child.once('exit', () => reject(new Error('the process that serves has ended')));
  });
}
