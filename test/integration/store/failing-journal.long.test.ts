import { spawnSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { runChild } from './failing-journal.ts';

const canTrace =
  existsSync('/dev/full') &&
  spawnSync('strace', ['-f', '-o', '/dev/null', '-e', 'trace=fsync', 'true']).status === 0;

// With strace the system's own calls answer with an error, wherever SQLite makes them.
describe.runIf(canTrace).each(['fsync,fdatasync', 'pwrite64'])('%s', (calls) => {
  test.each(Array.from({ length: 60 }, (_, n) => 1 + n * 2))('fails the %ith time', (when) => {
    const inject = ['-e', `trace=${calls}`, '-e', `inject=${calls}:error=EIO:when=${when}`];
    const told = runChild((node, ...child) => [
      'strace',
      '-f',
      '-qq',
      '-o',
      '/dev/null',
      ...inject,
      node,
      ...child,
      '0',
      '',
    ]);
    if (told.failed.length > 0) expect(told.stopped).toBe(true);
  });
});

describe.runIf(existsSync('/dev/full'))('a limit on the length of files', () => {
  test.each(Array.from({ length: 30 }, (_, n) => n * 50))('%i blocks', (blocks) => {
    const limited = ['-c', 'ulimit -f "$0"; exec "$@"', String(blocks)];
    const told = runChild((node, ...child) => ['sh', ...limited, node, ...child, '0', '']);
    if (told.done > 0) expect(told.stopped).toBe(true);
  });
});
