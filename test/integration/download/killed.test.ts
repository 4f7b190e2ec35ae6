import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { downloadFile } from '../../../main/core/download/download-file.ts';
import { systemClock } from '../../../main/core/system.ts';
import { clipOfLength } from './clips.ts';
import { FaultServer, goodAnswer } from './fault-server.ts';

const MIB = 1024 * 1024;
const file = clipOfLength(40 * MIB);
let server: FaultServer;
let dir = '';
beforeAll(async () => {
  server = await FaultServer.start((seen) => goodAnswer(file, seen));
  dir = mkdtempSync(path.join(tmpdir(), 'kinora-kill-'));
});
afterAll(async () => {
  await server.stop();
  rmSync(dir, { recursive: true, force: true });
});

/** A process that downloads and is killed once it has told of `bytes`. */
async function downloadUntilKilledAt(bytes: number): Promise<void> {
  const script = `
    import { downloadFile } from ${JSON.stringify(path.resolve('main/core/download/download-file.ts'))};
    import { systemClock } from ${JSON.stringify(path.resolve('main/core/system.ts'))};
    await downloadFile({ id: 'job', url: ${JSON.stringify(server.url)}, dir: ${JSON.stringify(dir)} },
      { clock: systemClock, onProgress: (done) => process.stdout.write(done + '\\n') });
  `;
  const child = spawn(process.execPath, ['--input-type=module', '-e', script], {
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  child.stdout.on('data', (data: Buffer) => {
    if (
      data
        .toString()
        .split('\n')
        .some((line) => Number(line) >= bytes)
    )
      child.kill('SIGKILL');
  });
  const [, signal] = await once(child, 'exit');
  expect(signal).toBe('SIGKILL');
}

test('killed again and again, a download still ends with the right bytes', { timeout: 120_000 }, async () => {
  server.reset((seen) => ({ ...goodAnswer(file, seen), slice: 256 * 1024, pause: 2 }));
  for (const at of [1, 17 * MIB, 30 * MIB]) await downloadUntilKilledAt(at);
  const beforeLast = server.seen.length;
  const result = await downloadFile({ id: 'job', url: server.url, dir }, { clock: systemClock });
  expect(result).toMatchObject({ kind: 'complete', bytes: file.length });
  if (result.kind === 'complete') expect(readFileSync(result.path).equals(file)).toBe(true);
  // 16 MiB were made durable before the second kill at the latest: the third and fourth start beyond them.
  expect(server.seen[beforeLast]?.from).toBeGreaterThanOrEqual(16 * MIB);
  expect(readdirSync(dir).sort()).toEqual(['job.part', 'job.part.json']);
});
