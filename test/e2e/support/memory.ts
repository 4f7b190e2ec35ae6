/** What the processes of an app hold in their memory, byte by byte. Only Linux shows it. */
import fs from 'node:fs';
import type { ElectronApplication } from '@playwright/test';

const PIECE = 4 * 1024 * 1024;

/** The processes that this one has started, and those that they have. */
export function descendants(pid: number): number[] {
  if (process.platform !== 'linux') return [];
  const parents = fs.readdirSync('/proc').flatMap((name) => {
    if (!/^\d+$/.test(name)) return [];
    try {
      // The name of the program, in brackets, may hold anything.
      const [, parent] = fs.readFileSync(`/proc/${name}/stat`, 'latin1').split(') ').at(-1)?.split(' ') ?? [];
      return [[Number(name), Number(parent)] as const];
    } catch {
      return [];
    }
  });
  const below = (of: number): number[] =>
    parents.filter(([, parent]) => parent === of).flatMap(([child]) => [child, ...below(child)]);
  return below(pid);
}

const read = (pid: number, name: string): string => {
  try {
    return fs.readFileSync(`/proc/${pid}/${name}`, 'latin1');
  } catch {
    // It has ended.
    return '';
  }
};

/** Processes that show pages. */
export function pageProcesses(app: ElectronApplication): number[] {
  return descendants(app.process().pid ?? 0).filter((pid) =>
    read(pid, 'cmdline').includes('--type=renderer'),
  );
}

/** Arguments and environment of every process that belongs to an app. */
export function startedWith(app: ElectronApplication): string {
  const own = app.process().pid ?? 0;
  return [own, ...descendants(own)].map((pid) => read(pid, 'cmdline') + read(pid, 'environ')).join('\n');
}

/** Whether this system lets one process read another's memory: a sandboxed one is closed to all but root. */
export function canReadMemory(pid: number): boolean {
  try {
    fs.closeSync(fs.openSync(`/proc/${pid}/mem`, 'r'));
    return true;
  } catch {
    return false;
  }
}

/** Which of these byte strings lie anywhere in what a process can write to. @returns their names. */
export function foundInMemory(pid: number, needles: Readonly<Record<string, Buffer>>): string[] {
  const found = new Set<string>();
  const overlap = Math.max(...Object.values(needles).map(({ length }) => length));
  const memory = fs.openSync(`/proc/${pid}/mem`, 'r');
  const piece = Buffer.alloc(PIECE + overlap);
  try {
    for (const line of read(pid, 'maps').split('\n')) {
      const [, from = '', to = ''] = /^([0-9a-f]+)-([0-9a-f]+) rw/.exec(line) ?? [];
      const end = Number.parseInt(to, 16);
      for (let at = Number.parseInt(from, 16); at < end; at += PIECE) {
        const length = Math.min(piece.length, end - at);
        let bytes: Buffer;
        try {
          bytes = piece.subarray(0, fs.readSync(memory, piece, 0, length, at));
        } catch {
          // What is set aside and not yet there.
          continue;
        }
        for (const [name, needle] of Object.entries(needles)) if (bytes.includes(needle)) found.add(name);
      }
    }
  } finally {
    fs.closeSync(memory);
  }
  return [...found];
}

/** Every way in which a text is likely to be written down: whole, in halves, turned round, and encoded. */
export function formsOf(text: string): Record<string, Buffer> {
  const half = Math.floor(text.length / 2);
  const parts = { whole: text, 'first half': text.slice(0, half), 'second half': text.slice(half) };
  const turned = (part: string): string => [...part].reverse().join('');
  return Object.fromEntries(
    Object.entries(parts).flatMap(([what, part]) => {
      const bytes = Buffer.from(part);
      // Base64 depends on where in a larger text the part begins; the ends depend on what is beside it.
      const base64 = [0, 1, 2].map((at) => bytes.subarray(at, at + 3 * Math.floor((bytes.length - at) / 3)));
      return [
        [what, bytes],
        [`${what}, turned round`, Buffer.from(turned(part))],
        [`${what}, UTF-16`, Buffer.from(part, 'utf16le')],
        [`${what}, hex`, Buffer.from(bytes.toString('hex'))],
        [`${what}, HEX`, Buffer.from(bytes.toString('hex').toUpperCase())],
        ...base64.map(
          (each, at) => [`${what}, base64 from ${at}`, Buffer.from(each.toString('base64'))] as const,
        ),
      ];
    }),
  );
}
