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

/** A Chromium that hangs so many times before it starts. */
function hanging(times: number): { starts(): number } {
  const starts = path.join(folder, 'starts');
  const script = path.join(folder, 'chromium');
  const lines = [
    '#!/bin/sh',
    `echo >> '${starts}'`,
    `[ "$(wc -l < '${starts}')" -gt ${times} ] || exec sleep 600`,
    `exec '${findChromium()}' "$@"`,
  ];
  fs.writeFileSync(script, `${lines.join('\n')}\n`, { mode: 0o755 });
  vi.stubEnv('HOST_CHROMIUM', script);
  return { starts: () => fs.readFileSync(starts, 'utf8').length };
}

const options = () => ({
  profile: path.join(folder, 'profile'),
  headed: false,
  openPort: true,
  serverPort: 9,
  forwarded: [],
});

test.runIf(process.platform === 'linux')('a Chromium that hangs is started once more', async () => {
  const script = hanging(1);
  const chromium = await launchChromium(options(), [1000, 40_000]);
  expect(script.starts()).toBe(2);
  expect(chromium.endpoint).toMatch(/^ws:/);
  chromium.process.kill('SIGKILL');
  await chromium.exited;
});

test.runIf(process.platform === 'linux')('one that hangs again is reported', async () => {
  const script = hanging(9);
  await expect(launchChromium(options(), [500, 1000])).rejects.toThrow('did not answer within 1 s');
  expect(script.starts()).toBe(2);
});
