import { spawn } from 'node:child_process';
import { createHash } from 'node:crypto';
import { once } from 'node:events';
import fs from 'node:fs';
import { open } from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';
import { downloadFile } from '../../main/core/download/download-file.ts';
import { follow } from '../../main/core/download/follow.ts';
import { expectMp4, receive } from '../../main/core/download/receive.ts';
import { sha256Of } from '../../main/core/library/publish.ts';
import { publishFile } from '../../main/core/store/atomic-file.ts';
import { systemClock } from '../../main/core/system.ts';
import { clipBytes, clipHash } from './lib/clip-bytes.ts';
import { type Arm, compare, duration, judge, type Report, type Scale } from './lib/report.ts';
import { withFileServer } from './lib/with-server.ts';

const MB = 1024 * 1024;
const SIZES = {
  full: {
    one: 512 * MB,
    many: { count: 100, bytes: 8 * MB },
    flat: 1024 * MB,
    rounds: 7,
  },
  smoke: { one: MB, many: { count: 5, bytes: 100_000 }, flat: 4 * MB, rounds: 1 },
};
/** As many at a time as curl is told to fetch. */
const AT_ONCE = 4;
/** Megabytes that a gigabyte on its way may take. */
const FLAT_MB = 64;

/** Clips of so many bytes from the server to a folder, which is empty before each round. */
interface Task {
  readonly address: string;
  readonly folder: string;
  readonly count: number;
  readonly bytes: number;
}

const urlOf = ({ address, bytes }: Task, number: number): string => `${address}/${bytes}/${number}.mp4`;
const fileOf = ({ folder }: Task, number: number): string => path.join(folder, `clip-${number}.mp4`);
const numbers = ({ count }: Task): number[] => Array.from({ length: count }, (_, number) => number);

async function ask(task: Task, number: number) {
  const answer = await follow(urlOf(task, number), null, undefined, {
    clock: systemClock,
    stallMs: 30_000,
    agent: undefined,
    signal: undefined,
  });
  if (answer.kind !== 'answered') throw new Error(answer.kind);
  return answer;
}

/** What the line alone takes: everything is received and nothing kept. */
async function fetchOnly(task: Task, number: number): Promise<void> {
  const { body, connection } = await ask(task, number);
  let bytes = 0;
  for await (const chunks of body.chunks()) for (const chunk of chunks) bytes += chunk.length;
  connection.close();
  if (bytes !== task.bytes) throw new Error(`${bytes} bytes`);
}

/** What line and proof take, whatever the disk does. */
async function fetchHashed(task: Task, number: number): Promise<void> {
  const { body, connection } = await ask(task, number);
  const sum = createHash('sha256');
  for await (const chunks of body.chunks()) for (const chunk of chunks) sum.update(chunk);
  connection.close();
  if (sum.digest('hex') !== hashOf(task, number)) throw new Error('another hash');
}

/** What the disk alone takes: the same bytes out of memory, durable. */
async function syncOnly(task: Task, number: number): Promise<void> {
  const file = await open(fileOf(task, number), 'w');
  for (const piece of clipBytes(task.bytes, number)) await file.writeFile(piece);
  await file.datasync();
  await file.close();
}

/** What the downloader does and nothing else: no hash, no sync, no record. Only here, to see what those cost. */
async function fetchPlain(task: Task, number: number): Promise<void> {
  const answer = await ask(task, number);
  const file = await open(fileOf(task, number), 'w');
  let done = 0;
  const sink = {
    bytes: () => done,
    append: async (chunks: readonly Buffer[]) => {
      done += (await file.writev([...chunks], done)).bytesWritten;
    },
    note: () => Promise.resolve(),
    checkpoint: () => Promise.resolve(),
    progress: () => undefined,
  };
  await receive(await expectMp4(answer.body.chunks()), sink, task.bytes, systemClock);
  await file.close();
  answer.connection.close();
}

/** What the app does with every clip: hashed as it comes, durable, verified, then named without overwriting. */
async function fetchSafe(task: Task, number: number): Promise<void> {
  const request = { id: `clip-${number}`, url: urlOf(task, number), dir: task.folder };
  const result = await downloadFile(request, { clock: systemClock });
  if (result.kind !== 'complete') throw new Error(JSON.stringify(result));
  if (result.sha256 !== hashOf(task, number)) throw new Error('another hash');
  const named = await publishFile(result.path, task.folder, [path.basename(fileOf(task, number))]);
  if (!named.ok) throw new Error(named.error.code);
  fs.rmSync(`${result.path}.json`);
}

/** Each clip with a fetcher, a few at a time. */
async function each(task: Task, fetch: typeof fetchPlain): Promise<void> {
  const left = numbers(task);
  const work = async (): Promise<void> => {
    for (let number = left.shift(); number !== undefined; number = left.shift()) await fetch(task, number);
  };
  await Promise.all(Array.from({ length: Math.min(AT_ONCE, task.count) }, work));
}

const ours = (name: string, task: Task, fetch: typeof fetchPlain): Arm => ({
  name,
  run: () => timed(task, () => each(task, fetch)),
});

/** What no way to do it can be faster than. */
const floor = (name: string, task: Task, fetch: typeof fetchPlain): Arm => ({
  name,
  run: async () => {
    fs.mkdirSync(task.folder);
    const began = performance.now();
    await each(task, fetch);
    const ms = performance.now() - began;
    fs.rmSync(task.folder, { recursive: true });
    return ms;
  },
});

/** `curl -o` for one clip, `curl -Z` for more; and then what a careful person would type. */
function curl(name: string, task: Task, then = ''): Arm {
  const list = path.join(os.tmpdir(), `list-${task.count}.txt`);
  const parts = numbers(task).map((number) => `${fileOf(task, number)}.part`);
  const lines = parts.map((part, number) => `url = "${urlOf(task, number)}"\noutput = "${part}"`);
  fs.writeFileSync(list, lines.join('\n'));
  const parallel = task.count > 1 ? `-Z --parallel-max ${AT_ONCE} ` : '';
  const command = `curl -sf ${parallel}-K ${list}${then}`;
  const run = async (): Promise<void> => {
    const [code] = await once(spawn('sh', ['-c', command], { cwd: task.folder, stdio: 'ignore' }), 'exit');
    if (code !== 0) throw new Error(`curl ended with ${code}`);
    for (const number of numbers(task))
      if (then === '') fs.renameSync(`${fileOf(task, number)}.part`, fileOf(task, number));
  };
  return { name, run: () => timed(task, run) };
}

/** Runs the work in an empty folder, then checks each file's hash and removes it. @returns milliseconds of the work. */
async function timed(task: Task, work: () => Promise<void>): Promise<number> {
  fs.mkdirSync(task.folder);
  try {
    const began = performance.now();
    await work();
    const ms = performance.now() - began;
    const files = fs.readdirSync(task.folder);
    if (files.length !== task.count) throw new Error(`left in the folder: ${files.join(' ')}`);
    for (const number of numbers(task))
      if ((await sha256Of(fileOf(task, number))) !== hashOf(task, number)) throw new Error('wrong bytes');
    return ms;
  } finally {
    fs.rmSync(task.folder, { recursive: true, force: true });
  }
}

const hashes = new Map<string, string>();
function hashOf({ bytes }: Task, number: number): string {
  const key = `${bytes} ${number}`;
  const hash = hashes.get(key) ?? clipHash(bytes, number);
  hashes.set(key, hash);
  return hash;
}

/** Clips from a server on this machine to its disk, beside curl. */
export function download(scale: Scale): Promise<Report[]> {
  const { one, many, flat, rounds } = SIZES[scale];
  return withFileServer(async (address) => {
    const folder = path.join(os.tmpdir(), 'download');
    const single = { address, folder, count: 1, bytes: one };
    const hundred = { address, folder, ...many };
    const sized = `${Math.round(one / MB)} MB`;
    for (const task of [single, hundred]) for (const number of numbers(task)) hashOf(task, number);
    const safe = ours('Kinora', single, fetchSafe);
    return [
      await compare({
        what: `${sized} in one stream, plain`,
        arms: [
          ours('Kinora', single, fetchPlain),
          curl('curl -o', single),
          floor('received only', single, fetchOnly),
        ],
        goal: { atLeast: 0.85 },
        rounds,
      }),
      await compare({
        what: `${sized} in one stream, safe`,
        arms: [
          safe,
          curl('curl && sync && sha256sum && mv', single, careful(single)),
          floor('received and hashed only', single, fetchHashed),
          floor('written and synced only', single, syncOnly),
        ],
        goal: { atLeast: 1.5 },
        rounds,
      }),
      await compare({
        what: `${many.count} files, plain`,
        arms: [
          ours('Kinora', hundred, fetchPlain),
          curl('curl -Z', hundred),
          floor('received only', hundred, fetchOnly),
        ],
        goal: { atLeast: 1 },
        rounds,
      }),
      await compare({
        what: `${many.count} files, safe`,
        arms: [
          ours('Kinora', hundred, fetchSafe),
          curl('curl -Z', hundred),
          curl('curl -Z && sync && sha256sum && mv', hundred, careful(hundred)),
          floor('received and hashed only', hundred, fetchHashed),
          floor('written and synced only', hundred, syncOnly),
        ],
        goal: { atLeast: 0.5 },
        rounds,
      }),
      await flatMemory({ address, folder, count: 1, bytes: flat }),
    ];
  });
}

/** On the disk for certain, its hash told, under its name. */
const careful = (task: Task): string => {
  const parts = numbers(task).map((number) => `clip-${number}.mp4.part`);
  const moves = parts.map((part) => `mv -n ${part} ${path.basename(part, '.part')}`);
  return ` && sync ${parts.join(' ')} && sha256sum ${parts.join(' ')} && ${moves.join(' && ')}`;
};

/** How much the process grows while a large clip comes. */
async function flatMemory(task: Task): Promise<Report> {
  hashOf(task, 0);
  const before = process.memoryUsage.rss();
  let most = 0;
  const look = setInterval(() => {
    most = Math.max(most, process.memoryUsage.rss() - before);
  }, 10);
  const ms = await ours('Kinora', task, fetchSafe).run();
  clearInterval(look);
  const note = `in ${duration(ms)}`;
  return judge(`growth while ${Math.round(task.bytes / MB)} MB come`, 'MB', [most / MB], FLAT_MB, [note]);
}
