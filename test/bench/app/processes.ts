/** What the processes of an app do and hold, as Linux tells it. */
import fs from 'node:fs';
import { descendants } from '../../e2e/support/memory.ts';

/** A process and all that it has started. */
export function family(pid: number): number[] {
  if (process.platform !== 'linux') throw new Error('only Linux tells what its processes do');
  return [pid, ...descendants(pid)];
}

function read(file: string): string {
  try {
    return fs.readFileSync(file, 'latin1');
  } catch {
    // It has ended.
    return '';
  }
}

function threadsOf(pid: number): string[] {
  try {
    return fs.readdirSync(`/proc/${pid}/task`).map((thread) => `/proc/${pid}/task/${thread}`);
  } catch {
    return [];
  }
}

/** How often each thread has gone to sleep, so far: as often it is woken. */
export function sleeps(pids: readonly number[]): Map<string, number> {
  const threads = pids.flatMap(threadsOf);
  return new Map(
    threads.map((thread) => [
      thread,
      Number(/^voluntary_ctxt_switches:\s+(\d+)/m.exec(read(`${thread}/status`))?.[1] ?? 0),
    ]),
  );
}

/** Wake-ups between two looks. A thread that has ended between them takes its own along. */
export function wakeUps(before: ReadonlyMap<string, number>, after: ReadonlyMap<string, number>): number {
  return [...after].reduce((sum, [thread, count]) => sum + count - (before.get(thread) ?? 0), 0);
}

/** Processor time that processes have had, in hundredths of a second. */
export function ticks(pids: readonly number[]): number {
  return pids.reduce((sum, pid) => {
    // The name of the program, in brackets, may hold anything.
    const fields = read(`/proc/${pid}/stat`).split(') ').at(-1)?.split(' ') ?? [];
    return sum + Number(fields[11] ?? 0) + Number(fields[12] ?? 0);
  }, 0);
}

/** Memory in MB: all that is in use (`VmRSS`), or what is of no file (`RssAnon`). */
export function memory(pids: readonly number[], what: 'VmRSS' | 'RssAnon'): number {
  return pids.reduce((sum, pid) => {
    const kilobytes = new RegExp(`^${what}:\\s+(\\d+) kB`, 'm').exec(read(`/proc/${pid}/status`))?.[1];
    return sum + (Number(kilobytes ?? 0) * 1024) / 1e6;
  }, 0);
}
