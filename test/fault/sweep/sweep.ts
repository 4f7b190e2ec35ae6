import { mkdirSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import path from 'node:path';
import type { Fault } from '../../../main/practice/faults.ts';
import { startService } from '../../../main/practice/service.ts';
import type { Orders } from '../client/orders.ts';
import { clientBooks, serviceBooks } from '../rig/books.ts';
import { compare } from '../rig/check.ts';
import { type End, Life, type Program } from '../rig/life.ts';
import { truthOf } from '../rig/truth.ts';

/** How often the service says that a job waits, then that it is being made, before it is done. */
const POLLS: readonly Fault[] = [
  { kind: 'odd-status', status: 'pending' },
  { kind: 'odd-status', status: 'processing', nth: 2 },
];
/** Long enough for everything that the troubles delay; three looks at the list make it, however slow they are. */
const SETTLE_MS = 350;
const SCALE = 0.001;
const KEY = 'pb_the_key_of_the_sweep';
const picture = path.resolve('test/fixtures/media/picture.jpg');
const clip = readFileSync(path.resolve('test/fixtures/media/clip.mp4'));

export interface Run {
  /** Whether the process was killed at the point; otherwise it came to its end before. */
  readonly killed: boolean;
  /** All points, when they were listed. */
  readonly points: readonly string[];
  /** Where the job ended. */
  readonly state: string;
  readonly findings: readonly string[];
}

/**
 * Makes one clip while the service has one kind of trouble, killed right after the given point and started again, and
 * compares the books.
 * @param point counted from 1; null: no kill, and all points are listed.
 */
export async function runOnce(
  program: Program,
  scratch: string,
  trouble: readonly Fault[],
  point: number | null,
): Promise<Run> {
  const dir = mkdtempSync(path.join(scratch, 'run-'));
  const service = await startService({
    dir: path.join(dir, 'service'),
    timeScale: 0.000_001,
    makeClip: async () => clip,
    keys: [{ key: KEY, account: 'usr_shard_0', scopes: [] }],
  });
  try {
    for (const fault of [...trouble, ...POLLS]) service.faults.add(fault);
    const home = path.join(dir, 'home');
    mkdirSync(home);
    const orders: Omit<Orders, 'killAt'> = {
      dir: home,
      base: service.url,
      key: KEY,
      shard: 0,
      grant: 1,
      atOnce: 1,
      scale: SCALE,
      settleMs: SETTLE_MS,
      seconds: 2,
      cancelling: 0,
      picture,
      listPoints: point === null,
    };
    const live = (killAt: Orders['killAt']): Promise<End> => {
      const life = new Life(program, { ...orders, killAt }, truthOf(service), (news) => {
        if (news.type === 'idle') life.end();
      });
      return life.ended();
    };
    const first = await live(point === null ? null : { nth: point, among: 'all' });
    const last = first.killed ? await live(null) : first;
    const [entry, ...more] = clientBooks(home);
    const jobs = serviceBooks(service);
    const findings = [...compare(jobs, entry ? [entry, ...more] : []).findings];
    if (!entry || more.length > 0) findings.push(`${1 + more.length} jobs in the journal`);
    if (last.killed) findings.push('killed twice');
    const charges = jobs.reduce((sum, job) => sum + job.charges, 0);
    const clear = ENDS[entry?.state ?? ''];
    if (clear !== charges) findings.push(`ended ${entry?.state} with ${charges} charges`);
    return { killed: first.killed, points: first.points, state: entry?.state ?? 'nothing', findings };
  } finally {
    await service.close();
    rmSync(dir, { recursive: true, force: true });
  }
}

/** The states in which a job may end, with the number of charges that belongs to each. */
const ENDS: Readonly<Record<string, number>> = { done: 1, failed: 1, absent: 0, rejected: 0 };

export interface Sweep {
  /** Points that an undisturbed run passes, in its order. */
  readonly points: readonly string[];
  /** Where the jobs ended, with how many runs each. */
  readonly ends: ReadonlyMap<string, number>;
  /** A line for everything that went wrong. */
  readonly findings: readonly string[];
}

/** Runs that are under way at a time, of all sweeps together; each waits more than it works. */
const AT_ONCE = 6;
let running = 0;
const waiting: (() => void)[] = [];

/** Runs `work` when fewer than so many others are under way. */
async function inTurn<T>(work: () => Promise<T>): Promise<T> {
  if (running >= AT_ONCE) await new Promise<void>((go) => waiting.push(go));
  running += 1;
  try {
    return await work();
  } finally {
    running -= 1;
    waiting.shift()?.();
  }
}

/**
 * Kills at every point that a run with this trouble passes, each in a run of its own. That a kill behind the last
 * point never comes proves that there are no more.
 * @param some only every so manieth point, beginning with the given one.
 */
export async function sweep(
  program: Program,
  scratch: string,
  trouble: readonly Fault[],
  some?: { readonly every: number; readonly from: number },
): Promise<Sweep> {
  const run = (point: number | null) => inTurn(() => runOnce(program, scratch, trouble, point));
  const dry = await run(null);
  const { points } = dry;
  const findings = dry.findings.map((finding) => `undisturbed: ${finding}`);
  const ends = new Map([[dry.state, 1]]);
  const all = Array.from({ length: points.length + 1 }, (_, index) => index + 1);
  const chosen = some ? all.filter((point) => point % some.every === some.from % some.every) : all;
  await Promise.all(
    chosen.map(async (point) => {
      const { killed, state, findings: found } = await run(point);
      const where = `killed after ${point} of ${points.length}, ${points[point - 1] ?? 'the end'}`;
      findings.push(...found.map((finding) => `${where}: ${finding}`));
      if (killed !== point <= points.length) findings.push(`${where}: ${killed ? 'reached' : 'not reached'}`);
      ends.set(state, (ends.get(state) ?? 0) + 1);
    }),
  );
  return { points, ends, findings };
}
