import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { findChromium, launchChromium } from '../../host/chromium.ts';

let folder = '';
beforeEach(() => {
  folder = fs.mkdtempSync(path.join(os.tmpdir(), 'kinora-hanging-'));
});
afterEach(() => {
  vi.unstubAllEnvs();
  fs.rmSync(folder, { recursive: true, force: true, maxRetries: 5, retryDelay: 200 });
});

/** A Chromium that hangs so many times before it starts; says which processes it was. */
function hanging(times: number): { pids(): number[] } {
  const starts = path.join(folder, 'starts');
  const script = path.join(folder, 'chromium');
  const lines = [
    '#!/bin/sh',
    `echo $$ >> '${starts}'`,
    `[ "$(wc -l < '${starts}')" -gt ${times} ] || exec sleep 600`,
    `exec '${findChromium()}' "$@"`,
  ];
  fs.writeFileSync(script, `${lines.join('\n')}\n`, { mode: 0o755 });
  vi.stubEnv('HOST_CHROMIUM', script);
  return { pids: () => fs.readFileSync(starts, 'utf8').trim().split('\n').map(Number) };
}

const runs = (pid: number): boolean => {
  try {
    return process.kill(pid, 0);
  } catch {
    return false;
  }
};

const options = () => ({
  profile: path.join(folder, 'profile'),
  headed: false,
  openPort: true,
  serverPort: 9,
  forwarded: [],
});

test.runIf(process.platform === 'linux')('a Chromium that hangs is started once more', async () => {
  const script = hanging(1);
  const chromium = await launchChromium(options(), [3000, 40_000]);
  expect(script.pids().map(runs)).toEqual([false, true]);
  expect(chromium.endpoint).toMatch(/^ws:/);
  chromium.process.kill('SIGKILL');
  await chromium.exited;
});

test.runIf(process.platform === 'linux')('one that hangs again is reported', async () => {
  const script = hanging(9);
  await expect(launchChromium(options(), [3000, 3000])).rejects.toThrow('did not answer within 3 s');
  await expect.poll(() => script.pids().map(runs)).toEqual([false, false]);
});
