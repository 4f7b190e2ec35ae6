import { fork } from 'node:child_process';
import { once } from 'node:events';
import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { known, LINES, type Line, linesFor } from './lib/lines.ts';
import { takeName } from './lib/lock.ts';
import type { Scale } from './lib/report.ts';
import {
  compareResults,
  type Finding,
  readResults,
  type Saved,
  saveResults,
  toRecord,
  toRows,
} from './lib/results.ts';
import type { LineMessage } from './lib/run-line.ts';
import { missing } from './lib/tools.ts';

const MINUTES = 10;
/** Beside what a line says. */
const SPARE_GB = 1;
/** What has not gone after this long is not going to by itself. */
const GRACE_MS = 2000;

const results = path.resolve(import.meta.dirname, '../../test-results/bench.json');
const [first, ...rest] = process.argv.slice(2);
process.exitCode = first === '--compare' ? compareWith(rest) : await measureAll(process.argv.slice(2));

/** `--compare before.json [after.json]`: whether two runs agree. */
function compareWith([before, after = results]: readonly string[]): number {
  if (before === undefined) throw new Error('--compare needs a file to compare with');
  const { rows, agree } = compareResults(readResults(before), readResults(after));
  for (const row of rows) console.log(row);
  console.log(agree ? 'They agree.' : rows.length === 0 ? 'There is nothing to compare.' : 'They differ.');
  return agree ? 0 : 1;
}

async function measureAll(words: readonly string[]): Promise<number> {
  const scale: Scale = words.includes('--smoke') ? 'smoke' : 'full';
  const names = words.filter((word) => word !== '--smoke');
  const unknown = names.filter((name) => !known().includes(name));
  if (unknown.length > 0) {
    console.error(`There is no ${unknown.join(', ')}. There is: ${known().join(', ')}`);
    return 1;
  }
  const isLookedAt = ({ smoke }: Line): boolean => smoke === true || (smoke === 'slow' && names.length > 0);
  const lines = linesFor(names).filter((line) => scale === 'full' || isLookedAt(line));
  // A look at whether they still work disturbs nobody and is kept nowhere.
  const taken = scale === 'smoke' ? [] : new Set(lines.map((line) => line.name));
  for (const name of taken)
    if (!takeName(name, lockFolder())) {
      console.error(`${name} is being measured already.`);
      return 1;
    }
  const all: Saved[] = [];
  for (const line of lines) {
    const take = (finding: Finding): void => {
      const saved = toRecord(line, finding);
      all.push(saved);
      for (const row of toRows(saved)) console.log(row);
      if (scale === 'full') saveResults(results, all, []);
    };
    await measure(line, scale, take);
  }
  if (scale === 'full') saveResults(results, all, lines);
  const isBad = ({ verdict }: Saved): boolean =>
    verdict === 'failed' || (verdict === 'miss' && scale === 'full');
  const bad = all.filter(isBad);
  console.log(
    bad.length === 0
      ? `${all.length} figures${scale === 'full' ? ', every goal met' : ''}`
      : `${bad.length} of ${all.length} figures missed or failed: ${[...new Set(bad.map(({ name }) => name))].join(', ')}`,
  );
  return bad.length === 0 ? 0 : 1;
}

/** The one that every run on this machine has, whatever its own temporary folder is. */
function lockFolder(): string {
  return process.env['BENCH_LOCKS'] ?? os.tmpdir();
}

/** Measures a line in a process of its own, which can be ended and takes nothing along from the one before. */
async function measure(line: Line, scale: Scale, take: (finding: Finding) => void): Promise<void> {
  const fail = (why: string): void => take({ what: why, verdict: 'failed' });
  const gone = missing(line.tools ?? []);
  if (gone !== null) {
    // Who only wants to know whether the bench still works need not have what it is compared with.
    if (scale === 'smoke') console.log(`${line.name.padEnd(9)} not looked at: ${gone}`);
    else fail(gone);
    return;
  }
  const { bavail, bsize } = fs.statfsSync(os.tmpdir());
  const free = (bavail * bsize) / 2 ** 30;
  const needed = scale === 'smoke' ? SPARE_GB : (line.gigabytes ?? 0) + SPARE_GB;
  if (free < needed) {
    fail(`it needs ${needed} GB in ${os.tmpdir()}, where ${free.toFixed(1)} GB are free`);
    return;
  }
  const minutes = line.minutes ?? MINUTES;
  const child = fork(
    path.join(import.meta.dirname, 'lib/run-line.ts'),
    [String(LINES.indexOf(line)), scale],
    {
      // A group of its own, so that what it started can be ended with it.
      detached: process.platform !== 'win32',
      stdio: ['ignore', 'inherit', 'inherit', 'ipc'],
    },
  );
  let heard = false;
  child.on('message', (message: LineMessage) => {
    heard = true;
    if (message.kind === 'failed') return fail(message.why);
    try {
      take(message.report);
    } catch (error) {
      fail(`what it found makes no sense: ${error instanceof Error ? error.message : String(error)}`);
    }
  });
  const end = (signal: NodeJS.Signals): void => {
    try {
      if (process.platform === 'win32' || child.pid === undefined) child.kill(signal);
      else process.kill(-child.pid, signal);
    } catch {
      // Gone already, with all that it had started.
    }
  };
  const stop = (): void => {
    end('SIGTERM');
    setTimeout(() => end('SIGKILL'), GRACE_MS).unref();
  };
  let isLate = false;
  const timer = setTimeout(() => {
    isLate = true;
    stop();
  }, minutes * 60_000);
  let isStopped = false;
  const leave = (): void => {
    isStopped = true;
    stop();
  };
  for (const signal of ['SIGINT', 'SIGTERM'] as const) process.once(signal, leave);
  // After all that it has said.
  const [code, signal]: (number | string | null)[] = await once(child, 'close');
  clearTimeout(timer);
  for (const signal of ['SIGINT', 'SIGTERM'] as const) process.off(signal, leave);
  // Whatever it had started and not ended.
  end('SIGKILL');
  if (isStopped) process.exit(130);
  if (isLate) fail(`it was ended after ${minutes} minutes`);
  else if (code !== 0) fail(`its process ended with ${code ?? signal}`);
  else if (!heard) fail('its process ended without a word');
}
