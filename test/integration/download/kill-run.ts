import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { newClip } from '../library/new-clip.ts';
import type { Errand } from './bring-home.ts';
import { clipOfLength, MIB } from './clips.ts';
import { randoms } from './cuts.ts';
import { FaultServer, firstByte, goodAnswer } from './fault-server.ts';

const file = clipOfLength(9 * MIB + 4321);
/** The most that one kill may cost. */
const MOST_AGAIN = 4 * MIB;
const script = path.join(import.meta.dirname, 'bring-home.ts');

export interface KillReport {
  readonly kills: number;
  readonly clips: number;
  /** Bytes that were sent again after a kill, the most of all kills. */
  readonly mostAgain: number;
  readonly wrong: readonly string[];
}

/** Brings clips home one after another in processes that are killed at random, until so many were. */
export async function killOften(kills: number, seed: number): Promise<KillReport> {
  const server = await FaultServer.start(() => ({ head: '' }));
  const home = mkdtempSync(path.join(tmpdir(), 'kinora-kill-'));
  const run = new KillRun(server, home, seed);
  try {
    while (run.kills < kills) await run.clip();
    return run;
  } finally {
    await server.stop();
    rmSync(home, { recursive: true, force: true });
  }
}

class KillRun implements KillReport {
  kills = 0;
  clips = 0;
  mostAgain = 0;
  readonly wrong: string[] = [];
  readonly #server: FaultServer;
  readonly #home: string;
  readonly #root: string;
  readonly #random: (below: number) => number;
  /** Bytes that the process has told of: they are in the file, though perhaps not yet on the disk. */
  #complete = false;
  #taken = 0;

  constructor(server: FaultServer, home: string, seed: number) {
    this.#server = server;
    this.#home = home;
    this.#root = path.join(home, 'Kinora');
    this.#random = randoms(seed);
    mkdirSync(this.#root);
  }

  /** Brings one clip home, however many processes it takes. */
  async clip(): Promise<void> {
    const { partPath: _, ...clip } = newClip(this.#home);
    let before = 0;
    this.#server.reset((seen) => {
      const answer = goodAnswer(file, seen);
      const again = before - firstByte(answer, seen);
      this.mostAgain = Math.max(this.mostAgain, again);
      if (again > MOST_AGAIN) this.wrong.push(`${again} bytes again`);
      return { ...answer, slice: 128 * 1024, taken: () => this.#taken };
    });
    const errand = { root: this.#root, indexPath: `${this.#root}.db`, url: this.#server.url, clip };
    // What is complete may be a clip by now, and its part cleared away: the limit is for what is on its way.
    while (!(await this.#attempt(errand))) before = this.#complete ? 0 : Math.max(before, this.#taken);
    this.clips += 1;
    this.#look();
  }

  /** Lets a process run until it is done or killed. @returns whether it was done. */
  async #attempt(errand: Errand): Promise<boolean> {
    this.#taken = 0;
    this.#complete = false;
    const child = spawn(process.execPath, [script, JSON.stringify(errand)], {
      stdio: ['ignore', 'pipe', 'pipe'],
    });
    let said = '';
    child.stderr.on('data', (data: Buffer) => {
      said += data.toString();
    });
    const plan = this.#plan();
    const killAfter = (ms: number): NodeJS.Timeout => setTimeout(() => child.kill('SIGKILL'), ms);
    if (plan.when === 'start') killAfter(plan.delay);
    let rest = '';
    child.stdout.on('data', (data: Buffer) => {
      const lines = (rest + data.toString()).split('\n');
      rest = lines.pop() ?? '';
      for (const line of lines) {
        const bytes = Number(line);
        if (Number.isInteger(bytes)) this.#taken = bytes;
        if (line === 'complete') this.#complete = true;
        if (Number.isInteger(bytes) ? bytes >= plan.bytes : line === plan.when) killAfter(plan.delay);
      }
    });
    const [code, signal] = (await once(child, 'close')) as [number | null, string | null];
    if (signal === 'SIGKILL') this.kills += 1;
    else if (code !== 0) throw new Error(said);
    return code === 0;
  }

  /** When the next process is killed: while it starts, after so many bytes, or at the end of a step. */
  #plan(): { when: 'start' | 'bytes' | 'complete' | 'published'; bytes: number; delay: number } {
    const choice = this.#random(20);
    if (choice < 4) return { when: 'start', bytes: Number.POSITIVE_INFINITY, delay: this.#random(200) };
    if (choice < 14) return { when: 'bytes', bytes: this.#random(file.length), delay: this.#random(20) };
    const when = choice < 17 ? 'complete' : 'published';
    return { when, bytes: Number.POSITIVE_INFINITY, delay: this.#random(4) };
  }

  /** After a clip: every clip is there, whole and once, with its sidecar, and nothing else. */
  #look(): void {
    const names = readdirSync(this.#root).filter((name) => name !== '.kinora');
    const clips = names.filter((name) => name.endsWith('.mp4'));
    if (clips.length !== this.clips || names.length !== 2 * this.clips) this.wrong.push(names.join());
    for (const name of clips)
      if (!readFileSync(path.join(this.#root, name)).equals(file)) this.wrong.push(`${name}: other bytes`);
    const left = readdirSync(path.join(this.#root, '.kinora/incoming'));
    if (left.length > 0) this.wrong.push(`left over: ${left.join()}`);
  }
}
