import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { run } from '../../../scripts/lib/run.mjs';

const node = process.execPath;

/** Starts a grandchild that would live for a minute, and prints its process id. */
const FAMILY = `
  const { spawn } = require('node:child_process');
  const child = spawn(process.execPath, ['-e', 'setTimeout(() => {}, 60_000)'], { stdio: 'ignore' });
  console.log('grandchild ' + child.pid);
  setTimeout(() => {}, 60_000);
`;

const grandchild = (text: string) => Number(/grandchild (\d+)/.exec(text)?.[1]);

/** Ended, even where nobody collects it: in a container without an init, an orphan stays as a zombie. */
function hasEnded(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return process.platform === 'linux' && /^\d+ \(.*\) Z/.test(readFileSync(`/proc/${pid}/stat`, 'utf8'));
  } catch {
    return true;
  }
}

describe('running a tool', () => {
  it('keeps both streams without colours, and the exit code', async () => {
    const result = await run(node, [
      '-e',
      "console.log('\\x1b[31mout\\x1b[0m'); console.error('err'); process.exit(3)",
    ]);
    expect(result).toMatchObject({ code: 3, timedOut: false });
    expect(result.text.split('\n').sort()).toEqual(['', 'err', 'out']);
  });

  it('says so when the tool is missing', async () => {
    const result = await run('/nonexistent/tool', []);
    expect(result).toMatchObject({ code: 1, text: expect.stringContaining('ENOENT') });
  });

  it.each([
    ['SIGINT', 130],
    ['SIGTERM', 143],
  ] as const)('passes %s on and leaves nothing behind', async (signal, code) => {
    const runModule = new URL('../../../scripts/lib/run.mjs', import.meta.url).href;
    const script = `
      import { start } from ${JSON.stringify(runModule)};
      start(process.execPath, ['-e', ${JSON.stringify(FAMILY)}], { stdio: 'inherit' });
    `;
    const child = spawn(node, ['--input-type=module', '-e', script], {
      stdio: ['ignore', 'pipe', 'inherit'],
    });
    const [first] = await once(child.stdout, 'data');
    child.kill(signal);
    const [ended] = await once(child, 'exit');
    expect(ended).toBe(code);
    await vi.waitFor(() => expect(hasEnded(grandchild(String(first)))).toBe(true));
  });
});

describe('a tool that takes too long', () => {
  let folder: string;
  beforeEach(() => {
    folder = mkdtempSync(path.join(os.tmpdir(), 'kinora-run-test-'));
    // Its time is over when the test says so.
    vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout'] });
  });
  afterEach(() => {
    vi.useRealTimers();
    rmSync(folder, { recursive: true, force: true });
  });

  /**
   * Runs it until its time is over.
   * @param onTerm what it does when it is asked to end, with its `child`.
   * @param options how it starts that child, which would live for a minute.
   */
  async function runTooLong(onTerm: string | null, options: object) {
    const ready = path.join(folder, 'ready');
    const script = `
      const { spawn } = require('node:child_process');
      const { writeFileSync, renameSync } = require('node:fs');
      const ready = ${JSON.stringify(ready)};
      const wait = ['-e', 'setTimeout(() => {}, 60_000)'];
      const child = spawn(process.execPath, wait, ${JSON.stringify(options)});
      ${onTerm === null ? '' : `process.on('SIGTERM', () => { ${onTerm} });`}
      writeFileSync(ready + '.new', String(child.pid));
      renameSync(ready + '.new', ready);
      setTimeout(() => {}, 60_000);
    `;
    const result = run(node, ['-e', script], { timeout: 1000 });
    await new Promise<void>((resolve) => {
      const look = setInterval(() => {
        if (!existsSync(ready)) return;
        clearInterval(look);
        resolve();
      }, 10);
    });
    vi.advanceTimersByTime(1000);
    return { result, child: Number(readFileSync(ready, 'utf8')) };
  }

  it('is ended, and what it started', async () => {
    const { result, child } = await runTooLong(null, { stdio: 'ignore' });
    expect(await result).toMatchObject({ code: 1, timedOut: true });
    await vi.waitFor(() => expect(hasEnded(child)).toBe(true));
  });

  it('may first end what it has put into a group of its own', async () => {
    const leave = "child.once('exit', () => process.exit(0)); child.kill('SIGKILL');";
    const { result, child } = await runTooLong(leave, { stdio: 'inherit', detached: true });
    expect(await result).toMatchObject({ code: 1, timedOut: true });
    expect(hasEnded(child)).toBe(true);
  });

  it('is not waited for when it does not listen and its output is held elsewhere', async () => {
    const { result, child } = await runTooLong('', { stdio: 'inherit', detached: true });
    try {
      vi.advanceTimersByTime(60_000);
      expect(await result).toMatchObject({ code: 1, timedOut: true });
    } finally {
      process.kill(child, 'SIGKILL');
    }
  });
});
