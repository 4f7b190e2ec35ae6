import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { readFileSync } from 'node:fs';
import { describe, expect, it, vi } from 'vitest';
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

  it('ends a tool that takes too long, and what it started', async () => {
    const result = await run(node, ['-e', FAMILY], { timeout: 700 });
    expect(result).toMatchObject({ code: 1, timedOut: true });
    await vi.waitFor(() => expect(hasEnded(grandchild(result.text))).toBe(true));
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
